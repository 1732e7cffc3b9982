"""Who may see a pair and act in it: asked anew for every button."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Pair, PairMember
from domain.pairs import Side
from domain.roles import Action
from services.actor import Actor
from services.errors import Refusal


@dataclass(frozen=True, slots=True)
class Access:
    """A pair that the actor may see. `sides`: on which the actor stands now; `edit`: keeps it."""

    pair: Pair
    members: tuple[PairMember, ...]  # present ones
    sides: frozenset[Side]
    edit: bool

    @property
    def mentors(self) -> bool:
        """Whether the actor mentors in it now, a substitute too."""
        return Side.MENTOR in self.sides


def see(session: Session, actor: Actor, pair_id: int) -> Access:
    """For its mentors and mentees, and who keeps the pairs of the school.

    Raises Refusal("gone" | "forbidden").
    """
    pair = session.get(Pair, pair_id)
    if pair is None or pair.removed_at is not None:
        raise Refusal("gone")
    members = present(session, [pair_id], actor.today)
    sides = frozenset(each.side for each in members if each.person_id == actor.person_id)
    if not (sides or actor.may(Action.SEE_PAIRS, pair.organisation_id)):
        raise Refusal("forbidden")
    edit = actor.may(Action.EDIT_PAIRS, pair.organisation_id)
    return Access(pair, tuple(members), sides, edit)


def for_mentoring(session: Session, actor: Actor, pair_id: int) -> Access:
    """For what a mentor does in it, or whoever keeps the pairs. Takes the pair for itself.

    Raises as `see`.
    """
    found = _taken(session, actor, pair_id)
    if not (found.mentors or found.edit):
        raise Refusal("forbidden")
    return found


def for_keeping(session: Session, actor: Actor, pair_id: int) -> Access:
    """For changes of the pair itself. Takes the pair for itself. Raises as `see`."""
    found = _taken(session, actor, pair_id)
    if not found.edit:
        raise Refusal("forbidden")
    return found


def _taken(session: Session, actor: Actor, pair_id: int) -> Access:
    """Writers of one pair come one after the other, on PostgreSQL as on SQLite."""
    session.execute(select(Pair.id).where(Pair.id == pair_id).with_for_update())
    session.expire_all()
    return see(session, actor, pair_id)


def present(session: Session, pair_ids: Collection[int], day: date) -> list[PairMember]:
    """Who is in these pairs on a day, mentors first."""
    rows = session.scalars(
        select(PairMember)
        .where(
            PairMember.pair_id.in_(pair_ids),
            PairMember.since <= day,
            PairMember.until.is_(None) | (PairMember.until >= day),
        )
        .order_by(PairMember.pair_id, PairMember.id)
    ).all()
    return sorted(rows, key=lambda each: (each.pair_id, each.side is Side.MENTEE, each.id))


def pairs_of(session: Session, person_id: int, day: date, side: Side | None = None) -> list[Pair]:
    """The pairs that somebody is in on a day, the oldest first."""
    query = (
        select(Pair)
        .join(PairMember, PairMember.pair_id == Pair.id)
        .where(
            PairMember.person_id == person_id,
            PairMember.since <= day,
            PairMember.until.is_(None) | (PairMember.until >= day),
            Pair.removed_at.is_(None),
        )
        .order_by(Pair.id)
        .distinct()
    )
    if side is not None:
        query = query.where(PairMember.side == side)
    return list(session.scalars(query))
