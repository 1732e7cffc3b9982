"""Requests about who stands in for a mentor."""

from datetime import date

from handlers.registry import Button, button


@button("ts")
class StandIn(Button):
    """Choose who stands in for a mentor; no mentor: the only one, or ask which."""

    pair_id: int
    mentor_id: int | None
    page: int


@button("tO")
class StandInFor(Button):
    """Who stands in; the days are asked next."""

    pair_id: int
    mentor_id: int
    person_id: int


@button("tt")
class StandInDays(Button):
    """Pick the days of the leave, first the one, then the other; `month`: any day of it."""

    pair_id: int
    mentor_id: int
    person_id: int
    since: date | None
    month: date


@button("tu")
class SetStandIn(Button):
    pair_id: int
    mentor_id: int
    person_id: int
    since: date
    until: date | None


@button("tB")
class BackAgain(Button):
    """The first mentor is back: the substitute's time is over."""

    pair_id: int
    member_id: int
