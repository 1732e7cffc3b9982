"""Requests to enter a consent on paper."""

from datetime import date

from domain.consents import Document
from handlers.registry import Button, button


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
