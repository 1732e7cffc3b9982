"""Requests of the next school year."""

from handlers.registry import Button, button


@button("yd")
class NextYear(Button):
    """What the next year's roadmap would be like."""

    roadmap_id: int


@button("ye")
class MakeNextYear(Button):
    roadmap_id: int


@button("yf")
class Carry(Button):
    """What is open of last year, with ticks, by page; of a draft of the new one."""

    roadmap_id: int
    page: int


@button("yg")
class CarryOne(Button):
    """Tick a line of last year, or take the tick off."""

    roadmap_id: int
    item_id: int
    page: int


@button("yh")
class CarryAll(Button):
    roadmap_id: int
    tick: bool
