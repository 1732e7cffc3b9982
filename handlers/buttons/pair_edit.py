"""Requests to change a pair: form, model, kinds, term, goal, rhythm, members, limits."""

from datetime import date
from enum import StrEnum

from domain.pairs import Form, PairKind, RoleModel, Side
from handlers.registry import Button, button


class End(StrEnum):
    """Which end of a term."""

    STARTS = "starts"
    ENDS = "ends"


@button("ta")
class ChangePair(Button):
    """What can be changed in a pair."""

    pair_id: int


@button("tb")
class PairForm(Button):
    """Choose the form; none: ask."""

    pair_id: int
    form: Form | None


@button("tc")
class PairModel(Button):
    """Choose the role model; `ask`: show the choice."""

    pair_id: int
    model: RoleModel | None
    ask: bool


@button("td")
class PairKinds(Button):
    """Add or take away a kind; none: show them."""

    pair_id: int
    kind: PairKind | None


@button("te")
class PairTerm(Button):
    pair_id: int


@button("tf")
class PairDay(Button):
    """Pick an end of the term in a month."""

    pair_id: int
    end: End
    year: int
    month: int


@button("tg")
class SetPairDay(Button):
    """No day: without that end."""

    pair_id: int
    end: End
    day: date | None


@button("th")
class PairGoal(Button):
    """Ask for the goal."""

    pair_id: int


@button("ti")
class PairRhythm(Button):
    """Set the days between meetings; none: ask."""

    pair_id: int
    days: int | None


@button("tj")
class PairMembers(Button):
    """Toggles of a side, by page."""

    pair_id: int
    side: Side
    page: int


@button("tk")
class ToggleMember(Button):
    pair_id: int
    side: Side
    person_id: int
    page: int
    raised: bool


@button("tC")
class SchoolLimit(Button):
    """How many mentees a mentor may have; none: ask."""

    limit: int | None


@button("tD")
class OwnLimit(Button):
    """The same for one mentor; `ask`: show the choice, no limit: as in the school."""

    person_id: int
    limit: int | None
    ask: bool
