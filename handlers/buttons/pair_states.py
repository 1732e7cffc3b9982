"""Requests of the steps of a pair: beginning, pausing, ending, handing over."""

from datetime import date
from enum import StrEnum

from domain.pairs import EndReason
from handlers.registry import Button, button


class Step(StrEnum):
    """A step that needs no more than the tap."""

    AGREE = "agree"
    DECLINE = "decline"
    START = "start"
    RESUME = "resume"
    COMPLETE = "complete"


@button("tl")
class PairStates(Button):
    """Which steps there are."""

    pair_id: int


@button("tm")
class PausePair(Button):
    """Until when? A month of a calendar."""

    pair_id: int
    year: int
    month: int


@button("tn")
class PauseUntil(Button):
    """No day: till it is said."""

    pair_id: int
    day: date | None


@button("to")
class PairStep(Button):
    pair_id: int
    step: Step


@button("tp")
class EndPair(Button):
    """End it before its time; no reason: ask for it."""

    pair_id: int
    reason: EndReason | None


@button("tq")
class Transfer(Button):
    """Choose another mentor, by page."""

    pair_id: int
    page: int


@button("tr")
class TransferTo(Button):
    pair_id: int
    person_id: int
    raised: bool
