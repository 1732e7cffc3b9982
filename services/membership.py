"""Where people belong: their organisations, and who may deal with them there."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Application, Item, ItemOwner, Person, Roadmap, RoleGrant
from domain.roles import Action
from services.actor import Actor
from services.errors import Refusal


def present(session: Session, person_id: int) -> Person:
    """Raises Refusal("gone") for nobody and for who was removed."""
    person = session.get(Person, person_id)
    if person is None or person.archived_at is not None:
        raise Refusal("gone")
    return person


def present_in(session: Session, person_id: int) -> list[int]:
    """The organisations that a person belongs to, the own one first."""
    own = session.scalar(select(Person.organisation_id).where(Person.id == person_id))
    granted = session.scalars(
        select(RoleGrant.organisation_id)
        .where(RoleGrant.person_id == person_id, RoleGrant.until.is_(None))
        .order_by(RoleGrant.id)
    )
    found = (held for held in (own, *granted) if held is not None)
    return list(dict.fromkeys(found))


def applied_to(session: Session, person_id: int) -> int | None:
    """The school that somebody has last asked to be let in, for who belongs to none."""
    return session.scalar(
        select(Application.organisation_id)
        .where(Application.person_id == person_id)
        .order_by(Application.id.desc())
        .limit(1)
    )


def organisation_for(session: Session, actor: Actor, person: Person, action: Action) -> int:
    """The organisation of the person in which the actor may do it, the current one first."""
    current = actor.current.organisation_id if actor.current else None
    places = sorted(present_in(session, person.id), key=lambda place: place != current)
    for place in places:
        if actor.may(action, place):
            return place
    raise Refusal("forbidden")


def require_member(session: Session, person_id: int, organisation_id: int) -> None:
    present(session, person_id)
    if organisation_id not in present_in(session, person_id):
        raise Refusal("forbidden")


def items_owned(session: Session, person_id: int, organisation_id: int) -> int:
    """How many items of the organisation's roadmaps carry the person's name."""
    count = session.scalar(
        select(func.count())
        .select_from(ItemOwner)
        .join(Item, Item.id == ItemOwner.item_id)
        .join(Roadmap, Roadmap.id == Item.roadmap_id)
        .where(ItemOwner.person_id == person_id, Roadmap.organisation_id == organisation_id)
    )
    return count or 0
