"""Who may see a pair and act in it: asked anew for every button."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Pair, PairEvent, PairMember
from domain.pairs import OPEN, Side
from domain.roles import Action
from services.actor import Actor
from services.errors import Refusal
from services.membership import present_in


@dataclass(frozen=True, slots=True)
class Access:
    """A pair that the actor may see. `sides`: on which the actor stands now; `edit`: keeps it;
    `own`: who is not in it any more sees these days of it, and changes nothing."""

    pair: Pair
    members: tuple[PairMember, ...]  # present ones, with `own` those of its last day
    sides: frozenset[Side]
    edit: bool
    own: tuple[date, date] | None = None

    @property
    def whole(self) -> bool:
        """Whether its present state is the actor's matter: in it now, to its end, or keeps it."""
        if self.own is None:
            return True
        ended = self.pair.ended_on
        return self.pair.state not in OPEN and ended is not None and self.own[1] >= ended

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


def see_past(session: Session, actor: Actor, pair_id: int) -> Access:
    """The same, and for whoever was in it and still belongs to the school, to read only.

    Raises Refusal("gone" | "forbidden").
    """
    try:
        return see(session, actor, pair_id)
    except Refusal as refusal:
        pair = session.get(Pair, pair_id)
        if refusal.key != "forbidden" or pair is None:
            raise
        own = own_days(session, [pair_id], actor.me, actor.today).get(pair_id)
        if own is None or pair.organisation_id not in present_in(session, actor.me):
            raise
        members = tuple(present(session, [pair_id], own[1]))
        return Access(pair, members, frozenset(), edit=False, own=own)


def own_days(
    session: Session, pair_ids: Collection[int] | None, person_id: int, day: date
) -> dict[int, tuple[date, date]]:
    """Pairs that somebody was in and is not any more, with the first and the last day in them;
    of these pairs or of all. What a mentor has declined was never his."""
    declined = select(PairEvent.pair_id).where(
        PairEvent.action == "declined", PairEvent.undone_at.is_(None)
    )
    query = (
        select(PairMember)
        .join(Pair, Pair.id == PairMember.pair_id)
        .where(
            PairMember.person_id == person_id,
            PairMember.since <= day,
            PairMember.until.is_(None) | (PairMember.until >= PairMember.since),
            Pair.removed_at.is_(None),
            PairMember.pair_id.not_in(declined),
        )
    )
    if pair_ids is not None:
        query = query.where(PairMember.pair_id.in_(pair_ids))
    found: dict[int, tuple[date, date]] = {}
    for each in session.scalars(query):
        last = each.until or date.max
        since, until = found.get(each.pair_id, (each.since, last))
        found[each.pair_id] = min(since, each.since), max(until, last)
    return {pair_id: days for pair_id, days in found.items() if days[1] < day}


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


def past_of(session: Session, person_id: int, day: date) -> dict[int, tuple[Pair, date]]:
    """Pairs that are over for somebody, with the day as of which they are shown: those that have
    ended, and those that the person has left; of the newest end first."""
    days = {
        pair_id: last for pair_id, (_, last) in own_days(session, None, person_id, day).items()
    }
    for pair in pairs_of(session, person_id, day):
        if pair.state not in OPEN:  # today was the last day
            days[pair.id] = day
    rows = session.scalars(select(Pair).where(Pair.id.in_(days))).all()
    ordered = sorted(rows, key=lambda pair: (days[pair.id], pair.id), reverse=True)
    return {pair.id: (pair, days[pair.id]) for pair in ordered}


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
