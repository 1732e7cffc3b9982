"""What time alone brings: papers of a birthday a month ahead, data that nobody needs any more.

Looked at once a day; any process may do it, at any time, again.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Erasure, Organisation, Pair, PairMember, Person, Prompt, Setting
from db.models.people import ErasureState
from domain import consents as rule
from domain.consents import Subject
from domain.erasing import Reason, expires
from domain.pairs import PairState
from domain.schoolyear import school_year, year_bounds
from services import audit, erasure_plans, family, gate, people, prompts, withdrawing
from services.actor import Actor
from services.consent_prompts import COMING, LAPSED, OF_AGE, RETENTION
from services.preferences import read

_KEY = "consent_days"
_LATE = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class DaysTick:
    """How many birthdays were told of, how many erasings were planned, whose consent lapsed."""

    coming: int
    expiring: int
    lapsed: int


def due(session: Session, now: datetime) -> bool:
    """Whether the day has not been looked at yet."""
    seen = session.get(Setting, _KEY)
    return seen is None or seen.value.get("day") != _day(now)


def tick(session: Session, now: datetime) -> DaysTick:
    session.get(Setting, _KEY, with_for_update=True)
    if not due(session, now):
        return DaysTick(0, 0, 0)
    session.merge(Setting(key=_KEY, value={"day": _day(now)}))
    coming = expiring = lapsed = 0
    for place in session.scalars(select(Organisation)).all():
        actor = Actor(at=now, zone=ZoneInfo(place.timezone))
        stopped = _lapsed(session, actor, place)
        coming += _birthdays(session, actor, place, stopped)
        expiring += _retention(session, actor, place)
        lapsed += len(stopped)
    return DaysTick(coming, expiring, lapsed)


def _day(now: datetime) -> str:
    return now.date().isoformat()


def _lapsed(session: Session, actor: Actor, place: Organisation) -> set[int]:
    """A birthday came and the new paper did not: pairs wait for it. Whose."""
    pupils = session.scalars(
        select(Person.id)
        .join(PairMember, PairMember.person_id == Person.id)
        .join(Pair, Pair.id == PairMember.pair_id)
        .where(
            Pair.organisation_id == place.id,
            Pair.state == PairState.ACTIVE,
            Pair.removed_at.is_(None),
            Person.is_pupil.is_(True),
            PairMember.until.is_(None),
        )
        .distinct()
    ).all()
    lapsed = set(pupils) - gate.may_take_part(session, pupils, actor.at)
    who = people.curators(session, place.id)
    for pupil_id in sorted(lapsed):
        withdrawing.pause_pairs(session, actor, pupil_id)
        prompts.ask(session, actor.at, LAPSED, pupil_id, who, place.id)
    return lapsed


def _birthdays(
    session: Session, actor: Actor, place: Organisation, stopped: Collection[int]
) -> int:
    """To the pupil, the parents and the curators, once a document; of 18 to the curators on the
    day again, but of those whose pairs have `stopped`."""
    pupils = session.scalars(
        select(Person).where(
            Person.organisation_id == place.id,
            Person.is_pupil.is_(True),
            Person.born_on.is_not(None),
            Person.archived_at.is_(None),
        )
    )
    told = 0
    for pupil in pupils:
        found = rule.coming(Subject(True, pupil.born_on), actor.today)
        if found is None:
            if pupil.id not in stopped:
                told += _of_age(session, actor, place, pupil)
            continue
        if _said(session, COMING, pupil.id, found[1].isoformat()):
            continue
        parents = [row.person_id for row in family.guardians(session, pupil.id)]
        who = [pupil.id, *parents, *people.curators(session, place.id)]
        on = found[1].isoformat()
        ends = datetime.combine(found[1], time(), actor.zone).astimezone(UTC).isoformat()
        prompts.ask(session, actor.at, COMING, pupil.id, who, place.id, on=on, before=ends)
        told += 1
    return told


def _of_age(session: Session, actor: Actor, place: Organisation, pupil: Person) -> int:
    """On the day of 18 itself, or as soon after it as somebody looks: the parent's consent has
    ended, so the bot may not write to the person, and the curators hear of it."""
    assert pupil.born_on is not None
    on = rule.birthday(pupil.born_on, rule.ADULT_AGE)
    if not on <= actor.today < on + _LATE or _said(session, OF_AGE, pupil.id, on.isoformat()):
        return 0
    who = people.curators(session, place.id)
    prompts.ask(session, actor.at, OF_AGE, pupil.id, who, place.id, on=on.isoformat())
    return 1


def _said(session: Session, kind: str, pupil_id: int, on: str) -> bool:
    rows = session.scalars(
        select(Prompt).where(Prompt.kind == kind, Prompt.subject_id == pupil_id)
    )
    return any(row.data.get("on") == on for row in rows)


def _retention(session: Session, actor: Actor, place: Organisation) -> int:
    """With a month's notice; what the curator has kept is asked about again next school year."""
    years = read(place.preferences).keep_years
    left = session.scalars(
        select(Person).where(
            Person.organisation_id == place.id,
            Person.archived_at.is_not(None),
            Person.erased_at.is_(None),
        )
    ).all()
    planned = 0
    for person in left:
        assert person.archived_at is not None
        gone = person.archived_at.astimezone(actor.zone).date()
        if expires(gone, years) > actor.today or _settled(session, actor, person.id):
            continue
        erasure_plans.plan(session, actor, person, Reason.RETENTION)
        audit.record(
            session, actor, "erasure_planned", f"person:{person.id}", place.id,
            reason=Reason.RETENTION.value,
        )  # fmt: skip
        planned += 1
    if planned:
        who = people.curators(session, place.id)
        prompts.ask(session, actor.at, RETENTION, place.id, who, place.id)
    return planned


def _settled(session: Session, actor: Actor, person_id: int) -> bool:
    """Whether it waits already or was cancelled this school year."""
    rows = session.scalars(select(Erasure).where(Erasure.person_id == person_id))
    since = year_bounds(school_year(actor.today))[0]
    return any(
        row.state is ErasureState.PLANNED
        or (row.state is ErasureState.CANCELLED
            and row.asked_at.astimezone(actor.zone).date() >= since)
        for row in rows
    )  # fmt: skip
