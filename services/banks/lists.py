"""Entries of a school's bank as lists show them: counts, search, filters."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from content import areas as area_lists
from db.models import BankEntry, Organisation, Pair, PairMember, Person
from db.models.people import OrganisationKind
from domain.banks import BankState
from domain.named import Named
from domain.pairs import OPEN, Form, Side
from domain.roles import Action
from domain.search import search_key
from services import gate, preferences
from services.actor import Actor, require
from services.banks import access, fields
from services.pairs import capacity

AREAS = tuple(area_lists.named())  # by the number that buttons carry
FORMS = tuple(Form)


class Only(StrEnum):
    """Which of them beside side and state."""

    ALL = "a"
    FREE = "f"  # a mentor with room for one more, a mentee without a pair
    UNCONSENTED = "c"
    NEWER = "n"  # with answers newer than what was changed by hand


@dataclass(frozen=True, slots=True)
class Filter:
    side: Side | None = None
    state: BankState | None = None
    form: int | None = None  # of FORMS
    area: int | None = None  # of AREAS
    only: Only = Only.ALL


@dataclass(frozen=True, slots=True)
class Row:
    """An entry in a list. `free`: room for so many more mentees; of a mentee 1 without a pair."""

    id: int
    who: Named
    side: Side
    state: BankState
    free: int
    fit: bool  # may take part: consents are there
    paused: bool
    newer: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """`states`: how many of the side are in each state; `forms`, `areas`: numbers that filter
    to something."""

    rows: tuple[Row, ...]
    states: Mapping[BankState, int]
    forms: tuple[int, ...]
    areas: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Home:
    """How the bank stands. `schools`: of a municipality's, each school's own line."""

    organisation: str
    counts: Mapping[tuple[Side, BankState], int]
    newer: int
    keeps: bool
    schools: tuple[tuple[str, Mapping[tuple[Side, BankState], int]], ...]


Counts = Mapping[tuple[Side, BankState], int]


def home(session: Session, actor: Actor) -> Home:
    """Who keeps the bank; a coordinator sees counts of the schools below.

    Raises Refusal("forbidden" | "no_organisation").
    """
    place = actor.organisation_id
    require(session, actor, Action.SEE_PAIRS, place)
    organisation = session.get_one(Organisation, place)
    if organisation.kind is OrganisationKind.MUNICIPALITY:
        below = session.execute(
            select(Organisation.id, Organisation.name)
            .where(Organisation.parent_id == place)
            .order_by(Organisation.name, Organisation.id)
        ).all()
        found = counts(session, [row.id for row in below])
        schools = tuple((row.name, found.get(row.id, {})) for row in below)
        return Home(organisation.name, _total(found.values()), 0, keeps=False, schools=schools)
    newer = sum(bool(fields.waiting(entry)) for entry, _ in _entries(session, place))
    mine = counts(session, [place]).get(place, {})
    return Home(organisation.name, mine, newer, keeps=True, schools=())


def counts(session: Session, places: Collection[int]) -> dict[int, Counts]:
    """How many there are, by organisation, side and state, in one statement."""
    rows = session.execute(
        select(BankEntry.organisation_id, BankEntry.side, BankEntry.state, func.count())
        .join(Person, Person.id == BankEntry.person_id)
        .where(
            BankEntry.organisation_id.in_(places),
            Person.archived_at.is_(None),
            Person.erased_at.is_(None),
        )
        .group_by(BankEntry.organisation_id, BankEntry.side, BankEntry.state)
    )
    found: dict[int, dict[tuple[Side, BankState], int]] = {}
    for place, side, state, count in rows:
        found.setdefault(place, {})[(side, state)] = count
    return dict(found)


def listed(session: Session, actor: Actor, wanted: Filter, query: str = "") -> Listed:
    """Candidates the oldest first, others by name. Words begin words of the name; they look in
    all of the bank. Raises Refusal("forbidden" | "no_organisation")."""
    place = access.keeper(session, actor)
    everybody = _entries(session, place)
    of_side = [each for each in everybody if wanted.side in (None, each[0].side)]
    states: dict[BankState, int] = {}
    for entry, _ in of_side:
        states[entry.state] = states.get(entry.state, 0) + 1
    words = search_key(query).split()
    pool = everybody if words else of_side
    found = [
        (entry, person)
        for entry, person in pool
        if (_named(person, words) if words else _fits(entry, wanted))
    ]
    rows = rows_of(session, place, found, actor.at)
    kept = rows if words else [row for row in rows if _is(row, wanted.only)]
    if wanted.state is not BankState.CANDIDATE or words:
        kept = sorted(kept, key=lambda row: (search_key(row.who.name), row.id))
    forms = {each for entry, _ in of_side for each in entry.forms}
    areas = {each for entry, _ in of_side for each in entry.areas}
    return Listed(
        tuple(kept),
        states,
        tuple(n for n, each in enumerate(FORMS) if each.value in forms),
        tuple(n for n, each in enumerate(AREAS) if each in areas),
    )


def rows_of(
    session: Session, place: int, found: Sequence[tuple[BankEntry, Person]], now: datetime
) -> list[Row]:
    ids = [person.id for _, person in found]
    fit = gate.may_take_part(session, ids, now)
    free = rooms(session, place, found)
    return [
        Row(
            entry.id, Named(person.id, person.name, person.is_pupil), entry.side, entry.state,
            free[entry.id], person.id in fit, entry.paused_on is not None,
            bool(fields.waiting(entry)),
        )
        for entry, person in found
    ]  # fmt: skip


def rooms(
    session: Session, place: int, found: Sequence[tuple[BankEntry, Person]]
) -> dict[int, int]:
    """Room that is left, by entry."""
    mentors = [person.id for entry, person in found if entry.side is Side.MENTOR]
    loads = capacity.loads(session, place, mentors)
    paired = _paired(session, [p.id for entry, p in found if entry.side is Side.MENTEE])
    usual = preferences.of(session, place).mentees
    return {
        entry.id: 0
        if entry.paused_on is not None
        else int(person.id not in paired)
        if entry.side is Side.MENTEE
        else max(0, limit_of(entry, person, usual) - loads.get(person.id, 0))
        for entry, person in found
    }


def limit_of(entry: BankEntry, person: Person, usual: int) -> int:
    """How many mentees at once: what the person has said, within the own limit of pairs."""
    said = [each for each in (entry.capacity, person.mentee_limit) if each is not None]
    return min(said, default=usual)


def of_person(session: Session, place: int, person_id: int) -> list[BankEntry]:
    rows = session.scalars(
        select(BankEntry)
        .where(BankEntry.organisation_id == place, BankEntry.person_id == person_id)
        .order_by(BankEntry.side.desc(), BankEntry.id)
    )
    return list(rows)


def own_entry(session: Session, actor: Actor) -> int | None:
    """My entry as a mentor in the school of my current role."""
    place = actor.current.organisation_id if actor.current else None
    if place is None or actor.person_id is None:
        return None
    return session.scalar(
        select(BankEntry.id).where(
            BankEntry.organisation_id == place,
            BankEntry.person_id == actor.me,
            BankEntry.side == Side.MENTOR,
        )
    )


def _entries(session: Session, place: int) -> list[tuple[BankEntry, Person]]:
    rows = session.execute(
        select(BankEntry, Person)
        .join(Person, Person.id == BankEntry.person_id)
        .where(
            BankEntry.organisation_id == place,
            Person.archived_at.is_(None),
            Person.erased_at.is_(None),
        )
        .order_by(BankEntry.created_at, BankEntry.id)
    )
    return [(row[0], row[1]) for row in rows]


def entries(session: Session, place: int) -> list[tuple[BankEntry, Person]]:
    """All entries of present people, by side and name, for who has checked the right to them."""
    return sorted(
        _entries(session, place),
        key=lambda each: (each[0].side is Side.MENTEE, each[1].search, each[0].id),
    )


def _fits(entry: BankEntry, wanted: Filter) -> bool:
    return (
        (wanted.state is None or entry.state is wanted.state)
        and (wanted.form is None or _at(FORMS, wanted.form) in entry.forms)
        and (wanted.area is None or _at(AREAS, wanted.area) in entry.areas)
    )


def _at(names: Sequence[str], number: int) -> str:
    return str(names[number]) if 0 <= number < len(names) else ""


def _is(row: Row, only: Only) -> bool:
    if only is Only.FREE:
        return row.free > 0
    if only is Only.UNCONSENTED:
        return not row.fit
    return only is Only.ALL or row.newer


def _named(person: Person, words: Sequence[str]) -> bool:
    return all(any(part.startswith(w) for part in person.search.split()) for w in words)


def _total(found: Collection[Counts]) -> Counts:
    total: dict[tuple[Side, BankState], int] = {}
    for each in found:
        for key, count in each.items():
            total[key] = total.get(key, 0) + count
    return total


def _paired(session: Session, ids: Collection[int]) -> set[int]:
    """Who is mentored in a pair that is not over."""
    rows = session.scalars(
        select(PairMember.person_id)
        .join(Pair, Pair.id == PairMember.pair_id)
        .where(
            PairMember.person_id.in_(ids),
            PairMember.side == Side.MENTEE,
            PairMember.until.is_(None),
            Pair.state.in_(OPEN),
            Pair.removed_at.is_(None),
        )
    )
    return set(rows)


def local_day(moment: datetime, actor: Actor) -> date:
    return moment.astimezone(actor.zone).date()
