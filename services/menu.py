"""What a person's menu is made of."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Organisation, Roadmap
from db.models.people import OrganisationKind
from db.models.roadmap import RoadmapState
from domain.named import Named
from domain.roles import Action, Role, allows
from services import people
from services.actor import Actor, Held


@dataclass(frozen=True, slots=True)
class MenuView:
    """`current` None: a person without any role; `may`: what the current role allows."""

    name: str
    current: Held | None
    others: tuple[Held, ...]
    kind: OrganisationKind | None
    may: frozenset[Action]
    draft_id: int | None
    running: tuple[int, ...]
    schools: bool  # whether any organisation exists yet


def view(session: Session, actor: Actor) -> MenuView:
    current = actor.current
    place = current.organisation_id if current else None
    organisation = session.get(Organisation, place) if place else None
    return MenuView(
        name=actor.name,
        current=current,
        others=tuple(held for held in actor.roles if held != current),
        kind=organisation.kind if organisation else None,
        may=frozenset(a for a in Action if current and allows(current.role, a)),
        draft_id=next(iter(_roadmaps(session, place, RoadmapState.DRAFT)), None),
        running=tuple(_roadmaps(session, place, RoadmapState.RUNNING)),
        schools=session.scalar(select(Organisation.id).limit(1)) is not None,
    )


def helpers(session: Session, actor: Actor) -> list[Named]:
    """Whom to turn to: the curators of the current organisation, else its heads; never oneself."""
    place = actor.current.organisation_id if actor.current else None
    if place is None:
        return []
    for role in (Role.CURATOR, Role.HEAD, Role.COORDINATOR):
        ids = [found for found in people.holders(session, place, role) if found != actor.person_id]
        if ids:
            names = people.named(session, ids)
            return [names[found] for found in ids]
    return []


def _roadmaps(session: Session, organisation_id: int | None, state: RoadmapState) -> list[int]:
    """The newest first."""
    if organisation_id is None:
        return []
    return list(
        session.scalars(
            select(Roadmap.id)
            .where(Roadmap.organisation_id == organisation_id, Roadmap.state == state)
            .order_by(Roadmap.id.desc())
        )
    )
