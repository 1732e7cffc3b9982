"""Terms and people as a document writes them."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from domain.deadlines import Span
from domain.schoolyear import month_end
from texts.dates import month, month_genitive

NBSP: Final = "\u00a0"
SHORT_NAME: Final = 16
LASTING: Final = "постоянно"


def term(spans: Sequence[Span]) -> str:
    """The days of a term as a document writes them, always with their year; at most twelve."""
    said = [_span(*span) for span in spans[:12]]
    return "; ".join([*said, "…"] if len(spans) > 12 else said)


def _span(start: date | None, end: date | None) -> str:
    if start is None:
        return f"до {full(end)}" if end else ""
    if end is None:
        return f"с {full(start)}"
    if start == end:
        return full(start)
    if start.day == 1 and end == month_end(end):
        return _months(start, end)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{full(end)}"
    return f"с {full(start)} по {full(end)}"


def _months(start: date, end: date) -> str:
    if start.year != end.year:
        return f"{_of(start)}{NBSP}— {_of(end)}"
    return _of(end) if start.month == end.month else f"{month(start.month)}—{_of(end)}"


def _of(day: date) -> str:
    """The line of a narrow column may break before the year."""
    return f"{month(day.month)} {day.year}{NBSP}г."


def full(day: date) -> str:
    """«31 марта 2027 г.», which stays on one line."""
    return f"{day.day}{NBSP}{month_genitive(day.month)}{NBSP}{day.year}{NBSP}г."


def people(names: Sequence[str], most: int = 8) -> str:
    """Those who answer for something; many of them are counted rather than named.

    A full name may go over the end of a line of its narrow column.
    """
    said = ", ".join(name if len(name) <= SHORT_NAME else _loose(name) for name in names[:most])
    return said if len(names) <= most else f"{said} и ещё {len(names) - most}"


def _loose(name: str) -> str:
    return name.replace(NBSP, " ")
