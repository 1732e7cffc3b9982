"""Requests of who enters what people have answered on paper, and of lists of consents."""

from datetime import date

from domain.consents import Document
from handlers.registry import Button, button


@button("j3")
class Documents(Button):
    """All documents of a person."""

    person_id: int


@button("j4")
class EnterPaper(Button):
    """Choose which document was signed."""

    person_id: int


@button("j5")
class PaperAnswer(Button):
    """Choose whether it is a consent or a refusal; who of several parents signed."""

    person_id: int
    document: Document
    by: int | None


@button("j6")
class PaperDay(Button):
    """Choose the day of the paper; `month`: any day of it."""

    person_id: int
    document: Document
    given: bool
    by: int | None
    month: date


@button("j7")
class PaperNumber(Button):
    """Ask for the number of the paper."""

    person_id: int
    document: Document
    given: bool
    by: int | None
    day: date


@button("j8")
class PaperNow(Button):
    """Write it down without a number."""

    person_id: int
    document: Document
    given: bool
    by: int | None
    day: date


@button("j9")
class PaperScan(Button):
    """Ask for a scan or photo of the paper."""

    consent_id: int


@button("ja")
class PaperUndo(Button):
    consent_id: int


@button("jb")
class Blank(Button):
    """The document to print and sign."""

    person_id: int
    document: Document


@button("jK")
class ShowScan(Button):
    """Send the scan of a paper."""

    consent_id: int


@button("jL")
class Blanks(Button):
    """Choose which document of a person to print."""

    person_id: int


@button("jA")
class ConsentLists(Button):
    """Who of the school has given what, document by document."""

    organisation_id: int


@button("jB")
class ConsentsOf(Button):
    """Who lacks a document, by page."""

    organisation_id: int
    document: Document
    page: int


@button("jC")
class SignatureList(Button):
    """The list to sign, of one document."""

    organisation_id: int
    document: Document


@button("jM")
class EmptyBlank(Button):
    """The document to print for anybody."""

    organisation_id: int
    document: Document


@button("jD")
class MyClass(Button):
    """Pupils of the class teacher's class, by page."""

    page: int


@button("jI")
class SetParentTap(Button):
    """Whether a parent's tap is enough without the paper."""

    organisation_id: int
    enough: bool


@button("jJ")
class SetKeepYears(Button):
    """For how many school years data are kept of who left."""

    organisation_id: int
    years: int


@button("jz")
class ConsentSettings(Button):
    """The school's rules of consents and of keeping data."""

    organisation_id: int


@button("jN")
class TakenDown(Button):
    """It is not published any more."""

    consent_id: int
