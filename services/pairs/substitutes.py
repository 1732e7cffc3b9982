"""A substitute mentor for a leave: sees the pair and logs its meetings in that time, with a
consent and hours of his own; the first mentor is back by himself afterwards."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Pair, PairMember
from domain.pairs import OPEN, Side
from services.actor import Actor
from services.errors import Refusal
from services.membership import require_member
from services.pairs import consenting, paper_prompts, rights, snapshot
from services.pairs.rights import Access
from services.pairs.states import Acted
from services.standing import away
from services.standing.away import Away

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """Of a leave; `last` None: not known yet."""

    first: date
    last: date | None


def stand_in(
    session: Session,
    actor: Actor,
    pair_id: int,
    mentor_id: int,
    person_id: int,
    since: date,
    until: date | None,
) -> Acted:
    """`person_id` mentors in the place of `mentor_id` on these days (until None: till it is said).

    The mentor's limit of mentees does not count substitutes. Raises Refusal("gone" | "forbidden"
    | "pair_self" | "pair_state" | "pair_consent" | "pair_term_order" | "pair_stand_in").
    """
    access = rights.for_keeping(session, actor, pair_id)
    if access.pair.state not in OPEN:
        raise Refusal("pair_state")
    first = _mentor(access, mentor_id)
    if any(each.person_id == person_id for each in access.members):
        raise Refusal("pair_self")
    require_member(session, person_id, access.pair.organisation_id)
    if consenting.missing(session, actor, [person_id]):
        raise Refusal("pair_consent")
    if until is not None and until < since:
        raise Refusal("pair_term_order")
    if _overlaps(session, first.id, since, until):
        raise Refusal("pair_stand_in")
    told = {"who": person_id, "since": since.isoformat(), "until": until and until.isoformat()}
    with snapshot.changing(session, actor, access.pair, "stand_in", **told) as change:
        session.add(
            PairMember(
                pair_id=pair_id, person_id=person_id, side=Side.MENTOR, since=since, until=until,
                stands_in_for=first.id,
            )
        )  # fmt: skip
    paper_prompts.remind(session, actor, access.pair.organisation_id)
    return Acted(pair_id, change.event_id)


def back(session: Session, actor: Actor, pair_id: int, member_id: int) -> Acted:
    """The first mentor is back already: the substitute's last day was yesterday."""
    access = rights.for_keeping(session, actor, pair_id)
    member = session.get(PairMember, member_id)
    if member is None or member.pair_id != pair_id or member.stands_in_for is None:
        raise Refusal("gone")
    yesterday = actor.today - timedelta(days=1)
    with snapshot.changing(session, actor, access.pair, "back", who=member.person_id) as change:
        if member.until is None or member.until > yesterday:
            member.until = yesterday
    return Acted(pair_id, change.event_id)


def follow(session: Session, actor: Actor, person_id: int, was: Days, now: Days | None) -> None:
    """The days of those who stand in for a whole leave move with it; None: it is over, or does
    not take place. Who was asked for other days stays for those."""
    own = select(PairMember.id).where(
        PairMember.person_id == person_id, PairMember.stands_in_for.is_(None)
    )
    rows = session.execute(
        select(PairMember, Pair)
        .join(Pair, Pair.id == PairMember.pair_id)
        .where(
            PairMember.stands_in_for.in_(own),
            PairMember.since >= was.first,
            PairMember.until.is_(None) if was.last is None else PairMember.until == was.last,
            PairMember.until.is_(None) | (PairMember.until >= PairMember.since),
            Pair.state.in_(OPEN),
            Pair.removed_at.is_(None),
        )
        .order_by(PairMember.id)
    ).all()
    for member, pair in rows:
        begun = member.since <= actor.today
        since = member.since if begun or now is None else now.first
        until = actor.today - _DAY if now is None else now.last
        if until is not None:
            until = max(until, since - _DAY)
        if (since, until) != (member.since, member.until):
            _move(session, actor, pair, member, since, until)


def _move(
    session: Session, actor: Actor, pair: Pair, member: PairMember, since: date,
    until: date | None,
) -> None:  # fmt: skip
    told = {
        "who": member.person_id, "since": since.isoformat(), "until": until and until.isoformat(),
        snapshot.BECAUSE: "leave",
    }  # fmt: skip
    with snapshot.changing(session, actor, pair, "stand_in_moved", **told):
        member.since, member.until = since, until


def leave(session: Session, actor: Actor, pair_id: int, mentor_id: int) -> Away | None:
    """The mentor's leave, on now or the next one. Raises Refusal("gone" | "forbidden")."""
    _mentor(rights.see(session, actor, pair_id), mentor_id)
    coming = away.coming(session, [mentor_id], actor.at).get(mentor_id, [])
    return next((each for each in coming if each.last is None or each.last >= actor.today), None)


def _mentor(access: Access, mentor_id: int) -> PairMember:
    for each in access.members:
        own = each.person_id == mentor_id and each.stands_in_for is None
        if own and each.side is Side.MENTOR:
            return each
    raise Refusal("gone")


def _overlaps(session: Session, member_id: int, since: date, until: date | None) -> bool:
    """Whether somebody stands in for the mentor on some of these days already."""
    query = select(PairMember.id).where(
        PairMember.stands_in_for == member_id,
        PairMember.until.is_(None) | (PairMember.until >= since),
        PairMember.until.is_(None) | (PairMember.until >= PairMember.since),
    )
    if until is not None:
        query = query.where(PairMember.since <= until)
    return session.scalar(query.limit(1)) is not None
