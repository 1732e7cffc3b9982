"""Requests of the other side's word: it was, how useful, what became of the next step."""

from domain.meetings import NextState
from handlers.registry import Button, button


@button("2n")
class Confirm(Button):
    """The other side's one tap: it was, or it was not."""

    meeting_id: int
    was: bool


@button("2o")
class Rate(Button):
    meeting_id: int
    rating: int


@button("2r")
class StepIs(Button):
    """What became of the next step."""

    meeting_id: int
    state: NextState


@button("2s")
class StepOther(Button):
    """The less likely answers about the next step."""

    meeting_id: int
