"""When each person gets the weekly message: made for whoever leads, changed by oneself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, or_, select
from sqlalchemy.orm import Session, aliased

from db.models import DigestPlan, Organisation, Pair, Person, Roadmap, RoleGrant
from db.models.digest import Rhythm
from db.models.roadmap import RoadmapState
from domain.digest import slots
from domain.pairs import PairState
from domain.roles import Role
from services import audit, recipients
from services.actor import Actor
from services.errors import Refusal
from services.recipients import Recipient
from services.roadmaps import of_school
from services.upsert import insert_into

# Who has several roles in a place gets the digest of the first of them.
ROLES = (Role.CURATOR, Role.COORDINATOR, Role.HEAD)
HOUR, MONDAY = 9, 0


@dataclass(frozen=True, slots=True)
class Moment:
    """One digest of a plan: the week or month it is for, and when it is due."""

    period: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Choice:
    """A person's plan for one organisation as the settings show it."""

    organisation_id: int
    organisation: str
    rhythm: Rhythm
    weekday: int
    hour: int
    next_at: datetime | None  # local to the person
    weekdays: tuple[int, ...]  # those that can be chosen
    hours: tuple[int, ...]


def role_in(session: Session, person_id: int, organisation_id: int) -> Role | None:
    """What the person is there for the digest; None: nobody who gets one (any more)."""
    held = set(
        session.scalars(
            select(RoleGrant.role)
            .join(Person, Person.id == RoleGrant.person_id)
            .where(
                RoleGrant.person_id == person_id,
                RoleGrant.organisation_id == organisation_id,
                RoleGrant.role.in_(ROLES),
                RoleGrant.until.is_(None),
                Person.archived_at.is_(None),
            )
        )
    )
    return next((role for role in ROLES if role in held), None)


def runs_anything(organisation_id: Any) -> ColumnElement[bool]:
    """Whether a roadmap runs in the organisation or in one below it, or pairs work there."""
    below = aliased(Organisation)
    pairs = exists().where(
        Pair.organisation_id == organisation_id,
        Pair.state.in_((PairState.ACTIVE, PairState.PAUSED)),
        Pair.removed_at.is_(None),
    )
    return pairs | exists().where(
        Roadmap.state == RoadmapState.RUNNING,
        of_school(),
        or_(
            Roadmap.organisation_id == organisation_id,
            Roadmap.organisation_id.in_(
                select(below.id).where(below.parent_id == organisation_id)
            ),
        ),
    )


def unplanned(session: Session, limit: int) -> list[tuple[int, int, Role]]:
    """Who should have a moment and has none: person, organisation, role."""
    order = case({role: number for number, role in enumerate(ROLES)}, value=RoleGrant.role)
    rows = session.execute(
        select(RoleGrant.person_id, RoleGrant.organisation_id, RoleGrant.role)
        .join(Person, Person.id == RoleGrant.person_id)
        .outerjoin(
            DigestPlan,
            and_(
                DigestPlan.person_id == RoleGrant.person_id,
                DigestPlan.organisation_id == RoleGrant.organisation_id,
            ),
        )
        .where(
            RoleGrant.role.in_(ROLES),
            RoleGrant.until.is_(None),
            RoleGrant.organisation_id.is_not(None),
            Person.archived_at.is_(None),
            or_(
                DigestPlan.id.is_(None),
                and_(DigestPlan.next_at.is_(None), DigestPlan.rhythm != Rhythm.NEVER),
            ),
            runs_anything(RoleGrant.organisation_id),
        )
        .order_by(RoleGrant.organisation_id, RoleGrant.person_id, order)
        .limit(limit)
    )
    first: dict[tuple[int, int], Role] = {}
    for person_id, place, role in rows:
        if place is not None:
            first.setdefault((person_id, place), role)
    return [(person, place, role) for (person, place), role in first.items()]


def ensure(
    session: Session, person_id: int, organisation_id: int, role: Role, now: datetime
) -> DigestPlan:
    """The person's plan, made with the role's usual rhythm where there is none yet."""
    plan = _plan(session, person_id, organisation_id)
    if plan is None:
        values = {
            "person_id": person_id, "organisation_id": organisation_id,
            "rhythm": usual_rhythm(role), "chosen": False, "weekday": MONDAY, "hour": HOUR,
        }  # fmt: skip
        session.connection().execute(
            insert_into(session, DigestPlan).values(**values).on_conflict_do_nothing()
        )
    plan = _plan(session, person_id, organisation_id)
    assert plan is not None  # just seen to
    if plan.next_at is None:
        replan(session, plan, now)
    return plan


def usual_rhythm(role: Role) -> Rhythm:
    return Rhythm.MONTHLY if role is Role.HEAD else Rhythm.WEEKLY


def _usual(person_id: int, organisation_id: int, role: Role) -> DigestPlan:
    """What the plan will be when it is made; nothing is written."""
    return DigestPlan(
        person_id=person_id, organisation_id=organisation_id, rhythm=usual_rhythm(role),
        chosen=False, weekday=MONDAY, hour=HOUR, next_at=None,
    )  # fmt: skip


def replan(session: Session, plan: DigestPlan, now: datetime) -> None:
    """Set the next moment after `now`, whatever it was; none for who wants no digest."""
    who = recipient(session, plan, now)
    wants = who is not None and plan.rhythm is not Rhythm.NEVER
    plan.next_at = following(plan, who, now).at if who is not None and wants else None
    session.flush()


def replan_place(session: Session, organisation_id: int, now: datetime) -> None:
    """After a change of the zone, the days off or the quiet hours of an organisation."""
    members = select(Person.id).where(Person.organisation_id == organisation_id)
    rows = session.scalars(
        select(DigestPlan).where(
            DigestPlan.next_at.is_not(None),
            or_(DigestPlan.organisation_id == organisation_id, DigestPlan.person_id.in_(members)),
        )
    ).all()
    for plan in rows:
        # What is due already is not lost by the change.
        if plan.next_at is not None and plan.next_at > now:
            replan(session, plan, now)


def hurry(
    session: Session, person_ids: Iterable[int], organisation_id: int, now: datetime
) -> datetime | None:
    """Let heads hear within a week of what was passed on to them; when the first of them does.

    A head who wants no digests is told nothing.
    """
    found: list[datetime] = []
    for person_id in person_ids:
        plan = ensure(session, person_id, organisation_id, Role.HEAD, now)
        who = recipient(session, plan, now)
        if who is None or plan.next_at is None:
            continue
        soon = following(plan, who, now, weekly=True).at
        plan.next_at = min(plan.next_at, soon)
        found.append(plan.next_at.astimezone(who.days.zone))
    session.flush()
    return min(found, default=None)


def expected(
    session: Session, organisation_id: int, now: datetime, until: date
) -> list[tuple[int, datetime]]:
    """Who of an organisation gets the next digest by a day, and when it is (local), by time.

    A person without a chat gets none; one that has nothing to say will not come.
    """
    rows = session.scalars(
        select(DigestPlan).where(
            DigestPlan.organisation_id == organisation_id, DigestPlan.next_at.is_not(None)
        )
    )
    found: list[tuple[int, datetime]] = []
    for plan in rows.all():
        who = recipient(session, plan, now)
        if who is None or not who.reachable or plan.next_at is None:
            continue
        at = plan.next_at.astimezone(who.days.zone)
        if at.date() <= until and role_in(session, plan.person_id, organisation_id):
            found.append((plan.person_id, at))
    return sorted(found, key=lambda pair: (pair[1], pair[0]))


def latest(plan: DigestPlan, who: Recipient, now: datetime, *, weekly: bool = False) -> Moment:
    """The newest one that is due: after a long silence only this is made up for."""
    found = None
    for moment in _moments(plan, who, now, weekly=weekly):
        if moment.at > now and found is not None:
            break
        found = moment
    assert found is not None  # the series begins weeks before now
    return found


def following(plan: DigestPlan, who: Recipient, now: datetime, *, weekly: bool = False) -> Moment:
    """The first one after `now`."""
    return next(each for each in _moments(plan, who, now, weekly=weekly) if each.at > now)


def _moments(plan: DigestPlan, who: Recipient, now: datetime, *, weekly: bool) -> Iterator[Moment]:
    monthly = plan.rhythm is Rhythm.MONTHLY and not weekly
    chosen = who.days.preferences
    # The school may have become quiet at the hour that was chosen.
    hour = plan.hour if chosen.is_open(plan.hour) else chosen.curator_hour
    for slot in slots(monthly, plan.weekday, who.cal, who.today(now)):
        yield Moment(slot.period, who.days.at(slot.day, hour))


def choice(session: Session, actor: Actor, organisation_id: int) -> Choice:
    """My plan there, or the one I would have. Raises Refusal("no_digest") for who gets none."""
    role = role_in(session, actor.me, organisation_id)
    if role is None:
        raise Refusal("no_digest")
    plan = _plan(session, actor.me, organisation_id) or _usual(actor.me, organisation_id, role)
    who = recipient(session, plan, actor.at)
    assert who is not None  # the organisation itself is what counts without another
    chosen = who.days.preferences
    return Choice(
        organisation_id=organisation_id,
        organisation=session.get_one(Organisation, organisation_id).name,
        rhythm=plan.rhythm,
        weekday=plan.weekday,
        hour=plan.hour,
        next_at=plan.next_at.astimezone(who.days.zone) if plan.next_at else None,
        weekdays=tuple(range(6 if chosen.six_day else 5)),
        hours=tuple(hour for hour in range(24) if chosen.is_open(hour)),
    )


def change(
    session: Session,
    actor: Actor,
    organisation_id: int,
    *,
    rhythm: Rhythm | None = None,
    weekday: int | None = None,
    hour: int | None = None,
) -> Choice:
    """Choose for oneself. Raises Refusal("no_digest" | "gone")."""
    now = choice(session, actor, organisation_id)
    if (weekday is not None and weekday not in now.weekdays) or (
        hour is not None and hour not in now.hours
    ):
        raise Refusal("gone")
    role = role_in(session, actor.me, organisation_id)
    assert role is not None  # or there would have been no choice
    plan = ensure(session, actor.me, organisation_id, role, actor.at)
    plan.rhythm = rhythm if rhythm is not None else plan.rhythm
    plan.weekday = weekday if weekday is not None else plan.weekday
    plan.hour = hour if hour is not None else plan.hour
    plan.chosen = True
    replan(session, plan, actor.at)
    audit.record(
        session, actor, "digest_plan", f"person:{actor.me}", organisation_id,
        rhythm=plan.rhythm.value, weekday=plan.weekday, hour=plan.hour,
    )  # fmt: skip
    return choice(session, actor, organisation_id)


def places(actor: Actor) -> list[int]:
    """The organisations of which the actor gets a digest, that of the current role first."""
    held = [actor.current, *actor.roles] if actor.current else [*actor.roles]
    found = [
        each.organisation_id
        for each in held
        if each.role in ROLES and each.organisation_id is not None
    ]
    return list(dict.fromkeys(found))


def _plan(session: Session, person_id: int, organisation_id: int) -> DigestPlan | None:
    return session.scalar(
        select(DigestPlan).where(
            DigestPlan.person_id == person_id, DigestPlan.organisation_id == organisation_id
        )
    )


def recipient(session: Session, plan: DigestPlan, now: datetime) -> Recipient | None:
    """The person with the days of the person's own organisation, else of the plan's."""
    return recipients.load(session, [plan.person_id], now, plan.organisation_id).get(
        plan.person_id
    )
