"""Requests of an item's card."""

from datetime import date

from handlers.registry import Button, button
from services.item_edit import Field
from services.overview import Which


@button("it")
class OpenItem(Button):
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
class Done(Button):
    """Mark the nearest open occurrence of an item done (from card and reminder alike)."""

    item_id: int


@button("it1")
class DoneTerm(Button):
    """Mark the very occurrence done that a reminder spoke of."""

    occurrence_id: int


@button("ie")
class AddEvidence(Button):
    """Ask for a photo, file, link or document number."""

    item_id: int


@button("i0")
class Start(Button):
    """Mark an item as being worked on."""

    item_id: int


@button("i1")
class Reopen(Button):
    """Take a done or not applicable item up again."""

    item_id: int


@button("i2")
class UndoAct(Button):
    """Take back one act."""

    event_id: int


@button("i3")
class Parts(Button):
    """The steps of a row, or everybody's shares, by page."""

    item_id: int
    page: int


@button("i4")
class History(Button):
    """All that happened to an item, by page."""

    item_id: int
    page: int


@button("i5")
class EvidenceList(Button):
    """What is attached to an item, by page."""

    item_id: int
    page: int


@button("i6")
class OpenEvidence(Button):
    """One proof: its file again, or its words."""

    evidence_id: int


@button("i7")
class RemoveEvidence(Button):
    evidence_id: int


@button("i8")
class Comment(Button):
    """Ask for a note."""

    item_id: int


@button("i9")
class ReadInFull(Button):
    """The long texts of an item, by page."""

    item_id: int
    page: int


@button("e0")
class EditItem(Button):
    """What can be changed about an item."""

    item_id: int


@button("e1")
class MoveTerm(Button):
    """Choose another day; no month: the one of the present term."""

    item_id: int
    year: int | None
    month: int | None


@button("e2")
class MoveDay(Button):
    """That day was chosen: ask why."""

    item_id: int
    day: date


@button("e3")
class MoveNow(Button):
    """Move for one of the usual reasons; no day: to the term that was typed."""

    item_id: int
    day: date | None
    reason: int


@button("e4")
class Reassign(Button):
    """Choose a person, by page: instead of the present owners, or one more."""

    item_id: int
    more: bool
    page: int


@button("e5")
class AssignTo(Button):
    item_id: int
    person_id: int
    more: bool


@button("e6")
class ShareOut(Button):
    """«Один за всех» or «каждый»."""

    item_id: int
    each: bool


@button("e7")
class Rewrite(Button):
    """Ask for new words of the document: title, stage, number …"""

    item_id: int
    field: Field


@button("ez")
class RewriteTerm(Button):
    """Ask for the term in words, then for the reason."""

    item_id: int


@button("ei")
class ToStage(Button):
    """Put a row into a stage, counted from 0 in the document's order."""

    item_id: int
    stage: int


@button("e8")
class AddSteps(Button):
    """Ask for steps, one a line."""

    item_id: int


@button("e9")
class NotApplicable(Button):
    """Ask why an item is not needed; with a number, for one of the usual reasons."""

    item_id: int
    reason: int | None


@button("ex")
class Remove(Button):
    """Ask whether an item is to be deleted."""

    item_id: int


@button("ey")
class RemoveNow(Button):
    item_id: int
