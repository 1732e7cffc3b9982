"""The inspector's folder: its screens (HTML), and the words of its files (plain text)."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from texts import dates
from texts.html import b, clip, esc
from texts.plural import counted
from texts.typography import tidy

_ITEMS = ("пункт", "пункта", "пунктов")
_FILES = ("файл", "файла", "файлов")
_FOLDERS = ("папка", "папки", "папок")
_PROOFS = ("подтверждение", "подтверждения", "подтверждений")

# --- the files ----------------------------------------------------------------------------------

INVENTORY: Final = "Опись подтверждений"
INVENTORY_FILE: Final = "Опись.docx"
STATEMENT_FILE: Final = "Справка о выполнении.docx"
PROGRESS_FILE: Final = "Ход дорожной карты.xlsx"
FOLDER: Final = "Папка проверки"
NO_STAGE: Final = "Вне этапов"
PHOTO: Final = "фото"

NUMBER: Final = "№"
ITEM: Final = "Мероприятие"
TERM: Final = "Срок"
WHAT_IS_MISSING: Final = "Чего не хватает"
DONE: Final = "Выполнено"
PROOF: Final = "Подтверждение"
PLACE: Final = "Где лежит"

MISSING_HEAD: Final = "Чего не хватает"
NOTHING_MISSING: Final = "Всё, что отмечено выполненным, подтверждено; просроченного нет."
ALL_HEAD: Final = "Опись по пунктам"
OVERDUE: Final = "срок прошёл, отметки о выполнении нет"
NO_PROOF: Final = "выполнено, подтверждения нет"
NONE: Final = "нет"
AT_SCHOOL: Final = "бумага хранится в школе"
_STATES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "done": "выполнено",
        "started": "в работе",
        "todo": "не начато",
        "overdue": "срок прошёл",
        "ongoing": "постоянно",
        "waiting": "ждёт условия",
        "na": "не требуется",
    }
)
_TROUBLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "lost": "файла нет в хранилище бота",
        "big": "файл больше 40 МБ: в архив не вошёл, хранится в школе",
    }
)


def stage_folder(number: int) -> str:
    """The beginning of a stage's folder, before its name."""
    return f"Этап {number}"


def as_of(since: date | None, day: date) -> str:
    period = f"за период с {since:%d.%m.%Y} по {day:%d.%m.%Y}, " if since else ""
    return f"{period}по состоянию на {day:%d.%m.%Y}"


def summary(items: int, done_items: int, proofs: int, files: int) -> str:
    return (
        f"Всего {counted(items, *_ITEMS)}, выполнено: {done_items}. "
        f"{counted(proofs, *_PROOFS)}, в папке {counted(files, *_FILES)}."
    )


def trouble(kind: str, title: str) -> str:
    said = _TROUBLES[kind]
    return f"«{title}»: {said}" if title else said


def step(title: str) -> str:
    return f"шаг: {title}"


def done(status: str, on: date | None) -> str:
    return f"{on:%d.%m.%Y}" if status == "done" and on else _STATES[status]


def proof(kind: str, title: str, day: date | None) -> str:
    """What it is, as the inventory names it."""
    if kind == "document":
        return f"{title} от {day:%d.%m.%Y}" if day else title
    if kind == "link":
        return "ссылка"
    return PHOTO if kind == "photo" and title in {"photo.jpg", "photo"} else title


def place(name: str, volume: int | None) -> str:
    """A file of the item's folder; with the number of the archive where there are several."""
    return f"архив {volume}: {name}" if volume else name


def archive_kind(number: int, of: int) -> str:
    """The beginning of the archive's name."""
    return FOLDER if of == 1 else f"{FOLDER} {number} из {of}"


# --- the screens --------------------------------------------------------------------------------

TODAY: Final = "На сегодня"
PAST: Final = "На другой день"
PERIOD: Final = "За период"
STOP: Final = "Остановить"
AGAIN: Final = "Собрать ещё раз"

REFUSALS = {
    "folder_busy": "Один файл уже собирается. Дождитесь его или нажмите под ним «Остановить».",
}


def ask(title: str) -> str:
    return tidy(
        f"📎 {b(FOLDER)} · {esc(clip(title, 200))}\n\n"
        "Архив для проверяющих: по папке на каждый пункт с подтверждениями, опись "
        "(сначала то, чего не хватает) и таблица хода. Пока он собирается, ботом можно "
        "пользоваться.\n\nНа какой день собрать?"
    )


def ask_day(title: str) -> str:
    return (
        f"📎 {b(FOLDER)} · {esc(clip(title, 200))}\n\nВыберите день: всё будет как на его конец."
    )


def ask_period(title: str) -> str:
    return tidy(
        f"📎 {b(FOLDER)} · {esc(clip(title, 200))}\n\nВ папку войдёт то, что в этот период было "
        "назначено, выполнено или подтверждено, и просроченное. За какой период собрать?"
    )


def making(done_items: int, total: int) -> str:
    return f"🕒 Собираю папку: {done_items} из {total}"


def sending(number: int, of: int) -> str:
    return "🕒 Отправляю папку" if of == 1 else f"🕒 Отправляю папку: {number} из {of}"


def ready(title: str, since: date | None, day: date, today: date) -> str:
    return tidy(f"✅ Папка готова ({_when(since, day, today)}): {esc(clip(title, 200))}")


def _when(since: date | None, day: date, today: date) -> str:
    if since:
        return dates.span(since, day, today)
    return "на сегодня" if day == today else f"на {dates.plain(day, today)}"


def stopped() -> str:
    return "⏸ Папка не собрана: Вы остановили работу. Ничего не изменилось."


def not_running() -> str:
    return (
        "Эта папка уже не собирается: она готова или бот перезапускался. "
        "Если файла нет, соберите её ещё раз."
    )


def failed() -> str:
    return (
        "⚠️ Папку собрать не получилось. Всё сохранённое на месте. Попробуйте ещё раз чуть позже."
    )


def lost() -> str:
    """After a restart in the middle of the work."""
    return "⚠️ Бот перезапускался, и папка проверки не собралась. Начните ещё раз."


def caption(
    *,
    title: str,
    number: int,
    of: int,
    since: date | None,
    day: date,
    today: date,
    folders: int,
    files: int,
    missing: int,
) -> str:
    """What stands under an archive: the same in words."""
    name = FOLDER if of == 1 else f"{FOLDER} {number} из {of}"
    lines = [f"📎 {b(name)}", esc(clip(title, 300)), ""]
    when = _when(since, day, today)
    lines.append(
        f"{when[:1].upper()}{when[1:]}: {counted(folders, *_FOLDERS)}, {counted(files, *_FILES)}."
    )
    if missing:
        lines.append(f"⚠️ Чего-то не хватает: {counted(missing, *_ITEMS)}, см. начало описи.")
    elif number == 1:
        lines.append("✅ Просроченного нет, всё выполненное подтверждено.")
    return tidy("\n".join(lines))
