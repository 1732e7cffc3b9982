"""What parts, marks and stages of a programme are called."""

from datetime import date
from typing import Final

from domain.programmes import HeadField, Mark, Stage
from texts import dates

ROWS = ("строка", "строки", "строк")
LINES_GEN = ("строки", "строк", "строк")
DAYS = ("день", "дня", "дней")
PARTS: Final = {
    HeadField.DIFFICULTIES: "Трудности и запрос",
    HeadField.GOAL: "Цель",
    HeadField.TASKS: "Задачи",
    HeadField.EXPECTED: "Ожидаемые результаты",
}
MARKS: Final = {
    Mark.EXCELLENT: "Отлично",
    Mark.GOOD: "Хорошо",
    Mark.PARTLY: "Частично",
    Mark.NOT_YET: "Пока нет",
}
STAGES: Final = {
    Stage.WRITING: "черновик",
    Stage.PUT: "на согласовании",
    Stage.RUNNING: "работает",
    Stage.CLOSED: "закончена",
}


def title(pair_id: int) -> str:
    """What the programme of a pair is called beside other roadmaps; it names nobody."""
    return f"Программа наставничества, пара № {pair_id}"


def term(first: date | None, last: date | None) -> str:
    """A term of the plan as papers write it: «с 15 сентября по 10 октября 2026 года»."""
    if last is None:
        return ""
    until = f"{last.day} {dates.month_genitive(last.month)} {last.year} года"
    if first is None or first == last:
        return f"до {until}"
    since = "со" if first.day == 2 else "с"
    start = f"{first.day} {dates.month_genitive(first.month)}"
    if first.year != last.year:
        start += f" {first.year} года"
    return f"{since} {start} по {until}"


def mark(value: str) -> str:
    """A mark in words: one of ours, or whatever a document said."""
    return MARKS[Mark(value)] if value in list(Mark) else value
