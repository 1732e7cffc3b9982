"""The weekly messages that are due: made once per person and period, whoever ticks how often."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from db.models import Digest, DigestPlan
from db.models.digest import Rhythm
from domain.names import Style
from domain.roles import Role
from services import outbox
from services.digest import passing, plans
from services.digest.compose import Weekly, weekly
from services.digest.plans import Moment
from services.recipients import Recipient
from services.upsert import insert_into

KIND = "digest"
# Transactions stay short: each digest reads whole roadmaps.
BATCH = 2
START = "start"  # the period of what is only there to compare the first one with
_QUIET = Style.INITIALS.value  # names are not looked at where only the state counts


@dataclass(frozen=True, slots=True)
class DigestTick:
    """How many plans were looked at (tick again until none), and how many digests made."""

    looked: int
    enqueued: int


def due(session: Session, now: datetime) -> bool:
    """Whether a tick would find anything."""
    first = next_moment(session)
    return (first is not None and first <= now) or bool(plans.unplanned(session, 1))


def tick(session: Session, now: datetime) -> DigestTick:
    """Plan for those who lead something since, then make a few of the digests that are due."""
    new = plans.unplanned(session, BATCH)
    for person_id, place, role in new:
        plans.ensure(session, person_id, place, role, now)
        _begin(session, person_id, place, now)
    ready = _due(session, now)
    made = sum(_fire(session, plan, now) for plan in ready)
    return DigestTick(len(new) + len(ready), made)


def next_moment(session: Session) -> datetime | None:
    """When the next digest is due, for the clock that plays the time."""
    return session.scalar(
        select(func.min(DigestPlan.next_at)).where(DigestPlan.next_at.is_not(None))
    )


def _due(session: Session, now: datetime) -> list[DigestPlan]:
    return list(
        session.scalars(
            select(DigestPlan)
            .where(DigestPlan.next_at.is_not(None), DigestPlan.next_at <= now)
            .order_by(DigestPlan.next_at, DigestPlan.id)
            .limit(BATCH)
            .with_for_update(skip_locked=True)
        )
    )


def _fire(session: Session, plan: DigestPlan, now: datetime) -> bool:
    """Make the one digest that is due, move the plan on; whether there is something to say."""
    place = plan.organisation_id
    who = plans.recipient(session, plan, now)
    role = plans.role_in(session, plan.person_id, place)
    if who is None or role is None or not _runs(session, place):
        plan.next_at = None
        return False
    if not plan.chosen:
        plan.rhythm = plans.usual_rhythm(role)
    moment = _moment(session, plan, who, role, now)
    plans.replan(session, plan, now)
    if not who.reachable or who.away(who.today(now)) is not None:
        return False
    digest_id = _take(session, plan.person_id, place, moment.period, now)
    if digest_id is None:
        return False
    found = weekly(session, plan.person_id, place, now, _QUIET, digest_id)
    if found is None:
        return False
    if found.empty:
        remember(session, now, digest_id=digest_id, said=found, sent=False)
        return False
    _enqueue(session, plan.person_id, place, digest_id, moment, now)
    return True


def _runs(session: Session, place: int) -> bool:
    return bool(session.scalar(select(plans.runs_anything(place))))


def _moment(
    session: Session, plan: DigestPlan, who: Recipient, role: Role, now: datetime
) -> Moment:
    """A head with a monthly digest gets one in the week in which something was passed on."""
    waits = role is Role.HEAD and passing.waiting(session, plan.organisation_id, None)
    hurried = bool(waits) and plan.rhythm is Rhythm.MONTHLY
    return plans.latest(plan, who, now, weekly=hurried)


def _take(
    session: Session, person_id: int, organisation_id: int, period: str, now: datetime
) -> int | None:
    """The period's digest is ours to make; None when it was made already."""
    values: dict[str, Any] = {
        "person_id": person_id, "organisation_id": organisation_id, "period": period,
        "made_at": now, "snapshot": {}, "sent": False,
    }  # fmt: skip
    statement = insert_into(session, Digest).values(**values).on_conflict_do_nothing()
    return session.connection().execute(statement.returning(Digest.id)).scalar()


def _begin(session: Session, person_id: int, organisation_id: int, now: datetime) -> None:
    """What the first digest is compared with."""
    digest_id = _take(session, person_id, organisation_id, START, now)
    found = weekly(session, person_id, organisation_id, now, _QUIET) if digest_id else None
    if digest_id is not None and found is not None:
        remember(session, now, digest_id=digest_id, said=found, sent=False)


def _enqueue(
    session: Session, person_id: int, place: int, digest_id: int, moment: Moment, now: datetime
) -> None:
    outbox.enqueue(
        session, person_id, KIND, {"digest_id": digest_id},
        dedup_key=f"{KIND}:{person_id}:{place}:{moment.period}",
        send_after=moment.at, now=now,
    )  # fmt: skip


def remember(
    session: Session,
    at: datetime,
    *,
    digest_id: int,
    said: Weekly,
    shown: int = 0,
    sent: bool = True,
) -> None:
    """Keep what was said at `at`, for the next one; older ones are of no use any more.

    `shown`: how many points stood in the message with their buttons.
    """
    session.execute(
        update(Digest)
        .where(Digest.id == digest_id)
        .values(snapshot={**said.snapshot, "named": said.first(shown)}, made_at=at, sent=sent)
    )
    _forget_older(session, digest_id)
    if sent:
        passing.mark_told(session, at, said.told)


def _forget_older(session: Session, digest_id: int) -> None:
    """One that is sent again is still compared with the one before, no other is."""
    digest = session.get_one(Digest, digest_id)
    older = (
        select(Digest.id, Digest.snapshot)
        .where(
            Digest.person_id == digest.person_id,
            Digest.organisation_id == digest.organisation_id,
            Digest.id < digest_id,
        )
        .order_by(Digest.id.desc())
    )
    with_state = [row.id for row in session.execute(older) if row.snapshot]
    session.execute(update(Digest).where(Digest.id.in_(with_state[1:])).values(snapshot={}))
