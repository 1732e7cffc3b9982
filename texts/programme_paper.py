"""The paper and the table of a programme."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from texts import dates
from texts.html import b, clip, esc
from texts.plural import counted
from texts.programme_names import MARKS, ROWS
from texts.typography import tidy

NAME: Final = "Программа наставничества"
TITLE: Final = "Персонализированная программа наставничества"
AGREED: Final = (
    "СОГЛАСОВАНО",
    "Куратор",
    "_______________ / _______________",
    "«___» _________ 20__ г.",
)
APPROVED: Final = (
    "УТВЕРЖДАЮ",
    "Руководитель",
    "_______________ / _______________",
    "«___» _________ 20__ г.",
)
NOTE: Final = "Пояснительная часть"
PLAN: Final = "План работы"
FACT, VALUE = "Сведение", "Значение"
FORM, MODEL, KIND = "Форма", "Ролевая модель", "Вид наставничества"
MENTOR, MENTORS = "Наставник", "Наставники"
MENTEE, MENTEES = "Наставляемый", "Наставляемые"
TERM, BASIS = "Срок реализации", "Основание"
NOT_SET: Final = "не указано"
NOT_WRITTEN: Final = "не заполнено"
COLUMNS: Final = (
    "№", "Мероприятие", "Срок", "Планируемый результат", "Фактический результат",
    "Оценка наставника",
)  # fmt: skip
EMPTY_DATE: Final = "«___» _____________ 20__ г."
SHEET: Final = "План"
HOW: Final = (
    "Жёлтые ячейки можно менять: пришлите файл боту, он покажет правки и спросит, применять ли их."
)
HINTS: Final = {
    "term": "Срок словами или датой: до 20 декабря, 20.12.2026, ежемесячно, без срока.",
    "actual": "Что получилось на самом деле, коротко.",
    "mark": "Оценка наставника: выберите из списка.",
}
MARK_CHOICES: Final = tuple(MARKS.values())
WHO: Final = "Кто выполняет"
STATUS: Final = "Состояние"
WORD, EXCEL = "Программа в Word", "Программа в Excel"


def span(first: date | None, last: date | None) -> str:
    """«с 15.09.2026 по 31.05.2027»."""
    if first is None or last is None:
        return NOT_SET
    return f"с {first:%d.%m.%Y} по {last:%d.%m.%Y}"


def order(number: str, day: date | None) -> str:
    """«приказ № 15 от 12.10.2026»."""
    said = f"приказ № {number}" if number else "приказ"
    return f"{said} от {day:%d.%m.%Y}" if day else said


def person(name: str, post: str) -> str:
    return f"{name}, {post}" if post else name


def school_class(name: str) -> str:
    return name if "класс" in name.casefold() else f"{name} класс"


def agreement(answers: Sequence[tuple[str, date, bool]], confirmed: date | None, mark: str) -> str:
    """Who has agreed, when and how; `mark`: the beginning of the hash of the text."""
    if not answers and confirmed is None:
        return "Программа ещё не согласована."
    said = [
        f"{name} — {day:%d.%m.%Y}{' (на бумаге)' if paper else ''}" for name, day, paper in answers
    ]
    parts = [f"Согласовано: {'; '.join(said)}."] if said else []
    if confirmed is not None:
        parts.append(f"Утверждено куратором {confirmed:%d.%m.%Y}.")
    return tidy(" ".join([*parts, f"Контрольная сумма текста: {mark}."]))


def caption(pair: str, rows: int, done: int) -> str:
    """Under the file."""
    said = f"{counted(rows, *ROWS)}, сделано: {done}" if rows else "строк пока нет"
    return tidy(f"📋 {b(NAME)}\n{esc(clip(pair, 200))}\n{said}.")


def as_of(day: date) -> str:
    return f"На {day.day} {dates.month_genitive(day.month)} {day.year} года"
