"""Somebody without a link asks a school for a role; whoever invites there decides.

The school is chosen before the consent, because the consent names it; until then only the chat's
pending request is kept. A person belongs to the school only when the application is accepted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Application, Organisation, Prompt, RoleGrant
from db.models.people import ApplicationState
from domain.named import Named
from domain.roles import Role
from services import audit, chat, outbox, people, prompts
from services.actor import Actor
from services.errors import Refusal
from services.school_search import School, school

KIND = "applications"
NOTICE = "application"
ROLES = (Role.MENTOR, Role.MENTEE, Role.SPECIALIST)


@dataclass(frozen=True, slots=True)
class Mine:
    """The applicant's own application."""

    id: int
    school: str
    role: Role
    at: datetime
    deciders: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a bundle says of a school's applications."""

    organisation_id: int
    who: tuple[Named, ...]


def make(session: Session, actor: Actor, organisation_id: int, role: Role) -> int:
    """Apply; an earlier application that waits gives way.

    Raises Refusal("gone" | "forbidden" | "applied_inside").
    """
    place = school(session, actor, organisation_id)
    if role not in ROLES:
        raise Refusal("forbidden")
    for before in _waiting_of(session, actor.me):
        close(session, actor, before, ApplicationState.WITHDRAWN)
    row = Application(person_id=actor.me, organisation_id=place.id, role=role, at=actor.at)
    session.add(row)
    session.flush()
    chat.clear(session, actor)
    audit.record(session, actor, "application_made", f"application:{row.id}", place.id)
    prompts.ask(session, actor.at, KIND, place.id, deciders(session, place.id), place.id)
    return row.id


def deciders(session: Session, organisation_id: int) -> list[int]:
    """Who hears of applications: the curators, else the heads, else the administrators."""
    found = people.curators(session, organisation_id) or people.heads(session, organisation_id)
    return found or list(
        session.scalars(
            select(RoleGrant.person_id).where(
                RoleGrant.role == Role.ADMINISTRATOR, RoleGrant.until.is_(None)
            )
        )
    )


def own(session: Session, actor: Actor) -> Mine | None:
    """The actor's application that waits, whatever roles there are elsewhere."""
    return mine(session, actor.person_id) if actor.person_id is not None else None


def mine(session: Session, person_id: int) -> Mine | None:
    """The application of a person that waits."""
    rows = _waiting_of(session, person_id)
    if not rows:
        return None
    row = rows[-1]
    names = people.named(session, deciders(session, row.organisation_id))
    place = session.get_one(Organisation, row.organisation_id)
    return Mine(row.id, place.name, row.role, row.at, tuple(names.values()))


def withdraw(session: Session, actor: Actor, application_id: int) -> None:
    """The applicant does not want it any more. Raises Refusal("gone")."""
    row = session.get(Application, application_id, with_for_update=True)
    if row is None or row.person_id != actor.me or row.state is not ApplicationState.WAITING:
        raise Refusal("gone")
    close(session, actor, row, ApplicationState.WITHDRAWN)


def count(session: Session, organisation_id: int) -> int:
    """How many wait in a school."""
    found = session.scalar(
        select(func.count())
        .select_from(Application)
        .where(
            Application.organisation_id == organisation_id,
            Application.state == ApplicationState.WAITING,
        )
    )
    return found or 0


def _waiting_of(session: Session, person_id: int) -> list[Application]:
    return list(
        session.scalars(
            select(Application)
            .where(
                Application.person_id == person_id,
                Application.state == ApplicationState.WAITING,
            )
            .order_by(Application.id)
        )
    )


def close(session: Session, actor: Actor, row: Application, state: ApplicationState) -> None:
    """The applicant is told what others decided, at once: it was asked for."""
    row.state, row.decided_by, row.decided_at = state, actor.person_id, actor.at
    session.flush()
    audit.record(
        session, actor, f"application_{state.value}", f"application:{row.id}", row.organisation_id
    )
    if state is not ApplicationState.WITHDRAWN:
        outbox.enqueue(
            session, row.person_id, NOTICE, {"application": row.id},
            dedup_key=f"application:{row.id}:{state.value}", send_after=actor.at, now=actor.at,
            solicited=True,
        )  # fmt: skip
    if not count(session, row.organisation_id):
        prompts.settle(session, KIND, [row.organisation_id])


def outcome(session: Session, application_id: int) -> tuple[ApplicationState, School] | None:
    """What a message to the applicant says; None where there is nothing to say any more."""
    row = session.get(Application, application_id)
    if row is None:
        return None
    place = session.get_one(Organisation, row.organisation_id)
    return row.state, School(place.id, place.name)


@prompts.prompt(KIND, again=(2, 5), rank=30, pressing=True)
def _load(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    waiting = session.execute(
        select(Application.organisation_id, Application.person_id)
        .where(
            Application.organisation_id.in_({row.subject_id for row in rows}),
            Application.state == ApplicationState.WAITING,
        )
        .order_by(Application.id)
    ).all()
    names = people.named(session, [row.person_id for row in waiting])
    found: dict[int, list[Named]] = {}
    for row in waiting:
        if row.person_id in names:
            found.setdefault(row.organisation_id, []).append(names[row.person_id])
    return {
        row.id: Waiting(row.subject_id, tuple(found[row.subject_id]))
        for row in rows
        if row.subject_id in found
    }
