"""What would be nobody's if somebody left: things of roadmaps, pairs, people to talk to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import (
    Item,
    ItemOwner,
    Meeting,
    Occurrence,
    Pair,
    PairMember,
    Referral,
    Roadmap,
)
from db.models.health import ReferralState
from db.models.roadmap import ItemLevel, OccState, RoadmapState
from domain.meetings import MeetingState
from domain.named import Named
from domain.pairs import OPEN, Side
from domain.progress import Status
from services import people, zones
from services.subjects import Subject, subjects

_OVER = (Status.DONE, Status.NA)


class Kind(StrEnum):
    """What a thing is; `IN_PAIR`: somebody is mentored, which nobody can do instead."""

    ITEM = "item"
    PAIR = "pair"
    IN_PAIR = "in_pair"
    REFERRAL = "referral"


@dataclass(frozen=True, slots=True)
class Thing:
    """`subject` of an item; `others`: who is on the other side of a pair, or who is to be talked
    to; `due`: the next term or meeting; `alone`: nobody else would be left."""

    kind: Kind
    id: int
    subject: Subject | None
    others: tuple[Named, ...]
    due: date | None
    alone: bool


def of(session: Session, person_id: int, place: int, today: date) -> tuple[Thing, ...]:
    """What the person answers for in an organisation, terms first."""
    return (
        *_items(session, person_id, place),
        *_pairs(session, person_id, place, today),
        *_referrals(session, person_id, place),
    )


def _items(session: Session, person_id: int, place: int) -> list[Thing]:
    """Without shares: what everybody does for themselves is not passed on."""
    rows = session.execute(
        select(ItemOwner.item_id, func.min(Occurrence.due))
        .join(Item, Item.id == ItemOwner.item_id)
        .join(Roadmap, Roadmap.id == Item.roadmap_id)
        .outerjoin(
            Occurrence,
            (Occurrence.item_id == Item.id) & (Occurrence.state == OccState.OPEN),
        )
        .where(
            ItemOwner.person_id == person_id,
            Item.removed_at.is_(None),
            Item.level != ItemLevel.SHARE,
            Item.status.not_in(_OVER),
            Roadmap.state == RoadmapState.RUNNING,
            Roadmap.pair_id.is_(None),
            Roadmap.organisation_id == place,
        )
        .group_by(ItemOwner.item_id)
    ).all()
    known = subjects(session, [row.item_id for row in rows])
    shared = _shared(session, list(known))
    found = [
        Thing(Kind.ITEM, row.item_id, known[row.item_id], (), row[1], row.item_id not in shared)
        for row in rows
    ]
    return sorted(found, key=lambda each: (each.due is None, each.due or date.max, each.id))


def _shared(session: Session, item_ids: Sequence[int]) -> set[int]:
    return set(
        session.scalars(
            select(ItemOwner.item_id)
            .where(ItemOwner.item_id.in_(item_ids))
            .group_by(ItemOwner.item_id)
            .having(func.count() > 1)
        )
    )


def _pairs(session: Session, person_id: int, place: int, today: date) -> list[Thing]:
    rows = session.execute(
        select(PairMember.pair_id, PairMember.side)
        .join(Pair, Pair.id == PairMember.pair_id)
        .where(
            PairMember.person_id == person_id,
            PairMember.until.is_(None) | (PairMember.until >= today),
            Pair.organisation_id == place,
            Pair.state.in_(OPEN),
            Pair.removed_at.is_(None),
        )
        .order_by(PairMember.pair_id)
    ).all()
    met = _next_meetings(session, [row.pair_id for row in rows])
    found: list[Thing] = []
    for pair_id, side in rows:
        same, others = _sides(session, pair_id, side, person_id, today)
        kind = Kind.PAIR if side is Side.MENTOR else Kind.IN_PAIR
        found.append(Thing(kind, pair_id, None, others, met.get(pair_id), not same))
    return found


def _sides(
    session: Session, pair_id: int, side: Side, person_id: int, today: date
) -> tuple[bool, tuple[Named, ...]]:
    """Whether somebody else is on the same side, and who is on the other."""
    rows = session.execute(
        select(PairMember.person_id, PairMember.side).where(
            PairMember.pair_id == pair_id,
            PairMember.until.is_(None) | (PairMember.until >= today),
            PairMember.stands_in_for.is_(None),
        )
    ).all()
    names = people.named(session, [row.person_id for row in rows if row.side is not side])
    same = any(row.side is side and row.person_id != person_id for row in rows)
    return same, tuple(names.values())


def _next_meetings(session: Session, pair_ids: Sequence[int]) -> dict[int, date]:
    rows = session.execute(
        select(Meeting.pair_id, func.min(Meeting.starts_at))
        .where(
            Meeting.pair_id.in_(pair_ids),
            Meeting.state.in_([MeetingState.PROPOSED, MeetingState.PLANNED]),
            Meeting.removed_at.is_(None),
        )
        .group_by(Meeting.pair_id)
    )
    local = zones.of_pairs(session, pair_ids)
    return {row[0]: row[1].astimezone(local[row[0]]).date() for row in rows if row[1] is not None}


def _referrals(session: Session, person_id: int, place: int) -> list[Thing]:
    rows = session.execute(
        select(Referral.id, Referral.person_id).where(
            Referral.taken_by == person_id,
            Referral.organisation_id == place,
            Referral.state.in_([ReferralState.ACCEPTED, ReferralState.WORKING]),
        )
    ).all()
    names = people.named(session, [row.person_id for row in rows])
    return [
        Thing(Kind.REFERRAL, row.id, None, (names[row.person_id],), None, alone=True)
        for row in rows
    ]


def told(session: Session, item_ids: Sequence[int], pair_ids: Sequence[int]) -> tuple[Thing, ...]:
    """Things that were somebody's, for the sheet that says where they went."""
    known = subjects(session, item_ids)
    dues: dict[int, date | None] = {
        row[0]: row[1]
        for row in session.execute(
            select(Occurrence.item_id, func.min(Occurrence.due))
            .where(Occurrence.item_id.in_(item_ids), Occurrence.state == OccState.OPEN)
            .group_by(Occurrence.item_id)
        )
    }
    items = [
        Thing(Kind.ITEM, each, known[each], (), dues.get(each), alone=True)
        for each in item_ids
        if each in known
    ]
    pairs = [
        Thing(Kind.PAIR, each, None, _mentees(session, each), None, alone=True)
        for each in pair_ids
    ]
    return (*items, *pairs)


def _mentees(session: Session, pair_id: int) -> tuple[Named, ...]:
    ids = session.scalars(
        select(PairMember.person_id).where(
            PairMember.pair_id == pair_id, PairMember.side == Side.MENTEE
        )
    ).all()
    return tuple(people.named(session, ids).values())
