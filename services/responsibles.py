"""Whom a responsible entry means: recognised, asked once, remembered for the next roadmap."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.models import Organisation, ResponsibleAlias, Roadmap
from db.models.people import OrganisationKind
from db.models.roadmap import Sharing
from domain.names import split
from domain.roles import AT_SCHOOLS, Role
from domain.search import key_of, search_key
from services import people, words
from services.draft_rows import Row
from services.people import PersonCard


@dataclass(frozen=True, slots=True)
class Meaning:
    """People, or a role (with a specialist's title); `each`: every one of them does it."""

    person_ids: tuple[int, ...] = ()
    role: Role | None = None
    title: str | None = None
    each: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """One entry of the responsible column, however many rows have it.

    `item_id` and `entry` are its first place. `proposed`: understood by words or by a known name,
    nobody has confirmed it yet.
    """

    key: str
    text: str
    item_id: int
    entry: int
    position: int
    rows: int
    meaning: Meaning | None
    proposed: bool


@dataclass(frozen=True, slots=True)
class Carrier:
    """Who carries a part of an item together; at a school of a municipality, with its name."""

    person_ids: tuple[int, ...]
    school: str = ""


def phrases(session: Session, roadmap: Roadmap, every: Iterable[Row]) -> list[Phrase]:
    """The entries of the open rows in the order of the document."""
    places: dict[str, list[tuple[int, int, int, str]]] = {}
    for row in every:
        if row.open:
            found = {key_of(text): (at, text) for at, text in _entries(row)}
            for key, (at, text) in found.items():
                places.setdefault(key, []).append((row.item.id, at, row.item.position, text))
    known = _aliases(session, roadmap.organisation_id)
    guess = Guesser(session, roadmap.organisation_id)
    result: list[Phrase] = []
    for key, found_in in places.items():
        item_id, at, position, text = found_in[0]
        meaning = known.get(key)
        proposal = None if meaning else guess.meaning(text)
        result.append(
            Phrase(
                key, text, item_id, at, position, len(found_in), meaning or proposal,
                proposed=proposal is not None,
            )
        )  # fmt: skip
    return result


def _entries(row: Row) -> list[tuple[int, str]]:
    """The last of equal entries is left out, so that a phrase has one place in a row."""
    entries = [(at, str(text)) for at, text in enumerate(row.item.responsible)]
    return [(at, text) for at, text in reversed(entries) if key_of(text)]


def _aliases(session: Session, organisation_id: int) -> dict[str, Meaning]:
    rows = session.scalars(
        select(ResponsibleAlias).where(ResponsibleAlias.organisation_id == organisation_id)
    ).all()
    present = people.named(session, {id_ for row in rows for id_ in row.person_ids})
    found = {row.phrase: _meaning(row, present) for row in rows}
    return {key: meaning for key, meaning in found.items() if meaning.person_ids or meaning.role}


def _meaning(row: ResponsibleAlias, present: Iterable[int]) -> Meaning:
    return Meaning(
        person_ids=tuple(id_ for id_ in row.person_ids if id_ in present),
        role=Role(row.role) if row.role else None,
        title=row.role_title,
        each=row.sharing is Sharing.EACH,
    )


def remember(session: Session, organisation_id: int, entry: str, meaning: Meaning | None) -> None:
    """Keep what an entry means in the organisation; None forgets it."""
    key = key_of(entry)
    row = session.scalar(
        select(ResponsibleAlias).where(
            ResponsibleAlias.organisation_id == organisation_id, ResponsibleAlias.phrase == key
        )
    )
    if meaning is None:
        session.execute(
            delete(ResponsibleAlias).where(ResponsibleAlias.id == (row.id if row else None))
        )
        return
    if row is None:
        row = ResponsibleAlias(organisation_id=organisation_id, phrase=key)
        session.add(row)
    row.person_ids = list(meaning.person_ids)
    row.role = meaning.role.value if meaning.role else None
    row.role_title = meaning.title
    row.sharing = Sharing.EACH if meaning.each else Sharing.ONE
    session.flush()


class Guesser:
    """What an entry most likely means, by the people and the roles of one organisation."""

    def __init__(self, session: Session, organisation_id: int) -> None:
        self._session = session
        self._organisation_id = organisation_id
        self._staff: list[PersonCard] | None = None

    def meaning(self, entry: str) -> Meaning | None:
        """A known person, a post, or a role that somebody holds; None: a person has to say."""
        named = words.PERSON.search(entry)
        if named is not None:
            person = self._person(named["name"])
            return Meaning((person,)) if person is not None else None
        return self._role(entry) or self._post(entry)

    def exact(self, written: str) -> Meaning | None:
        """The only person whose name was written, in full or with initials."""
        person = self._person(written)
        return Meaning((person,)) if person is not None else None

    def _everyone(self) -> list[PersonCard]:
        if self._staff is None:
            everyone = people.staff(self._session, self._organisation_id)
            self._staff = [card for card in everyone if not card.named.pupil]
        return self._staff

    def _person(self, name: str) -> int | None:
        """The only one whose surname and initials fit."""
        wanted = _signature(name)
        found = [
            card.id for card in self._everyone() if _fits(wanted, _signature(card.named.name))
        ]
        return found[0] if len(found) == 1 else None

    def _role(self, entry: str) -> Meaning | None:
        key = key_of(entry)
        for pattern, role, title, each in words.ROLES:
            if pattern.fullmatch(key):
                meaning = Meaning(role=role, title=title, each=each)
                some = any(
                    carrier.person_ids
                    for carrier in carriers(self._session, self._organisation_id, meaning)
                )
                return meaning if some else None
        return None

    def _post(self, entry: str) -> Meaning | None:
        key = key_of(entry)
        found = [
            card.id
            for card in self._everyone()
            if key_of(card.post) == key or any(key_of(g.title) == key for g in card.grants)
        ]
        return Meaning(tuple(found)) if key and found else None


def person_in(entry: str) -> tuple[str, str] | None:
    """The name that stands in an entry, and the rest of it: the post."""
    found = words.PERSON.search(entry)
    if found is None:
        return None
    rest = f"{entry[: found.start()]} {entry[found.end() :]}".strip(" ,.;:()")
    return found["name"], " ".join(rest.split())


def _signature(name: str) -> tuple[str, str, str]:
    parts = split(name)
    return (
        search_key(parts.surname),
        search_key(parts.given).rstrip("."),
        search_key(parts.patronymic).rstrip("."),
    )


def _fits(wanted: tuple[str, str, str], known: tuple[str, str, str]) -> bool:
    """An initial fits any name that begins with it, and what is not known fits all."""
    return wanted[0] == known[0] and all(
        a.startswith(b) or b.startswith(a) for a, b in zip(wanted[1:], known[1:], strict=True)
    )


def carriers(session: Session, organisation_id: int, meaning: Meaning) -> list[Carrier]:
    """The people behind a meaning: each school's together in a municipality, else one by one."""
    if meaning.role is None:
        return [Carrier((person_id,)) for person_id in meaning.person_ids]
    holders = _holders(session, organisation_id, meaning)
    organisation = session.get_one(Organisation, organisation_id)
    if organisation.kind is OrganisationKind.MUNICIPALITY and (
        meaning.role in AT_SCHOOLS or (meaning.role is Role.SPECIALIST and not holders)
    ):
        return [
            Carrier(tuple(_holders(session, school.id, meaning)), school.name)
            for school in _schools(session, organisation_id)
        ]
    return [Carrier((person_id,)) for person_id in holders]


def _schools(session: Session, organisation_id: int) -> Sequence[Organisation]:
    return session.scalars(
        select(Organisation)
        .where(Organisation.parent_id == organisation_id)
        .order_by(Organisation.name, Organisation.id)
    ).all()


def _holders(session: Session, organisation_id: int, meaning: Meaning) -> list[int]:
    assert meaning.role is not None
    return people.holders(session, organisation_id, meaning.role, meaning.title)


def confirm(session: Session, roadmap: Roadmap, every: Iterable[Row]) -> int:
    """Remember everything that was understood; how many phrases that were."""
    proposed = [phrase for phrase in phrases(session, roadmap, every) if phrase.proposed]
    for phrase in proposed:
        remember(session, roadmap.organisation_id, phrase.text, phrase.meaning)
    return len(proposed)
