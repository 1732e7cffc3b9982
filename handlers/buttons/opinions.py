"""Requests about what others think of a mentee."""

from handlers.registry import Button, button
from services.surveys.opinions import Relation


@button("C0")
class OpinionsOf(Button):
    """What was asked and answered about a person, by page."""

    person_id: int
    page: int


@button("C1")
class AskRelation(Button):
    """Whom to ask."""

    person_id: int


@button("C2")
class MakeOpinionLink(Button):
    person_id: int
    relation: Relation


@button("C3")
class RevokeOpinion(Button):
    opinion_id: int


@button("C4")
class Opine(Button):
    """Answers so far of whoever has the link, each by its place; the rest is asked."""

    nonce: str
    first: int | None
    second: int | None
    third: int | None
