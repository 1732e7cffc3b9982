"""Reminders from the launch to the escalation: who hears what, and when."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from db.engine import Database
from domain.roles import Role
from tests.reminder_factories import Postman, item, moscow, person, roadmap, school

MONDAY = date(2026, 10, 5)
NOON = moscow(MONDAY, 12)


@pytest.fixture
async def cast(db: Database) -> dict[str, int]:
    """A school of a head, a curator and a mentor, with a running roadmap."""

    def make(session: Session) -> dict[str, int]:
        place = school(session, NOON)
        return {
            "place": place,
            "head": person(session, NOON, place, "Зимин Пётр Ильич", Role.HEAD),
            "curator": person(session, NOON, place, "Ветрова Ольга Сергеевна", Role.CURATOR),
            "mentor": person(session, NOON, place, "Орлова Анна Юрьевна", Role.MENTOR),
            "roadmap": roadmap(session, NOON, place),
        }

    return await db.write(make)


async def told(postman: Postman, until: date) -> list[tuple[int, str, list[str]]]:
    letters = await postman.until(moscow(until, 23))
    return [
        (letter.person_id, f"{letter.at:%d.%m %H:%M}", letter.titles) for letter in letters
    ]


async def test_the_default_rhythm_ends_with_one_escalation(
    db: Database, cast: dict[str, int]
) -> None:
    mentor, curator = cast["mentor"], cast["curator"]
    await db.write(item, NOON, cast["roadmap"], "Встреча", mentor, due=date(2026, 10, 30))

    assert await told(Postman(db, NOON), date(2026, 12, 31)) == [
        (mentor, "16.10 16:00", ["Встреча"]),
        (mentor, "27.10 16:00", ["Встреча"]),
        (mentor, "30.10 16:00", ["Встреча"]),
        (mentor, "02.11 16:00", ["Встреча"]),
        (curator, "05.11 09:00", ["Встреча"]),
    ]
