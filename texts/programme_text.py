"""Writing a programme in words: its parts and its lines."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from domain.programmes import HeadField
from texts import dates
from texts.html import b, clip, esc, fit
from texts.item_lines import Line, indexed, when
from texts.plural import counted
from texts.programme_names import PARTS, ROWS
from texts.typography import tidy

LINES = "План по строкам"
ADD = "Добавить строку"
ADDED = "Строка добавлена."
READY = "Готово"


def head_menu(parts: Sequence[tuple[HeadField, str]]) -> str:
    """The explanatory note: what each part says now."""
    lines = [f"📋 {b('Пояснительная часть')}", ""]
    for part, text in parts:
        said = esc(clip(" ".join(text.split()), 250)) if text else "не написано"
        lines.append(f"{b(PARTS[part])}: {said}")
    lines += ["", "Что написать или изменить?"]
    return fit([tidy(line) for line in lines])


SEEN_BY = (
    "Это увидят обе стороны пары, куратор и директор, и оно попадёт в файл программы. В отчёты "
    "не попадёт."
)


def ask_part(part: HeadField, text: str) -> str:
    """Words are typed; what is often written is taken by a tap."""
    lines = [f"📋 {b(PARTS[part])}", ""]
    lines += [esc(clip(text, 1200)), ""] if text else []
    if part is HeadField.DIFFICULTIES:
        lines.append(SEEN_BY)
    lines.append("Нажмите готовое, можно несколько, или напишите своими словами.")
    return fit([tidy(line) for line in lines])


def preset(text: str, *, taken: bool) -> str:
    return f"✅ {text}" if taken else text


def line_list(
    lines: Sequence[tuple[Line, str | None]], first: int, total: int, today: date
) -> str:
    """The plan, a page; beside a line the words of its term where nothing runs yet."""
    said = [f"📋 {b('План программы')} · {counted(total, *ROWS)}", ""]
    for number, (line, written) in enumerate(lines, first):
        term_ = esc(clip(written or "без срока", 80)) if written is not None else when(line, today)
        tail = f" · {term_}" if term_ else ""
        said.append(indexed(number, f"{esc(clip(line.label, 160))}{tail}"))
    if not total:
        said.append("Пока ни одной строки.")
    return fit([tidy(line) for line in said])


def ask_line() -> str:
    return tidy(
        "📋 Новая строка плана\n\nНапишите, что нужно сделать. Со второй строки можно добавить "
        "срок, например: до 20 декабря. Без срока тоже можно."
    )


def unshifted(back: int, kept: int) -> str:
    said = f"Вернулись прежние сроки: {counted(back, *ROWS)}"
    return f"{said}. Изменены позже и остались: {kept}" if kept else said


def changes(pair: str, lines: Sequence[str]) -> str:
    head = [f"🕒 {b('Что менялось в программе')}", esc(clip(pair, 200)), ""]
    return fit([tidy(line) for line in [*head, *(lines or ["Пока ничего не менялось."])]])


def change(item: str, said: str) -> str:
    """A line of the history: which line of the plan, and what happened; HTML."""
    return f"{esc(clip(said, 200))} · {esc(clip(item, 80))}" if item else esc(clip(said, 200))


def head_changed(part: HeadField, on: date, by: str, today: date) -> str:
    """Plain."""
    start = ", ".join(filter(None, (dates.plain(on, today), clip(by, 80))))
    return f"{start}: изменено «{PARTS[part].lower()}»"


STEPS: Final = {
    "programme_put": "отправлено на согласование",
    "programme_confirmed": "утверждено и запущено",
}


def step_taken(action: str, on: date, by: str, today: date) -> str:
    """Plain: it was put to both, it was confirmed."""
    start = ", ".join(filter(None, (dates.plain(on, today), clip(by, 80))))
    return f"{start}: {STEPS[action]}"
