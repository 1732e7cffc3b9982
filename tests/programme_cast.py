"""A pair with its people and a programme, for stories of services on both databases."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Item, ItemOwner, Programme, Roadmap
from domain.deadlines import Period
from domain.pairs import Form
from domain.roles import Role
from services.actor import Actor
from services.programmes import begin
from services.programmes.begin import Wording
from services.programmes.view import ProgrammeView, of
from tests import pair_factories
from tests.people_factories import NOW, person, school
from texts import programme_names as words

WORDING = Wording(words.title, words.term)
TODAY = date(2026, 10, 5)
PERIOD = Period(pair_factories.BEGAN, date(2027, 5, 31))


@dataclass
class Cast:
    """Everybody who has something to do with a pair, and somebody who has not."""

    db: Database
    place: int
    curator: Actor
    mentor: Actor
    mentee: Actor
    other: Actor  # another teacher of the school
    pair_id: int

    @classmethod
    async def opened(cls, db: Database, form: Form = Form.TEACHER_TEACHER) -> Self:
        place = await school(db)
        curator = await person(db, place, "Ветрова Ольга Сергеевна", Role.CURATOR, chat="1")
        mentor = await person(db, place, "Громов Пётр Ильич", Role.MENTOR, chat="2")
        mentee = await person(db, place, "Ким Анна Львовна", Role.MENTEE, chat="3")
        other = await person(db, place, "Ёлкина Вера Павловна", Role.MENTOR, chat="4")
        pair_id = await db.write(pair_factories.pair, NOW, place, [mentor], [mentee], form=form)
        return cls(db, place, curator, mentor, mentee, other, pair_id)

    async def begun(self, key: str = "teachers") -> int:
        return await self.db.write(begin.from_template, self.mentor, self.pair_id, key, WORDING)

    async def card(self, actor: Actor, programme_id: int) -> ProgrammeView:
        return await self.db.read(of, actor, programme_id)

    async def items(self, programme_id: int) -> list[Item]:
        """The lines of the plan in their order."""

        def load(session: Session) -> list[Item]:
            programme = session.get_one(Programme, programme_id)
            return list(
                session.scalars(
                    select(Item)
                    .where(Item.roadmap_id == programme.roadmap_id, Item.removed_at.is_(None))
                    .order_by(Item.position)
                )
            )

        return await self.db.read(load)

    async def owners(self, item_id: int) -> set[int]:
        def load(session: Session) -> set[int]:
            rows = select(ItemOwner.person_id).where(ItemOwner.item_id == item_id)
            return set(session.scalars(rows))

        return await self.db.read(load)

    async def roadmap(self, programme_id: int) -> Roadmap:
        def load(session: Session) -> Roadmap:
            programme = session.get_one(Programme, programme_id)
            return session.get_one(Roadmap, programme.roadmap_id)

        return await self.db.read(load)


def on(actor: Actor, day: date) -> Actor:
    """The same person on another day."""
    return replace(actor, at=datetime(day.year, day.month, day.day, 7, tzinfo=UTC))
