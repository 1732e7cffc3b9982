"""Requests about the banks of mentors and mentees."""

from datetime import date
from enum import StrEnum

from domain.banks import BankState
from domain.pairs import Side
from handlers.registry import Button, button
from services.banks.editing import Listing, Number
from services.banks.lists import Only


class Why(StrEnum):
    """Of a refusal, in one tap."""

    CRITERIA = "criteria"
    PLACES = "places"
    LATER = "later"
    NONE = "none"


@button("A0")
class Banks(Button):
    """How the bank of the current school stands; of a municipality's schools, by page."""

    page: int


@button("A1")
class BankList(Button):
    """People of the bank; `form` and `area` are numbers of services.banks.lists."""

    side: Side | None
    state: BankState | None
    form: int | None
    area: int | None
    only: Only
    page: int


@button("A2")
class BankFilters(Button):
    """What to choose by; `page` of the areas."""

    side: Side | None
    state: BankState | None
    form: int | None
    area: int | None
    only: Only
    page: int


@button("A3")
class FindInBank(Button):
    """Ask for a part of a name."""


@button("AA")
class FoundInBank(Button):
    """Another page of what was found by words; the chat keeps these."""

    page: int


@button("A4")
class OpenEntry(Button):
    entry_id: int


@button("A5")
class EntryHistory(Button):
    entry_id: int
    page: int


@button("A6")
class MyEntry(Button):
    """One's own card as a mentor."""


@button("A7")
class BankOf(Button):
    """Entries of a person."""

    person_id: int


@button("A8")
class AddToBank(Button):
    person_id: int
    side: Side


@button("A9")
class Admit(Button):
    entry_id: int


@button("Aa")
class AdmitAll(Button):
    """Everybody who meets all criteria; not `sure`: say first how many."""

    side: Side
    sure: bool


@button("Ab")
class DeclineEntry(Button):
    """Ask for the reason."""

    entry_id: int


@button("Ac")
class DeclineFor(Button):
    entry_id: int
    why: Why


@button("Ad")
class TakeOut(Button):
    """Out of the bank; not `sure`: by whose wish?"""

    entry_id: int
    sure: bool


@button("Ae")
class CandidateAgain(Button):
    entry_id: int


@button("Af")
class UndoDecision(Button):
    event_id: int


@button("Ag")
class TellRefusal(Button):
    """Write to the person; not `sure`: show the letter first."""

    entry_id: int
    sure: bool


@button("Ah")
class EntryCriteria(Button):
    entry_id: int


@button("Ai")
class TickCriterion(Button):
    entry_id: int
    key: str


@button("Aj")
class Interview(Button):
    entry_id: int


@button("Ak")
class InterviewMark(Button):
    entry_id: int
    mark: int


@button("Al")
class InterviewDay(Button):
    """Pick the day in a month; no month: this one."""

    entry_id: int
    year: int | None
    month: int | None


@button("Am")
class SetInterviewDay(Button):
    entry_id: int
    day: date


@button("An")
class EditEntry(Button):
    entry_id: int


@button("Ao")
class AskNumber(Button):
    entry_id: int
    which: Number


@button("Ap")
class SetNumber(Button):
    entry_id: int
    which: Number
    value: int


@button("Aq")
class AskTimes(Button):
    entry_id: int


@button("Ar")
class PauseEntry(Button):
    entry_id: int
    on: bool


@button("As")
class EntryListing(Button):
    """Choose areas, forms or kinds, by page."""

    entry_id: int
    which: Listing
    page: int


@button("At")
class ToggleListing(Button):
    entry_id: int
    which: Listing
    number: int
    page: int


@button("Au")
class NewerAnswers(Button):
    """What answers say otherwise than somebody's hand, one field a page."""

    entry_id: int
    page: int


@button("Av")
class SettleNewer(Button):
    entry_id: int
    field: str
    take: bool


@button("Aw")
class BankCriteria(Button):
    side: Side


@button("Ax")
class ToggleCriterion(Button):
    side: Side
    key: str


@button("Ay")
class AddCriterion(Button):
    side: Side


@button("Az")
class BankSheet(Button):
    """The bank as a table to edit and send back."""
