"""The psychologist's desk: who is referred and how far it is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import AuditEntry, Pair, PairMember, Person, Referral, RoleGrant
from db.models.health import ReferralState
from domain.named import Named
from domain.pairs import OPEN, Side
from domain.roles import Action, Role
from domain.schoolyear import month_end
from services import calendars, people
from services.actor import Actor
from services.errors import Refusal
from services.health.psychologists import is_psychologist

STEP = "referral_step"  # of the log
SUBJECT = "referral:"
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


def desk(session: Session, actor: Actor, ended: bool = False) -> Desk:
    """For the psychologist, and for who keeps the pairs. Raises Refusal("forbidden")."""
    place = place_of(actor)
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
        unmatched=len(without_pair(session, actor, place)) if mine else 0,
        mine=mine,
    )


def one(session: Session, actor: Actor, referral_id: int) -> Card:
    """Raises Refusal("gone" | "forbidden")."""
    row = opened(session, actor, referral_id)
    return whole(session, actor, row, is_psychologist(actor, row.organisation_id))


def month(session: Session, actor: Actor, year: int, number: int) -> Month:
    """Raises Refusal("forbidden" | "gone")."""
    place = place_of(actor)
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
    place = place_of(actor)
    if not is_psychologist(actor, place):
        raise Refusal("forbidden")
    found = people.named(session, without_pair(session, actor, place))
    return sorted(found.values(), key=lambda each: each.name)


def locked(session: Session, referral_id: int) -> Referral:
    """Raises Refusal("gone")."""
    row = session.scalar(select(Referral).where(Referral.id == referral_id).with_for_update())
    if row is None:
        raise Refusal("gone")
    return row


def whole(session: Session, actor: Actor, row: Referral, mine: bool) -> Card:
    """A card with its way."""
    found = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.action == STEP, AuditEntry.subject == f"{SUBJECT}{row.id}")
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


def opened(session: Session, actor: Actor, referral_id: int, *, lock: bool = False) -> Referral:
    row = locked(session, referral_id) if lock else session.get(Referral, referral_id)
    if row is None:
        raise Refusal("gone")
    place = row.organisation_id
    if not (is_psychologist(actor, place) or actor.may(Action.EDIT_PAIRS, place)):
        raise Refusal("forbidden")
    return row


def place_of(actor: Actor) -> int:
    place = actor.organisation_id
    if not (is_psychologist(actor, place) or actor.may(Action.EDIT_PAIRS, place)):
        raise Refusal("forbidden")
    return place


def _cards(session: Session, rows: Sequence[Referral], actor: Actor, mine: bool) -> list[Card]:
    known = persons(session, [row.person_id for row in rows])
    takers = people.named(session, {row.taken_by for row in rows if row.taken_by is not None})
    return [
        Card(
            row.id, *known[row.person_id], row.source, row.state,
            row.at.astimezone(actor.zone).date(),
            takers.get(row.taken_by) if row.taken_by is not None else None,
            STEPS[row.state] if mine else (),
        )
        for row in rows
    ]  # fmt: skip


def persons(session: Session, ids: Sequence[int]) -> dict[int, tuple[Named, str]]:
    rows = session.execute(
        select(Person.id, Person.name, Person.is_pupil, Person.school_class).where(
            Person.id.in_(ids)
        )
    )
    return {row.id: (Named(row.id, row.name, row.is_pupil), row.school_class) for row in rows}


def without_pair(session: Session, actor: Actor, place: int) -> set[int]:
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
