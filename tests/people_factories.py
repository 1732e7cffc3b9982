"""Small makers of people and their actors, for tests of services without a stage."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Person
from db.models.people import OrganisationKind
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
