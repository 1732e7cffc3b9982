from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.worktime import WorkCalendar

DAYS = st.dates(date(2026, 8, 1), date(2028, 7, 31))
ZONE = timezone(timedelta(hours=7))
MOMENTS = st.builds(datetime.combine, st.dates(date(2026, 9, 1), date(2028, 6, 1)), st.times())
SUMMER = (date(2027, 7, 1), date(2027, 8, 24))
SPRING = WorkCalendar(
    days_off=frozenset({date(2027, 2, 22), date(2027, 2, 23)}),
    extra_workdays=frozenset({date(2027, 2, 20)}),
)
CALENDARS = st.builds(
    WorkCalendar,
    days_off=st.frozensets(DAYS, max_size=30),
    extra_workdays=st.frozensets(DAYS, max_size=10),
    six_day_week=st.booleans(),
    leave=st.sampled_from([(), (SUMMER,)]),
)


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2027, month, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("day", "five", "six"),
    [
        (date(2027, 2, 19), True, True),
        (date(2027, 2, 20), True, True),  # a Saturday made a working day
        (date(2027, 2, 21), False, False),
        (date(2027, 2, 22), False, False),
        (date(2027, 2, 27), False, True),  # a plain Saturday
    ],
)
def test_working_days_of_both_weeks(day: date, five: bool, six: bool) -> None:
    six_day = WorkCalendar(SPRING.days_off, SPRING.extra_workdays, six_day_week=True)

    assert (SPRING.is_workday(day), six_day.is_workday(day)) == (five, six)


def test_a_sunday_is_never_worked() -> None:
    sunday = date(2027, 2, 21)

    assert not WorkCalendar(extra_workdays=frozenset({sunday})).is_workday(sunday)


def test_moves_over_a_long_weekend() -> None:
    assert SPRING.previous_workday(date(2027, 2, 23)) == date(2027, 2, 20)
    assert SPRING.next_workday(date(2027, 2, 21)) == date(2027, 2, 24)
    assert SPRING.next_workday(date(2027, 2, 24)) == date(2027, 2, 24)


def test_last_workday_of_a_span() -> None:
    assert SPRING.last_workday(date(2027, 2, 1), date(2027, 2, 23)) == date(2027, 2, 20)
    assert SPRING.last_workday(date(2027, 2, 21), date(2027, 2, 23)) is None


def test_leave_is_only_for_those_who_have_it() -> None:
    teachers = SPRING.with_leave(SUMMER)

    assert teachers.previous_workday(date(2027, 8, 20)) == date(2027, 6, 30)
    assert teachers.next_workday(date(2027, 7, 1)) == date(2027, 8, 25)
    assert SPRING.is_workday(date(2027, 7, 1))


def test_leave_for_good_moves_nothing() -> None:
    away = WorkCalendar(leave=((date(2020, 1, 1), date(2040, 1, 1)),))

    assert away.next_workday(date(2027, 3, 3)) == date(2027, 3, 3)


def test_a_leave_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="leave"):
        WorkCalendar(leave=((date(2027, 8, 24), date(2027, 7, 1)),))


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        (at(2, 19, 7, 59), True),
        (at(2, 19, 8, 0), False),
        (at(2, 19, 19, 59), False),
        (at(2, 19, 20, 0), True),
        (at(2, 21, 12, 0), True),  # Sunday
    ],
)
def test_quiet_hours(moment: datetime, quiet: bool) -> None:
    assert SPRING.is_quiet(moment) is quiet


def test_equal_ends_mean_no_quiet_hours() -> None:
    assert not WorkCalendar(quiet_from=time(8), quiet_to=time(8)).is_quiet(at(3, 3, 3))


def test_quiet_hours_within_a_day() -> None:
    siesta = WorkCalendar(quiet_from=time(13), quiet_to=time(15))

    assert siesta.next_allowed(at(3, 3, 14), time(9)) == at(3, 3, 15)


@pytest.mark.parametrize(
    ("moment", "allowed"),
    [
        (at(2, 19, 10, 30), at(2, 19, 10, 30)),
        (at(2, 19, 6, 0), at(2, 19, 8, 0)),
        (at(2, 19, 21, 0), at(2, 20, 16, 0)),
        (at(2, 21, 10, 0), at(2, 24, 16, 0)),
    ],
)
def test_next_allowed_moment(moment: datetime, allowed: datetime) -> None:
    assert SPRING.next_allowed(moment, time(16)) == allowed


@given(CALENDARS, MOMENTS, st.times())
def test_an_allowed_moment_is_worked_and_not_quiet(
    cal: WorkCalendar, moment: datetime, hour: time
) -> None:
    allowed = cal.next_allowed(moment, hour)

    assert allowed >= moment
    assert cal.is_workday(allowed.date())
    assert not cal.is_quiet(allowed)
    assert cal.next_allowed(allowed, hour) == allowed


@given(CALENDARS, DAYS)
def test_nearest_days_are_worked_and_nothing_worked_lies_between(
    cal: WorkCalendar, day: date
) -> None:
    before, after = cal.previous_workday(day), cal.next_workday(day)

    assert before <= day <= after
    assert cal.is_workday(before)
    assert cal.is_workday(after)
    assert cal.last_workday(before, day) == before
    assert (before == day) is (after == day) is cal.is_workday(day)
