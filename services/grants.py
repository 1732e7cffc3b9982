"""Roles given and taken away; the same rule says who may invite to a role."""

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.models import Organisation, Person, RoleGrant
from db.models.people import OrganisationKind
from domain.named import Named
from domain.roles import Action, Role
from services import audit, chat, role_changes
from services.actor import Actor, require
from services.errors import Refusal
from services.membership import items_owned, organisation_for, present, present_in, require_member
from services.role_changes import Post

TITLE_LIMIT = 100
_BY = {
    Role.COORDINATOR: Action.INVITE_HEAD,  # of the municipality they are the head
    Role.HEAD: Action.INVITE_HEAD,
    Role.CURATOR: Action.INVITE_CURATOR,
}
_OF_SCHOOL = (Role.CURATOR, Role.MENTOR, Role.MENTEE, Role.SPECIALIST, Role.PARENT, Role.HEAD)
_OF_MUNICIPALITY = (Role.COORDINATOR, Role.SPECIALIST)


@dataclass(frozen=True, slots=True)
class Ending:
    """A role about to end, or just ended, and what its holder answers for. `last`: it is that of
    the only curator, so another has to be there first."""

    organisation_id: int
    named: Named
    role: Role
    title: str
    owned: int
    last: bool


def right_to_give(role: Role) -> Action:
    """The action that lets one give, offer or take away a role."""
    return _BY.get(role, Action.INVITE_STAFF)


def roles_of(kind: OrganisationKind) -> tuple[Role, ...]:
    """The roles that an organisation knows; nobody is invited to be the administrator."""
    return _OF_SCHOOL if kind is OrganisationKind.SCHOOL else _OF_MUNICIPALITY


def givable(session: Session, actor: Actor, organisation: Organisation) -> tuple[Role, ...]:
    """The roles that the actor may give in the organisation."""
    return tuple(
        role
        for role in roles_of(organisation.kind)
        if permits(session, actor, right_to_give(role), organisation.id)
    )


def require_to_give(session: Session, actor: Actor, role: Role, organisation_id: int) -> None:
    """Raises Refusal("gone" | "forbidden")."""
    organisation = session.get(Organisation, organisation_id)
    if organisation is None:
        raise Refusal("gone")
    if role not in roles_of(organisation.kind):
        raise Refusal("forbidden")
    require(session, actor, right_to_give(role), organisation_id)


def permits(session: Session, actor: Actor, action: Action, organisation_id: int | None) -> bool:
    """The answer of `require` as a value, for the buttons of a screen."""
    try:
        require(session, actor, action, organisation_id)
    except Refusal:
        return False
    return True


def may_revoke(session: Session, actor: Actor, role: Role, organisation_id: int | None) -> bool:
    if role is Role.ADMINISTRATOR:
        return False
    return permits(session, actor, right_to_give(role), organisation_id)


def give(
    session: Session,
    actor: Actor,
    person_id: int,
    organisation_id: int,
    *,
    role: Role,
    title: str = "",
) -> int:
    """Give a role to somebody of the organisation. A role that is held stays as it is."""
    require_to_give(session, actor, role, organisation_id)
    require_member(session, person_id, organisation_id)
    chat.clear(session, actor)
    return add(session, actor, person_id, organisation_id, role=role, title=title)


def take(session: Session, actor: Actor, organisation_id: int, role: Role) -> int:
    """Take a role for oneself where one may give it («Я и есть куратор»)."""
    require_to_give(session, actor, role, organisation_id)
    person = session.get_one(Person, actor.me)
    if person.organisation_id is None:
        person.organisation_id = organisation_id
    grant_id = add(session, actor, person.id, organisation_id, role=role)
    person.active_role_id = grant_id
    return grant_id


def add(
    session: Session,
    actor: Actor,
    person_id: int,
    organisation_id: int | None,
    *,
    role: Role,
    title: str = "",
    follow: bool = True,
) -> int:
    """The bare grant, once; for callers that checked the right to it.

    Without `follow` the caller sees to the roadmaps (role_changes.joined_all)."""
    shown = " ".join(title.split())[:TITLE_LIMIT]
    held = held_grant(session, person_id, organisation_id, role=role, title=shown)
    if held is not None:
        return held
    grant = RoleGrant(
        person_id=person_id, organisation_id=organisation_id, role=role, title=shown,
        since=actor.at,
    )  # fmt: skip
    session.add(grant)
    session.flush()
    audit.record(
        session, actor, "role_given", f"person:{person_id}", organisation_id, role=role.value
    )
    if organisation_id is not None and follow:
        role_changes.joined(session, actor, person_id, Post(organisation_id, role, shown))
    return grant.id


def held_grant(
    session: Session, person_id: int, organisation_id: int | None, *, role: Role, title: str
) -> int | None:
    """The id of the grant by which exactly this role is held now."""
    return session.scalar(
        select(RoleGrant.id).where(
            RoleGrant.person_id == person_id,
            RoleGrant.organisation_id == organisation_id,
            RoleGrant.role == role,
            RoleGrant.title == title,
            RoleGrant.until.is_(None),
        )
    )


def clean_title(title: str) -> str:
    """A specialist's post as it is kept. Raises Refusal("title_empty")."""
    shown = " ".join(title.split())[:TITLE_LIMIT]
    if not any(letter.isalpha() for letter in shown):
        raise Refusal("title_empty")
    return shown


def revoke(session: Session, actor: Actor, grant_id: int) -> Ending:
    """End a role; returns what ended. Raises Refusal("gone") when it has ended already, and
    Refusal("last_curator") while nobody else looks after the school."""
    grant = _live(session, actor, grant_id)
    ending = _ending(session, grant, lock=True)
    if ending.last:
        raise Refusal("last_curator")
    done = session.execute(
        update(RoleGrant)
        .where(RoleGrant.id == grant.id, RoleGrant.until.is_(None))
        .values(until=actor.at)
        .returning(RoleGrant.id)
    ).first()
    if done is None:
        raise Refusal("gone")
    audit.record(
        session, actor, "role_revoked", f"person:{grant.person_id}", grant.organisation_id,
        role=grant.role.value,
    )  # fmt: skip
    post = Post(ending.organisation_id, ending.role, ending.title)
    role_changes.left(session, actor, ending.named.id, post)
    return ending


def ending(session: Session, actor: Actor, grant_id: int) -> Ending:
    """A live grant that the actor may end, for the question before it."""
    return _ending(session, _live(session, actor, grant_id))


def _ending(session: Session, grant: RoleGrant, *, lock: bool = False) -> Ending:
    person = session.get_one(Person, grant.person_id)
    place = grant.organisation_id
    assert place is not None, "the administrator's role is nobody's to end"
    return Ending(
        organisation_id=place,
        named=Named(person.id, person.name, person.is_pupil),
        role=grant.role,
        title=grant.title,
        owned=items_owned(session, person.id, place),
        last=grant.role is Role.CURATOR and place in led_alone(session, person.id, lock=lock),
    )


def led_alone(session: Session, person_id: int, *, lock: bool = False) -> set[int]:
    """The schools whose only curator the person is. `lock`: for a change, so that of two curators
    who go at the same time the second one stays."""
    mine = select(RoleGrant.organisation_id).where(
        RoleGrant.person_id == person_id, RoleGrant.role == Role.CURATOR, RoleGrant.until.is_(None)
    )
    query = (
        select(RoleGrant.organisation_id, RoleGrant.person_id)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(
            RoleGrant.organisation_id.in_(mine),
            RoleGrant.role == Role.CURATOR,
            RoleGrant.until.is_(None),
            Person.archived_at.is_(None),
        )
        .order_by(RoleGrant.id)
    )
    rows = session.execute(query.with_for_update(of=RoleGrant) if lock else query).all()
    others = {place for place, other in rows if other != person_id}
    mine_alone = {place for place, other in rows if other == person_id} - others
    return {place for place in mine_alone if place is not None}


def switch(session: Session, actor: Actor, grant_id: int) -> None:
    """Make one of one's own roles the one that the menu shows."""
    if all(held.id != grant_id for held in actor.roles):
        raise Refusal("gone")
    session.get_one(Person, actor.me).active_role_id = grant_id


def may_archive(session: Session, actor: Actor, person: Person, organisation_id: int) -> bool:
    """Nobody removes oneself, nor a holder of a role that one could not take away."""
    if person.id == actor.person_id or not actor.may(Action.EDIT_PEOPLE, organisation_id):
        return False
    grants = _of(session, person.id, organisation_id)
    return all(may_revoke(session, actor, grant.role, organisation_id) for grant in grants)


def archive(session: Session, actor: Actor, person_id: int) -> None:
    """Remove a person from the organisation: roles end, open items pass on, history stays.

    Raises Refusal("gone" | "forbidden" | "last_curator").
    """
    person = present(session, person_id)
    organisation_id = organisation_for(session, actor, person, Action.EDIT_PEOPLE)
    if not may_archive(session, actor, person, organisation_id):
        raise Refusal("forbidden")
    if organisation_id in led_alone(session, person.id, lock=True):
        raise Refusal("last_curator")
    for grant in _of(session, person.id, organisation_id):
        grant.until = actor.at
    session.flush()
    others = [place for place in present_in(session, person.id) if place != organisation_id]
    if others:
        person.organisation_id = others[0]
    elif held_grant_of(session, person.id, Role.ADMINISTRATOR) is None:
        person.archived_at = actor.at
    audit.record(session, actor, "person_archived", f"person:{person.id}", organisation_id)
    role_changes.gone(session, actor, person.id, organisation_id)


def end_administrators(session: Session, actor: Actor) -> None:
    """Nobody is the administrator any more: a code from the console puts another in place."""
    ended = session.scalars(
        update(RoleGrant)
        .where(RoleGrant.role == Role.ADMINISTRATOR, RoleGrant.until.is_(None))
        .values(until=actor.at)
        .returning(RoleGrant.person_id)
    ).all()
    for person_id in ended:
        audit.record(
            session, actor, "role_revoked", f"person:{person_id}", role=Role.ADMINISTRATOR.value
        )


def held_grant_of(session: Session, person_id: int, role: Role) -> int | None:
    """The id of any live grant of the role."""
    return session.scalar(
        select(RoleGrant.id)
        .where(RoleGrant.person_id == person_id, RoleGrant.role == role, RoleGrant.until.is_(None))
        .limit(1)
    )


def _of(session: Session, person_id: int, organisation_id: int) -> list[RoleGrant]:
    return list(
        session.scalars(
            select(RoleGrant).where(
                RoleGrant.person_id == person_id,
                RoleGrant.organisation_id == organisation_id,
                RoleGrant.until.is_(None),
            )
        )
    )


def _live(session: Session, actor: Actor, grant_id: int) -> RoleGrant:
    grant = session.get(RoleGrant, grant_id)
    if grant is None or grant.until is not None:
        raise Refusal("gone")
    if not may_revoke(session, actor, grant.role, grant.organisation_id):
        raise Refusal("forbidden")
    return grant
