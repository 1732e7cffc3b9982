"""From one reminder to the next when life does not follow the plan."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.occurrences import OccKind
from domain.reminders import Next, Rhythm, Step
from domain.rounds import Term, begin, following, put_off, refused
from domain.worktime import WorkCalendar

DUE = date(2026, 10, 30)  # a Friday
PLAIN = Term(DUE, OccKind.DUE, Rhythm(), WorkCalendar())
HEARD = Term(DUE, OccKind.DUE, Rhythm(), WorkCalendar(), escalated=True)
CHECK = Term(DUE, OccKind.CHECK, Rhythm(), WorkCalendar())


@pytest.mark.parametrize(
    ("term", "today", "expected"),
    [
        (PLAIN, date(2026, 10, 5), Next(date(2026, 10, 16), Step.BEFORE)),
        (PLAIN, date(2026, 10, 28), Next(date(2026, 10, 30), Step.TODAY)),
        (PLAIN, date(2026, 10, 31), Next(date(2026, 11, 2), Step.AFTER)),
        # Overdue for long: the owner hears before anybody else does.
        (PLAIN, date(2026, 11, 4), Next(date(2026, 11, 4), Step.AFTER)),
        (PLAIN, date(2026, 12, 1), Next(date(2026, 12, 1), Step.AFTER)),
        (HEARD, date(2026, 12, 1), None),
        (CHECK, date(2026, 10, 5), Next(DUE, Step.CHECK)),
        (CHECK, date(2026, 11, 5), None),
    ],
)
def test_the_first_reminder(term: Term, today: date, expected: Next | None) -> None:
    assert begin(term, today) == expected


@pytest.mark.parametrize(
    ("term", "told", "expected"),
    [
        (PLAIN, date(2026, 10, 16), Next(date(2026, 10, 27), Step.BEFORE)),
        (PLAIN, date(2026, 11, 2), Next(date(2026, 11, 4), Step.ESCALATE)),
        # The day of the escalation passed while the program did not run.
        (PLAIN, date(2026, 11, 20), Next(date(2026, 11, 23), Step.ESCALATE)),
        (HEARD, date(2026, 11, 2), None),
        (HEARD, date(2026, 11, 20), None),
        (CHECK, DUE, None),
    ],
)
def test_what_follows(term: Term, told: date, expected: Next | None) -> None:
    assert following(term, told) == expected


@pytest.mark.parametrize(
    ("term", "until", "expected"),
    [
        (PLAIN, date(2026, 10, 19), Next(date(2026, 10, 19), Step.SNOOZED)),
        (PLAIN, date(2026, 12, 1), Next(date(2026, 11, 4), Step.ESCALATE)),
        (HEARD, date(2026, 12, 1), Next(date(2026, 12, 1), Step.SNOOZED)),
        (CHECK, date(2026, 12, 1), Next(date(2026, 12, 1), Step.SNOOZED)),
    ],
)
def test_putting_off_does_not_keep_the_curator_from_hearing(
    term: Term, until: date, expected: Next
) -> None:
    assert put_off(term, date(2026, 10, 16), until) == expected


def test_not_mine_is_silent_until_the_escalation() -> None:
    assert refused(PLAIN, date(2026, 10, 16)) == Next(date(2026, 11, 4), Step.ESCALATE)
    assert refused(PLAIN, date(2026, 11, 20)) == Next(date(2026, 11, 23), Step.ESCALATE)
    assert refused(HEARD, date(2026, 10, 16)) is None
    assert refused(CHECK, date(2026, 10, 16)) is None


@given(
    launch=st.integers(-60, 60),
    pauses=st.lists(st.integers(0, 30), max_size=12),
    six_day=st.booleans(),
)
def test_whenever_the_program_runs_the_escalation_comes_once_and_last(
    launch: int, pauses: list[int], six_day: bool
) -> None:
    term = Term(DUE, OccKind.DUE, Rhythm(), WorkCalendar(six_day_week=six_day))
    found = begin(term, DUE + timedelta(launch))
    steps: list[Next] = []
    delays = iter(pauses)
    while found is not None and found.step is not Step.ESCALATE:
        steps.append(found)
        # The program may have slept for some days after the planned one.
        found = following(term, found.day + timedelta(next(delays, 0)))

    assert steps
    assert found is not None
    assert found.day > max(DUE, steps[-1].day)
    assert term.cal.is_workday(found.day)
