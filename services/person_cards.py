"""Cards of people: roles, chat and consent of many read at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from db.models import Identity, Person, RoleGrant
from db.models.people import Reach
from domain.named import Named
from domain.roles import Role
from services import gate


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that a person holds in the organisation in question."""

    id: int
    role: Role
    title: str


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person as the lists show one. `reach` None: no chat; `consent` None: not asked yet."""

    named: Named
    post: str
    grants: tuple[Grant, ...]
    reach: Reach | None
    consent: bool | None
    school_class: str = ""  # of a pupil
    born_on: date | None = None

    @property
    def id(self) -> int:
        return self.named.id


def is_member(organisation_id: int) -> ColumnElement[bool]:
    """Who belongs to the organisation or holds a role in it."""
    holding = select(RoleGrant.person_id).where(
        RoleGrant.organisation_id == organisation_id, RoleGrant.until.is_(None)
    )
    belongs = or_(Person.organisation_id == organisation_id, Person.id.in_(holding))
    return and_(belongs, Person.archived_at.is_(None))


def members(session: Session, organisation_id: int) -> list[Person]:
    """Those by name."""
    people = session.scalars(select(Person).where(is_member(organisation_id)))
    return sorted(people, key=lambda person: (person.search, person.id))


def members_among(session: Session, organisation_id: int, ids: Iterable[int]) -> set[int]:
    """Those of some people who are of an organisation."""
    wanted = select(Person.id).where(Person.id.in_(set(ids)), is_member(organisation_id))
    return set(session.scalars(wanted))


def cards(
    session: Session, organisation_id: int, people: Sequence[Person], now: datetime | None = None
) -> list[PersonCard]:
    """The cards of these people as the organisation sees them, in the same order.

    `now` None: consents as of the last answer, whatever birthdays have come since.
    """
    ids = [person.id for person in people]
    grants = _grants(session, organisation_id, ids)
    reaches = _reaches(session, ids)
    consents = gate.standings(session, ids, now)
    return [
        PersonCard(
            named=Named(person.id, person.name, person.is_pupil),
            post=person.post,
            grants=tuple(grants.get(person.id, ())),
            reach=reaches.get(person.id),
            consent=consents.get(person.id),
            school_class=person.school_class,
            born_on=person.born_on,
        )
        for person in people
    ]


def _grants(session: Session, organisation_id: int, ids: list[int]) -> dict[int, list[Grant]]:
    found: dict[int, list[Grant]] = {}
    rows = session.scalars(
        select(RoleGrant)
        .where(
            RoleGrant.organisation_id == organisation_id,
            RoleGrant.person_id.in_(ids),
            RoleGrant.until.is_(None),
        )
        .order_by(RoleGrant.id)
    )
    for row in rows:
        found.setdefault(row.person_id, []).append(Grant(row.id, row.role, row.title))
    return found


def _reaches(session: Session, ids: list[int]) -> dict[int, Reach]:
    """Of several accounts the last that works is the one that counts."""
    rows = session.execute(
        select(Identity.person_id, Identity.reach)
        .where(Identity.person_id.in_(ids))
        .order_by((Identity.reach == Reach.OK), Identity.id)
    )
    return {row.person_id: row.reach for row in rows}
