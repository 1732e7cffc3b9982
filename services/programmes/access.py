"""A programme and what the actor may do in it: the rights are those in its pair."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Programme, Roadmap
from db.models.roadmap import RoadmapState
from services.actor import Actor
from services.errors import Refusal
from services.pairs import rights
from services.pairs.rights import Access as PairAccess


@dataclass(frozen=True, slots=True)
class Access:
    """A programme that the actor may see. `write`: may change it."""

    programme: Programme
    roadmap: Roadmap
    pair: PairAccess

    @property
    def write(self) -> bool:
        return self.pair.mentors or self.pair.edit

    @property
    def draft(self) -> bool:
        return self.roadmap.state is RoadmapState.DRAFT


def see(session: Session, actor: Actor, programme_id: int) -> Access:
    """Raises Refusal("gone" | "forbidden")."""
    programme = session.get(Programme, programme_id)
    if programme is None:
        raise Refusal("gone")
    pair = rights.see_past(session, actor, programme.pair_id)
    if not pair.whole:
        raise Refusal("forbidden")
    return Access(programme, session.get_one(Roadmap, programme.roadmap_id), pair)


def for_writing(session: Session, actor: Actor, programme_id: int) -> Access:
    """For changes of the programme. Takes its roadmap for itself.

    Raises Refusal("gone" | "forbidden" | "programme_closed").
    """
    found = taken(session, actor, programme_id)
    if not found.write:
        raise Refusal("forbidden")
    return found


def taken(session: Session, actor: Actor, programme_id: int) -> Access:
    """For acts of its members: writers of one programme come one after the other."""
    programme = session.get(Programme, programme_id)
    if programme is None:
        raise Refusal("gone")
    session.execute(select(Roadmap.id).where(Roadmap.id == programme.roadmap_id).with_for_update())
    session.expire_all()
    found = see(session, actor, programme_id)
    if found.roadmap.state is RoadmapState.CLOSED:
        raise Refusal("programme_closed")
    return found


def newest(session: Session, pair_id: int) -> Programme | None:
    """The programme that a pair works by, or the last one that it had."""
    return session.scalar(
        select(Programme)
        .where(Programme.pair_id == pair_id)
        .order_by(Programme.id.desc())
        .limit(1)
    )
