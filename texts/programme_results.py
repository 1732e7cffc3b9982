"""What came of a line of a programme, in words."""

from domain.programmes import Mark
from texts.html import clip, esc, fit
from texts.programme_names import MARKS, mark
from texts.typography import tidy

ACTUAL = "Что получилось"
RESULT = "Результат и оценка"
AS_PLANNED = "Как и планировали"
UNDO = "Отменить"


def ask_actual(label: str, planned: str, actual: str) -> str:
    lines = [f"📋 {esc(clip(label, 200))}", ""]
    if planned:
        lines.append(f"Планировали: {esc(clip(planned, 300))}")
    if actual:
        lines.append(f"Записано: {esc(clip(actual, 300))}")
    lines += ["", "Что получилось? Напишите коротко или нажмите кнопку. Можно и пропустить."]
    return fit([tidy(line) for line in lines])


def actual_saved(actual: str) -> str:
    return f"✅ Записано: {esc(clip(actual, 300))}"


def marked(value: Mark) -> str:
    return f"Оценка: {MARKS[value].lower()}"


def card_lines(actual: str, mark_: str) -> list[str]:
    """Lines that a programme brings to the card of an item, as HTML."""
    lines = []
    if actual:
        lines.append(f"Получилось: {esc(clip(actual, 300))}")
    if mark_:
        lines.append(f"Оценка наставника: {esc(mark(mark_).lower())}")
    return lines
