"""What somebody has done as a mentor, mentee or curator: their own part, to take along."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from db.models import Item, ItemOwner, Organisation, Pair, PairMember, Person, Roadmap, RoleGrant
from db.models.roadmap import ItemLevel
from domain.kinds import WorkKind
from domain.names import split
from domain.pairs import Form, PairState, Side
from domain.progress import Status
from domain.roles import Action, Role
from services.actor import Actor
from services.errors import Refusal
from services.meetings import counts
from services.subjects import subjects

EVENTS = frozenset({WorkKind.EVENT, WorkKind.TRAINING})


@dataclass(frozen=True, slots=True)
class OwnRole:
    role: Role
    title: str
    organisation: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class OwnPair:
    """`others`: initials only. `held`: all that the person held or took part in, `counted` of
    them confirmed or in the journal, `minutes` of those; `instead`: as a substitute."""

    side: Side
    form: Form
    state: PairState
    others: tuple[str, ...]
    since: date
    until: date | None
    instead: bool
    held: int
    counted: int
    minutes: int


@dataclass(frozen=True, slots=True)
class OwnProgramme:
    title: str
    side: Side
    done: int
    total: int
    finished: bool


@dataclass(frozen=True, slots=True)
class OwnWork:
    title: str
    roadmap: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Portfolio:
    """`works`: what the person carried out of roadmaps, `events` those of them that people came
    to."""

    name: str
    post: str
    organisation: str
    made: date
    roles: tuple[OwnRole, ...]
    pairs: tuple[OwnPair, ...]
    programmes: tuple[OwnProgramme, ...]
    works: tuple[OwnWork, ...]
    events: tuple[OwnWork, ...]


def of(session: Session, actor: Actor, person_id: int) -> Portfolio:
    """One's own, or for who keeps the list of people, also after the leaving.

    Raises Refusal("gone" | "forbidden").
    """
    person = session.get(Person, person_id)
    if person is None or person.erased_at is not None:
        raise Refusal("gone")
    place = person.organisation_id
    if person_id != actor.person_id and not (
        place is not None and actor.may(Action.EDIT_PEOPLE, place)
    ):
        raise Refusal("forbidden")
    organisation = session.get(Organisation, place) if place else None
    members = _members(session, person_id)
    works = _works(session, person_id)
    return Portfolio(
        name=person.name,
        post=person.post,
        organisation=organisation.name if organisation else "",
        made=actor.today,
        roles=tuple(_roles(session, actor, person_id)),
        pairs=tuple(_pairs(session, actor, members)),
        programmes=tuple(_programmes(session, members)),
        works=tuple(work for kind, work in works if kind not in EVENTS),
        events=tuple(work for kind, work in works if kind in EVENTS),
    )


def _members(session: Session, person_id: int) -> list[tuple[PairMember, Pair]]:
    rows = session.execute(
        select(PairMember, Pair)
        .join(Pair, Pair.id == PairMember.pair_id)
        .where(PairMember.person_id == person_id, Pair.removed_at.is_(None))
        .order_by(PairMember.since, PairMember.id)
    )
    return [(member, pair) for member, pair in rows]


def _roles(session: Session, actor: Actor, person_id: int) -> Iterator[OwnRole]:
    rows = session.execute(
        select(RoleGrant, Organisation.name)
        .outerjoin(Organisation, Organisation.id == RoleGrant.organisation_id)
        .where(RoleGrant.person_id == person_id)
        .order_by(RoleGrant.since, RoleGrant.id)
    )

    def day(moment: datetime) -> date:
        return moment.astimezone(actor.zone).date()

    for grant, name in rows:
        until = day(grant.until) if grant.until else None
        yield OwnRole(grant.role, grant.title, name or "", day(grant.since), until)


def _pairs(
    session: Session, actor: Actor, members: Sequence[tuple[PairMember, Pair]]
) -> Iterator[OwnPair]:
    initials = _initials(session, [pair.id for _, pair in members])
    for member, pair in members:
        until = member.until or pair.ended_on
        held, counted, minutes = _met(session, member, until or actor.today)
        yield OwnPair(
            member.side, pair.form, pair.state,
            tuple(initials.get((pair.id, _other(member.side)), ())),
            member.since, until, member.stands_in_for is not None, held, counted, minutes,
        )  # fmt: skip


def _met(session: Session, member: PairMember, until: date) -> tuple[int, int, int]:
    """Meetings of the person's own days in the pair; a mentor's without those of a substitute."""
    if member.side is Side.MENTOR:
        for each in counts.hours(session, [member.pair_id], member.since, until):
            if each.person_id == member.person_id:
                return each.counted + each.claimed + each.denied, each.counted, each.minutes
        return 0, 0, 0
    found = counts.of_pairs(session, [member.pair_id], member.since, until)[member.pair_id]
    return found.held, found.confirmed + found.journal, found.minutes


def _other(side: Side) -> Side:
    return Side.MENTEE if side is Side.MENTOR else Side.MENTOR


def _initials(session: Session, pair_ids: Sequence[int]) -> dict[tuple[int, Side], list[str]]:
    found: dict[tuple[int, Side], list[str]] = {}
    rows = session.execute(
        select(PairMember.pair_id, PairMember.side, Person.name)
        .join(Person, Person.id == PairMember.person_id)
        .where(PairMember.pair_id.in_(pair_ids), PairMember.stands_in_for.is_(None))
        .order_by(PairMember.id)
    )
    for pair_id, side, name in rows:
        some = found.setdefault((pair_id, side), [])
        if (letters := _letters(name)) not in some:
            some.append(letters)
    return found


def _letters(name: str) -> str:
    parts = split(name)
    return "\u00a0".join(
        f"{part[0]}." for part in (parts.given, parts.patronymic, parts.surname) if part
    )


def _programmes(
    session: Session, members: Sequence[tuple[PairMember, Pair]]
) -> Iterator[OwnProgramme]:
    sides = {pair.id: member.side for member, pair in members}
    over = {pair.id: pair.state is PairState.COMPLETED for _, pair in members}
    rows = session.execute(
        select(
            Roadmap.pair_id, Roadmap.title, func.count(Item.id),
            func.sum(case((Item.status == Status.DONE, 1), else_=0)),
        )
        .join(Item, Item.roadmap_id == Roadmap.id)
        .where(Roadmap.pair_id.in_(sides), Item.removed_at.is_(None), Item.status != Status.NA)
        .group_by(Roadmap.id, Roadmap.pair_id, Roadmap.title)
        .order_by(Roadmap.id)
    )  # fmt: skip
    for pair_id, title, total, done in rows:
        if pair_id is not None:
            yield OwnProgramme(title, sides[pair_id], int(done or 0), total, over[pair_id])


def _works(session: Session, person_id: int) -> list[tuple[WorkKind | None, OwnWork]]:
    """Shares too: what the person did of what everybody did."""
    rows = session.execute(
        select(Item.id, Item.kind, Item.done_on, Item.level, Item.parent_id)
        .join(ItemOwner, ItemOwner.item_id == Item.id)
        .join(Roadmap, Roadmap.id == Item.roadmap_id)
        .where(
            ItemOwner.person_id == person_id,
            Item.status == Status.DONE,
            Item.removed_at.is_(None),
            Roadmap.pair_id.is_(None),
        )
        .order_by(Item.done_on, Item.id)
    ).all()
    known = subjects(session, [row.id for row in rows])
    kinds = _kinds(session, [row.parent_id for row in rows if row.level is ItemLevel.SHARE])
    return [
        (
            row.kind or kinds.get(row.parent_id or 0),
            OwnWork(known[row.id].title, known[row.id].roadmap, row.done_on),
        )
        for row in rows
    ]


def _kinds(session: Session, item_ids: Sequence[int | None]) -> dict[int, WorkKind | None]:
    rows = session.execute(select(Item.id, Item.kind).where(Item.id.in_(item_ids)))
    return {row.id: row.kind for row in rows}
