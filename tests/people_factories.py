"""Small makers of people and their actors, for tests of services without a stage."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Consent, Person
from db.models.people import Given, OrganisationKind
from domain.consents import Document
from domain.roles import Role
from services import actor as actors
from services import enlist
from services.actor import Actor

ZONE = "Europe/Moscow"
NOW = datetime(2026, 10, 5, 7, tzinfo=UTC)


async def school(db: Database, name: str = "Школа № 1", parent_id: int | None = None) -> int:
    return await db.write(enlist.organisation, NOW, name, ZONE, parent_id=parent_id)


async def municipality(db: Database, name: str = "Заречный район") -> int:
    return await db.write(enlist.organisation, NOW, name, ZONE, kind=OrganisationKind.MUNICIPALITY)


async def person(
    db: Database, place: int | None, name: str, *roles: Role, title: str = "", chat: str | None
) -> Actor:
    """Somebody of an organisation as an actor; with a `chat` the consent is given."""
    newcomer = enlist.Newcomer(name, "", tuple((role, title) for role in roles), chat)
    person_id = await db.write(enlist.enlist, NOW, place, newcomer, ZONE)
    return await again(db, person_id, chat or "")


def consented(
    session: Session, person_id: int, on: date = date(2026, 9, 1), *, given: bool = True
) -> None:
    """A pupil's papers of a day: the parent's word and the own one."""
    for kind in (Document.PARENTAL, Document.ASSENT):
        session.add(
            Consent(
                person_id=person_id, kind=kind.value, version="1", text_hash="", given=given,
                at=datetime(on.year, on.month, on.day, 9, tzinfo=UTC), how=Given.PAPER,
                signed_on=on,
            )
        )  # fmt: skip


async def again(db: Database, person_id: int, chat: str = "") -> Actor:
    """The actor as the next update would load it."""

    def load(session: Session) -> Actor:
        if chat:
            return actors.load(session, chat, NOW, ZONE)
        return actors.of_person(session, session.get_one(Person, person_id), NOW, ZONE)

    return await db.read(load)


def stranger(chat: str = "900", **changes: object) -> Actor:
    return replace(Actor(at=NOW, zone=ZoneInfo(ZONE), chat_id=chat), **changes)  # type: ignore[arg-type]


async def next_update(db: Database, actor: Actor, at: datetime = NOW) -> Actor:
    """The same chat again, with what was written meanwhile."""
    return await db.read(actors.load, actor.chat_id, at, ZONE)
