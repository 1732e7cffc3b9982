"""Requests to remind those who are awaited."""

from handlers.registry import ItemButton, button


@button("k0")
class Nudge(ItemButton):
    """Ask whether those who have not answered are to be reminded."""

    item_id: int


@button("k1")
class NudgeNow(ItemButton):
    item_id: int


@button("k2")
class Answers(ItemButton):
    """Who has answered for a line and who is awaited, by page."""

    item_id: int
    page: int
