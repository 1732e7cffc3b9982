"""People of an organisation: who they are, what they hold, and whether a chat reaches them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Organisation, Person, RoleGrant
from db.models.people import OrganisationKind
from domain import people_rows
from domain.named import Named
from domain.names import capitalised
from domain.roles import Action, Role
from domain.roster import Entry
from domain.search import search_key
from services import audit, chat
from services.actor import Actor, require
from services.errors import Refusal
from services.grants import (
    givable,
    may_archive,
    may_revoke,
)
from services.membership import items_owned, organisation_for, present
from services.person_cards import PersonCard as PersonCard  # noqa: PLC0414 - taken from here
from services.person_cards import cards, members

NAME_LIMIT = 200
FOUND_LIMIT = 50


@dataclass(frozen=True, slots=True)
class PersonView:
    """A card with what the one who looks may do."""

    card: PersonCard
    organisation_id: int
    organisation: str
    owned: int  # items of this organisation's roadmaps that carry the person's name
    myself: bool
    may_edit: bool
    may_archive: bool
    givable: tuple[Role, ...]
    revocable: tuple[int, ...]  # ids of grants
    may_enter: bool = False  # what the person has answered on paper
    may_erase: bool = False
    banks: bool = False  # the one who looks keeps the bank of this school
    curates: bool = False  # the one who looks is a curator there


@dataclass(frozen=True, slots=True)
class Added:
    """What came of a list of people: ids of the new ones, names that stood there before."""

    ids: tuple[int, ...]
    known: tuple[str, ...]


def named(session: Session, ids: Iterable[int]) -> dict[int, Named]:
    """Names by person; ids that nobody has are left out."""
    wanted = set(ids)
    if not wanted:
        return {}
    rows = session.execute(
        select(Person.id, Person.name, Person.is_pupil).where(Person.id.in_(wanted))
    )
    return {row.id: Named(row.id, row.name, row.is_pupil) for row in rows}


def staff(session: Session, organisation_id: int) -> list[PersonCard]:
    """The present people of an organisation, by name."""
    return cards(session, organisation_id, members(session, organisation_id))


def search_people(session: Session, organisation_id: int, query: str) -> list[PersonCard]:
    """Those in whose name or post every word of `query` begins some word; by name."""
    words = search_key(query).split()
    people = [
        person
        for person in members(session, organisation_id)
        if _matches(f"{person.search} {search_key(person.post)}".split(), words)
    ]
    return cards(session, organisation_id, people[:FOUND_LIMIT])


def holders(
    session: Session, organisation_id: int, role: Role, title: str | None = None
) -> list[int]:
    """Who holds a role now, the longest-serving first; `title` narrows it to one post."""
    rows = session.execute(
        select(RoleGrant.person_id, RoleGrant.title)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(
            RoleGrant.organisation_id == organisation_id,
            RoleGrant.role == role,
            RoleGrant.until.is_(None),
            Person.archived_at.is_(None),
        )
        .order_by(RoleGrant.id)
    )
    wanted = None if title is None else search_key(title)
    found = (row.person_id for row in rows if wanted in (None, search_key(row.title)))
    return list(dict.fromkeys(found))


def curators(session: Session, organisation_id: int) -> list[int]:
    return holders(session, organisation_id, Role.CURATOR)


def heads(session: Session, organisation_id: int) -> list[int]:
    return holders(session, organisation_id, Role.HEAD)


def list_people(
    session: Session, actor: Actor, organisation_id: int, query: str = ""
) -> list[PersonCard]:
    """The list as a screen shows it. Raises Refusal("forbidden")."""
    require(session, actor, Action.SEE_PEOPLE, organisation_id)
    if query:
        return search_people(session, organisation_id, query)
    return staff(session, organisation_id)


def require_editing(session: Session, actor: Actor, organisation_id: int) -> None:
    """Asked before the chat is asked for names. Raises Refusal("forbidden")."""
    require(session, actor, Action.EDIT_PEOPLE, organisation_id)


def add_person(
    session: Session,
    actor: Actor,
    name: str,
    post: str,
    is_pupil: bool = False,
    *,
    organisation_id: int | None = None,
) -> int:
    """Add somebody without a chat to the current (or the given) organisation."""
    where = actor.organisation_id if organisation_id is None else organisation_id
    require(session, actor, Action.EDIT_PEOPLE, where)
    person = create(session, actor, where, name, post, is_pupil=is_pupil)
    return person.id


def add_people(
    session: Session, actor: Actor, organisation_id: int, entries: Sequence[Entry], pupils: bool
) -> Added:
    """Add several at once; a name that the organisation has already is not added again."""
    require(session, actor, Action.EDIT_PEOPLE, organisation_id)
    if not entries:
        raise Refusal("nobody_named")
    taken = {person.search for person in members(session, organisation_id)}
    ids: list[int] = []
    known: list[str] = []
    for entry in entries:
        key = search_key(entry.name)
        if key in taken:
            known.append(entry.name)
            continue
        taken.add(key)
        post = "" if pupils else entry.post
        person = create(session, actor, organisation_id, entry.name, post, is_pupil=pupils)
        if pupils and entry.post:
            person.school_class, person.born_on = _facts(actor, entry.post)
        ids.append(person.id)
    chat.clear(session, actor)
    return Added(tuple(ids), tuple(known))


def create(
    session: Session,
    actor: Actor,
    organisation_id: int | None,
    name: str,
    post: str = "",
    *,
    is_pupil: bool = False,
) -> Person:
    """The bare row, for callers that checked the right to it."""
    shown = clean_name(name)
    person = Person(
        organisation_id=organisation_id,
        name=shown,
        search=search_key(shown),
        post=" ".join(post.split())[:NAME_LIMIT],
        is_pupil=is_pupil,
        created_at=actor.at,
    )
    session.add(person)
    session.flush()
    audit.record(session, actor, "person_added", f"person:{person.id}", organisation_id)
    return person


def clean_name(name: str) -> str:
    """A name as it is kept, with its capitals. Raises Refusal("name_empty" | "name_long")."""
    shown = capitalised(" ".join(name.split()))
    if not any(letter.isalpha() for letter in shown):
        raise Refusal("name_empty")
    if len(shown) > NAME_LIMIT:
        raise Refusal("name_long")
    return shown


def rename(session: Session, actor: Actor, person_id: int, name: str, post: str | None) -> None:
    """Correct a name (and the post, where one is given): one's own, or by who keeps the list."""
    person = present(session, person_id)
    if person.id != actor.person_id:
        organisation_for(session, actor, person, Action.EDIT_PEOPLE)
    person.name = clean_name(name)
    person.search = search_key(person.name)
    if post is not None and person.is_pupil:
        school_class, born = _facts(actor, post)
        person.school_class = school_class or person.school_class
        person.born_on = born or person.born_on
    elif post is not None:
        person.post = " ".join(post.split())[:NAME_LIMIT]
    chat.clear(session, actor)
    audit.record(session, actor, "person_renamed", f"person:{person.id}", person.organisation_id)


def set_pupil(session: Session, actor: Actor, person_id: int, pupil: bool) -> None:
    """Whether the person is a pupil: a pupil's full name is never shown in messages."""
    person = present(session, person_id)
    organisation_for(session, actor, person, Action.EDIT_PEOPLE)
    person.is_pupil = pupil
    if not pupil:  # of adults neither is kept
        person.school_class, person.born_on = "", None
    audit.record(
        session, actor, "person_pupil", f"person:{person.id}", person.organisation_id,
        pupil=int(pupil),
    )  # fmt: skip


def set_facts(session: Session, actor: Actor, person_id: int, text: str) -> None:
    """The class and the birthday of a pupil, as typed; what is not named stays.

    Raises Refusal("gone" | "forbidden" | "facts_unclear").
    """
    person = present(session, person_id)
    organisation_for(session, actor, person, Action.EDIT_PEOPLE)
    if not person.is_pupil:
        raise Refusal("forbidden")
    school_class, born = _facts(actor, text)
    if not school_class and born is None:
        raise Refusal("facts_unclear")
    person.school_class = school_class or person.school_class
    person.born_on = born or person.born_on
    chat.clear(session, actor)
    audit.record(session, actor, "person_changed", f"person:{person.id}", person.organisation_id)


def _facts(actor: Actor, text: str) -> tuple[str, date | None]:
    try:
        return people_rows.pupil_facts(text, actor.today)
    except people_rows.Unclear as unclear:
        raise Refusal("facts_unclear") from unclear


def view(session: Session, actor: Actor, person_id: int) -> PersonView:
    """A person's card. Raises Refusal("gone" | "forbidden")."""
    person = present(session, person_id)
    organisation_id = organisation_for(session, actor, person, Action.SEE_PEOPLE)
    organisation = session.get_one(Organisation, organisation_id)
    card = cards(session, organisation_id, [person], actor.at)[0]
    return PersonView(
        card=card,
        organisation_id=organisation_id,
        organisation=organisation.name,
        owned=items_owned(session, person.id, organisation_id),
        myself=person.id == actor.person_id,
        may_edit=actor.may(Action.EDIT_PEOPLE, organisation_id),
        may_archive=may_archive(session, actor, person, organisation_id),
        givable=givable(session, actor, organisation),
        revocable=tuple(
            grant.id
            for grant in card.grants
            if may_revoke(session, actor, grant.role, organisation_id)
        ),
        may_enter=actor.may(Action.ENTER_PAPER, organisation_id),
        banks=organisation.kind is OrganisationKind.SCHOOL
        and actor.may(Action.EDIT_PAIRS, organisation_id),
        curates=any(
            held.role is Role.CURATOR and held.organisation_id == organisation_id
            for held in actor.roles
        ),
        may_erase=actor.may(Action.ERASE_PEOPLE, organisation_id) and person.id != actor.person_id,
    )


def _matches(words: list[str], wanted: list[str]) -> bool:
    return all(any(word.startswith(start) for word in words) for start in wanted)
