"""Requests of an item's card."""

from handlers.registry import Button, button


@button("it")
class OpenItem(Button):
    """The card of an item."""

    item_id: int


@button("id")
class Done(Button):
    """Mark the nearest open occurrence of an item done (from card and reminder alike)."""

    item_id: int


@button("ie")
class AddEvidence(Button):
    """Ask for a photo, file, link or document number."""

    item_id: int
