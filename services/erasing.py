"""The day of an erasing: plans that are due are carried out, whatever restarts lie between."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from db.engine import erased
from db.models import (
    Consent,
    Erasure,
    Evidence,
    Guardian,
    MeetingNote,
    Organisation,
    PairPaper,
    Person,
    Roadmap,
    RoleGrant,
    Setting,
)
from db.models.people import ErasureState
from domain.erasing import Reason
from domain.roles import Role
from services import audit, erasure_parts, erasure_plans, files, people, prompts
from services.actor import Actor
from services.surveys import erasing as surveys

LIMIT = 50
ERASED = "erased"  # a prompt of the curators: the act can be printed
_UNLINK = "unlink:"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class EraseTick:
    """How many people were erased."""

    erased: int


def carry_out(session: Session, actor: Actor, erasure_id: int) -> int:
    """Now, not on its day, by who keeps the data; the person's id. Raises as erasure_plans.take,
    and Refusal("last_curator")."""
    row = erasure_plans.take(session, actor, erasure_id)
    erasure_plans.require_heir(session, row.person_id)
    _erase(session, actor, row)
    return row.person_id


def tick(session: Session, now: datetime) -> EraseTick:
    """Carry out what is due in the school's own day; any process may do it, at any time, again."""
    rows = session.scalars(
        select(Erasure)
        .where(Erasure.state == ErasureState.PLANNED, Erasure.due <= (now + _DAY).date())
        .order_by(Erasure.due, Erasure.id)
        .limit(LIMIT)
        .with_for_update(skip_locked=True)
    ).all()
    actors = [(row, Actor(at=now, zone=_zone(session, row.organisation_id))) for row in rows]
    due = [(row, actor) for row, actor in actors if row.due <= actor.today]
    for row, actor in due:
        _erase(session, actor, row)
    return EraseTick(len(due))


def next_moment(session: Session) -> datetime | None:
    """When the next plan is due, for the clock that plays the time."""
    rows = session.execute(
        select(Erasure.organisation_id, func.min(Erasure.due))
        .where(Erasure.state == ErasureState.PLANNED)
        .group_by(Erasure.organisation_id)
    ).all()
    begins = (datetime.combine(due, time(), _zone(session, place)) for place, due in rows)
    return min((each.astimezone(UTC) for each in begins), default=None)


def remove_files(session: Session, data_dir: Path) -> int:
    """Unlink what erasing left behind and nothing else needs; safe to repeat and to kill."""
    rows = session.scalars(select(Setting).where(Setting.key.startswith(_UNLINK))).all()
    removed = 0
    for row in rows:
        for sha in set(row.value["shas"]) - _needed(session, row.value["shas"]):
            files.path(data_dir, sha).unlink(missing_ok=True)
            removed += 1
    session.execute(delete(Setting).where(Setting.key.in_([row.key for row in rows])))
    return removed


def _erase(session: Session, actor: Actor, row: Erasure) -> None:
    erased(session)
    person = session.get_one(Person, row.person_id, with_for_update=True)
    if person.erased_at is None:
        shares, shas = erasure_parts.erase(session, actor, person)
        row.done = [[each.part.value, each.count] for each in shares]
        if shas:
            session.merge(Setting(key=f"{_UNLINK}{row.id}", value={"shas": sorted(shas)}))
    row.state, row.done_at = ErasureState.DONE, actor.at
    session.flush()
    _close_others(session, actor, row)
    audit.record(
        session, actor, "person_erased", f"person:{person.id}", row.organisation_id,
        reason=row.reason,
    )  # fmt: skip
    _release_parents(session, actor, person.id)
    if row.organisation_id is not None:
        who = [each for each in _keepers(session, row) if each != actor.person_id]
        prompts.ask(session, actor.at, ERASED, row.id, who, row.organisation_id)


def _close_others(session: Session, actor: Actor, row: Erasure) -> None:
    for other in erasure_plans.open_of(session, row.person_id):
        erasure_plans.cancel(session, actor, other)


def _release_parents(session: Session, actor: Actor, child_id: int) -> None:
    """Of a parent without any child left here nothing is needed either."""
    parents = session.scalars(select(Guardian.person_id).where(Guardian.child_id == child_id))
    for parent_id in set(parents):
        others = session.scalar(
            select(func.count()).select_from(Guardian).where(
                Guardian.person_id == parent_id, Guardian.until.is_(None)
            )
        )  # fmt: skip
        roles = session.scalars(
            select(RoleGrant.role).where(
                RoleGrant.person_id == parent_id, RoleGrant.until.is_(None)
            )
        ).all()
        parent = session.get_one(Person, parent_id)
        if not others and set(roles) <= {Role.PARENT} and parent.erased_at is None:
            erasure_plans.plan(session, actor, parent, Reason.RETENTION)


def _keepers(session: Session, row: Erasure) -> list[int]:
    return people.curators(session, row.organisation_id or 0)


def _needed(session: Session, shas: Collection[str]) -> set[str]:
    """Files that something else still holds: contents are kept once."""
    columns = (
        MeetingNote.sha, Evidence.sha, PairPaper.sha, Consent.sha, Roadmap.source_sha,
    )  # fmt: skip
    found = (session.scalars(select(column).where(column.in_(shas))) for column in columns)
    kept = {sha for some in found for sha in some if sha is not None}
    return kept | surveys.in_use(session, shas)


def _zone(session: Session, organisation_id: int | None) -> ZoneInfo:
    place = session.get(Organisation, organisation_id) if organisation_id else None
    return ZoneInfo(place.timezone if place else "UTC")
