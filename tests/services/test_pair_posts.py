"""The roles that go with a pair."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import RoleGrant
from domain.pairs import Form, Side
from domain.roles import Role
from services import gate
from services.actor import Actor
from services.pairs import edit, enter, offers, states, substitutes, undo
from tests.people_factories import NOW, person, school

FORM = Form.TEACHER_TEACHER


async def roles(db: Database, *people: Actor) -> list[set[Role]]:
    def load(session: Session) -> list[set[Role]]:
        return [
            set(
                session.scalars(
                    select(RoleGrant.role).where(
                        RoleGrant.person_id == each.me, RoleGrant.until.is_(None)
                    )
                )
            )
            for each in people
        ]

    return await db.read(load)


async def test_a_pair_gives_roles_and_undoing_takes_back_what_no_other_needs(
    db: Database,
) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга Сергеевна", Role.CURATOR, chat="1")
    mentor = await person(db, place, "Азов Ян Львович", Role.SPECIALIST, chat="2")
    first = await person(db, place, "Белов Ян Львович", chat="3")
    second = await person(db, place, "Волков Ян Львович", Role.MENTEE, chat="4")
    one = await db.write(enter.enter, curator, [mentor.me], [first.me], FORM)
    two = await db.write(enter.enter, curator, [mentor.me], [second.me], FORM)

    given = await roles(db, mentor, first, second)
    await db.write(undo.undo, curator, one.event_id)
    after = await roles(db, mentor, first, second)
    await db.write(undo.undo, curator, two.event_id)

    assert given == [{Role.SPECIALIST, Role.MENTOR}, {Role.MENTEE}, {Role.MENTEE}]
    assert after == [{Role.SPECIALIST, Role.MENTOR}, set(), {Role.MENTEE}]
    assert await roles(db, mentor, second) == [{Role.SPECIALIST}, {Role.MENTEE}]


async def test_a_proposal_gives_nothing_until_it_is_agreed(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга Сергеевна", Role.CURATOR, chat="1")
    mentor = await person(db, place, "Азов Ян Львович", Role.SPECIALIST, chat="2")
    mentee = await person(db, place, "Белов Ян Львович", chat="3")
    made = await db.write(enter.enter, curator, [mentor.me], [mentee.me], FORM, works=False)
    proposed = await roles(db, mentor, mentee)
    await db.write(states.agree, mentor, made.pair_id)
    agreed = await roles(db, mentor, mentee)

    other = await db.write(enter.enter, curator, [mentee.me], [curator.me], FORM, works=False)
    await db.write(offers.decline, mentee, other.pair_id)

    assert proposed == [{Role.SPECIALIST}, set()]
    assert agreed == [{Role.SPECIALIST, Role.MENTOR}, {Role.MENTEE}]
    assert await roles(db, mentee) == [{Role.MENTEE}]


async def test_who_comes_later_and_who_stands_in_have_them_too(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга Сергеевна", Role.CURATOR, chat="1")
    mentor = await person(db, place, "Азов Ян Львович", Role.MENTOR, chat="2")
    first = await person(db, place, "Белов Ян Львович", Role.MENTEE, chat="3")
    third = await person(db, place, "Волков Ян Львович", chat="4")
    deputy = await person(db, place, "Гусев Ян Львович", chat="5")
    made = await db.write(enter.enter, curator, [mentor.me], [first.me], FORM)
    there = made.pair_id

    await db.write(edit.toggle_member, curator, there, Side.MENTEE, third.me)
    acted = await db.write(
        substitutes.stand_in, curator, there, mentor.me, deputy.me, date(2026, 10, 6), None
    )

    assert await roles(db, third, deputy) == [{Role.MENTEE}, {Role.MENTOR}]
    await db.write(undo.undo, curator, acted.event_id)
    assert await roles(db, third, deputy) == [{Role.MENTEE}, set()]


async def test_a_mentor_of_pupils_is_asked_for_no_labour_consent(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга Сергеевна", Role.CURATOR, chat="1")
    mentor = await person(db, place, "Азов Ян Львович", Role.MENTOR, chat="2")
    mentee = await person(db, place, "Белов Ян Львович", Role.MENTEE, chat="3")

    async def staff() -> bool:
        known = await db.read(gate.load, [mentor.me], NOW)
        return known[mentor.me].subject.mentors

    before = await staff()
    made = await db.write(enter.enter, curator, [mentor.me], [mentee.me], Form.PARTNER_TEACHER)
    outside = await staff()
    await db.write(edit.set_form, curator, made.pair_id, FORM)

    assert (before, outside, await staff()) == (True, False, True)
