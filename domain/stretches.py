"""The periods that reports are written for, as a school divides its time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.deadlines.model import SchoolCalendar
from domain.schoolyear import lessons, month_end, quarter_end, quarter_start, school_year


class Unit(StrEnum):
    MONTH = "month"
    TERM = "term"  # a school's quarter
    QUARTER = "quarter"  # of the calendar
    HALF = "half"
    YEAR = "year"
    ALL = "all"  # since the launch


@dataclass(frozen=True, slots=True)
class Stretch:
    """A period, both days inclusive. `number`: which term, quarter or half of its year."""

    unit: Unit
    first: date
    last: date
    number: int = 0


def stretches(today: date, calendar: SchoolCalendar, launched: date) -> list[Stretch]:
    """Periods worth a report today: none that was over before the launch or is yet to begin.

    The first is the likeliest: in the first ten days of a month the month before it.
    """
    this = Stretch(Unit.MONTH, today.replace(day=1), month_end(today))
    before = this.first - timedelta(days=1)
    last = Stretch(Unit.MONTH, before.replace(day=1), before)
    months = [last, this] if today.day <= 10 else [this, last]
    year = school_year(today)
    begin, end = lessons(year)
    halves = [(begin, date(year, 12, 31)), (date(year + 1, 1, 1), end)]
    quarter = quarter_start(today)
    found = [
        *months,
        *_present(Unit.TERM, _terms(calendar, year), today),
        Stretch(Unit.QUARTER, quarter, quarter_end(today), (quarter.month + 2) // 3),
        *_present(Unit.HALF, halves, today),
        Stretch(Unit.YEAR, begin, end),
        Stretch(Unit.ALL, launched, today),
    ]
    return [one for one in found if one.first <= today and one.last >= launched]


def _terms(calendar: SchoolCalendar, year: int) -> list[tuple[date, date]]:
    own = [
        (first, last)
        for first, last in calendar.quarters
        if first and last and school_year(first) == year
    ]
    if own or calendar.usual is None:
        return own
    return [part.dates(year) for part in calendar.usual.quarters]


def _present(unit: Unit, parts: Sequence[tuple[date, date]], today: date) -> list[Stretch]:
    """The part that goes on, or the one that ended last."""
    begun = [
        Stretch(unit, first, last, number)
        for number, (first, last) in enumerate(parts, 1)
        if first <= today
    ]
    return begun[-1:]
