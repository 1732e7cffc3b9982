"""Deadline phrases of school roadmaps: «декабрь 2022, сентябрь 2023» to days.

`parse` is the whole of it. tokens.py makes tokens; figures.py, atoms.py, terms.py, repeats.py and
grammar.py, each on top of the one before, read the phrase; years.py, place.py (with days.py),
later.py and resolve.py give it days. Nothing is guessed: what cannot be told becomes a warning.
"""

from domain.deadlines.grammar import read
from domain.deadlines.model import (
    Deadline,
    Kind,
    MonthDay,
    Period,
    Rule,
    SchoolCalendar,
    Slot,
    Span,
    Warning_,
)
from domain.deadlines.resolve import resolve

__all__ = [
    "Deadline",
    "Kind",
    "MonthDay",
    "Period",
    "Rule",
    "SchoolCalendar",
    "Slot",
    "Span",
    "Warning_",
    "parse",
    "to_json",
]


def parse(
    phrase: str | None, period: Period | None = None, calendar: SchoolCalendar | None = None
) -> Deadline:
    """Understand a deadline phrase; any text is answered, None and blanks are kind none.

    A month without a year takes it from the period, when only one fits; the school's calendar
    gives the days of quarters, trimesters and holidays, else the usual ones do, with a warning.
    """
    return resolve(read(phrase or ""), period, calendar)


def to_json(deadline: Deadline) -> dict[str, object]:
    """The object of `python -m bot deadline`; "warnings" are left to who has the sentences."""
    return {
        "kind": deadline.kind.value,
        "spans": [[_iso(start), _iso(end)] for start, end in deadline.spans],
        "rule": deadline.rule.value if deadline.rule else None,
        "months": list(deadline.months),
        "needs_year": deadline.needs_year,
        "md": [list(pair) for pair in deadline.md],
        "warnings": [],
    }


def _iso(day: object) -> str | None:
    return None if day is None else str(day)
