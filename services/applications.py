"""Somebody without a link asks a school for a role; whoever invites there decides.

The school is chosen before the consent, because the consent names it; until then only the chat's
pending request is kept. A person belongs to the school only when the application is accepted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from db.models import Application, Organisation, Person, Prompt, RoleGrant
from db.models.people import ApplicationState, OrganisationKind
from domain.named import Named
from domain.roles import Action, Role
from domain.search import search_key
from services import audit, chat, grants, merging, outbox, people, prompts
from services.actor import Actor, require
from services.errors import Refusal
from services.membership import present_in

KIND = "applications"
NOTICE = "application"
ROLES = (Role.MENTOR, Role.MENTEE, Role.SPECIALIST)
FOUND = 8


@dataclass(frozen=True, slots=True)
class School:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Mine:
    """The applicant's own application."""

    id: int
    school: str
    role: Role
    at: datetime
    deciders: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """An application as the school sees it; `alike`: people on paper who may be the same."""

    id: int
    organisation_id: int
    who: Named
    role: Role
    title: str
    at: datetime
    state: ApplicationState
    alike: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a bundle says of a school's applications."""

    organisation_id: int
    who: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Accepted:
    """`left`: applicants who may be in the school already, on paper; each is decided apart."""

    done: int
    left: int


def schools(session: Session, actor: Actor, query: str) -> tuple[list[School], int]:
    """Schools in whose name every word of `query` begins some word, at most 8, and how many
    there are in all, but for those where the actor has a role. Without words all of them count,
    but only a lone one is told.
    """
    wanted = _words(query)
    rows = session.scalars(
        select(Organisation).where(
            Organisation.kind == OrganisationKind.SCHOOL, Organisation.id.not_in(_inside(actor))
        )
    )
    found = sorted(
        (School(row.id, row.name) for row in rows if _fits(_words(row.name), wanted)),
        key=lambda school: (search_key(school.name), school.id),
    )
    return found[: FOUND if wanted or len(found) == 1 else 0], len(found)


def _inside(actor: Actor) -> set[int]:
    """Where the actor has a role."""
    return {held.organisation_id for held in actor.roles if held.organisation_id is not None}


def _words(text: str) -> list[str]:
    kept = "".join(sign if sign.isalnum() else " " for sign in search_key(text))
    return kept.split()


def _fits(words: Sequence[str], wanted: Sequence[str]) -> bool:
    return all(any(word.startswith(start) for word in words) for start in wanted)


def school(session: Session, actor: Actor, organisation_id: int) -> School:
    """Raises Refusal("gone") for anything that takes no applications, "applied_inside" where
    the actor has a role: another one there is the curator's to give."""
    if organisation_id in _inside(actor):
        raise Refusal("applied_inside")
    row = session.get(Organisation, organisation_id)
    if row is None or row.kind is not OrganisationKind.SCHOOL:
        raise Refusal("gone")
    return School(row.id, row.name)


def make(session: Session, actor: Actor, organisation_id: int, role: Role) -> int:
    """Apply; an earlier application that waits gives way.

    Raises Refusal("gone" | "forbidden" | "applied_inside").
    """
    place = school(session, actor, organisation_id)
    if role not in ROLES:
        raise Refusal("forbidden")
    for before in _waiting_of(session, actor.me):
        _close(session, actor, before, ApplicationState.WITHDRAWN)
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
    _close(session, actor, row, ApplicationState.WITHDRAWN)


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


def waiting(session: Session, actor: Actor, organisation_id: int) -> int:
    """How many wait, for who decides. Raises Refusal("forbidden")."""
    require(session, actor, Action.EDIT_PEOPLE, organisation_id)
    return count(session, organisation_id)


def listed(session: Session, actor: Actor, organisation_id: int) -> list[Asked]:
    """Those that wait, the oldest first. Raises Refusal("forbidden")."""
    require(session, actor, Action.EDIT_PEOPLE, organisation_id)
    rows = session.scalars(
        select(Application)
        .where(
            Application.organisation_id == organisation_id,
            Application.state == ApplicationState.WAITING,
        )
        .order_by(Application.id)
    ).all()
    return _asked(session, organisation_id, rows)


def one(session: Session, actor: Actor, application_id: int) -> Asked:
    """Raises Refusal("gone" | "forbidden")."""
    row = _opened(session, actor, application_id)
    return _asked(session, row.organisation_id, [row])[0]


def _asked(session: Session, place: int, rows: Sequence[Application]) -> list[Asked]:
    who = people.named(session, [row.person_id for row in rows])
    # Whoever has a role in another school is not this one's to make one with a record on paper.
    placed = set(
        session.scalars(
            select(RoleGrant.person_id).where(
                RoleGrant.person_id.in_(who), RoleGrant.until.is_(None)
            )
        )
    )
    alike = merging.on_paper_alike(
        session, place, [each for each in who.values() if each.id not in placed]
    )
    return [
        Asked(
            row.id, place, who[row.person_id], row.role, row.title, row.at, row.state,
            tuple(alike.get(row.person_id, ())),
        )
        for row in rows
        if row.person_id in who
    ]  # fmt: skip


def _opened(
    session: Session, actor: Actor, application_id: int, *, lock: bool = False
) -> Application:
    row = session.get(Application, application_id, with_for_update=lock)
    if row is None or row.state is ApplicationState.WITHDRAWN:
        raise Refusal("gone")
    require(session, actor, Action.EDIT_PEOPLE, row.organisation_id)
    return row


def accept(session: Session, actor: Actor, application_id: int, into: int | None = None) -> int:
    """Let somebody in, also after a no; `into`: the person on paper who it is. The person's id.

    Raises Refusal("gone" | "forbidden" | "applied_decided").
    """
    row = _opened(session, actor, application_id, lock=True)
    if row.state is ApplicationState.ACCEPTED:
        raise Refusal("applied_decided")
    return _accept(session, actor, row, into)


def _accept(session: Session, actor: Actor, row: Application, into: int | None) -> int:
    grants.require_to_give(session, actor, row.role, row.organisation_id)
    person = session.get_one(Person, row.person_id)
    if person.archived_at is not None:
        raise Refusal("gone")
    person.organisation_id = person.organisation_id or row.organisation_id
    session.flush()
    if into is not None:
        merging.merge(session, actor, person.id, into)
        person = session.get_one(Person, into)
    elsewhere = row.organisation_id not in present_in(session, person.id)
    grant_id = grants.add(
        session, actor, person.id, row.organisation_id, role=row.role, title=row.title
    )
    if not elsewhere:
        # Whoever works in another school goes on there and comes over when it suits.
        person.active_role_id = grant_id
    row.person_id = person.id
    _close(session, actor, row, ApplicationState.ACCEPTED)
    return person.id


def accept_all(session: Session, actor: Actor, organisation_id: int) -> Accepted:
    """Let everybody in who is like nobody on paper. Raises Refusal("forbidden")."""
    waiting = listed(session, actor, organisation_id)
    clear = [asked for asked in waiting if not asked.alike]
    for asked in clear:
        row = session.get_one(Application, asked.id, with_for_update=True)
        if row.state is ApplicationState.WAITING:
            _accept(session, actor, row, None)
    return Accepted(len(clear), len(waiting) - len(clear))


def decline(session: Session, actor: Actor, application_id: int) -> int:
    """Say no; the school. Raises Refusal("gone" | "forbidden" | "applied_decided")."""
    row = _opened(session, actor, application_id, lock=True)
    if row.state is not ApplicationState.WAITING:
        raise Refusal("applied_decided")
    _close(session, actor, row, ApplicationState.DECLINED)
    return row.organisation_id


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


def _close(session: Session, actor: Actor, row: Application, state: ApplicationState) -> None:
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


def close_of(session: Session, person_id: int, at: datetime) -> None:
    """Applications of somebody who is a part of another person now."""
    session.execute(
        update(Application)
        .where(Application.person_id == person_id, Application.state == ApplicationState.WAITING)
        .values(state=ApplicationState.WITHDRAWN, decided_at=at)
    )


@prompts.prompt(KIND, again=(2, 5), rank=30)
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
