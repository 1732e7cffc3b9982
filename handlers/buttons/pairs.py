"""Requests about pairs and groups: lists, the card, its history."""

from handlers.registry import Button, button
from services.pairs.lists import Filter


@button("t0")
class Pairs(Button):
    """Pairs of the current school, or those that I am in."""

    which: Filter
    page: int


@button("t1")
class OpenPair(Button):
    """The card of a pair."""

    pair_id: int


@button("t2")
class FindPair(Button):
    """Ask for a part of a name."""


@button("t8")
class UndoPair(Button):
    """Take back the last change of a pair."""

    event_id: int


@button("t9")
class PairHistory(Button):
    pair_id: int
    page: int


@button("tT")
class MyPairs(Button):
    """The pairs that I am in as a list, even if there is only one."""

    page: int


@button("tU")
class PastPairs(Button):
    """The pairs that I was in."""

    page: int


@button("tW")
class ChoosePairs(Button):
    """Which pairs of the school to list."""

    which: Filter


@button("tX")
class PairActs(Button):
    """What else there is beside the list of pairs."""
