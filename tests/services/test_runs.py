"""Runs of one questionnaire in a school have names of their own."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Campaign
from domain.roles import Role
from domain.survey import Questionnaire
from services.actor import Actor
from services.surveys import campaigns, versions
from services.surveys.audience import Audience, Who
from tests import survey_factories as make
from tests.people_factories import NOW, person, school


async def launched(
    db: Database, curator: Actor, place: int, asked: Questionnaire, who: Audience,
    opens: datetime = NOW,
) -> None:  # fmt: skip
    def launch(session: Session) -> None:
        version = versions.keep(session, NOW, asked, place)
        there = campaigns.draft(session, curator, version)
        row = session.get_one(Campaign, there)
        row.audience, row.opens_at = who.stored(), opens
        row.closes_at = opens + timedelta(days=14)
        campaigns.launch(session, curator, there)

    await db.write(launch)


async def titles(db: Database, place: int) -> list[str]:
    def read(session: Session) -> list[str]:
        rows = select(Campaign.title).where(Campaign.organisation_id == place)
        return list(session.scalars(rows.order_by(Campaign.id)))

    return await db.read(read)


async def test_they_say_when_or_whom_or_which_day(db: Database) -> None:
    place, other = await school(db), await school(db, "Школа № 2")
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    theirs = await person(db, other, "Юрьева Анна", Role.CURATOR, chat="2")
    await person(db, place, "Астахов Пётр", Role.MENTOR, chat="3")
    asked = make.questionnaire(make.question("joy"), title="Как дела")
    staff, mentors = Audience(Who.STAFF), Audience(Who.MENTORS)

    await launched(db, theirs, other, asked, staff)
    await launched(db, curator, place, asked, staff)
    assert await titles(db, place) == ["Как дела"]

    await launched(db, curator, place, asked, staff, NOW + timedelta(days=40))
    assert await titles(db, place) == ["Как дела · октябрь 2026", "Как дела · ноябрь 2026"]

    await launched(db, curator, place, asked, mentors)
    await launched(db, curator, place, asked, mentors)
    again_ = make.questionnaire(make.question("joy"), make.question("more"), title="Как дела")
    await launched(db, curator, place, again_, mentors)
    assert (await titles(db, place))[2:] == [
        "Как дела · октябрь 2026, наставники",
        f"Как дела · {NOW.day} октября 2026",
        f"Как дела · {NOW.day} октября 2026 (2)",
    ]
    assert await titles(db, other) == ["Как дела"]
