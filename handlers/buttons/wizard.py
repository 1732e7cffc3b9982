"""Requests of the wizard that dates a draft and gives it people stage by stage.

An item stands for its stage; with `alone` the answer is for that one row or step.
"""

from datetime import date

from handlers.registry import Button, button
from services.decisions import Choice


@button("w0")
class Wizard(Button):
    """Go on where one stopped."""

    roadmap_id: int


@button("w1")
class OpenStage(Button):
    item_id: int


@button("w2")
class SkipStage(Button):
    """The next stage that lacks something."""

    item_id: int


@button("w3")
class StageList(Button):
    """All stages with what they have, by page."""

    roadmap_id: int
    page: int


@button("w4")
class StageMonths(Button):
    """Other months than the proposed one, by page of a year."""

    item_id: int
    alone: bool
    page: int


@button("w5")
class SetDates(Button):
    """From a day to another; no `first`: until the last."""

    item_id: int
    alone: bool
    first: date | None
    last: date


@button("w6")
class SetLasting(Button):
    """A term without a date of its own."""

    item_id: int
    alone: bool
    choice: Choice


@button("w7")
class StageCalendar(Button):
    """A month to pick the last day from; none: the first of the period that is not over."""

    item_id: int
    alone: bool
    year: int | None
    month: int | None


@button("w8")
class TypeDates(Button):
    """Ask to type the term."""

    item_id: int
    alone: bool


@button("w9")
class StageWho(Button):
    """Who answers; people by page."""

    item_id: int
    alone: bool
    page: int


@button("wa")
class GivePerson(Button):
    item_id: int
    alone: bool
    person_id: int


@button("wb")
class GiveMe(Button):
    """It is I."""

    item_id: int
    alone: bool


@button("wc")
class GiveSame(Button):
    """The several people who were chosen last."""

    item_id: int
    alone: bool


@button("wd")
class StageRoles(Button):
    """Choose a role instead of a person."""

    item_id: int
    alone: bool


@button("we")
class GiveRole(Button):
    """A role by its place in services.words.OFFERED; `each`: every one of them does it."""

    item_id: int
    alone: bool
    number: int
    each: bool


@button("wf")
class StageMany(Button):
    """Choose several people, by page."""

    item_id: int
    alone: bool
    page: int


@button("wg")
class ToggleOne(Button):
    item_id: int
    alone: bool
    person_id: int
    page: int


@button("wh")
class SeveralDone(Button):
    """The several are chosen: together, or each of them."""

    item_id: int
    alone: bool
    each: bool


@button("wi")
class StageRows(Button):
    """The rows and steps of a stage, by page."""

    item_id: int
    page: int


@button("wj")
class StageRow(Button):
    """One of them."""

    item_id: int


@button("wk")
class FindPerson(Button):
    """Ask for a part of a name."""

    item_id: int
    alone: bool
