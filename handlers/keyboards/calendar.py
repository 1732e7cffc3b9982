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
) -> Sequence[Row]:
    """Weeks of a month as buttons, Monday first, and a row that flips the month.

    `make(day)` is pressed for a day, `flip(year, month)` for another month (and for the blanks
    around the month, which so only redraw it: a button must have data). Days before `first` are
    blanks too, and so is the way to the months before it.
    """
    stay = flip(year, month)
    weeks = Calendar().monthdayscalendar(year, month)
    head: Row = [(name, stay) for name in words.WEEKDAYS]
    days: list[Row] = [
        [
            (str(day), make(date(year, month, day)))
            if day and (first is None or date(year, month, day) >= first)
            else (BLANK, stay)
            for day in week
        ]
        for week in weeks
    ]
    earlier = first is None or first < date(year, month, 1)
    turn: Row = [
        (words.month_back(), flip(*_moved(year, month, -1))) if earlier else (BLANK, stay),
        (words.month_name(year, month), stay),
        (words.month_forward(), flip(*_moved(year, month, 1))),
    ]
    return [turn, head, *days]


def _moved(year: int, month: int, by: int) -> tuple[int, int]:
    index = year * 12 + month - 1 + by
    year, month = index // 12, index % 12 + 1
    return min(max(year, FIRST_YEAR), LAST_YEAR), month
