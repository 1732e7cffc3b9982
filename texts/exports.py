"""Every word that stands in the files people download: plain text, never HTML."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from texts import imports

AUTHOR: Final = "Наставник"
PAGE: Final = "Страница {page} из {pages}"

# --- the progress sheet -------------------------------------------------------------------

PROGRESS: Final = "Ход дорожной карты"
PROGRESS_SHEET: Final = "Ход"
COUNTING_SHEET: Final = "Как считается"
COUNTING_TITLE: Final = "Как считается ход дорожной карты"

NUMBER: Final = "№"
ACTIVITY: Final = "Мероприятие"
TERM: Final = "Срок"
OWNER: Final = "Ответственный"
STATUS: Final = "Статус"
EVIDENCE: Final = "Подтверждение"
NOTE: Final = "Примечание"
FACT_DATE: Final = "Дата факта"

COUNT: Final = "Сколько"
MEANING: Final = "Что это значит"
ALL: Final = "всего"
ALL_MEANING: Final = "Все самые мелкие пункты, вместе с «не требуется»."

STATUSES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "done": "выполнено",
        "started": "в работе",
        "todo": "не начато",
        "overdue": "просрочено",
        "ongoing": "постоянно",
        "waiting": "ждёт условия",
        "na": "не требуется",
    }
)

MEANINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "done": "Отмечено выполненным. Дата факта — день, когда дело сделано.",
        "started": "Начато, срок ещё не прошёл.",
        "todo": "Не начато, срок ещё не прошёл или не назначен.",
        "overdue": "Последний день срока прошёл, а отметки о выполнении нет.",
        "ongoing": "Дело без последнего дня: «постоянно», «в течение года».",
        "waiting": "Срок наступит, когда выполнится условие: «по согласованию», «при наличии…».",
        "na": "В этом учреждении не требуется. В подсчёт не входит.",
    }
)


def data_as_of(moment: datetime, zone: str) -> str:
    """When the figures were true; `moment` is local, `zone` says in words which clock."""
    place = f" ({zone})" if zone else ""
    return f"Данные на {moment:%d.%m.%Y}, {moment:%H:%M}{place}"


def until(day: date) -> str:
    return f"до {day:%d.%m.%Y}"


def totals(done: int, counted: int, percent: int, overdue: int, not_needed: int) -> str:
    """One line of figures for a stage or the whole roadmap; zeros say nothing."""
    parts = [f"выполнено {done} из {counted} ({percent} %)"]
    if overdue:
        parts.append(f"просрочено: {overdue}")
    if not_needed:
        parts.append(f"не требуется: {not_needed}")
    return " · ".join(parts)


def subtotal(name: str, line: str) -> str:
    return f"Итого. {name}: {line}" if name else f"Итого: {line}"


def grand_total(line: str) -> str:
    return f"Всего по дорожной карте: {line}"


COUNTING_RULES: Final = (
    "Считаются самые мелкие пункты. Если у мероприятия есть шаги, считаются шаги, а не само "
    "мероприятие. Пункт, который выполняет каждый из списка, считается один раз: он выполнен, "
    "когда отметились все.",
    "Пункты «не требуется» в подсчёт не входят: ни в сделанное, ни в общее число.",
    "Процент = выполнено ÷ все пункты без «не требуется» × 100, дробная часть отбрасывается: "
    "100 % бывает, только когда выполнено всё.",
    "Срок приведён так, как он записан в документе; строкой ниже — как он понят.",
)

# --- the sheet of decisions: goes out, comes back filled in -------------------------------

DECISIONS_TITLE: Final = "Сроки и ответственные: заполните и пришлите обратно"
DECISIONS_HOW: Final = (
    "Заполните два цветных столбца, сохраните файл в формате .xlsx и пришлите его боту. "
    "Пустая ячейка означает «решу позже».",
    "Строки можно сортировать, скрывать и удалять. Новые строки бот не прочитает: "
    "мероприятие добавляется в самом боте.",
)
DECISIONS_SHEET: Final = "Решения"
PEOPLE_SHEET: Final = "Люди"
PERSON: Final = "Кого можно выбрать ответственным"
WRITTEN_TERM: Final = "Срок в документе"
WRITTEN_OWNER: Final = "Ответственный в документе"
TERM_FILL: Final = "Срок (заполните)"
OWNER_FILL: Final = "Ответственный (заполните)"
TERM_HINT: Final = (
    "Например: 15.10.2026, до 20 мая 2027, октябрь 2026, сентябрь–ноябрь 2026, "
    "ежемесячно, в течение года, по согласованию. Пусто — решу позже."
)
OWNER_HINT: Final = (
    "Выберите из списка или напишите сами: имя, должность или «Наставники», "
    "«Классные руководители». Несколько — через запятую."
)

# Keys that only the program reads; they tie the returned file to its roadmap.
MANIFEST_SHEET: Final = "nastavnik"
ITEM_KEY: Final = "item_id"
ROADMAP_KEY: Final = "roadmap_id"
VERSION_KEY: Final = "version"
DRAFT_KEY: Final = "draft_key"
KEY: Final = "key"
KEY_VALUE: Final = "value"

_REFUSALS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "not_decisions": "Это не тот файл, который бот прислал для заполнения. Ничего не "
        "изменилось. Получите файл заново и заполните его, не удаляя листов.",
        "decision_column": "В файле нет столбца «{column}». Ничего не изменилось. Верните столбцу "
        "это название или получите файл заново.",
        "decision_twice": "Строка {row} повторяет другую, но говорит иное. Ничего не изменилось. "
        "Оставьте одну из двух и пришлите файл ещё раз.",
        "decision_number": "В строке {row} вместо срока стоит число. Ничего не изменилось. "
        "Напишите дату целиком, например 15.10.2026, и пришлите файл ещё раз.",
    }
)


def refusal(code: str, data: Mapping[str, str | int]) -> str:
    """Why the returned list was not taken and what to do. Raises KeyError for an unknown code."""
    return _REFUSALS[code].format(**data) if code in _REFUSALS else imports.refusal(code, data)
