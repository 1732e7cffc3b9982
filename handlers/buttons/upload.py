"""Requests about a file, or a paper named in words, that waits in a chat."""

from handlers.registry import Button, button


@button("at")
class AttachPending(Button):
    """Put the file that waits in this chat on an item."""

    item_id: int


@button("at1")
class AttachElsewhere(Button):
    """All items that the file that waits can be put on, by page."""

    page: int


@button("at2")
class OrderForPair(Button):
    """Enter the order that waits in this chat for a pair."""

    pair_id: int


@button("at3")
class OrderElsewhere(Button):
    """All pairs that the order may be for, by page."""

    page: int
