"""The psychologist's desk: who is referred and how far it is; nothing of what is said is kept."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import AuditEntry, Pair, PairMember, Person, Prompt, Referral, RoleGrant
from db.models.health import ReferralState
from domain.named import Named
from domain.pairs import OPEN, Side
from domain.roles import Action, Role
from domain.schoolyear import month_end
from services import audit, calendars, people, prompts
from services.actor import Actor
from services.errors import Refusal
from services.membership import organisation_for, present, require_member
from services.words import PSYCHOLOGIST

KIND = "referral"
STEP = "referral_step"  # of the log
_SUBJECT = "referral:"
HELP, UNMATCHED, CURATOR = "help", "unmatched", "curator"
STEPS: Mapping[ReferralState, tuple[ReferralState, ...]] = {
    ReferralState.NEW: (ReferralState.ACCEPTED, ReferralState.DECLINED),
    ReferralState.ACCEPTED: (ReferralState.WORKING, ReferralState.DONE, ReferralState.DECLINED),
    ReferralState.WORKING: (ReferralState.DONE,),
    ReferralState.DONE: (ReferralState.WORKING,),
    ReferralState.DECLINED: (ReferralState.ACCEPTED,),
}
ENDED = frozenset({ReferralState.DONE, ReferralState.DECLINED})


@dataclass(frozen=True, slots=True)
class Done:
    """A step of a referral's way: when, and by whom (None: not known any more)."""

    on: date
    by: Named | None
    state: ReferralState


@dataclass(frozen=True, slots=True)
class Card:
    """A referral; `steps`: what the psychologist may do now, nobody else; `way`: what was done,
    the latest last."""

    id: int
    who: Named
    school_class: str
    source: str
    state: ReferralState
    on: date
    taken_by: Named | None
    steps: tuple[ReferralState, ...]
    way: tuple[Done, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """`cards`: the open ones or the ended ones, the newest first; `unmatched`: mentees without a
    pair and without a referral. `mine`: the one who looks is the psychologist."""

    cards: tuple[Card, ...]
    open: int
    ended: int
    unmatched: int
    mine: bool


@dataclass(frozen=True, slots=True)
class Month:
    """Counts of a month, by source and by what was done in it."""

    year: int
    month: int
    new: dict[str, int]
    taken: int
    done: int


@dataclass(frozen=True, slots=True)
class Referred:
    """`told`: how many psychologists will hear of it."""

    referral_id: int
    told: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A referral that waits for the psychologist."""

    referral_id: int
    who: Named
    school_class: str
    source: str


def is_psychologist(actor: Actor, place: int) -> bool:
    return any(
        held.role is Role.SPECIALIST and held.organisation_id == place and named_so(held.title)
        for held in actor.roles
    )


def named_so(title: str) -> bool:
    """Whether a specialist's title is that of a psychologist."""
    return PSYCHOLOGIST in title.casefold()


def psychologists(session: Session, place: int) -> list[int]:
    rows = session.execute(
        select(RoleGrant.person_id, RoleGrant.title)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(
            RoleGrant.organisation_id == place,
            RoleGrant.role == Role.SPECIALIST,
            RoleGrant.until.is_(None),
            Person.archived_at.is_(None),
        )
        .order_by(RoleGrant.id)
    )
    return list(dict.fromkeys(row.person_id for row in rows if named_so(row.title)))


def refer(session: Session, actor: Actor, person_id: int) -> Referred:
    """At the curator's request; a mentee whom no pair was found for yet counts as such.

    Raises Refusal("gone" | "forbidden" | "referral_known").
    """
    person = present(session, person_id)
    place = organisation_for(session, actor, person, Action.EDIT_PAIRS)
    source = UNMATCHED if person_id in _unmatched(session, actor, place) else CURATOR
    return _new(session, actor, place, person_id, source)


def take_unmatched(session: Session, actor: Actor, person_id: int) -> Referred:
    """The psychologist begins with somebody whom no pair was found for. Raises as `refer`."""
    place = _desk(actor)
    if not is_psychologist(actor, place):
        raise Refusal("forbidden")
    require_member(session, person_id, place)
    if person_id not in _unmatched(session, actor, place):
        raise Refusal("gone")
    made = _new(session, actor, place, person_id, UNMATCHED)
    _to(session, actor, session.get_one(Referral, made.referral_id), ReferralState.ACCEPTED)
    return made


def desk(session: Session, actor: Actor, ended: bool = False) -> Desk:
    """For the psychologist, and for who keeps the pairs. Raises Refusal("forbidden")."""
    place = _desk(actor)
    mine = is_psychologist(actor, place)
    rows = session.scalars(
        select(Referral).where(Referral.organisation_id == place).order_by(Referral.id.desc())
    ).all()
    shown = [row for row in rows if (row.state in ENDED) == ended]
    over = sum(row.state in ENDED for row in rows)
    return Desk(
        cards=tuple(_cards(session, shown, actor, mine)),
        open=len(rows) - over,
        ended=over,
        unmatched=len(_unmatched(session, actor, place)) if mine else 0,
        mine=mine,
    )


def one(session: Session, actor: Actor, referral_id: int) -> Card:
    """Raises Refusal("gone" | "forbidden")."""
    row = _row(session, actor, referral_id)
    return _whole(session, actor, row, is_psychologist(actor, row.organisation_id))


def step(session: Session, actor: Actor, referral_id: int, to: ReferralState) -> Card:
    """The psychologist's next step. Raises Refusal("gone" | "forbidden" | "referral_state")."""
    row = _row(session, actor, referral_id, lock=True)
    if not is_psychologist(actor, row.organisation_id):
        raise Refusal("forbidden")
    if to not in STEPS[row.state]:
        raise Refusal("referral_state")
    _to(session, actor, row, to)
    return _whole(session, actor, row, True)


def month(session: Session, actor: Actor, year: int, number: int) -> Month:
    """Raises Refusal("forbidden" | "gone")."""
    place = _desk(actor)
    zone = calendars.of(session, place, actor.at).zone
    if not (2000 <= year <= 2100 and 1 <= number <= 12):
        raise Refusal("gone")
    first = date(year, number, 1)
    begin, end = _midnight(first, zone), _midnight(month_end(first), zone, last=True)
    rows = session.execute(
        select(Referral.source, Referral.at, Referral.taken_at, Referral.done_at).where(
            Referral.organisation_id == place
        )
    ).all()

    def inside(at: datetime | None) -> bool:
        return at is not None and begin <= at <= end

    return Month(
        year=year,
        month=number,
        new=dict(Counter(row.source for row in rows if inside(row.at))),
        taken=sum(inside(row.taken_at) for row in rows),
        done=sum(inside(row.done_at) for row in rows),
    )


def unmatched(session: Session, actor: Actor) -> list[Named]:
    """Mentees without a pair whom nobody has referred, for the psychologist."""
    place = _desk(actor)
    if not is_psychologist(actor, place):
        raise Refusal("forbidden")
    found = people.named(session, _unmatched(session, actor, place))
    return sorted(found.values(), key=lambda each: each.name)


@prompts.prompt(KIND, again=(2, 5), rank=22)
def waiting(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    found = {
        row.id: row
        for row in session.scalars(
            select(Referral).where(
                Referral.id.in_({row.subject_id for row in rows}),
                Referral.state == ReferralState.NEW,
            )
        )
    }
    persons = _persons(session, [row.person_id for row in found.values()])
    return {
        row.id: Waiting(one.id, *persons[one.person_id], one.source)
        for row in rows
        if (one := found.get(row.subject_id)) is not None and one.person_id in persons
    }


def add(session: Session, actor: Actor, place: int, person_id: int, source: str) -> Referral:
    """The bare row, for callers that checked the right to it."""
    row = Referral(
        organisation_id=place, person_id=person_id, source=source, by=actor.person_id, at=actor.at
    )
    session.add(row)
    session.flush()
    return row


def free(session: Session, actor: Actor, ids: Sequence[int]) -> None:
    """Whoever had taken them has left: they wait on the desk again."""
    for row in session.scalars(select(Referral).where(Referral.id.in_(ids)).order_by(Referral.id)):
        row.state, row.taken_by, row.taken_at = ReferralState.NEW, None, None
        _note(session, actor, row)
    session.flush()


def accept(session: Session, actor: Actor, row: Referral) -> None:
    _to(session, actor, row, ReferralState.ACCEPTED)


def locked(session: Session, referral_id: int) -> Referral:
    """Raises Refusal("gone")."""
    row = session.scalar(select(Referral).where(Referral.id == referral_id).with_for_update())
    if row is None:
        raise Refusal("gone")
    return row


def _new(session: Session, actor: Actor, place: int, person_id: int, source: str) -> Referred:
    known = session.scalar(
        select(Referral.id)
        .where(
            Referral.person_id == person_id,
            Referral.organisation_id == place,
            Referral.state.not_in(ENDED),
        )
        .limit(1)
    )
    if known is not None:
        raise Refusal("referral_known")
    row = add(session, actor, place, person_id, source)
    whom = [each for each in psychologists(session, place) if each != actor.person_id]
    prompts.ask(session, actor.at, KIND, row.id, whom, place)
    return Referred(row.id, len(whom))


def _to(session: Session, actor: Actor, row: Referral, state: ReferralState) -> None:
    row.state = state
    if row.taken_at is None and state is not ReferralState.DECLINED:
        row.taken_by, row.taken_at = actor.person_id, actor.at
    row.done_at = actor.at if state is ReferralState.DONE else None
    _note(session, actor, row)
    prompts.settle(session, KIND, [row.id])


def _note(session: Session, actor: Actor, row: Referral) -> None:
    """What became of it: states only, of nobody by name, and on the desk alone
    (services.audit.told). How it came stands in the row; a call for help is in no log."""
    audit.record(
        session, actor, STEP, f"{_SUBJECT}{row.id}", row.organisation_id, state=row.state.value
    )


def _whole(session: Session, actor: Actor, row: Referral, mine: bool) -> Card:
    """A card with its way."""
    found = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.action == STEP, AuditEntry.subject == f"{_SUBJECT}{row.id}")
        .order_by(AuditEntry.id)
    ).all()
    steps = [(row.at, row.by, ReferralState.NEW)]
    steps += [(each.at, each.actor_id, ReferralState(each.data["state"])) for each in found]
    names = people.named(session, {by for _, by, _ in steps if by is not None})
    way = (
        Done(at.astimezone(actor.zone).date(), names.get(by or 0), state)
        for at, by, state in steps
    )
    return replace(_cards(session, [row], actor, mine)[0], way=tuple(way))


def _row(session: Session, actor: Actor, referral_id: int, *, lock: bool = False) -> Referral:
    row = locked(session, referral_id) if lock else session.get(Referral, referral_id)
    if row is None:
        raise Refusal("gone")
    place = row.organisation_id
    if not (is_psychologist(actor, place) or actor.may(Action.EDIT_PAIRS, place)):
        raise Refusal("forbidden")
    return row


def _desk(actor: Actor) -> int:
    place = actor.organisation_id
    if not (is_psychologist(actor, place) or actor.may(Action.EDIT_PAIRS, place)):
        raise Refusal("forbidden")
    return place


def _cards(session: Session, rows: Sequence[Referral], actor: Actor, mine: bool) -> list[Card]:
    persons = _persons(session, [row.person_id for row in rows])
    takers = people.named(session, {row.taken_by for row in rows if row.taken_by is not None})
    return [
        Card(
            row.id, *persons[row.person_id], row.source, row.state,
            row.at.astimezone(actor.zone).date(),
            takers.get(row.taken_by) if row.taken_by is not None else None,
            STEPS[row.state] if mine else (),
        )
        for row in rows
    ]  # fmt: skip


def _persons(session: Session, ids: Sequence[int]) -> dict[int, tuple[Named, str]]:
    rows = session.execute(
        select(Person.id, Person.name, Person.is_pupil, Person.school_class).where(
            Person.id.in_(ids)
        )
    )
    return {row.id: (Named(row.id, row.name, row.is_pupil), row.school_class) for row in rows}


def _unmatched(session: Session, actor: Actor, place: int) -> set[int]:
    """Mentees of a school in no open pair and with no open referral."""
    paired = (
        select(PairMember.id)
        .join(Pair, Pair.id == PairMember.pair_id)
        .where(
            PairMember.person_id == RoleGrant.person_id,
            PairMember.side == Side.MENTEE,
            PairMember.until.is_(None) | (PairMember.until >= actor.today),
            Pair.state.in_(OPEN),
            Pair.removed_at.is_(None),
        )
    )
    known = select(Referral.id).where(
        Referral.person_id == RoleGrant.person_id, Referral.state.not_in(ENDED)
    )
    return set(
        session.scalars(
            select(RoleGrant.person_id)
            .join(Person, Person.id == RoleGrant.person_id)
            .where(
                RoleGrant.organisation_id == place,
                RoleGrant.role == Role.MENTEE,
                RoleGrant.until.is_(None),
                Person.archived_at.is_(None),
                ~paired.exists(),
                ~known.exists(),
            )
        )
    )


def _midnight(day: date, zone: ZoneInfo, *, last: bool = False) -> datetime:
    at = time.max if last else time.min
    return datetime.combine(day, at, zone).astimezone(UTC)
