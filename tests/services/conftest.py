"""Casts for the stories of services."""

import pytest
from sqlalchemy.orm import Session

from db.engine import Database
from domain.roles import Role
from tests.reminder_factories import NOON, person, roadmap, school


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
