"""The rhythm of reminders: on which days a term is spoken of, and when to stop."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Literal

from domain.occurrences import OccKind
from domain.worktime import WorkCalendar

WEEK = timedelta(days=7)
LATE_AFTER = timedelta(hours=2)
WEEKLY_BUDGET = 5

SnoozeChoice = Literal["tomorrow", "in3", "monday"]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Days before the term and days after it; one escalation follows the last «after»."""

    before: tuple[int, ...] = (14, 3, 0)
    after: tuple[int, ...] = (2,)
    escalate_after: int = 5

    def __post_init__(self) -> None:
        if any(days < 0 for days in self.before) or any(days <= 0 for days in self.after):
            raise ValueError("days before must be 0 or more, days after 1 or more")
        if self.escalate_after <= max(self.after, default=0):
            raise ValueError("the escalation must follow the last reminder")


class Step(StrEnum):
    BEFORE = "before"
    TODAY = "today"
    AFTER = "after"
    ESCALATE = "escalate"
    CHECK = "check"
    ASK = "ask"
    SNOOZED = "snoozed"


@dataclass(frozen=True, slots=True)
class Next:
    day: date
    step: Step


_SINGLE = {OccKind.CHECK: Step.CHECK, OccKind.ASK: Step.ASK}


def schedule(due: date, occ_kind: OccKind, rhythm: Rhythm, cal: WorkCalendar) -> tuple[Next, ...]:
    """Every reminder of an occurrence, in order, one a day, each on a working day.

    Up to the term they move to the working day before, afterwards to the one after. Where two
    meet the later step wins; the escalation alone moves on, so that everybody, back from a
    holiday too, is reminded at least a working day before others hear of it.
    """
    if occ_kind in _SINGLE:
        return (Next(cal.previous_workday(due), _SINGLE[occ_kind]),)
    merged = {each.day: each for each in _steps(due, rhythm, cal)}
    ordered = [merged[day] for day in sorted(merged)]
    return (*ordered, _escalation(due, rhythm, cal, ordered[-1].day if ordered else due))


def _steps(due: date, rhythm: Rhythm, cal: WorkCalendar) -> Iterator[Next]:
    for days in sorted(rhythm.before, reverse=True):
        step = Step.BEFORE if days else Step.TODAY
        yield Next(cal.previous_workday(due - timedelta(days)), step)
    for days in sorted(rhythm.after):
        yield Next(cal.next_workday(due + timedelta(days)), Step.AFTER)


def _escalation(due: date, rhythm: Rhythm, cal: WorkCalendar, last: date) -> Next:
    earliest = max(due + timedelta(rhythm.escalate_after), last + timedelta(1))
    return Next(cal.next_workday(earliest), Step.ESCALATE)


def next_after(
    due: date, occ_kind: OccKind, rhythm: Rhythm, cal: WorkCalendar, day: date
) -> Next | None:
    """The first reminder strictly after `day`, None when all have been."""
    return next((each for each in schedule(due, occ_kind, rhythm, cal) if each.day > day), None)


def first(
    due: date, occ_kind: OccKind, rhythm: Rhythm, cal: WorkCalendar, today: date
) -> Next | None:
    """The reminder to begin with at launch, or after the term was moved; None: nothing is left.

    When every reminder up to the term has passed and the term has not, it is told at once, today
    or on the next working day, unless that is after the term.
    """
    found = next_after(due, occ_kind, rhythm, cal, today - timedelta(1))
    if due < today or (found is not None and found.day <= due):
        return found
    day = cal.next_workday(today)
    if occ_kind in _SINGLE:
        return Next(day, _SINGLE[occ_kind])
    if day > due or not rhythm.before:
        return found
    return Next(day, Step.TODAY if day == due else Step.BEFORE)


def snooze_day(choice: SnoozeChoice | date, today: date, cal: WorkCalendar) -> date:
    """The working day to come back on; the term itself does not move.

    Raises ValueError for a date that is not after `today`.
    """
    if isinstance(choice, date):
        if choice <= today:
            raise ValueError("a reminder can only be put off to a later day")
        return cal.next_workday(choice)
    days = {"tomorrow": 1, "in3": 3, "monday": 7 - today.weekday()}[choice]
    return cal.next_workday(today + timedelta(days))


def budget_allows(sent: Sequence[datetime], now: datetime, limit: int = WEEKLY_BUDGET) -> bool:
    """Whether one more unasked-for message fits into the seven days that end now."""
    return sum(now - WEEK < each <= now for each in sent) < limit


def late(remind_at: datetime, now: datetime) -> bool:
    """Whether a message comes so long after its hour that it should say so."""
    return now - remind_at > LATE_AFTER
