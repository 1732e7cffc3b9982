"""Requests about the rows of a draft whose term is over."""

from handlers.registry import Button, button
from services.settling import Settle


@button("da")
class Past(Button):
    """The rows whose term is over."""

    roadmap_id: int


@button("db")
class SettleAll(Button):
    roadmap_id: int
    how: Settle


@button("dc")
class PastRows(Button):
    """The same rows one by one, by page."""

    roadmap_id: int
    page: int


@button("de")
class PastRow(Button):
    """How one of them is to be settled."""

    item_id: int


@button("df")
class SettleOne(Button):
    item_id: int
    how: Settle
