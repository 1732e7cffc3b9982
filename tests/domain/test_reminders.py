from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.occurrences import OccKind
from domain.reminders import (
    Next,
    Rhythm,
    SnoozeChoice,
    Step,
    budget_allows,
    first,
    late,
    next_after,
    schedule,
    snooze_day,
)
from domain.worktime import WorkCalendar

CAL = WorkCalendar()
RHYTHM = Rhythm()
DUE = OccKind.DUE


def days(found: tuple[Next, ...]) -> list[tuple[str, str]]:
    return [(each.day.isoformat(), each.step.value) for each in found]


def test_default_rhythm() -> None:
    assert days(schedule(date(2026, 10, 14), DUE, RHYTHM, CAL)) == [
        ("2026-09-30", "before"),
        ("2026-10-09", "before"),  # the 11th is a Sunday
        ("2026-10-14", "today"),
        ("2026-10-16", "after"),
        ("2026-10-19", "escalate"),
    ]


def test_a_term_on_a_day_off_is_told_before_and_asked_about_after() -> None:
    assert days(schedule(date(2026, 10, 17), DUE, RHYTHM, CAL)) == [
        ("2026-10-02", "before"),
        ("2026-10-14", "before"),
        ("2026-10-16", "today"),
        ("2026-10-19", "after"),
        ("2026-10-22", "escalate"),
    ]


def test_reminders_that_meet_are_one_and_the_later_wins() -> None:
    leave = CAL.with_leave((date(2027, 7, 1), date(2027, 8, 24)))

    assert days(schedule(date(2027, 8, 20), DUE, RHYTHM, leave)) == [
        ("2027-06-30", "today"),
        ("2027-08-25", "after"),
        ("2027-08-26", "escalate"),
    ]


def test_a_school_may_have_its_own_rhythm() -> None:
    rhythm = Rhythm(before=(0, 7), after=(1, 3), escalate_after=10)

    assert days(schedule(date(2026, 10, 13), DUE, rhythm, CAL)) == [
        ("2026-10-06", "before"),
        ("2026-10-13", "today"),
        ("2026-10-14", "after"),
        ("2026-10-16", "after"),
        ("2026-10-23", "escalate"),
    ]
    assert days(schedule(date(2026, 10, 13), DUE, Rhythm((), ()), CAL)) == [
        ("2026-10-19", "escalate")
    ]


@pytest.mark.parametrize(
    ("before", "after", "escalate"),
    [((-1,), (2,), 5), ((0,), (0,), 5), ((0,), (2, 5), 5), ((0,), (), 0)],
)
def test_an_impossible_rhythm_is_refused(
    before: tuple[int, ...], after: tuple[int, ...], escalate: int
) -> None:
    with pytest.raises(ValueError, match="must"):
        Rhythm(before, after, escalate)


@pytest.mark.parametrize(("kind", "step"), [(OccKind.CHECK, "check"), (OccKind.ASK, "ask")])
def test_questions_come_once_and_are_never_late(kind: OccKind, step: str) -> None:
    assert days(schedule(date(2026, 12, 31), kind, RHYTHM, CAL)) == [("2026-12-31", step)]
    assert next_after(date(2026, 12, 31), kind, RHYTHM, CAL, date(2026, 12, 31)) is None


def test_next_after_walks_the_schedule() -> None:
    due = date(2026, 10, 14)

    walked, day = [], date(2026, 9, 1)
    while (found := next_after(due, DUE, RHYTHM, CAL, day)) is not None:
        walked.append(found)
        day = found.day

    assert tuple(walked) == schedule(due, DUE, RHYTHM, CAL)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 9, 1), Next(date(2026, 9, 30), Step.BEFORE)),
        (date(2026, 9, 30), Next(date(2026, 9, 30), Step.BEFORE)),
        (date(2026, 10, 14), Next(date(2026, 10, 14), Step.TODAY)),
        (date(2026, 10, 15), Next(date(2026, 10, 16), Step.AFTER)),
        (date(2026, 10, 19), Next(date(2026, 10, 19), Step.ESCALATE)),
        (date(2026, 10, 20), None),
    ],
)
def test_first_reminder_at_launch(today: date, expected: Next | None) -> None:
    assert first(date(2026, 10, 14), DUE, RHYTHM, CAL, today) == expected


def test_launched_after_the_last_reminder_but_before_the_term() -> None:
    early = Rhythm(before=(14, 7))

    assert first(date(2026, 10, 14), DUE, early, CAL, date(2026, 10, 10)) == Next(
        date(2026, 10, 12), Step.BEFORE
    )
    assert first(date(2026, 10, 14), DUE, early, CAL, date(2026, 10, 14)) == Next(
        date(2026, 10, 14), Step.TODAY
    )


def test_launched_on_the_weekend_on_which_the_term_ends() -> None:
    sunday = date(2026, 10, 18)

    assert first(sunday, DUE, RHYTHM, CAL, date(2026, 10, 17)) == Next(
        date(2026, 10, 20), Step.AFTER
    )


def test_a_school_without_reminders_before_gets_none_at_launch() -> None:
    silent = Rhythm(before=())

    assert first(date(2026, 10, 14), DUE, silent, CAL, date(2026, 10, 12)) == Next(
        date(2026, 10, 16), Step.AFTER
    )


def test_a_question_on_a_weekend_waits_for_monday_at_launch() -> None:
    assert first(date(2026, 10, 18), OccKind.ASK, RHYTHM, CAL, date(2026, 10, 17)) == Next(
        date(2026, 10, 19), Step.ASK
    )


@pytest.mark.parametrize(
    ("choice", "today", "expected"),
    [
        ("tomorrow", date(2026, 10, 14), date(2026, 10, 15)),
        ("tomorrow", date(2026, 10, 16), date(2026, 10, 19)),
        ("in3", date(2026, 10, 14), date(2026, 10, 19)),
        ("monday", date(2026, 10, 14), date(2026, 10, 19)),
        ("monday", date(2026, 10, 19), date(2026, 10, 26)),
        (date(2026, 11, 1), date(2026, 10, 14), date(2026, 11, 2)),
    ],
)
def test_snooze(choice: SnoozeChoice | date, today: date, expected: date) -> None:
    assert snooze_day(choice, today, CAL) == expected


def test_nothing_is_put_off_to_the_past() -> None:
    with pytest.raises(ValueError, match="later"):
        snooze_day(date(2026, 10, 14), date(2026, 10, 14), CAL)


def test_budget_counts_the_last_seven_days() -> None:
    now = datetime(2026, 10, 14, 16, tzinfo=UTC)
    inside = [now - timedelta(days=each) for each in range(5)]

    assert not budget_allows(inside, now)
    assert budget_allows(inside[:4], now)
    assert budget_allows([*inside[:4], now - timedelta(days=7)], now)
    assert budget_allows(inside, now, limit=6)


def test_late_is_more_than_two_hours_behind() -> None:
    at = datetime(2026, 10, 14, 16, tzinfo=UTC)

    assert not late(at, at + timedelta(hours=2))
    assert late(at, at + timedelta(hours=2, seconds=1))


DUES = st.dates(date(2026, 8, 1), date(2028, 7, 31))
CALENDARS = st.builds(
    WorkCalendar,
    days_off=st.frozensets(DUES, max_size=40),
    six_day_week=st.booleans(),
    leave=st.sampled_from([(), ((date(2027, 7, 1), date(2027, 8, 24)),)]),
)
RHYTHMS = st.builds(
    lambda before, after, more: Rhythm(before, after, max(after, default=0) + more),
    st.lists(st.integers(0, 40), max_size=4).map(tuple),
    st.lists(st.integers(1, 20), max_size=3).map(tuple),
    st.integers(1, 20),
)


@given(DUES, st.sampled_from(OccKind), RHYTHMS, CALENDARS)
def test_one_reminder_a_day_in_order_on_working_days(
    due: date, kind: OccKind, rhythm: Rhythm, cal: WorkCalendar
) -> None:
    found = schedule(due, kind, rhythm, cal)

    dates = [each.day for each in found]
    assert dates == sorted(set(dates))
    assert all(map(cal.is_workday, dates))
    before = [each.day for each in found if each.step in {Step.BEFORE, Step.TODAY}]
    after = [each.day for each in found if each.step in {Step.AFTER, Step.ESCALATE}]
    assert all(day <= due for day in before)
    assert all(day > due for day in after)
    assert [each.step for each in found].count(Step.ESCALATE) == (kind is OccKind.DUE)


@given(DUES, st.sampled_from(OccKind), RHYTHMS, CALENDARS, DUES)
def test_the_first_reminder_is_not_in_the_past(
    due: date, kind: OccKind, rhythm: Rhythm, cal: WorkCalendar, today: date
) -> None:
    found = first(due, kind, rhythm, cal, today)

    if found is None:
        assert due < today
        return
    assert found.day >= today
    assert cal.is_workday(found.day)
    if found.step in {Step.BEFORE, Step.TODAY}:
        assert found.day <= due
