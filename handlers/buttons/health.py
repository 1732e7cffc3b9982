"""Requests about how pairs stand: who needs a hand, what people of a pair say, the rules."""

from enum import StrEnum

from domain.health import Answer, Fit
from domain.pairs import Side
from handlers.registry import Button, button
from services.health.acts import Act


@button("40")
class NeedHelp(Button):
    """Pairs of the school that need a hand, the worst first."""

    page: int


@button("41")
class PairState(Button):
    """How one pair stands, and what can be done."""

    pair_id: int


@button("42")
class Write(Button):
    """Send the ready words or the agenda; no side: to both."""

    pair_id: int
    act: Act
    side: Side | None


@button("43")
class Talked(Button):
    """The curator has spoken to them."""

    pair_id: int


@button("44")
class CheckIn(Button):
    """Whether all is well: the choice of answers, for who is in the pair."""

    pair_id: int


@button("45")
class CheckInIs(Button):
    pair_id: int
    answer: Answer


@button("46")
class FitQuestion(Button):
    """How it goes with this partner, asked privately."""

    pair_id: int


@button("47")
class FitIs(Button):
    pair_id: int
    fit: Fit


@button("48")
class OnPaper(Button):
    """Choose whose answer is entered."""

    pair_id: int


@button("4b")
class Rules(Button):
    """The school's rules; thresholds that are tried, none: the saved ones."""

    silent: int | None
    missed: int | None
    unanswered: int | None
    behind: int | None
    fit: int | None


class Which(StrEnum):
    """A threshold in one letter, in the order of domain.health.CHOICES."""

    SILENT = "s"
    MISSED = "m"
    UNANSWERED = "u"
    BEHIND = "b"
    FIT = "f"


@button("4c")
class RuleChoices(Button):
    """The choices of one threshold."""

    which: Which
    silent: int
    missed: int
    unanswered: int
    behind: int
    fit: int


@button("4d")
class SaveRules(Button):
    silent: int
    missed: int
    unanswered: int
    behind: int
    fit: int


@button("4e")
class WriteUnmarked(Button):
    """Send the ready words to every pair that lacks its first marks."""
