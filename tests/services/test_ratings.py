"""What is told of ratings: averages of enough people, of the own school, up to last month."""

from collections.abc import Sequence
from datetime import date

import pytest
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Meeting, MeetingMark
from domain.meetings import MeetingKind, MeetingState
from domain.pairs import Form
from domain.ratings import Average
from domain.roles import Role
from services.actor import Actor
from services.errors import Refusal
from services.meetings import ratings
from tests.pair_factories import pair
from tests.people_factories import NOW, person, school

MET, TODAY = date(2026, 9, 16), date(2026, 10, 5)


def rated(session: Session, pair_id: int, who: int, given: Sequence[int], on: date = MET) -> None:
    for each in given:
        row = Meeting(
            pair_id=pair_id, kind=MeetingKind.REGULAR, state=MeetingState.HELD, held_on=on,
            created_at=NOW,
        )  # fmt: skip
        session.add(row)
        session.flush()
        session.add(MeetingMark(meeting_id=row.id, person_id=who, present=True, rating=each))


class Town:
    """A school where mentees of two forms rate."""

    curator: Actor
    mentor: Actor

    def __init__(self, db: Database, place: int) -> None:
        self.db, self.place, self.count = db, place, 0

    async def rates(self, *given: int, form: Form = Form.TEACHER_TEACHER, on: date = MET) -> int:
        """A new mentee with a pair; the pair."""
        self.count += 1
        name = f"Мышкин Лев {self.count}"
        mentee = await person(self.db, self.place, name, Role.MENTEE, chat=None)
        made = await self.db.write(pair, NOW, self.place, [self.mentor], [mentee], form=form)
        await self.db.write(rated, made, mentee.me, given, on)
        return made

    async def told(self) -> ratings.Ratings:
        return await self.db.read(ratings.of_school, self.place, TODAY)


@pytest.fixture
async def town(db: Database) -> Town:
    place = await school(db)
    made = Town(db, place)
    made.curator = await person(db, place, "Ветрова Ольга Сергеевна", Role.CURATOR, chat="1")
    made.mentor = await person(db, place, "Ёлкина Анна Львовна", Role.MENTOR, chat="2")
    return made


async def test_four_people_have_no_average_and_five_have(town: Town) -> None:
    for _ in range(4):
        await town.rates(5, 5, 5)
    assert (await town.told()).total is None

    await town.rates(1)

    assert await town.told() == ratings.Ratings(
        date(2026, 9, 30), Average(5, 4.2),
        ((Form.TEACHER_TEACHER, Average(5, 4.2)),), hidden=0,
    )  # fmt: skip


async def test_a_small_form_cannot_be_counted_back_from_the_total(town: Town) -> None:
    for _ in range(6):
        await town.rates(4)
    for _ in range(5):
        await town.rates(5, form=Form.TEACHER_PUPIL)
    await town.rates(1, form=Form.PUPIL_PUPIL)

    found = await town.told()

    assert found.total == Average(12, 4.2)
    assert found.forms == ((Form.TEACHER_TEACHER, Average(6, 4)),)
    assert found.hidden == 2


async def test_this_month_and_other_schools_are_not_in_it(town: Town, db: Database) -> None:
    for _ in range(5):
        await town.rates(4)
    await town.rates(1, on=date(2026, 10, 1))
    other = Town(db, await school(db, "Школа № 2"))
    other.mentor = await person(db, other.place, "Зимина Юлия Олеговна", Role.MENTOR, chat="9")
    await other.rates(1)

    assert (await town.told()).total == Average(5, 4)
    assert (await other.told()).total is None


async def test_a_mentor_sees_none(town: Town) -> None:
    assert (await town.db.read(ratings.view, town.curator)).total is None
    with pytest.raises(Refusal, match="forbidden"):
        await town.db.read(ratings.view, town.mentor)
