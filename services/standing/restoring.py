"""A leaving is taken back within a day."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import AuditEntry, Organisation, Person, RoleGrant
from domain.named import Named
from domain.roles import Action
from services import audit, people, role_changes
from services.actor import Actor
from services.banks import leaving as banks
from services.errors import Refusal
from services.membership import present_in
from services.pairs import undo as pair_undo
from services.person_cards import members_among
from services.role_changes import Post
from services.standing.handed import UNDO_WITHIN, handed, ids_of
from services.standing.handing import give_items

ARCHIVED, RESTORED = "person_archived", "person_restored"


@dataclass(frozen=True, slots=True)
class Gone:
    """Who has left, and until when that can be taken back."""

    person: Named
    organisation_id: int
    organisation: str
    until: datetime


def restore(session: Session, actor: Actor, person_id: int) -> int:
    """Take the leaving back within a day, with what was given away on that day and is open still;
    the person's id. Raises Refusal("gone" | "forbidden" | "handover_late")."""
    person, left = _left(session, actor, person_id)
    place = left.organisation_id
    assert place is not None
    if person.archived_at is not None:
        person.archived_at, person.organisation_id = None, place
    back = session.scalars(
        select(RoleGrant).where(
            RoleGrant.person_id == person_id,
            RoleGrant.organisation_id == place,
            RoleGrant.until == left.at,
        )
    ).all()
    for grant in back:
        grant.until = None
    session.flush()
    for grant in back:
        role_changes.joined(session, actor, person_id, Post(place, grant.role, grant.title))
    for entry in handed(session, person_id, left.at - UNDO_WITHIN):
        _take_back(session, actor, place, person_id, entry)
    banks.back(session, actor, person_id, place)
    audit.record(session, actor, RESTORED, f"person:{person_id}", place)
    return person_id


def left_lately(session: Session, actor: Actor, place: int) -> list[Named]:
    """Who left on the last day and can be taken back. Raises Refusal("forbidden")."""
    if not actor.may(Action.EDIT_PEOPLE, place):
        raise Refusal("forbidden")
    since = actor.at - UNDO_WITHIN
    subjects = session.scalars(
        select(AuditEntry.subject)
        .where(
            AuditEntry.action == ARCHIVED,
            AuditEntry.organisation_id == place,
            AuditEntry.at >= since,
        )
        .order_by(AuditEntry.id.desc())
    )
    ids = list(dict.fromkeys(int(each.partition(":")[2]) for each in subjects))
    here = members_among(session, place, ids)
    names = people.named(session, ids)
    gone = session.scalars(
        select(Person.id).where(Person.id.in_(ids), Person.erased_at.is_not(None))
    )
    out = here | set(gone)
    return [names[each] for each in ids if each in names and each not in out]


def gone(session: Session, actor: Actor, person_id: int) -> Gone:
    """Somebody who can be taken back still. Raises Refusal("gone" | "forbidden" |
    "handover_late")."""
    person, left = _left(session, actor, person_id)
    place = left.organisation_id
    assert place is not None
    return Gone(
        Named(person.id, person.name, person.is_pupil), place,
        session.get_one(Organisation, place).name, left.at + UNDO_WITHIN,
    )  # fmt: skip


def _left(session: Session, actor: Actor, person_id: int) -> tuple[Person, AuditEntry]:
    entry = session.scalar(
        select(AuditEntry)
        .where(AuditEntry.action == ARCHIVED, AuditEntry.subject == f"person:{person_id}")
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )
    person = session.get(Person, person_id)
    if entry is None or person is None or person.erased_at:
        raise Refusal("gone")
    if entry.organisation_id in present_in(session, person.id) and person.archived_at is None:
        raise Refusal("gone")
    if not actor.may(Action.EDIT_PEOPLE, entry.organisation_id):
        raise Refusal("forbidden")
    if actor.at - entry.at > UNDO_WITHIN:
        raise Refusal("handover_late")
    return person, entry


def _take_back(
    session: Session, actor: Actor, place: int, person_id: int, entry: AuditEntry
) -> None:
    to = entry.data.get("to")
    if to is not None:
        items = ids_of(entry.data.get("items"))
        give_items(session, actor, place, int(to), person_id, items)
    for event_id in reversed(ids_of(entry.data.get("pairs"))):
        try:
            with session.begin_nested():
                pair_undo.undo(session, actor, event_id)
        except Refusal:
            continue  # changed since: stays as it is now
