"""Requests for blanks to print."""

from domain.consents import Document
from handlers.registry import Button, button


@button("jb")
class Blank(Button):
    """The document to print and sign."""

    person_id: int
    document: Document


@button("jL")
class Blanks(Button):
    """Choose which document of a person to print."""

    person_id: int
