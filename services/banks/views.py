"""The card of an entry, one's own card, and the history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import BankEntry, BankEvent, Pair, PairMember
from domain.banks import PEOPLE, BankState
from domain.named import Named
from domain.pairs import OPEN, Side
from services import gate, people
from services.actor import Actor
from services.banks import access, criteria, deciding, fields, lists, log
from services.banks.criteria import Tick
from services.banks.filling import WISH
from services.errors import Refusal
from services.membership import require_member

_UNTOLD = PEOPLE | {WISH}


@dataclass(frozen=True, slots=True)
class Card:
    """`keeps`: for who keeps the bank; else it is one's own, without what is decided of it.

    `wants`, `unwanted`: partners named in confidence, of the curator alone, and never the reader
    among them. `others`: those on the other side of present pairs. `letter`: a refusal that can
    still be told.
    """

    id: int
    who: Named
    side: Side
    state: BankState
    organisation_id: int
    areas: Mapping[str, int | None]
    forms: tuple[str, ...]
    kinds: tuple[str, ...]
    facts: Mapping[str, Any]
    capacity: int | None
    hours: int | None
    free: int
    paused_on: date | None
    post: str
    school_class: str
    consent: bool | None
    fit: bool
    others: tuple[Named, ...]
    keeps: bool
    ticks: tuple[Tick, ...] = ()
    interview: tuple[int | None, date | None] = (None, None)
    decided: tuple[date, Named | None] | None = None
    reason: str = ""
    wants: tuple[Named, ...] = ()
    unwanted: tuple[Named, ...] = ()
    newer: Mapping[str, Any] | None = None
    undoable: int | None = None
    letter: bool = False


@dataclass(frozen=True, slots=True)
class OfPerson:
    """A person's entries in the school; `free`: sides on which there is none."""

    who: Named
    entries: tuple[tuple[int, Side, BankState], ...]
    free: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Differing:
    """Fields with what is there and the newer answer; `people` that either names."""

    card: Card
    fields: tuple[tuple[str, Any, Any], ...]
    people: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """An event in the history; `fields`: what it has touched."""

    action: str
    day: date
    by: Named | None
    fields: tuple[str, ...]
    told: Mapping[str, Any]
    undone: bool


@dataclass(frozen=True, slots=True)
class History:
    card: Card
    steps: tuple[Step, ...]


def card(session: Session, actor: Actor, entry_id: int) -> Card:
    """For who keeps the bank. Raises Refusal("gone" | "forbidden")."""
    return _card(session, actor, access.see(session, actor, entry_id), keeps=True)


def own(session: Session, actor: Actor, entry_id: int) -> Card:
    """One's own. Raises Refusal("gone" | "forbidden")."""
    return _card(session, actor, access.own(session, actor, entry_id), keeps=False)


def either(session: Session, actor: Actor, entry_id: int) -> Card:
    """For who keeps the bank, else one's own. Raises Refusal("gone" | "forbidden")."""
    try:
        return card(session, actor, entry_id)
    except Refusal as refusal:
        if refusal.key != "forbidden":
            raise
        return own(session, actor, entry_id)


def history(session: Session, actor: Actor, entry_id: int) -> History:
    """The newest first. Raises Refusal("gone" | "forbidden")."""
    shown = card(session, actor, entry_id)
    rows = session.scalars(
        select(BankEvent).where(BankEvent.entry_id == entry_id).order_by(BankEvent.id.desc())
    ).all()
    names = people.named(session, {row.actor_id for row in rows if row.actor_id is not None})
    return History(shown, tuple(_step(actor, row, names) for row in rows))


def differing(session: Session, actor: Actor, entry_id: int) -> Differing:
    """Raises Refusal("gone" | "forbidden")."""
    entry = access.see(session, actor, entry_id)
    me = actor.me
    found = tuple(
        (name, _without(me, name, fields.get(entry, name)), _without(me, name, value))
        for name, value in _waiting(entry, me).items()
    )
    ids = {
        each
        for name, *values in found
        if name in PEOPLE
        for value in values
        for each in value or ()
    }
    people_ = tuple(people.named(session, ids).values())
    return Differing(card(session, actor, entry_id), found, people_)


def of_person(session: Session, actor: Actor, person_id: int) -> OfPerson:
    """Raises Refusal("gone" | "forbidden" | "no_organisation")."""
    place = access.keeper(session, actor)
    require_member(session, person_id, place)
    rows = lists.of_person(session, place, person_id)
    taken = {row.side for row in rows}
    return OfPerson(
        people.named(session, [person_id])[person_id],
        tuple((row.id, row.side, row.state) for row in rows),
        tuple(side for side in Side if side not in taken),
    )


def _step(actor: Actor, row: BankEvent, names: Mapping[int, Named]) -> Step:
    changed = [name for name in row.after if name != log.TOLD]
    if "facts" in changed:
        was, now = row.before["facts"], row.after["facts"]
        changed += sorted(key for key in {*was, *now} if was.get(key) != now.get(key))
    return Step(
        action=row.action,
        day=lists.local_day(row.at, actor),
        by=names.get(row.actor_id) if row.actor_id is not None else None,
        fields=tuple(changed),
        told=row.after.get(log.TOLD, {}),
        undone=row.undone_at is not None,
    )


def _card(session: Session, actor: Actor, entry: BankEntry, *, keeps: bool) -> Card:
    person = access.alive(session, entry)
    known = gate.load(session, [person.id], actor.at)[person.id]
    fit = known.allows(gate.Purpose.PAIRS)
    shown = Card(
        id=entry.id, who=Named(person.id, person.name, person.is_pupil), side=entry.side,
        state=entry.state, organisation_id=entry.organisation_id, areas=entry.areas,
        forms=tuple(entry.forms), kinds=tuple(entry.kinds),
        facts={key: fact for key, fact in entry.facts.items() if key not in _UNTOLD},
        capacity=entry.capacity, hours=entry.hours,
        free=lists.rooms(session, entry.organisation_id, [(entry, person)])[entry.id],
        paused_on=entry.paused_on, post=person.post, school_class=person.school_class,
        consent=known.standing, fit=fit, keeps=keeps, others=_others(session, entry),
    )  # fmt: skip
    return _decided(session, actor, entry, shown) if keeps else shown


def _decided(session: Session, actor: Actor, entry: BankEntry, shown: Card) -> Card:
    """With what the school alone sees."""
    found = criteria.of_school(session, entry.organisation_id)
    wants, unwanted = (
        _without(actor.me, name, _ids(entry, name)) for name in ("wants", "unwanted")
    )
    names = people.named(session, [*wants, *unwanted])
    by = people.named(session, [entry.decided_by] if entry.decided_by else [])
    day = lists.local_day(entry.decided_at, actor) if entry.decided_at else None
    return replace(
        shown,
        ticks=criteria.ticks(found, entry, consent=shown.fit),
        interview=(entry.interview_mark, entry.interview_on),
        decided=(day, by.get(entry.decided_by or 0)) if day else None,
        reason=entry.reason,
        wants=_named(names, wants),
        unwanted=_named(names, unwanted),
        newer=_waiting(entry, actor.me),
        undoable=deciding.undoable(session, entry, actor.at),
        letter=deciding.may_tell(session, entry),
    )


def _waiting(entry: BankEntry, me: int) -> dict[str, Any]:
    """Newer answers, but for those that differ in what they say of the reader alone."""
    found = fields.waiting(entry).items()
    return {name: now for name, now in found if not _only_of(entry, me, name, now)}


def _only_of(entry: BankEntry, me: int, name: str, now: Any) -> bool:
    if name not in PEOPLE or me not in (*(now or ()), *_ids(entry, name)):
        return False
    was = _without(me, name, fields.get(entry, name))
    return (_without(me, name, now) or []) == (was or [])


def _without(me: int, name: str, value: Any) -> Any:
    """Partners named in confidence, but for the reader: that is for another who keeps the bank."""
    if name not in PEOPLE or not value:
        return value
    return [each for each in value if each != me]


def _ids(entry: BankEntry, field: str) -> Sequence[int]:
    return entry.facts.get(field) or ()


def _named(names: Mapping[int, Named], ids: Sequence[int]) -> tuple[Named, ...]:
    return tuple(names[each] for each in ids if each in names)


def _others(session: Session, entry: BankEntry) -> tuple[Named, ...]:
    mine = (
        select(PairMember.pair_id)
        .join(Pair, Pair.id == PairMember.pair_id)
        .where(
            PairMember.person_id == entry.person_id,
            PairMember.side == entry.side,
            PairMember.until.is_(None),
            PairMember.stands_in_for.is_(None),
            Pair.organisation_id == entry.organisation_id,
            Pair.state.in_(OPEN),
            Pair.removed_at.is_(None),
        )
    )
    ids = session.scalars(
        select(PairMember.person_id)
        .where(
            PairMember.pair_id.in_(mine),
            PairMember.side != entry.side,
            PairMember.until.is_(None),
        )
        .order_by(PairMember.id)
    ).all()
    return _named(people.named(session, ids), list(dict.fromkeys(ids)))
