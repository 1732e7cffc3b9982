"""The weekly message: on which days it comes, which week or month each stands for, whose names
may stand in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, pairwise

from domain.worktime import WorkCalendar

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
# The New Year's holidays take two weeks at most, a six-day week's transfers never a month.
_WEEKS_BACK, _MONTHS_BACK = 5, 2
# Working days that pass between a person's first hearing of a thing and others reading the name.
NAMED_AFTER = 3


@dataclass(frozen=True, slots=True)
class Slot:
    """One message of a series. `period` is «2026-W47» or «2026-11»: nobody gets two of one."""

    period: str
    day: date


def slots(monthly: bool, weekday: int, cal: WorkCalendar, today: date) -> Iterator[Slot]:
    """The days of the message without end, from some before `today` on.

    A day off moves it to the next working day; where that reaches the next message's own day
    (the New Year) the two are one. A month's message comes on its first such weekday.
    """
    nominal = _months(weekday, today) if monthly else _weeks(weekday, today)
    moved = (Slot(each.period, cal.next_workday(each.day)) for each in nominal)
    return (slot for slot, following in pairwise(moved) if slot.day < following.day)


def _weeks(weekday: int, today: date) -> Iterator[Slot]:
    monday = today - today.weekday() * _DAY - _WEEKS_BACK * _WEEK
    for number in count():
        first = monday + number * _WEEK
        year, week, _ = first.isocalendar()
        yield Slot(f"{year}-W{week:02}", first + weekday * _DAY)


def _months(weekday: int, today: date) -> Iterator[Slot]:
    for number in count(today.year * 12 + today.month - 1 - _MONTHS_BACK):
        first = date(number // 12, number % 12 + 1, 1)
        yield Slot(f"{first:%Y-%m}", first + (weekday - first.weekday()) % 7 * _DAY)


def may_name(asked: date, today: date, cal: WorkCalendar) -> bool:
    """Whether a person who heard of a thing on the day `asked` may be named to others `today`.

    Full working days of that person's own calendar have to pass in between.
    """
    days = (asked + number * _DAY for number in range(1, max((today - asked).days, 0)))
    return sum(map(cal.is_workday, days)) >= NAMED_AFTER
