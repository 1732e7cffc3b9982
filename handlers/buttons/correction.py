"""Requests about a document beside what there is already: drafts, corrections, doubtful orders."""

from domain.order import Rule
from handlers.registry import Button, button
from services.differences import What


@button("c0")
class Drafts(Button):
    """All drafts of the current organisation, by page."""

    page: int


@button("c1")
class Compare(Button):
    """The draft corrects that running roadmap."""

    draft_id: int
    running_id: int


@button("c2")
class AnotherRoadmap(Button):
    """The draft is a roadmap of its own."""

    draft_id: int


@button("c3")
class KeepOlder(Button):
    """The new document goes, the older draft stays."""

    new_id: int
    old_id: int


@button("c4")
class ReplaceOlder(Button):
    """The older draft goes; `version`: as it was shown."""

    new_id: int
    old_id: int
    version: int


@button("c5")
class BothDrafts(Button):
    """Both stay."""

    new_id: int


@button("c6")
class Differences(Button):
    """What differs, by kind and page."""

    draft_id: int
    what: What
    page: int


@button("c7")
class OneDifference(Button):
    """A single change; `page`: of the list that it was opened from."""

    draft_id: int
    what: What
    item_id: int
    page: int


@button("c8")
class ChooseDifference(Button):
    """Make the change with the rest, or leave things as they are."""

    draft_id: int
    what: What
    item_id: int
    page: int
    apply: bool


@button("c9")
class ConfirmCorrection(Button):
    draft_id: int


@button("ce")
class UndoCorrection(Button):
    event_id: int


@button("cf")
class CheckOrder(Button):
    """Doubtful orders of a draft or a running roadmap, by page."""

    roadmap_id: int
    page: int


@button("cg")
class OrderIsRight(Button):
    """That order is meant so."""

    roadmap_id: int
    rule: Rule
    other_id: int
    page: int


@button("ch")
class OrderRow(Button):
    """The rows of one doubtful order, to move one of them."""

    roadmap_id: int
    rule: Rule
    other_id: int
    page: int
