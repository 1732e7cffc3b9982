"""Requests to say that it went otherwise and to correct a record."""

from datetime import date

from domain.meetings import MeetingKind
from handlers.registry import Button, button
from services.meetings.planning import Reason


@button("23")
class Other(Button):
    """It went otherwise: moved, or not held at all."""

    meeting_id: int


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


@button("2p")
class Enter(Button):
    """The same on paper for somebody."""

    meeting_id: int
    person_id: int
    was: bool


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
