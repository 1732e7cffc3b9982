"""Who is a school's psychologist."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Person, RoleGrant
from domain.roles import Role
from services.actor import Actor
from services.words import PSYCHOLOGIST


def is_psychologist(actor: Actor, place: int) -> bool:
    return any(
        held.role is Role.SPECIALIST and held.organisation_id == place and named_so(held.title)
        for held in actor.roles
    )


def named_so(title: str) -> bool:
    """Whether a specialist's title is that of a psychologist."""
    return PSYCHOLOGIST in title.casefold()


def psychologists(session: Session, place: int) -> list[int]:
    rows = session.execute(
        select(RoleGrant.person_id, RoleGrant.title)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(
            RoleGrant.organisation_id == place,
            RoleGrant.role == Role.SPECIALIST,
            RoleGrant.until.is_(None),
            Person.archived_at.is_(None),
        )
        .order_by(RoleGrant.id)
    )
    return list(dict.fromkeys(row.person_id for row in rows if named_so(row.title)))
