"""Which school is asked for a role."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Organisation
from db.models.people import OrganisationKind
from domain.search import search_key
from services.actor import Actor
from services.errors import Refusal

FOUND = 8


@dataclass(frozen=True, slots=True)
class School:
    id: int
    name: str


def schools(session: Session, actor: Actor, query: str) -> tuple[list[School], int]:
    """Schools in whose name every word of `query` begins some word, at most 8, and how many
    there are in all, but for those where the actor has a role. Without words all of them count,
    but only a lone one is told.
    """
    wanted = _words(query)
    rows = session.scalars(
        select(Organisation).where(
            Organisation.kind == OrganisationKind.SCHOOL, Organisation.id.not_in(_inside(actor))
        )
    )
    found = sorted(
        (School(row.id, row.name) for row in rows if _fits(_words(row.name), wanted)),
        key=lambda school: (search_key(school.name), school.id),
    )
    return found[: FOUND if wanted or len(found) == 1 else 0], len(found)


def _inside(actor: Actor) -> set[int]:
    """Where the actor has a role."""
    return {held.organisation_id for held in actor.roles if held.organisation_id is not None}


def _words(text: str) -> list[str]:
    kept = "".join(sign if sign.isalnum() else " " for sign in search_key(text))
    return kept.split()


def _fits(words: Sequence[str], wanted: Sequence[str]) -> bool:
    return all(any(word.startswith(start) for word in words) for start in wanted)


def school(session: Session, actor: Actor, organisation_id: int) -> School:
    """Raises Refusal("gone") for anything that takes no applications, "applied_inside" where
    the actor has a role: another one there is the curator's to give."""
    if organisation_id in _inside(actor):
        raise Refusal("applied_inside")
    row = session.get(Organisation, organisation_id)
    if row is None or row.kind is not OrganisationKind.SCHOOL:
        raise Refusal("gone")
    return School(row.id, row.name)
