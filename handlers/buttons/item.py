"""Requests of an item's card."""

from datetime import date

from handlers.registry import Button, ItemButton, button
from services.item_edit import Field
from services.overview import Which


@button("it")
class OpenItem(ItemButton):
    """The card of an item."""

    item_id: int


@button("iu")
class OpenListed(Button):
    """The card of an item, from a page of a roadmap's list and back to it."""

    item_id: int
    roadmap_id: int
    which: Which
    stage: int | None
    page: int


@button("iv")
class OpenFound(Button):
    """The same from a page of what was found."""

    item_id: int
    roadmap_id: int
    page: int
    query: str


@button("iq")
class OpenMine(Button):
    """The same from a page of my items."""

    item_id: int
    page: int


@button("id")
class Done(ItemButton):
    """Mark the nearest open occurrence of an item done (from card and reminder alike)."""

    item_id: int


@button("it1")
class DoneTerm(ItemButton):
    """Mark the very occurrence done that a reminder spoke of."""

    occurrence_id: int


@button("ie")
class AddEvidence(ItemButton):
    """Ask for a photo, file, link or document number."""

    item_id: int


@button("i0")
class Start(ItemButton):
    """Mark an item as being worked on."""

    item_id: int


@button("i1")
class Reopen(ItemButton):
    """Take a done or not applicable item up again."""

    item_id: int


@button("i2")
class UndoAct(ItemButton):
    """Take back one act."""

    event_id: int


@button("i3")
class Parts(ItemButton):
    """The steps of a row, by page."""

    item_id: int
    page: int


@button("i4")
class History(ItemButton):
    """All that happened to an item, by page."""

    item_id: int
    page: int


@button("i5")
class EvidenceList(ItemButton):
    """What is attached to an item, by page."""

    item_id: int
    page: int


@button("i6")
class OpenEvidence(ItemButton):
    """One proof: its file again, or its words."""

    evidence_id: int


@button("i7")
class RemoveEvidence(ItemButton):
    evidence_id: int


@button("i8")
class Comment(ItemButton):
    """Ask for a note."""

    item_id: int


@button("i9")
class ReadInFull(ItemButton):
    """The long texts of an item, by page."""

    item_id: int
    page: int


@button("e0")
class EditItem(ItemButton):
    """What can be changed about an item."""

    item_id: int


@button("e1")
class MoveTerm(ItemButton):
    """Choose another day; no month: the one of the present term."""

    item_id: int
    year: int | None
    month: int | None


@button("e2")
class MoveDay(ItemButton):
    """That day was chosen: ask why."""

    item_id: int
    day: date


@button("e3")
class MoveNow(ItemButton):
    """Move for one of the usual reasons; no day: to the term that was typed."""

    item_id: int
    day: date | None
    reason: int


@button("e4")
class Reassign(ItemButton):
    """Choose a person, by page: instead of the present owners, or one more."""

    item_id: int
    more: bool
    page: int


@button("e5")
class AssignTo(ItemButton):
    item_id: int
    person_id: int
    more: bool


@button("e6")
class ShareOut(ItemButton):
    """«Один за всех» or «каждый»."""

    item_id: int
    each: bool


@button("e7")
class Rewrite(ItemButton):
    """Ask for new words of the document: title, stage, number …"""

    item_id: int
    field: Field


@button("ez")
class RewriteTerm(ItemButton):
    """Ask for the term in words, then for the reason."""

    item_id: int


@button("ei")
class ToStage(ItemButton):
    """Put a row into a stage, counted from 0 in the document's order."""

    item_id: int
    stage: int


@button("e8")
class AddSteps(ItemButton):
    """Ask for steps, one a line."""

    item_id: int


@button("e9")
class NotApplicable(ItemButton):
    """Ask why an item is not needed; with a number, for one of the usual reasons."""

    item_id: int
    reason: int | None


@button("ex")
class Remove(ItemButton):
    """Ask whether an item is to be deleted."""

    item_id: int


@button("ey")
class RemoveNow(ItemButton):
    item_id: int
