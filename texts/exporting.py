"""The screens of the exports. What stands in the files is in texts/export_files.py."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from domain.exporting import What
from texts import dates, export_files
from texts.html import b, clip, esc
from texts.plural import counted
from texts.typography import tidy

MENU: Final = "Файлы и отчёты"
FILE: Final = "Выгрузка"  # begins the names of the files
PAST_MAPS: Final = "Прошлые карты"
CAPTIONS: Final = {
    What.SCHOOLS: "По школам",
    What.PEOPLE: "Люди",
    What.PAIRS: "Пары",
    What.PROGRAMMES: "Программы",
    What.MEETINGS: "Встречи",
    What.SURVEYS: "Ответы на анкеты",
    What.ROADMAP: "Дорожная карта",
    What.AUDIT: "Журнал действий",
    What.EVERYTHING: "Всё одним файлом",
}
DIGEST: Final = "Сводка недели"
PROGRESS: Final = "Ход дорожной карты"
ALL_MAPS: Final = "Все дорожные карты"
ALL_PLACES: Final = "Все организации"
WHOLE: Final = "За всё время"
OTHER: Final = "Другой период"
EXCEL: Final = "Excel (.xlsx)"
CSV: Final = "Таблица .csv"
STOP: Final = "Остановить"
AGAIN: Final = "Выгрузить ещё раз"
MY_ITEMS: Final = "Мои дела"
_ROWS = ("строка", "строки", "строк")
_FILES = ("файл", "файла", "файлов")

REFUSALS = {
    "export_busy": "Один файл уже собирается. Дождитесь его или нажмите под ним «Остановить».",
}


def ask(place: str, whats: Sequence[What]) -> str:
    lines = [f"📊 {b(MENU)}{_place(place)}", ""]
    if What.SCHOOLS in whats:
        lines.append("Числа по школам: пары, встречи, программы, дорожные карты. Без имён.")
    else:
        lines.append(
            "Таблицы по данным школы. Личные заметки, оценки, ответы о паре и обращения за "
            "помощью сюда не попадают никогда."
        )
    lines.append("Что выгрузить?")
    return tidy("\n".join(lines))


def ask_map() -> str:
    return f"📊 {b(PROGRESS)}\n\nПо какой дорожной карте?"


def ask_place(total: int) -> str:
    word = counted(total, "организация", "организации", "организаций")
    return f"📊 {b(MENU)} · {word}\n\nПо какой организации выгружать?"


def place_caption(name: str) -> str:
    """The way to choose another one."""
    return f"Чьи данные: {clip(name, 40)}" if name else "Чьи данные: все организации"


def ask_period(what: What, place: str) -> str:
    return tidy(f"{_head(what, place)}\n\nЗа какой период?")


def ask_first(what: What, place: str) -> str:
    return tidy(f"{_head(what, place)}\n\nС какого дня?")


def ask_last(what: What, place: str, first: date, today: date) -> str:
    return tidy(f"{_head(what, place)}\n\nС {dates.plain(first, today)}. По какой день?")


def ask_format(what: What, place: str, period: str) -> str:
    return tidy(
        f"{_head(what, place)} · {esc(period)}\n\nКаким файлом? Excel удобнее читать, .csv нужен "
        "для других программ."
    )


def period(first: date | None, last: date | None, today: date) -> str:
    return dates.span(first, last, today) or "за всё время"


def making(what: What, rows: int) -> str:
    """`what`: the table that is being read."""
    return tidy(f"🕒 Выгружаю: {CAPTIONS[what]}, {counted(rows, *_ROWS)}")


def writing(rows: int) -> str:
    return f"🕒 Собираю файл: {counted(rows, *_ROWS)}"


def sending(number: int, of: int) -> str:
    return "🕒 Отправляю файл" if of == 1 else f"🕒 Отправляю файлы: {number} из {of}"


def ready(what: What, rows: int, files: int) -> str:
    several = f", {counted(files, *_FILES)}" if files > 1 else ""
    return f"✅ Выгрузка готова: {CAPTIONS[what]}, {counted(rows, *_ROWS)}{several}"


def caption(
    what: What, place: str, period: str, rows: int, number: tuple[int, int], *, csv: bool
) -> str:
    """What stands under a file. `number`: which of how many."""
    part = f" · {number[0]} из {number[1]}" if number[1] > 1 else ""
    found = f"{counted(rows, *_ROWS)}." if rows else "за это время ничего нет."
    where = "внизу таблицы" if csv else f"на листе «{export_files.COUNTING}»"
    return tidy(
        f"📊 {b(CAPTIONS[what])}{_place(place)}{part}\n{esc(_capital(period))}: {found}\n\n"
        f"Что входит и как считается — {where}."
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def stopped() -> str:
    return "⏸ Выгрузка остановлена. Ничего не изменилось."


def not_running() -> str:
    return (
        "Эта выгрузка уже не собирается: она готова или бот перезапускался. "
        "Если файла нет, выгрузите ещё раз."
    )


def failed() -> str:
    return "⚠️ Выгрузить не получилось. Всё сохранённое на месте. Попробуйте ещё раз чуть позже."


def lost() -> str:
    """After a restart in the middle of the work."""
    return "⚠️ Бот перезапускался, и выгрузка не собралась. Начните ещё раз."


def closed() -> str:
    """For those who export nothing."""
    return (
        "📊 Таблицы выгружают куратор, директор, координатор и администратор. "
        "Сейчас: Ваши дела, их можно отмечать."
    )


# --- the console --------------------------------------------------------------------------------


def written(path: str, rows: int) -> str:
    return f"{path}: {counted(rows, *_ROWS)}"


def no_place(number: int) -> str:
    return f"Организации № {number} нет. Номера: python -m bot export schools --out ФАЙЛ"


def reversed_period() -> str:
    return "Последний день раньше первого: проверьте --since и --until."


def by_console() -> str:
    return "командная строка"


def all_places() -> str:
    return "все организации"


def _head(what: What, place: str) -> str:
    return f"📊 {b(CAPTIONS[what])}{_place(place)}"


def _place(place: str) -> str:
    return f" · {esc(clip(place, 120))}" if place else ""
