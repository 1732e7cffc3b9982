"""Who may see and change entries of a bank: asked anew for every button."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import BankEntry, Organisation, Person
from db.models.people import OrganisationKind
from domain.roles import Action
from services.actor import Actor, require
from services.errors import Refusal
from services.membership import present_in

KEEP = Action.EDIT_PAIRS


def keeper(session: Session, actor: Actor) -> int:
    """The school whose bank the actor keeps. Raises Refusal("forbidden" | "no_organisation")."""
    place = actor.organisation_id
    require(session, actor, KEEP, place)
    if session.get_one(Organisation, place).kind is not OrganisationKind.SCHOOL:
        raise Refusal("forbidden")
    return place


def see(session: Session, actor: Actor, entry_id: int) -> BankEntry:
    """For who keeps the bank. Raises Refusal("gone" | "forbidden")."""
    entry = session.get(BankEntry, entry_id)
    if entry is None:
        raise Refusal("gone")
    require(session, actor, KEEP, entry.organisation_id)
    return entry


def take(session: Session, actor: Actor, entry_id: int) -> BankEntry:
    """The same for a change: writers of one entry come one after the other."""
    lock(session, entry_id)
    return see(session, actor, entry_id)


def own(session: Session, actor: Actor, entry_id: int, *, taken: bool = False) -> BankEntry:
    """The actor's own entry in a school of the actor. Raises Refusal("gone" | "forbidden")."""
    if taken:
        lock(session, entry_id)
    entry = session.get(BankEntry, entry_id)
    if entry is None:
        raise Refusal("gone")
    mine = entry.person_id == actor.me
    if not mine or entry.organisation_id not in present_in(session, actor.me):
        raise Refusal("forbidden")
    return entry


def theirs(session: Session, actor: Actor, entry_id: int) -> BankEntry:
    """To correct it: one's own or, for who keeps the bank, anybody's; taken."""
    lock(session, entry_id)
    entry = session.get(BankEntry, entry_id)
    if entry is not None and entry.person_id == actor.person_id:
        return own(session, actor, entry_id)
    return see(session, actor, entry_id)


def lock(session: Session, entry_id: int) -> None:
    query = select(BankEntry).where(BankEntry.id == entry_id).with_for_update()
    session.execute(query.execution_options(populate_existing=True)).all()


def alive(session: Session, entry: BankEntry) -> Person:
    """Whose entry it is. Raises Refusal("gone") for who was removed."""
    person = session.get(Person, entry.person_id)
    if person is None or person.erased_at is not None:
        raise Refusal("gone")
    return person
