"""How many mentees one mentor has at once: the school's limit, or the mentor's own.

The mentor's row is taken first, so of many who accept at once only as many get through as fit.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from db.models import Pair, PairMember, Person
from domain.named import Named
from domain.pairs import OPEN, PairState, Side
from domain.roles import Action
from services import audit, people, preferences
from services.actor import Actor, require
from services.errors import Refusal
from services.membership import require_member
from services.pairs import rights
from services.pairs.rights import Access

MOST = 99
_ACCEPTED = OPEN - {PairState.PROPOSED}


@dataclass(frozen=True, slots=True)
class Load:
    """`own`: the mentor's limit is not the school's."""

    mentees: int
    limit: int
    own: bool


@dataclass(frozen=True, slots=True)
class Over:
    """A mentor who has taken on more mentees than the limit."""

    mentor: Named
    mentees: int
    limit: int


def take(
    session: Session, place: int, mentors: Collection[int], mentees: Iterable[int],
    states: Collection[PairState] = OPEN,
) -> None:  # fmt: skip
    """Make sure that every mentor may have these mentees too. `states`: of the pairs that count
    already. Raises Refusal("pair_capacity")."""
    ids = sorted(set(mentors))
    locked = select(Person.id).where(Person.id.in_(ids)).order_by(Person.id).with_for_update()
    session.execute(locked).all()
    wanted = set(mentees)
    for mentor_id in ids:
        has = mentees_of(session, mentor_id, states)
        limit = _limit(session, place, mentor_id)
        if len(has | wanted) > max(limit, len(has)):
            raise Refusal("pair_capacity", limit=limit, wanted=len(has | wanted))


def _limit(session: Session, place: int, mentor_id: int) -> int:
    own = session.scalar(select(Person.mentee_limit).where(Person.id == mentor_id))
    return preferences.of(session, place).mentees if own is None else own


def has_room(session: Session, access: Access, mentors: Collection[int]) -> bool:
    """Whether these of its mentors may have the mentees of a proposed pair too, as `accept` asks
    it. Takes the mentors."""
    mentees = [each.person_id for each in access.members if each.side is Side.MENTEE]
    try:
        take(session, access.pair.organisation_id, mentors, mentees, _ACCEPTED)
    except Refusal:
        return False
    return True


def over(session: Session, actor: Actor, pair_id: int) -> tuple[Over, ...]:
    """Mentors of a pair who have more mentees than they may, proposals apart: an order is a fact,
    so it is not refused. For who keeps the pair. Raises Refusal("gone" | "forbidden")."""
    access = rights.see(session, actor, pair_id)
    if not access.edit:
        raise Refusal("forbidden")
    ids = {
        each.person_id for each in access.members
        if each.side is Side.MENTOR and each.stands_in_for is None
    }  # fmt: skip
    names = people.named(session, ids)
    found = [
        Over(names[each], len(mentees_of(session, each, _ACCEPTED)),
             _limit(session, access.pair.organisation_id, each))
        for each in sorted(ids)
    ]  # fmt: skip
    return tuple(each for each in found if each.mentees > each.limit)


def accept(session: Session, access: Access, who: int, *, waits: bool) -> None:
    """Make sure that a proposed pair may be accepted: proposals alone do not count here, since the
    limit may have become lower than what was proposed. `waits`: others have to agree yet; the last
    yes makes the pair, and by then their places may be taken too.

    Raises Refusal("pair_capacity") to who may raise the limit, to others Refusal("pair_full").
    """
    own = [each for each in access.members if each.stands_in_for is None]
    mentors = {each.person_id for each in own if each.side is Side.MENTOR}
    mentees = {each.person_id for each in own if each.side is Side.MENTEE}
    asked = mentors & {who} if waits else mentors
    try:
        take(session, access.pair.organisation_id, asked, mentees, _ACCEPTED)
    except Refusal as refusal:
        if access.edit:
            raise
        raise Refusal("pair_full", **refusal.data) from refusal


def mentees_of(session: Session, mentor_id: int, states: Collection[PairState] = OPEN) -> set[int]:
    """Whom somebody mentors in pairs that are not over; a substitute's are not his own."""
    mine, theirs = aliased(PairMember), aliased(PairMember)
    return set(
        session.scalars(
            select(theirs.person_id)
            .join(Pair, Pair.id == theirs.pair_id)
            .join(mine, mine.pair_id == Pair.id)
            .where(
                mine.person_id == mentor_id,
                mine.side == Side.MENTOR,
                mine.until.is_(None),
                mine.stands_in_for.is_(None),
                theirs.side == Side.MENTEE,
                theirs.until.is_(None),
                Pair.state.in_(states),
                Pair.removed_at.is_(None),
            )
        )
    )


def loads(session: Session, place: int, mentor_ids: Collection[int]) -> dict[int, int]:
    """How many mentees each of them has, in one statement."""
    mine, theirs = aliased(PairMember), aliased(PairMember)
    rows = session.execute(
        select(mine.person_id, func.count(theirs.person_id.distinct()).label("mentees"))
        .join(Pair, Pair.id == mine.pair_id)
        .join(theirs, theirs.pair_id == Pair.id)
        .where(
            mine.person_id.in_(mentor_ids),
            mine.side == Side.MENTOR,
            mine.until.is_(None),
            mine.stands_in_for.is_(None),
            theirs.side == Side.MENTEE,
            theirs.until.is_(None),
            Pair.state.in_(OPEN),
            Pair.removed_at.is_(None),
        )
        .group_by(mine.person_id)
    )
    return {row.person_id: row.mentees for row in rows}


def of_mentor(session: Session, actor: Actor, person_id: int) -> Load:
    """Raises Refusal("gone" | "forbidden")."""
    place = actor.organisation_id
    require(session, actor, Action.EDIT_PAIRS, place)
    require_member(session, person_id, place)
    own = session.get_one(Person, person_id).mentee_limit
    usual = preferences.of(session, place).mentees
    has = len(mentees_of(session, person_id))
    return Load(has, usual if own is None else own, own is not None)


def set_own(session: Session, actor: Actor, person_id: int, limit: int | None) -> None:
    """The mentor's own limit; None: as in the school."""
    place = actor.organisation_id
    require(session, actor, Action.EDIT_PAIRS, place)
    require_member(session, person_id, place)
    session.get_one(Person, person_id).mentee_limit = _within(limit) if limit else None
    audit.record(session, actor, "mentee_limit", f"person:{person_id}", place, limit=limit)


def set_school(session: Session, actor: Actor, limit: int) -> None:
    """The limit of the school, for mentors without an own one."""
    place = actor.organisation_id
    require(session, actor, Action.EDIT_PAIRS, place)
    preferences.change(session, actor, place, mentees=_within(limit))


def _within(limit: int) -> int:
    return min(max(limit, 1), MOST)
