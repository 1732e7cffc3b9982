from datetime import date, time

import pytest

from services.workcalendar import build

SUMMER = (date(2027, 7, 1), date(2027, 8, 24))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 1, 9), False),
        (date(2026, 3, 9), False),
        (date(2026, 5, 11), False),
        (date(2026, 12, 31), False),
        (date(2027, 2, 20), True),  # a Saturday that the government made a working day
        (date(2027, 2, 22), False),
        (date(2027, 11, 5), False),
        (date(2027, 2, 24), True),
        (date(2028, 5, 9), False),
    ],
)
def test_the_production_calendar(day: date, works: bool) -> None:
    assert build([2026, 2027, 2028]).is_workday(day) is works


def test_a_school_has_the_last_word() -> None:
    own = {date(2027, 2, 20): False, date(2027, 2, 22): True, date(2027, 3, 3): False}
    cal = build(range(2026, 2028), own)

    assert [cal.is_workday(day) for day in own] == [False, True, False]
    assert build([2027]).is_workday(date(2027, 3, 3))


def test_week_quiet_hours_and_leave_are_the_schools() -> None:
    cal = build([2027], six_day=True, quiet_from=time(19), quiet_to=time(9), leave=(SUMMER,))

    assert cal.is_workday(date(2027, 2, 27))
    assert (cal.quiet_from, cal.quiet_to) == (time(19), time(9))
    assert not cal.is_workday(date(2027, 7, 6))
