"""A month to pick a day from."""

from calendar import Calendar
from collections.abc import Callable, Sequence
from datetime import date

from handlers.keyboards.build import Row
from handlers.registry import Button
from texts import keyboards as words

FIRST_YEAR, LAST_YEAR = 2000, 2100
BLANK = "·"  # the messenger refuses captions of blanks alone


def calendar(
    year: int,
    month: int,
    make: Callable[[date], Button],
    flip: Callable[[int, int], Button],
    *,
    first: date | None = None,
    last: date | None = None,
) -> Sequence[Row]:
    """Weeks of a month as buttons, Monday first, and a row that flips the month.

    `make(day)` is pressed for a day, `flip(year, month)` for another month (and for the blanks
    around the month, which so only redraw it: a button must have data). Days before `first` and
    after `last` are blanks too, and so are the ways to the months beyond them; weeks of nothing
    but blanks are left out.
    """
    stay = flip(year, month)
    weeks = [
        week
        for week in Calendar().monthdayscalendar(year, month)
        if any(day and _within(date(year, month, day), first, last) for day in week)
    ]
    head: Row = [(name, stay) for name in words.WEEKDAYS]
    days: list[Row] = [
        [
            (str(day), make(date(year, month, day)))
            if day and _within(date(year, month, day), first, last)
            else (BLANK, stay)
            for day in week
        ]
        for week in weeks
    ]
    earlier = first is None or first < date(year, month, 1)
    later = last is None or last >= date(*_moved(year, month, 1), 1)
    turn: Row = [
        (words.month_back(), flip(*_moved(year, month, -1))) if earlier else (BLANK, stay),
        (words.month_name(year, month), stay),
        (words.month_forward(), flip(*_moved(year, month, 1))) if later else (BLANK, stay),
    ]
    return [turn, head, *days]


def _within(day: date, first: date | None, last: date | None) -> bool:
    return (first is None or day >= first) and (last is None or day <= last)


def _moved(year: int, month: int, by: int) -> tuple[int, int]:
    index = year * 12 + month - 1 + by
    year, month = index // 12, index % 12 + 1
    return min(max(year, FIRST_YEAR), LAST_YEAR), month
