"""Every word that stands in the files people download: plain text, never HTML."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

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


def data_of_day(day: date) -> str:
    """The same for a past day."""
    return f"Данные на конец дня {day:%d.%m.%Y}"


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
