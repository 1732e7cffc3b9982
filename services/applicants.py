"""Who has applied, as the school sees it: let in or declined."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Application, Person, RoleGrant
from db.models.people import ApplicationState
from domain.named import Named
from domain.roles import Action, Role
from services import grants, merging, people
from services.actor import Actor, require
from services.applications import close, count
from services.errors import Refusal
from services.membership import present_in


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
class Accepted:
    """`left`: applicants who may be in the school already, on paper; each is decided apart."""

    done: int
    left: int


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
    close(session, actor, row, ApplicationState.ACCEPTED)
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
    close(session, actor, row, ApplicationState.DECLINED)
    return row.organisation_id
