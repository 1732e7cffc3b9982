"""People put in place at once, with chat, role and consent: for the demo and for rehearsals."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from db.models import Identity, Organisation, Person
from db.models.people import OrganisationKind
from domain.consents import Document
from domain.roles import Role
from domain.search import search_key
from services import actor as actors
from services import consent_rows, consents, grants


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody to enlist; without `chat_id` a person without a chat."""

    name: str
    post: str
    roles: tuple[tuple[Role, str], ...]
    chat_id: str | None
    is_pupil: bool = False
    school_class: str = ""


def organisation(
    session: Session,
    at: datetime,
    name: str,
    zone: str,
    *,
    kind: OrganisationKind = OrganisationKind.SCHOOL,
    parent_id: int | None = None,
) -> int:
    """A school or municipality; its id."""
    row = Organisation(
        name=name, kind=kind, parent_id=parent_id, timezone=zone, preferences={}, created_at=at
    )
    session.add(row)
    session.flush()
    return row.id


def enlist(
    session: Session, at: datetime, organisation_id: int | None, newcomer: Newcomer, zone: str
) -> int:
    """The person's id. Those with a chat have given the consent to processing, a pupil's parents
    on paper."""
    person = Person(
        organisation_id=organisation_id,
        name=newcomer.name,
        search=search_key(newcomer.name),
        post=newcomer.post,
        is_pupil=newcomer.is_pupil,
        school_class=newcomer.school_class,
        created_at=at,
    )
    session.add(person)
    session.flush()
    nobody = actors.Actor(at=at, zone=ZoneInfo(zone))
    for role, title in newcomer.roles:
        where = None if role is Role.ADMINISTRATOR else organisation_id
        grants.add(session, nobody, person.id, where, role=role, title=title)
    if newcomer.chat_id is not None:
        session.add(Identity(person_id=person.id, chat_id=newcomer.chat_id, created_at=at))
        session.flush()
        who = actors.of_person(session, person, at, zone)
        consents.give(session, who, consents.operator(session, who))
        if newcomer.is_pupil:
            _parental(session, who, person)
    return person.id


def _parental(session: Session, actor: actors.Actor, person: Person) -> None:
    paper = consent_rows.Paper(actor.today)
    consent_rows.add(session, actor, person, Document.PARENTAL, given=True, paper=paper)
