"""What a pair's next meeting is likely to be: its kind, its day and its hour."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from domain.meetings import MODEL, MeetingKind
from domain.worktime import WorkCalendar

NEAR = 3
"""Days by which the usual weekday may pull a meeting away from the pair's rhythm."""
SETTLED = timedelta(days=60)
"""A pair that works for longer and has nothing in the journal had its first meetings before it."""
USUAL_TIME = time(15)
LENGTHS = (20, 45, 60, 90)
"""Minutes that are offered; one of 45 is a lesson."""
_OPENING = MODEL[:3]
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_EVENING = time(18)


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A usual time of a pair: the weekday from Monday, 0 to 6, and the local hour."""

    weekday: int
    at: time


def slots(written: Sequence[Any]) -> tuple[Slot, ...]:
    """What is stored with a pair; entries that say nothing sensible are left out."""
    found = []
    for each in written:
        try:
            found.append(Slot(int(each["weekday"]), time.fromisoformat(each["time"])))
        except (KeyError, TypeError, ValueError):
            continue
    return tuple(sorted(slot for slot in found if slot.weekday in range(7)))


def following(
    held: Collection[MeetingKind],
    day: date,
    *,
    every: int,
    began: date | None = None,
    ends: date | None = None,
) -> MeetingKind:
    """The kind of the meeting on `day`: the five of the target model one after the other, the
    closing one when the pair's term leaves no room for another (`every`: days between meetings).
    """
    near_end = ends is not None and ends - day < timedelta(days=every)
    if near_end and held and MeetingKind.CLOSING not in held:
        return MeetingKind.CLOSING
    if not held and began is not None and day - began > SETTLED:
        return MeetingKind.REGULAR
    if MeetingKind.REGULAR in held or MeetingKind.CLOSING in held:
        return MeetingKind.REGULAR
    reached = max((_OPENING.index(kind) for kind in held if kind in _OPENING), default=-1)
    return MODEL[reached + 1]


def next_day(
    after: date,
    every: int,
    usual: Collection[Slot],
    works: Callable[[date], bool],
    earliest: date,
) -> date:
    """The day that follows the pair's rhythm, not before `earliest`: the nearest usual weekday
    within NEAR days of it, else the first working day from it on."""
    wanted = max(after + every * _DAY, earliest)
    weekdays = {slot.weekday for slot in usual}
    around = sorted(range(-NEAR, NEAR + 1), key=lambda by: (abs(by), -by))
    for by in around:
        day = wanted + by * _DAY
        if day >= earliest and day.weekday() in weekdays and works(day):
            return day
    return next((day for n in range(366) if works(day := wanted + n * _DAY)), wanted)


def hour(usual: Sequence[Slot], day: date, last: time | None) -> time:
    """The local hour to propose on a day: the usual one of its weekday, else that of the last
    meeting, else any usual one."""
    same = [slot.at for slot in usual if slot.weekday == day.weekday()]
    return (*same, *([last] if last else []), *(slot.at for slot in usual), USUAL_TIME)[0]


def hour_before(starts: datetime, cal: WorkCalendar) -> datetime:
    """When to say that a meeting begins in an hour, local as `starts`: an hour before it, but in
    quiet time on the evening of the last working day before."""
    wanted = starts - _HOUR
    if cal.next_allowed(wanted, wanted.time()) == wanted:
        return wanted
    day = cal.previous_workday(wanted.date() - _DAY)
    evening = datetime.combine(day, cal.quiet_from, starts.tzinfo) - _HOUR
    allowed = not cal.is_quiet(evening) and evening.date() == day
    return evening if allowed else datetime.combine(day, _EVENING, starts.tzinfo)


class Verdict(StrEnum):
    """What is known of a meeting that the mentor says was held."""

    CLAIMED = "claimed"  # nobody else has answered
    CONFIRMED = "confirmed"  # somebody of the other side says so
    JOURNAL = "journal"  # entered on paper for who has no account
    DENIED = "denied"


class Word(StrEnum):
    """What one of those who were there says of it."""

    NONE = "none"  # has an account and has not answered
    YES = "yes"
    NO = "no"
    PAPER_YES = "paper_yes"
    PAPER_NO = "paper_no"
    JOURNAL = "journal"  # has no account: the journal speaks instead


def verdict(on_paper: bool, words: Iterable[Word]) -> Verdict:
    """`on_paper`: whether the meeting itself was entered so. One «yes» in the chat outweighs a
    «no». The journal confirms for those who have no account; as long as there are others, it is
    they who confirm it for the group."""
    said = set(words)
    if Word.YES in said:
        return Verdict.CONFIRMED
    if said & {Word.NO, Word.PAPER_NO}:
        return Verdict.DENIED
    if on_paper or Word.PAPER_YES in said or said == {Word.JOURNAL}:
        return Verdict.JOURNAL
    return Verdict.CLAIMED


COUNTED = frozenset({Verdict.CONFIRMED, Verdict.JOURNAL})
"""Meetings whose hours count."""
