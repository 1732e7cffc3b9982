"""Notes of a meeting: each says in words who can read it."""

from collections.abc import Sequence

from texts.html import b, clip, esc, fit
from texts.item_lines import indexed
from texts.typography import tidy

SHARED = "Общая: видят обе стороны"
PRIVATE = "Личная: видите только Вы"
ADD_SHARED = "Добавить общую"
ADD_PRIVATE = "Добавить личную"
REMOVE = "Убрать заметку"
KINDS = {"photo": "фото", "voice": "голосовое", "file": "файл"}


def notes(title: str, lines: Sequence[str], first: int) -> str:
    head = [f"📎 {b('Заметки')}", esc(clip(title, 200)), ""]
    if not lines:
        head.append("Заметок пока нет.")
    numbered = [indexed(number, line) for number, line in enumerate(lines, first)]
    rule = (
        "Общие заметки видят обе стороны пары и куратор. Личные видите только Вы, в файлы и "
        "выгрузки они не попадают."
    )
    return tidy(fit([*head, *numbered, "", rule]))


def line(kind: str, text: str, who: str, private: bool) -> str:
    """A note in the list, as HTML."""
    what = f"{KINDS[kind]}, {clip(text, 60)}" if kind in KINDS else clip(text, 120)
    mark = "личная" if private else f"общая, {who}" if who else "общая"
    return f"{esc(what)} ({esc(mark)})"


def ask(title: str, private: bool) -> str:
    who = PRIVATE if private else SHARED
    return tidy(
        f"📎 {b('Новая заметка')}\n{esc(clip(title, 200))}\n\n{who}. Пришлите текст, фото, "
        "голосовое или файл."
    )


def note(title: str, kind: str, text: str, who: str, private: bool) -> str:
    mark = PRIVATE if private else SHARED
    what = f"{KINDS[kind].capitalize()}: {clip(text, 200)}" if kind in KINDS else clip(text, 2500)
    by = f"\n{esc(who)}" if who and not private else ""
    return tidy(f"📎 {b('Заметка')}\n{esc(clip(title, 200))}\n{mark}{by}\n\n{esc(what)}")


def caption(text: str, private: bool) -> str:
    return tidy(f"{esc(clip(text, 300))}\n{PRIVATE if private else SHARED}")
