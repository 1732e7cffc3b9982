"""The days of the weekly message, and the days that pass before a name is said."""

from datetime import date, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.digest import Slot, may_name, slots
from domain.worktime import WorkCalendar

NEW_YEAR = frozenset(date(2027, 1, 1) + n * timedelta(days=1) for n in range(8))
CAL = WorkCalendar(days_off=NEW_YEAR | {date(2026, 11, 4)})


def from_day(day: date, monthly: bool = False, weekday: int = 0, most: int = 3) -> list[Slot]:
    """The first few from a day on."""
    found = (slot for slot in slots(monthly, weekday, CAL, day) if slot.day >= day)
    return list(islice(found, most))


def test_every_monday_has_its_week() -> None:
    assert from_day(date(2026, 11, 10)) == [
        Slot("2026-W47", date(2026, 11, 16)),
        Slot("2026-W48", date(2026, 11, 23)),
        Slot("2026-W49", date(2026, 11, 30)),
    ]


def test_a_day_off_moves_it_to_the_next_working_day() -> None:
    wednesdays = from_day(date(2026, 11, 2), weekday=2, most=2)

    assert wednesdays == [
        Slot("2026-W45", date(2026, 11, 5)),
        Slot("2026-W46", date(2026, 11, 11)),
    ]


def test_the_new_year_leaves_one_of_two() -> None:
    assert from_day(date(2026, 12, 28)) == [
        Slot("2026-W53", date(2026, 12, 28)),
        Slot("2027-W02", date(2027, 1, 11)),
        Slot("2027-W03", date(2027, 1, 18)),
    ]


def test_a_month_has_one_on_its_first_monday() -> None:
    assert from_day(date(2026, 12, 1), monthly=True) == [
        Slot("2026-12", date(2026, 12, 7)),
        Slot("2027-01", date(2027, 1, 11)),
        Slot("2027-02", date(2027, 2, 1)),
    ]


@given(
    st.booleans(),
    st.integers(0, 5),
    st.dates(date(2025, 1, 1), date(2030, 1, 1)),
    st.frozensets(st.dates(date(2024, 12, 1), date(2030, 3, 1)), max_size=60),
)
def test_days_grow_and_are_worked(
    monthly: bool, weekday: int, day: date, days_off: frozenset[date]
) -> None:
    cal = WorkCalendar(days_off=days_off)
    found = list(islice(slots(monthly, weekday, cal, day), 12))

    assert all(cal.is_workday(slot.day) for slot in found)
    assert all(one.day < other.day for one, other in pairwise(found))
    assert len({slot.period for slot in found}) == len(found)
    assert found[0].day < day < found[-1].day


TUESDAY = date(2026, 10, 6)


@pytest.mark.parametrize(
    ("today", "named"),
    [
        (TUESDAY, False),
        (date(2026, 10, 9), False),  # Wednesday and Thursday have passed
        (date(2026, 10, 10), True),  # and Friday
        (date(2026, 10, 12), True),
    ],
)
def test_three_working_days_pass_before_a_name(today: date, named: bool) -> None:
    assert may_name(TUESDAY, today, CAL) is named


def test_days_off_do_not_count() -> None:
    asked = date(2026, 11, 2)  # Tuesday and Thursday are worked, Wednesday is a holiday

    assert not may_name(asked, date(2026, 11, 6), CAL)
    assert may_name(asked, date(2026, 11, 7), CAL)
