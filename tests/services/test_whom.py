"""Audiences that name some of a kind: specialists, pairs; and what is remembered of a choice."""

from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Campaign, Guardian, Person
from domain.roles import Role
from services.joined.stored import renamed
from services.surveys import campaigns, slots, versions, whom
from services.surveys.audience import Audience, Who, read
from tests.pair_factories import pair
from tests.people_factories import NOW, person, school
from tests.services.test_campaigns import asked, drafted, names


async def test_of_named_pairs_people_are_asked_about_these_alone(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    mentor = await person(db, place, "Астахов Пётр", Role.MENTOR, chat="2")
    first = await person(db, place, "Белова Анна", Role.MENTEE, chat="3")
    second = await person(db, place, "Громов Илья", Role.MENTEE, chat="4")

    def plant(session: Session) -> tuple[int, int]:
        return (
            pair(session, NOW, place, [mentor], [first]),
            pair(session, NOW, place, [mentor], [second]),
        )

    one, other = await db.write(plant)
    there = await drafted(db, curator, place, asked(audience="participants", about="partner"))
    await db.write(campaigns.toggle, curator, there, Who.PAIRS, one, on=True)
    assert await names(db, there) == ["Астахов", "Белова"]

    def made(session: Session) -> list[slots.Slot]:
        row = session.get_one(Campaign, there)
        found = versions.questionnaire(session, row.version_id)
        return slots.of_campaign(session, row, found, [mentor.me, first.me, second.me], NOW)

    assert await db.read(made) == [
        slots.Slot(mentor.me, first.me, one), slots.Slot(first.me, mentor.me, one)
    ]  # fmt: skip
    await db.write(campaigns.add_people, curator, there, [second.me])
    assert slots.Slot(second.me, mentor.me, other) in await db.read(made)


async def test_a_questionnaire_of_mentors_asks_the_mentors_of_named_pairs(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    mentor = await person(db, place, "Астахов Пётр", Role.MENTOR, chat="2")
    mentee = await person(db, place, "Белова Анна", Role.MENTEE, chat="3")
    one = await db.write(lambda session: pair(session, NOW, place, [mentor], [mentee]))
    there = await drafted(db, curator, place, asked(audience="mentor"))
    assert await names(db, there, Audience(Who.PAIRS, (one,))) == ["Астахов"]


async def test_specialists_by_what_they_are(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    for name, title in (
        ("Астахов Пётр", "Классный руководитель 7 Б"),
        ("Белова Анна", "классный руководитель 8 А"),
        ("Громов Илья", "социальный педагог"),
    ):  # fmt: skip
        await person(db, place, name, Role.SPECIALIST, title=title, chat=None)
    there = await drafted(db, curator, place, asked(audience="staff"))
    found = await db.read(whom.choices, place, Who.SPECIALISTS)
    assert found == ["Классный руководитель", "Социальный педагог"]
    assert await names(db, there, Audience(Who.SPECIALISTS, (found[0],))) == ["Астахов", "Белова"]


async def test_parents_are_no_staff_whatever_their_post(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    parent = await person(db, place, "Астахов Пётр", chat="2")
    child = await person(db, place, "Белова Анна", Role.MENTEE, chat="3")

    def plant(session: Session) -> None:
        session.add(Guardian(person_id=parent.me, child_id=child.me, since=NOW))
        session.get_one(Person, parent.me).post = "Родитель"

    await db.write(plant)
    there = await drafted(db, curator, place, asked(audience="staff"))
    assert await names(db, there) == ["Белова", "Ветрова"]
    assert await db.read(whom.choices, place, Who.SUBJECT) == []


def test_of_two_records_of_one_person_pairs_know_nothing() -> None:
    """Ids of people and of pairs may be the same numbers."""
    chosen = Audience(Who.PEOPLE, (5, 6)).turned(Who.PAIRS, (5, 8))
    joined = read(renamed(chosen.stored(), 5, 7))
    assert (joined.values, joined.of(Who.PEOPLE)) == ((5, 8), (7, 6))


def test_what_was_chosen_of_a_kind_is_remembered() -> None:
    first = Audience(Who.SUBJECT, ("Физика",), (7,))
    turned = first.turned(Who.PEOPLE, (1, 2)).turned(Who.MENTORS, ())
    assert read(turned.stored()) == turned
    assert (turned.of(Who.SUBJECT), turned.of(Who.PEOPLE), turned.plus) == (
        ("Физика",), (1, 2), (7,),
    )  # fmt: skip
