"""Municipalities and schools: made, named, set to a time zone, listed."""

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.models import Organisation, Person
from db.models.people import OrganisationKind
from domain.named import Named
from domain.roles import Action, Role
from domain.search import search_key
from services import audit, chat, people
from services.actor import Actor, require
from services.digest import plans
from services.errors import Refusal
from services.grants import givable, may_revoke, permits

NAME_LIMIT = 300
# From west to east, one for every hour of Russia.
ZONES = (
    "Europe/Kaliningrad", "Europe/Moscow", "Europe/Samara", "Asia/Yekaterinburg", "Asia/Omsk",
    "Asia/Krasnoyarsk", "Asia/Irkutsk", "Asia/Yakutsk", "Asia/Vladivostok", "Asia/Magadan",
    "Asia/Kamchatka",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """One line of the list; schools of a municipality stand below it."""

    id: int
    name: str
    kind: OrganisationKind
    nested: bool


@dataclass(frozen=True, slots=True)
class OrganisationList:
    lines: tuple[OrganisationLine, ...]
    parents: tuple[int | None, ...]  # under which new schools may be made; None: on their own
    may_make_municipality: bool


@dataclass(frozen=True, slots=True)
class Officer:
    """A head, curator or coordinator with the grant that says so."""

    grant_id: int
    role: Role
    named: Named
    revocable: bool


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """One organisation with what the one who looks may do."""

    id: int
    name: str
    kind: OrganisationKind
    parent: str | None
    timezone: str
    officers: tuple[Officer, ...]
    givable: tuple[Role, ...]
    mine: frozenset[Role]  # held here by the one who looks
    may_change: bool
    may_add_school: bool
    may_see_people: bool


def create(
    session: Session,
    actor: Actor,
    name: str,
    *,
    kind: OrganisationKind,
    parent_id: int | None,
    timezone: str,
) -> int:
    """Make a school (under a municipality or alone) or a municipality."""
    parent = require_to_create(session, actor, kind, parent_id)
    shown = clean_name(name)
    _require_new(session, parent_id, shown)
    organisation = Organisation(
        parent_id=parent_id,
        kind=kind,
        name=shown,
        timezone=parent.timezone if parent else timezone,
        created_at=actor.at,
    )
    session.add(organisation)
    session.flush()
    person = session.get(Person, actor.me)
    if person is not None and person.organisation_id is None:
        person.organisation_id = organisation.id
    chat.clear(session, actor)
    audit.record(
        session, actor, "organisation_created", f"organisation:{organisation.id}", organisation.id
    )
    return organisation.id


def require_to_create(
    session: Session, actor: Actor, kind: OrganisationKind, parent_id: int | None
) -> Organisation | None:
    """The parent of a new organisation. Raises Refusal("forbidden" | "gone").

    A tree has two floors: municipalities stand on none, schools on one or on none.
    """
    require(session, actor, Action.CREATE_ORGANISATION, parent_id)
    if parent_id is None:
        return None
    parent = session.get(Organisation, parent_id)
    if parent is None:
        raise Refusal("gone")
    if kind is OrganisationKind.MUNICIPALITY or parent.kind is OrganisationKind.SCHOOL:
        raise Refusal("forbidden")
    return parent


def clean_name(name: str) -> str:
    """Raises Refusal("organisation_name_empty" | "organisation_name_long")."""
    shown = " ".join(name.split())
    if not any(letter.isalnum() for letter in shown):
        raise Refusal("organisation_name_empty")
    if len(shown) > NAME_LIMIT:
        raise Refusal("organisation_name_long")
    return shown


def rename(session: Session, actor: Actor, organisation_id: int, name: str) -> None:
    organisation = _changeable(session, actor, organisation_id)
    shown = clean_name(name)
    if search_key(shown) != search_key(organisation.name):
        _require_new(session, organisation.parent_id, shown)
    organisation.name = shown
    chat.clear(session, actor)
    audit.record(
        session, actor, "organisation_renamed", f"organisation:{organisation.id}", organisation.id
    )


def set_zone(session: Session, actor: Actor, organisation_id: int, timezone: str) -> None:
    """The zone in which the days and hours of the school are counted."""
    organisation = _changeable(session, actor, organisation_id)
    if timezone not in ZONES:
        raise Refusal("gone")
    organisation.timezone = timezone
    session.flush()
    plans.replan_place(session, organisation_id, actor.at)
    audit.record(
        session, actor, "organisation_zone", f"organisation:{organisation.id}", organisation.id
    )


def overview(session: Session, actor: Actor) -> OrganisationList:
    """All organisations for an administrator; for a coordinator the own tree."""
    everywhere = actor.may(Action.CREATE_ORGANISATION, None)
    mine = _where_creating(actor)
    if not everywhere and not mine:
        raise Refusal("forbidden")
    query = select(Organisation)
    if not everywhere:
        query = query.where(or_(Organisation.id.in_(mine), Organisation.parent_id.in_(mine)))
    rows = sorted(session.scalars(query), key=lambda row: (search_key(row.name), row.id))
    return OrganisationList(
        lines=_tree(rows),
        parents=(None,) if everywhere else tuple(sorted(mine)),
        may_make_municipality=everywhere,
    )


def view(session: Session, actor: Actor, organisation_id: int) -> OrganisationView:
    """Raises Refusal("gone" | "forbidden")."""
    organisation = session.get(Organisation, organisation_id)
    if organisation is None:
        raise Refusal("gone")
    may_change = _may_change(session, actor, organisation_id)
    may_see = actor.may(Action.SEE_PEOPLE, organisation_id)
    if not may_change and not may_see:
        raise Refusal("forbidden")
    parent = session.get(Organisation, organisation.parent_id or 0)
    school = organisation.kind is OrganisationKind.SCHOOL
    return OrganisationView(
        id=organisation.id,
        name=organisation.name,
        kind=organisation.kind,
        parent=parent.name if parent else None,
        timezone=organisation.timezone,
        officers=_officers(session, actor, organisation_id),
        givable=givable(session, actor, organisation),
        mine=frozenset(
            held.role for held in actor.roles if held.organisation_id == organisation_id
        ),
        may_change=may_change,
        may_add_school=not school and actor.may(Action.CREATE_ORGANISATION, organisation_id),
        may_see_people=may_see,
    )


def named_for(session: Session, actor: Actor, organisation_id: int) -> str:
    """The name, for who may see the people there. Raises Refusal("forbidden" | "gone")."""
    require(session, actor, Action.SEE_PEOPLE, organisation_id)
    organisation = session.get(Organisation, organisation_id)
    if organisation is None:
        raise Refusal("gone")
    return organisation.name


def _officers(session: Session, actor: Actor, organisation_id: int) -> tuple[Officer, ...]:
    shown = (Role.COORDINATOR, Role.HEAD, Role.CURATOR)
    everyone = people.staff(session, organisation_id)
    return tuple(
        Officer(
            grant_id=grant.id,
            role=grant.role,
            named=card.named,
            revocable=may_revoke(session, actor, grant.role, organisation_id),
        )
        for role in shown
        for card in everyone
        for grant in card.grants
        if grant.role is role
    )


def _tree(rows: list[Organisation]) -> tuple[OrganisationLine, ...]:
    ids = {row.id for row in rows}
    lines: list[OrganisationLine] = []
    for top in rows:
        if top.parent_id in ids:
            continue
        lines.append(OrganisationLine(top.id, top.name, top.kind, nested=False))
        lines += [
            OrganisationLine(row.id, row.name, row.kind, nested=True)
            for row in rows
            if row.parent_id == top.id
        ]
    return tuple(lines)


def _where_creating(actor: Actor) -> set[int]:
    return {
        held.organisation_id
        for held in actor.roles
        if held.organisation_id is not None
        and actor.may(Action.CREATE_ORGANISATION, held.organisation_id)
    }


def _may_change(session: Session, actor: Actor, organisation_id: int) -> bool:
    return actor.may(Action.SCHOOL_SETTINGS, organisation_id) or permits(
        session, actor, Action.CREATE_ORGANISATION, organisation_id
    )


def _changeable(session: Session, actor: Actor, organisation_id: int) -> Organisation:
    organisation = session.get(Organisation, organisation_id)
    if organisation is None:
        raise Refusal("gone")
    if not _may_change(session, actor, organisation_id):
        raise Refusal("forbidden")
    return organisation


def _require_new(session: Session, parent_id: int | None, name: str) -> None:
    names = session.scalars(select(Organisation.name).where(Organisation.parent_id == parent_id))
    if search_key(name) in map(search_key, names):
        raise Refusal("organisation_exists")
