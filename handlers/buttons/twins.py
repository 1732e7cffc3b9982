"""Requests of equal lines."""

from handlers.registry import Button, ItemButton, button


@button("y5")
class TwinPairs(Button):
    """Pairs of a roadmap that look the same, one after another."""

    roadmap_id: int
    at: int


@button("y6")
class LinkPair(Button):
    """They are the same; the next pair."""

    one_id: int
    other_id: int
    at: int


@button("y7")
class TellApart(Button):
    one_id: int
    other_id: int
    at: int


@button("y8")
class LinkWith(ItemButton):
    """What an item may be linked with, by page."""

    item_id: int
    page: int


@button("y9")
class LinkFound(ItemButton):
    """The same, of what was looked for."""

    item_id: int
    page: int
    query: str


@button("ya")
class FindTwin(ItemButton):
    """Ask for words to look for."""

    item_id: int


@button("yb")
class LinkNow(ItemButton):
    item_id: int
    other_id: int


@button("yc")
class Unlink(ItemButton):
    item_id: int
