"""What a reading transaction has loaded once is not loaded again; a writing one always asks."""

from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Person
from services import recall, recipients
from tests.people_factories import NOW, person, school


def _loaded(session: Session, ids: list[int]) -> tuple[list[int], int]:
    """Who was found at the second time, and how many statements that took."""
    recipients.load(session, ids[:1], NOW)
    said: list[Any] = []

    def heard(*told: Any) -> None:
        said.append(told)

    connection = session.connection()
    event.listen(connection, "before_cursor_execute", heard)
    found = list(recipients.load(session, ids[:1], NOW))
    event.remove(connection, "before_cursor_execute", heard)
    assert sorted(recipients.load(session, ids, NOW)) == sorted(ids)
    return found, len(said)


async def test_a_reading_transaction_loads_once(db: Database) -> None:
    place = await school(db)
    ids = [
        (await person(db, place, name, chat=str(n))).me
        for n, name in enumerate(("Ким", "Лугов"), 1)
    ]

    assert await db.read(_loaded, ids) == (ids[:1], 0)
    found, statements = await db.write(_loaded, ids)
    assert found == ids[:1]
    assert statements > 0


async def test_what_is_written_is_seen_after_a_time_of_reading(db: Database) -> None:
    place = await school(db)
    person_id = (await person(db, place, "Ким", chat="1")).me

    def hours(session: Session) -> list[int]:
        found = []
        for hour in (10, 17):
            session.get_one(Person, person_id).remind_hour = hour
            session.flush()
            with recall.reading(session):
                found.append(recipients.load(session, [person_id], NOW)[person_id].hour)
        return found

    assert await db.write(hours) == [10, 17]
