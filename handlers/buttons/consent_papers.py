"""Requests about a person's consents on paper."""

from handlers.registry import Button, button


@button("j3")
class Documents(Button):
    """All documents of a person."""

    person_id: int


@button("ja")
class PaperUndo(Button):
    consent_id: int


@button("jN")
class TakenDown(Button):
    """It is not published any more."""

    consent_id: int
