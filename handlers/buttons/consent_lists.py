"""Requests about the consents of a class or a school, and their settings."""

from domain.consents import Document
from handlers.registry import Button, button


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
