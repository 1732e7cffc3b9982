"""«My data»: all that is kept of a person, and nothing of what others said without them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import handlers.all  # noqa: F401 - all kinds of prompts are registered
from db.engine import Database
from db.models import OutboxMessage, PairMember, Person
from domain.health import Fit
from domain.pairs import Form
from domain.roles import Role
from services import family, own_data, parenting
from services.actor import Actor
from services.errors import Refusal
from services.health import fit
from services.meetings import holding, record
from tests.pair_factories import pair
from tests.people_factories import NOW, consented, person, school

TODAY = NOW.date()


async def logged(db: Database, mentor: Actor, there: int, day: date, text: str) -> None:
    made = await db.write(holding.unplanned, mentor, there, day)
    await db.write(record.write_text, mentor, made.meeting_id, text)


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


async def test_a_parent_gets_nothing_of_other_families_and_no_words(db: Database) -> None:
    """Neither the other parent, nor the other pupils of a group, nor what was said at meetings."""
    place = await school(db)
    mentor = await person(db, place, "Ким Анна Львовна", Role.MENTOR, chat="2")
    child = await person(db, place, "Носов Илья", Role.MENTEE, chat="3")
    other = await person(db, place, "Рощина Инна", Role.MENTEE, chat="4")
    mother = await person(db, place, "Носова Ольга Юрьевна", Role.PARENT, chat="5")
    father = await person(db, place, "Носов Олег Ильич", Role.PARENT, chat="6")
    there = await db.write(pair, NOW, place, [mentor], [child, other], form=Form.TEACHER_PUPIL)

    def family_of(session: Session) -> None:
        for each in (child, other):
            session.get_one(Person, each.me).is_pupil = True
            consented(session, each.me)
        for each in (mother, father):
            family.join(session, each, each.me, child.me)

    await db.write(family_of)
    await logged(db, mentor, there, TODAY - timedelta(days=1), "Слова встречи")
    await db.write(fit.answer, other, there, Fit.NOT_GOOD)
    await db.write(fit.answer, child, there, Fit.SO_SO)

    def called(session: Session) -> None:
        for kind in ("adult_help_seen", "bundle"):
            session.add(
                OutboxMessage(
                    person_id=child.me, kind=kind, payload={}, dedup_key=kind, state="sent",
                    send_after=NOW, created_at=NOW, sent_at=NOW,
                )
            )  # fmt: skip

    await db.write(called)

    found = await db.read(own_data.of_child, mother, child.me)

    told = {section.key: section for section in found.sections}
    assert [(row[0], row[1]) for row in told["family"].rows] == [
        ("Носова Ольга Юрьевна", "Носов Илья")
    ]
    assert [str(row[1]).replace("\xa0", " ") for row in told["pairs"].rows] == ["Ким А. Л."]
    assert told["meetings"].columns == ("kind", "state", "on", "confirmed")
    assert len(told["meetings"].rows) == 1
    own = await db.read(own_data.mine, child)
    for some in (told, {section.key: section for section in own.sections}):
        assert [row[0] for row in some["messages"].rows] == ["bundle"]
    whole = repr(found)
    for word in ("Слова встречи", "Рощина", "Олег", "so_so", "not_good"):
        assert word not in whole


async def test_a_parent_opens_the_own_child_only(db: Database) -> None:
    place = await school(db)
    child = await person(db, place, "Носов Илья", Role.MENTEE, chat="3")
    stranger = await person(db, place, "Азова Инна Юрьевна", Role.PARENT, chat="5")
    reads = (own_data.of_child, parenting.view, parenting.meetings, parenting.follows)
    for read in reads:
        with pytest.raises(Refusal) as refusal:
            await db.read(read, stranger, child.me)
        assert refusal.value.key == "forbidden"


async def test_at_eighteen_a_parent_sees_nothing_any_more(db: Database) -> None:
    place = await school(db)
    child = await person(db, place, "Носов Илья", Role.MENTEE, chat="3")
    mother = await person(db, place, "Носова Ольга Юрьевна", Role.PARENT, chat="5")

    def family_of(session: Session) -> None:
        row = session.get_one(Person, child.me)
        row.is_pupil, row.born_on = True, date(2008, 10, 6)
        family.join(session, mother, mother.me, child.me)

    await db.write(family_of)
    eve, day = mother, replace(mother, at=NOW + timedelta(days=1))
    assert [each.who.id for each in await db.read(parenting.children, eve)] == [child.me]
    assert await db.read(parenting.children, day) == []
    for read in (own_data.of_child, parenting.view, parenting.meetings, parenting.withdraw):
        with pytest.raises(Refusal) as refusal:
            await db.write(read, day, child.me)
        assert refusal.value.key == "child_grown"
