"""Orders of work that cannot be meant: a warning, never a ban."""

from collections.abc import Sequence
from dataclasses import dataclass

from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.typography import tidy

PLACES = ("место", "места", "мест")
CHECK = "Проверить порядок"
RIGHT = "Всё верно"
MOVE = "Перенести"

_RULES = {
    "sb": "Анкетирование позже, чем готов банк, который оно наполняет",
    "cb": "Согласия позже, чем готов банк",
    "pb": "Пары закрепляют раньше, чем готов банк",
    "tp": "Наставников учат позже, чем закреплены пары",
    "fs": "Формы наставничества выбирают, когда работа уже идёт",
    "ce": "Итоги подводят раньше, чем закончатся встречи",
    "rr": "Поощряют раньше, чем известны результаты",
}
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Doubt:
    """Rows (label and days) against another one, plain."""

    rule: str
    rows: tuple[tuple[str, str], ...]
    other: tuple[str, str]


def remark(count: int) -> str:
    """The line of the draft's screen."""
    return f"Проверьте порядок: {counted(count, *PLACES)}."


def doubts(title: str, lines: Sequence[Doubt], first: int, total: int) -> str:
    head = [f"📅 {b('Порядок работ')} · {esc(clip(title, 80))}", ""]
    if not total:
        return tidy("\n".join([*head, "✅ Порядок сроков вопросов не вызывает."]))
    said: list[str] = []
    for number, line in enumerate(lines, first):
        said.append(f"{b(str(number))} · {_RULES[line.rule]}")
        said += [_row(*row) for row in line.rows[:SHOWN]]
        rest = len(line.rows) - SHOWN
        said += [f"    и ещё {rest}"] if rest > 0 else []
        said.append(_row(*line.other))
    ask = "Если так и задумано, нажмите «Всё верно». Запуску это не мешает."
    return fit([tidy(line) for line in [*head, *said, "", ask]])


def _row(label: str, days: str) -> str:
    return f"    • {esc(clip(label, 130))}: {esc(days)}"


def one(doubt: Doubt) -> str:
    """One doubtful order: which of its rows is to be moved?"""
    lines = [f"📅 {b('Порядок работ')}", _RULES[doubt.rule], ""]
    lines += [_row(*row) for row in (*doubt.rows[:8], doubt.other)]
    return fit([tidy(line) for line in [*lines, "", "У какой строки изменить срок?"]])


def move_caption(number: int) -> str:
    return f"{number} · {MOVE}"


def right_caption(number: int) -> str:
    return f"{number} · {RIGHT}"
