"""What an answer was before it was changed after sending: for the person, and in the export."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from db.engine import Database
from domain.roles import Role
from domain.survey import Kind
from services.actor import Actor
from services.errors import Refusal
from services.exporting import surveys
from services.exporting.model import Scope
from services.surveys import history, reading
from tests import survey_factories as make
from tests.people_factories import NOW, person, school

ASKED = make.questionnaire(make.question("joy", Kind.SCALE), make.question("why", Kind.SHORT))
LATER = NOW + timedelta(days=2)


async def changed(db: Database) -> tuple[int, int, Actor, Actor]:
    """Sent with 4, two days later made 2 and then 5: place, response, mentor, curator."""
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    mentor = await person(db, place, "Астахов Пётр", Role.MENTOR, chat="2")
    _, (response,) = await db.write(make.campaign, NOW, place, ASKED, [mentor])
    await db.write(make.send, mentor, response, {"joy": 4, "why": "уроки"})
    assert (await db.read(reading.summary, mentor, response)).changed is False
    later = replace(mentor, at=LATER)
    for value in (2, 5):
        await db.write(make.answer, later, response, {"joy": value})
    return place, response, mentor, curator


async def test_the_person_sees_what_was_changed_the_last_first(db: Database) -> None:
    _, response, mentor, curator = await changed(db)
    assert (await db.read(reading.summary, mentor, response)).changed is True
    found = await db.read(history.of, mentor, response)
    assert [(each.number, each.before.value, each.after.value) for each in found.changes] == [
        (1, 2, 5), (1, 4, 2),
    ]  # fmt: skip
    assert {(each.by and each.by.name, each.day) for each in found.changes} == {
        ("Астахов Пётр", LATER.date())
    }
    with pytest.raises(Refusal):
        await db.read(history.of, curator, response)


async def test_who_sees_the_results_sees_the_history_of_an_answer(db: Database) -> None:
    _, response, mentor, curator = await changed(db)
    was = await db.read(history.told, curator, response, "joy", 0)
    assert [(each.reply.value, each.until) for each in was] == [(4, LATER), (2, LATER)]
    assert await db.read(history.told, curator, response, "why", 0) == ()
    with pytest.raises(Refusal, match="forbidden"):
        await db.read(history.told, mentor, response, "joy", 0)


async def test_the_export_tells_what_it_was(db: Database) -> None:
    place, *_ = await changed(db)
    keys = [each.key for each in surveys.COLUMNS]

    def read(session: Session) -> list[tuple[object, object]]:
        batch = surveys.read(
            session, Scope((place,), None, None, LATER, ZoneInfo("Europe/Moscow")), 0
        )
        return [
            (row[keys.index("answer")], row[keys.index("answer_before")]) for row in batch.rows
        ]

    day = f"{LATER:%d.%m.%Y}"
    assert await db.read(read) == [(5, f"до {day}: 4; до {day}: 2"), ("уроки", None)]
