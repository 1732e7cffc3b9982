"""Requests about programmes of pairs."""

from domain.pairs import Form
from domain.programmes import HeadField, Mark
from handlers.registry import Button, ItemButton, button


@button("10")
class PairProgramme(Button):
    """The programme of a pair, or the ways to begin one, by page."""

    pair_id: int
    page: int


@button("11")
class Programme(Button):
    """The card of a programme."""

    programme_id: int


@button("1x")
class ProgrammeOfPlan(Button):
    """The same by its plan."""

    roadmap_id: int


@button("12")
class LookAt(Button):
    """A template with its terms for a pair, by page."""

    pair_id: int
    key: str
    page: int


@button("13")
class BeginWith(Button):
    """Begin the pair's programme from a template."""

    pair_id: int
    key: str


@button("14")
class BeginEmpty(Button):
    pair_id: int


@button("15")
class BeginFromFile(Button):
    """Ask for the file of a programme that exists."""

    pair_id: int


@button("16")
class BeginFromPrevious(Button):
    """Go on with what the programme before left undone."""

    pair_id: int


@button("17")
class ProgrammeHead(Button):
    """The parts of the explanatory note."""

    programme_id: int


@button("18")
class WritePart(Button):
    """Ask for one of them."""

    programme_id: int
    field: HeadField


@button("19")
class TakePreset(Button):
    """What is often written there: in, or out again."""

    programme_id: int
    field: HeadField
    number: int


@button("1a")
class ProgrammeLines(ItemButton):
    """The plan, by page."""

    programme_id: int
    page: int


@button("1b")
class AddLine(Button):
    """Ask for a new line."""

    programme_id: int


@button("1c")
class ReadProgramme(Button):
    """The whole text, by page."""

    programme_id: int
    page: int


@button("1d")
class PutProgramme(Button):
    """Ask both sides to agree to the present text."""

    programme_id: int


@button("1e")
class AgreeTo(Button):
    """`mark`: the beginning of the hash of the text that was shown."""

    programme_id: int
    mark: str


@button("1f")
class RemarkOn(Button):
    """Ask what should be otherwise."""

    programme_id: int


@button("1g")
class ConfirmProgramme(Button):
    """The curator lets it run."""

    programme_id: int


@button("1h")
class SignedOnPaper(Button):
    """Choose whose signature on paper is entered."""

    programme_id: int


@button("1i")
class DeleteProgramme(Button):
    """Ask whether a draft is to be deleted."""

    programme_id: int


@button("1j")
class DeleteProgrammeNow(Button):
    programme_id: int


@button("1k")
class UndoShift(Button):
    """Take back the move of terms by the last pause."""

    programme_id: int


@button("1l")
class AskActual(ItemButton):
    """Ask what came of a line."""

    item_id: int


@button("1m")
class AsPlanned(ItemButton):
    """What was planned came of it."""

    item_id: int


@button("1n")
class MarkLine(ItemButton):
    """The mentor's mark of a line."""

    item_id: int
    mark: Mark


@button("1o")
class ProgrammeDocx(Button):
    programme_id: int


@button("1p")
class ProgrammeXlsx(Button):
    programme_id: int


@button("1q")
class KeepProgramme(Button):
    """Keep it in the bank, without names."""

    programme_id: int


@button("1r")
class Bank(Button):
    """The bank of programmes, of one form or all, by page."""

    form: Form | None
    page: int


@button("1s")
class BankProgramme(Button):
    """One of them."""

    template_id: int


@button("1t")
class RenameKept(Button):
    template_id: int


@button("1u")
class RemoveKept(Button):
    """Ask whether it is to be taken off the list; `sure`: it is."""

    template_id: int
    sure: bool


@button("1v")
class ProgrammeChanges(Button):
    """What was changed since, by page."""

    programme_id: int
    page: int


@button("1w")
class WithoutProgramme(Button):
    """Pairs of the school that have none, by page."""

    page: int
