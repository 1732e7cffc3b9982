"""«My data»: all that is kept of a person, and nothing of what others said without them."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import PairMember
from domain.pairs import Form
from domain.roles import Role
from services import own_data
from services.actor import Actor
from services.meetings import holding
from tests.pair_factories import pair
from tests.people_factories import NOW, person, school

TODAY = NOW.date()


async def logged(db: Database, mentor: Actor, there: int, day: date, text: str) -> None:
    made = await db.write(holding.unplanned, mentor, there, day)
    await db.write(holding.write_text, mentor, made.meeting_id, text)


async def test_of_a_pair_only_the_own_days_and_shortened_names(db: Database) -> None:
    place = await school(db)
    mentor = await person(db, place, "Ким Анна Львовна", Role.MENTOR, chat="2")
    mentee = await person(db, place, "Носов Илья Петрович", Role.MENTEE, chat="3")
    other = await person(db, place, "Рощина Инна Павловна", Role.MENTEE, chat="4")
    there = await db.write(pair, NOW, place, [mentor], [mentee, other], form=Form.TEACHER_TEACHER)

    def leave(session: Session) -> None:
        row = session.scalars(select(PairMember).where(PairMember.person_id == mentee.me)).one()
        row.until = TODAY - timedelta(days=5)

    await logged(db, mentor, there, TODAY - timedelta(days=7), "При нём")
    await db.write(leave)
    await logged(db, mentor, there, TODAY - timedelta(days=2), "Уже без него")

    found = await db.read(own_data.mine, replace(mentee, at=NOW + timedelta(days=1)))

    told = {section.key: section for section in found.sections}
    assert [row[4] for row in told["meetings"].rows] == ["При нём"]
    others = str(told["pairs"].rows[0][1]).replace("\xa0", " ")
    assert others == "Ким А. Л., Рощина И. П."
