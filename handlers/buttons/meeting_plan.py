"""Requests about times of meetings, meetings of all pairs, and files of the journal."""

from datetime import date
from enum import StrEnum

from domain.meetings import MeetingKind
from handlers.registry import Button, button
from services.meetings.planning import Reason


class Span(StrEnum):
    """Periods of journals."""

    MONTH = "m"
    LAST_MONTH = "l"
    YEAR = "y"


class Paper(StrEnum):
    XLSX = "x"
    DOCX = "d"


@button("30")
class PlanMeeting(Button):
    """Times to propose for the next meeting; no kind: the one that comes next."""

    pair_id: int
    kind: MeetingKind | None


@button("31")
class PlanKind(Button):
    pair_id: int


@button("32")
class PlanMonth(Button):
    pair_id: int
    kind: MeetingKind
    year: int
    month: int


@button("33")
class PlanHour(Button):
    pair_id: int
    kind: MeetingKind
    day: date


@button("34")
class Propose(Button):
    """At a minute of the local day."""

    pair_id: int
    kind: MeetingKind
    day: date
    minute: int


@button("35")
class Agree(Button):
    meeting_id: int


@button("36")
class MoveMonth(Button):
    """Another day for a meeting, by month; no month: the present one."""

    meeting_id: int
    year: int
    month: int


@button("37")
class MoveHour(Button):
    meeting_id: int
    day: date


@button("38")
class MoveTo(Button):
    meeting_id: int
    day: date
    minute: int


@button("39")
class Cancel(Button):
    meeting_id: int


@button("3a")
class CancelBecause(Button):
    meeting_id: int
    reason: Reason


@button("3b")
class MeetingIcs(Button):
    meeting_id: int


@button("3c")
class SeriesMonth(Button):
    """A reflective meeting of all pairs: on which day?"""

    year: int
    month: int


@button("3d")
class SeriesHour(Button):
    day: date


@button("3e")
class CallSeries(Button):
    day: date
    minute: int


@button("3f")
class SeriesHeld(Button):
    """The whole series took place; the meeting is any of it."""

    meeting_id: int


@button("3g")
class SeriesOther(Button):
    meeting_id: int


@button("3h")
class SeriesOff(Button):
    meeting_id: int


@button("3i")
class Journal(Button):
    """The journal of a pair: which period, which file."""

    pair_id: int


@button("3j")
class MakeJournal(Button):
    pair_id: int
    span: Span
    paper: Paper


@button("3r")
class MyJournal(Button):
    """The journal of a mentor over all the pairs."""

    person_id: int


@button("3s")
class MakeMyJournal(Button):
    person_id: int
    span: Span
    paper: Paper


@button("3t")
class Hours(Button):
    """Hours of mentors for the accountant: which month?"""


@button("3u")
class MakeHours(Button):
    year: int
    month: int


@button("3x")
class SlotsOf(Button):
    """The usual times of a pair, by which new meetings are proposed."""

    pair_id: int


@button("3y")
class SlotDay(Button):
    """At which hour on this weekday, 0 to 6?"""

    pair_id: int
    weekday: int


@button("3z")
class SetSlot(Button):
    """The usual minute of a weekday; none: no usual time on it any more."""

    pair_id: int
    weekday: int
    minute: int | None
