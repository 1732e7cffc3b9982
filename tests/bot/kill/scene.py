"""A school in which a wave of reminders falls due in every life of the program."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy.orm import Session

from db.models import (
    Consent,
    Identity,
    Item,
    ItemOwner,
    Occurrence,
    Organisation,
    Person,
    Reminder,
    Roadmap,
    RoleGrant,
)
from db.models.people import OrganisationKind
from db.models.roadmap import RoadmapState
from domain.consents import Document
from domain.deadlines.model import Kind
from domain.occurrences import OccKind
from domain.reminders import Step
from domain.roles import Role
from services.outbox import LEASE

START = datetime(2026, 10, 5, 6, tzinfo=UTC)  # a Monday, 9:00 in the school
# What falls due after the hour of the daily message goes at once, wave after wave.
BUNDLE_HOUR = 9
STEP = LEASE + timedelta(seconds=10)
DUE = date(2026, 10, 19)
LAUNCHED = START - timedelta(days=3)
# The first wave is a double one: more than may be under way at once, so that every life has
# something to leave behind.
WAVE = 6
AGAIN = 5  # one of so many people has a second thing, a few waves later on the same day
LATER = 4


@dataclass(frozen=True)
class Expected:
    """A reminder that has to reach a chat: the words by which it is known there."""

    chat_id: int
    title: str


def fill(session: Session, waves: int, roadmap: Roadmap | None = None) -> list[Expected]:
    """The school, its roadmap, its people and their reminders; what is to be told to whom."""
    roadmap = roadmap or running(session)
    expected = []
    for number, (person, wave) in enumerate(_people(session, roadmap.organisation_id, waves)):
        times = [wave] if number % AGAIN else [wave, wave + LATER]
        for time in times:
            title = f"Провести занятие {number + 1}-{time}-е"
            _remind(session, roadmap.id, person, title, START + STEP * time)
            expected.append(Expected(chat_of(person), title))
    session.flush()
    return expected


def running(session: Session) -> Roadmap:
    school = Organisation(
        kind=OrganisationKind.SCHOOL, name="Школа № 1", timezone="Europe/Moscow",
        preferences={"bundle_hour": BUNDLE_HOUR}, created_at=LAUNCHED,
    )  # fmt: skip
    session.add(school)
    session.flush()
    roadmap = Roadmap(
        organisation_id=school.id, title="Дорожная карта", state=RoadmapState.RUNNING,
        approval=[], columns=[], source_name="roadmap.docx", source_sha="0" * 64,
        created_at=LAUNCHED, launched_at=LAUNCHED,
    )  # fmt: skip
    session.add(roadmap)
    session.flush()
    return roadmap


def _people(session: Session, school_id: int, waves: int) -> Iterator[tuple[Person, int]]:
    """Each with the wave to be reminded in."""
    for number, person in enumerate(mentors(session, school_id, (waves + 1) * WAVE)):
        yield person, max(1, number // WAVE)


def mentors(session: Session, school_id: int, count: int) -> list[Person]:
    """People of the school with a chat who have consented."""
    people = [
        Person(
            organisation_id=school_id, name=f"Ветрова Ольга {number}",
            search=f"ветрова ольга {number}", created_at=LAUNCHED,
        )
        for number in range(count)
    ]  # fmt: skip
    session.add_all(people)
    session.flush()
    for person in people:
        session.add_all([
            RoleGrant(
                person_id=person.id, organisation_id=school_id, role=Role.MENTOR, since=LAUNCHED
            ),
            Identity(person_id=person.id, chat_id=str(chat_of(person)), created_at=LAUNCHED),
            Consent(
                person_id=person.id, kind=Document.PROCESSING, version="1", text_hash="0" * 64,
                given=True, at=LAUNCHED,
            ),
        ])  # fmt: skip
    return people


def item(session: Session, roadmap_id: int, person: Person, title: str) -> Item:
    """An item of the person's own, due some day."""
    made = Item(
        roadmap_id=roadmap_id, position=person.id, title=title, search=title.casefold(),
        term_kind=Kind.DATES, spans=[[None, DUE.isoformat()]], responsible=[], due=DUE,
    )  # fmt: skip
    session.add(made)
    session.flush()
    session.add(ItemOwner(item_id=made.id, person_id=person.id))
    session.flush()
    return made


def _remind(session: Session, roadmap_id: int, person: Person, title: str, at: datetime) -> None:
    due = item(session, roadmap_id, person, title)
    occurrence = Occurrence(item_id=due.id, seq=1, kind=OccKind.DUE, due=DUE)
    session.add(occurrence)
    session.flush()
    session.add(
        Reminder(occurrence_id=occurrence.id, person_id=person.id, remind_at=at, step=Step.BEFORE)
    )


def chat_of(person: Person) -> int:
    return 1_000_000 + person.id
