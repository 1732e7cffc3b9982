"""Requests of links to items and roadmaps, their QR pictures, and terms for a calendar."""

from handlers.registry import Button, ItemButton, button


@button("f8")
class MyCalendar(Button):
    """My open terms as a calendar's file."""


@button("f9")
class RoadmapCalendar(Button):
    """All open terms of a roadmap as a calendar's file."""

    roadmap_id: int


@button("fa")
class ItemLink(ItemButton):
    """The link to an item with its QR picture."""

    item_id: int


@button("fb")
class RoadmapLink(Button):
    """The link to a roadmap with its QR picture."""

    roadmap_id: int


@button("fd")
class QrOfSent(Button):
    """The QR picture of the address that was sent last."""
