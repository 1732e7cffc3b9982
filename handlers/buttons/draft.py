"""Requests of a roadmap that is not launched yet."""

from datetime import date

from handlers.registry import Button, button
from services.decisions import Choice, Scope
from services.settling import Settle


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


@button("dq")
class Decide(Button):
    """The first open question."""

    roadmap_id: int


@button("dn")
class NextQuestion(Button):
    """Leave this question for later; `entry`: it is about a phrase."""

    item_id: int
    entry: int | None


@button("dt")
class AskTerm(Button):
    """Choose the term of a row. `flow`: one question after another, else back to the card."""

    item_id: int
    scope: Scope
    flow: bool
    year: int | None


@button("dm")
class SetMonth(Button):
    """A month of the school year that starts in `year`."""

    item_id: int
    scope: Scope
    flow: bool
    year: int
    month: int


@button("ds")
class SetTerm(Button):
    """A term without a date of its own."""

    item_id: int
    scope: Scope
    flow: bool
    choice: Choice


@button("d4")
class SetYear(Button):
    """The school year of a phrase that names none."""

    item_id: int
    scope: Scope
    flow: bool
    year: int


@button("dk")
class TermCalendar(Button):
    """A month to pick the last day from; none: the one that is likely."""

    item_id: int
    scope: Scope
    flow: bool
    year: int | None
    month: int | None


@button("dd")
class SetDay(Button):
    item_id: int
    scope: Scope
    flow: bool
    day: date


@button("d5")
class TypeTerm(Button):
    """Ask to type the term."""

    item_id: int
    scope: Scope
    flow: bool


@button("da")
class Past(Button):
    """The rows whose term is over."""

    roadmap_id: int


@button("db")
class SettleAll(Button):
    roadmap_id: int
    how: Settle


@button("dc")
class PastRows(Button):
    """The same rows one by one, by page."""

    roadmap_id: int
    page: int


@button("de")
class PastRow(Button):
    """How one of them is to be settled."""

    item_id: int


@button("df")
class SettleOne(Button):
    item_id: int
    how: Settle


@button("dw")
class Who(Button):
    """Who answers for a phrase, or without `entry` for one row; people by page."""

    item_id: int
    entry: int | None
    page: int


@button("dg")
class SetPerson(Button):
    item_id: int
    entry: int | None
    person_id: int


@button("di")
class SetMe(Button):
    """It is I."""

    item_id: int
    entry: int | None


@button("dh")
class WhoRoles(Button):
    """Choose a role instead of a person."""

    item_id: int
    entry: int | None


@button("dj")
class SetRole(Button):
    """A role by its place in services.words.OFFERED; `each`: every one of them does it."""

    item_id: int
    entry: int | None
    number: int
    each: bool


@button("d6")
class WhoMany(Button):
    """Choose several people, by page."""

    item_id: int
    entry: int | None
    page: int


@button("d7")
class TogglePerson(Button):
    item_id: int
    entry: int | None
    person_id: int
    page: int


@button("d8")
class ManyDone(Button):
    """The several are chosen: together, or each of them."""

    item_id: int
    entry: int | None
    each: bool


@button("d9")
class FindWho(Button):
    """Ask for a part of a name."""

    item_id: int
    entry: int | None


@button("d0")
class AddNewcomer(Button):
    """Add the person whom the phrase names as one without a chat."""

    item_id: int
    entry: int


@button("dv")
class Phrases(Button):
    """What every responsible phrase means, by page."""

    roadmap_id: int
    page: int


@button("dz")
class ConfirmRest(Button):
    """What was understood by itself is right."""

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


@button("dL")
class Launch(Button):
    """Who would get what on the first day."""

    roadmap_id: int


@button("dM")
class LaunchSample(Button):
    """Send that to the curator first."""

    roadmap_id: int


@button("dY")
class LaunchNow(Button):
    roadmap_id: int


@button("at")
class AttachPending(Button):
    """Put the file that waits in this chat on an item."""

    item_id: int


@button("at1")
class AttachElsewhere(Button):
    """All items that the file that waits can be put on, by page."""

    page: int
