"""Requests of the work that an item asks for."""

from datetime import date

from domain.kinds import WorkKind
from handlers.registry import ItemButton, button


@button("k3")
class ChooseKind(ItemButton):
    """The kinds of work, to choose another for an item."""

    item_id: int


@button("k4")
class SetKind(ItemButton):
    item_id: int
    kind: WorkKind


@button("k5")
class WhenHeld(ItemButton):
    """Ask on which day an event took place, by month; no month: the usual answers."""

    item_id: int
    year: int | None
    month: int | None


@button("k6")
class HeldOn(ItemButton):
    """It took place on this day: mark it done as of then."""

    item_id: int
    day: date


@button("k7")
class Consents(ItemButton):
    """Who has consented to the processing of personal data, by page."""

    item_id: int
    page: int


@button("k8")
class ConsentWords(ItemButton):
    """A text to forward to those who have not."""

    item_id: int
