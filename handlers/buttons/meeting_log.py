"""Requests of the journal: it took place, the topic, the outcome."""

from datetime import date

from domain.meetings import Outcome
from handlers.registry import Button, button
from services.meetings.likely import Source


@button("22")
class Held(Button):
    """It took place: the first of the four taps."""

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


@button("2e")
class AskTopic(Button):
    meeting_id: int


@button("2f")
class AskOutcome(Button):
    meeting_id: int


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
