"""Requests about meetings: lists, cards, the journal, the other side's word."""

from datetime import date
from enum import StrEnum

from domain.meetings import MeetingKind, NextState, Outcome
from handlers.registry import Button, button
from services.meetings.holding import Decision
from services.meetings.likely import Source
from services.meetings.planning import Reason


class Ahead(StrEnum):
    """Days of a next step that need no calendar."""

    WEEK = "w"
    FORTNIGHT = "f"
    MONTH = "m"
    MEETING = "n"  # the next meeting of the pair, which is proposed with it


@button("20")
class Meetings(Button):
    """Meetings of one's own pairs, by page; who keeps the pairs gets those of the school."""

    page: int


@button("21")
class OpenMeeting(Button):
    meeting_id: int


@button("22")
class Held(Button):
    """It took place: the first of the four taps."""

    meeting_id: int


@button("23")
class Other(Button):
    """It went otherwise: moved, or not held at all."""

    meeting_id: int


@button("24")
class TakeTopic(Button):
    meeting_id: int
    source: Source
    number: int


@button("25")
class TakeOutcome(Button):
    meeting_id: int
    outcome: Outcome


@button("26")
class StepIn(Button):
    """The next step by one of the usual days."""

    meeting_id: int
    ahead: Ahead


@button("27")
class NoStep(Button):
    meeting_id: int


@button("28")
class StepMonth(Button):
    meeting_id: int
    year: int
    month: int


@button("29")
class StepOn(Button):
    meeting_id: int
    day: date


@button("2a")
class Missed(Button):
    """Ask why it did not take place."""

    meeting_id: int


@button("2b")
class MissedBecause(Button):
    meeting_id: int
    reason: Reason


@button("2c")
class Fix(Button):
    """What of the record is to be corrected."""

    meeting_id: int


@button("2d")
class UndoMeeting(Button):
    event_id: int


@button("2e")
class AskTopic(Button):
    meeting_id: int


@button("2f")
class AskOutcome(Button):
    meeting_id: int


@button("2g")
class AskStep(Button):
    meeting_id: int


@button("2h")
class HeldMonth(Button):
    """Another day that it was held on, by month."""

    meeting_id: int
    year: int
    month: int


@button("2i")
class HeldOn(Button):
    meeting_id: int
    day: date


@button("2j")
class Who(Button):
    """Who of the group was there, and what they say of it."""

    meeting_id: int


@button("2k")
class Toggle(Button):
    meeting_id: int
    person_id: int


@button("2l")
class LogFor(Button):
    """A meeting that nobody planned: on which day?"""

    pair_id: int
    year: int
    month: int


@button("2m")
class LogOn(Button):
    pair_id: int
    day: date


@button("2n")
class Confirm(Button):
    """The other side's one tap: it was, or it was not."""

    meeting_id: int
    was: bool


@button("2o")
class Rate(Button):
    meeting_id: int
    rating: int


@button("2p")
class Enter(Button):
    """The same on paper for somebody."""

    meeting_id: int
    person_id: int
    was: bool


@button("2q")
class PairMeetings(Button):
    pair_id: int
    page: int


@button("2r")
class StepIs(Button):
    """What became of the next step."""

    meeting_id: int
    state: NextState


@button("2s")
class StepOther(Button):
    """The less likely answers about the next step."""

    meeting_id: int


@button("2t")
class MeetingHistory(Button):
    meeting_id: int


@button("2u")
class Notes(Button):
    meeting_id: int
    page: int


@button("2v")
class AddNote(Button):
    meeting_id: int
    private: bool


@button("2w")
class OpenNote(Button):
    note_id: int


@button("2x")
class RemoveNote(Button):
    note_id: int


@button("2y")
class VisitSheet(Button):
    """A criterion of the sheet of a lesson visit; beyond the last: the whole sheet."""

    meeting_id: int
    at: int


@button("2z")
class Mark(Button):
    meeting_id: int
    at: int
    mark: int


@button("3k")
class Decide(Button):
    """How the closing meeting ends."""

    meeting_id: int
    decision: Decision


@button("3l")
class FixKind(Button):
    meeting_id: int


@button("3m")
class TakeKind(Button):
    meeting_id: int
    kind: MeetingKind


@button("3n")
class FixLength(Button):
    """How long, and face to face or not."""

    meeting_id: int


@button("3o")
class TakeLength(Button):
    meeting_id: int
    minutes: int


@button("3p")
class TakeRemote(Button):
    meeting_id: int
    remote: bool


@button("3q")
class ChoosePair(Button):
    """Of several pairs, whose meeting is to be logged, or planned."""

    page: int
    plan: bool


@button("2A")
class MeetingRatings(Button):
    """How useful meetings are found on average."""


@button("3v")
class MeetingBoard(Button):
    """Meetings of all pairs of the school, for who keeps them."""

    page: int
