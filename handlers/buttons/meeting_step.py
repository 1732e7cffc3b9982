"""Requests of what comes next after a meeting, or how the closing one ends."""

from datetime import date
from enum import StrEnum

from handlers.registry import Button, button
from services.meetings.next_step import Decision


class Ahead(StrEnum):
    """Days of a next step that need no calendar."""

    WEEK = "w"
    FORTNIGHT = "f"
    MONTH = "m"
    MEETING = "n"  # the next meeting of the pair, which is proposed with it


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


@button("2g")
class AskStep(Button):
    meeting_id: int


@button("3k")
class Decide(Button):
    """How the closing meeting ends."""

    meeting_id: int
    decision: Decision
