"""School years, calendar quarters and the parts a school divides its year into.

A school year is named by the calendar year it starts in: 2026 is 2026-2027. It changes on
1 August, when roles are given out anew, though lessons run from 1 September to 31 May.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_MONTH = 8
MonthDay = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """A quarter, trimester or break as month-day pairs, both ends included."""

    name: str
    start: MonthDay
    end: MonthDay

    def dates(self, year: int) -> tuple[date, date]:
        """Its dates in the school year that starts in `year`."""
        return place(self.start, year), place(self.end, year)


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """How a school divides any of its years.

    `leave` is the teachers' summer leave. It lies across 1 August, so it belongs to a calendar
    year and not to a school year.
    """

    quarters: tuple[Part, ...]
    trimesters: tuple[Part, ...]
    breaks: tuple[Part, ...]
    leave: tuple[MonthDay, MonthDay]

    def leave_in(self, calendar_year: int) -> tuple[date, date]:
        start, end = self.leave
        return date(calendar_year, *start), date(calendar_year, *end)


def school_year(day: date) -> int:
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def label(year: int) -> str:
    """The school year as people write it: 2026-2027."""
    return f"{year}-{year + 1}"


def year_bounds(year: int) -> tuple[date, date]:
    """The whole school year, 1 August to 31 July."""
    return date(year, FIRST_MONTH, 1), date(year + 1, FIRST_MONTH, 1) - timedelta(days=1)


def lessons(year: int) -> tuple[date, date]:
    """What roadmaps call the school year: 1 September to 31 May."""
    return date(year, 9, 1), date(year + 1, 5, 31)


def place(month_day: MonthDay, year: int) -> date:
    """The date of a month-day pair in the school year that starts in `year`.

    29 February is the 28th where there is none, so that a part may end with the month.
    """
    month, day = month_day
    calendar_year = year if month >= FIRST_MONTH else year + 1
    if month_day == (2, 29):
        day = monthrange(calendar_year, month)[1]
    return date(calendar_year, month, day)


def month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def quarter_start(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def quarter_end(day: date) -> date:
    return month_end(date(day.year, quarter_start(day).month + 2, 1))


def quarters(start: date, end: date) -> Iterator[tuple[date, date]]:
    """Every whole calendar quarter that has a day in the inclusive span, in order."""
    first = quarter_start(start)
    while first <= end:
        last = quarter_end(first)
        yield first, last
        first = last + timedelta(days=1)
