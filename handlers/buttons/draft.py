"""Requests of a roadmap that is not launched yet."""

from handlers.registry import Button, button


@button("dr")
class OpenDraft(Button):
    """What was found in the document and what has to be decided."""

    roadmap_id: int


@button("du")
class Upload(Button):
    """Explain what document to send and how."""


@button("dx")
class DeleteDraft(Button):
    """Ask whether the draft is to be deleted."""

    roadmap_id: int


@button("dy")
class DeleteDraftNow(Button):
    roadmap_id: int


@button("dp")
class ChoosePeriod(Button):
    """The school years to choose from, and the period that the rows show."""

    roadmap_id: int


@button("d1")
class SetPeriodYear(Button):
    """A school year by the calendar year it starts in."""

    roadmap_id: int
    year: int


@button("d2")
class SetPeriodFound(Button):
    """From the first to the last day that the rows name."""

    roadmap_id: int


@button("d3")
class TypePeriod(Button):
    """Ask to type the period."""

    roadmap_id: int


@button("do")
class DraftRows(Button):
    """All rows, by page; `remarked`: only those read with a remark."""

    roadmap_id: int
    remarked: bool
    page: int


@button("dR")
class DraftRow(Button):
    """The card of a row or step of a draft."""

    item_id: int


@button("dS")
class DraftSteps(Button):
    """The steps of a row, by page."""

    item_id: int
    page: int


@button("dN")
class SetNeeded(Button):
    """Say that a row is not needed, or is needed after all."""

    item_id: int
    needed: bool
