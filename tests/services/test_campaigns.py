"""Whom campaigns ask, about whom, and who may do what with them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from content.questionnaires import questionnaire as shipped
from db.engine import Database
from db.models import Campaign, Guardian, Pair, Person, Response
from domain.consents import Document
from domain.pairs import Form, PairState
from domain.roles import Role
from domain.survey import Kind, Questionnaire
from services import consent_papers
from services.actor import Actor
from services.digest import surveys_part
from services.digest.parts import Reader
from services.errors import Refusal
from services.surveys import campaigns, picking, rates, sending, slots, versions, whom, windows
from services.surveys.audience import Audience, Who
from tests import survey_factories as make
from tests.pair_factories import pair
from tests.people_factories import NOW, again, person, school


def asked(**given: Any) -> Questionnaire:
    return make.questionnaire(make.question("joy"), **given)


async def drafted(db: Database, curator: Actor, place: int, found: Questionnaire) -> int:
    version = await db.write(versions.keep, NOW, found, place)
    return await db.write(campaigns.draft, curator, version)


async def names(db: Database, campaign_id: int, who: Audience | None = None) -> list[str]:
    def read(session: Session) -> list[str]:
        row = session.get_one(Campaign, campaign_id)
        if who is not None:
            row.audience = who.stored()
        found = versions.questionnaire(session, row.version_id)
        people = whom.chosen(session, row, found, NOW).people
        return [each.named.name.split()[0] for each in people]

    return await db.write(read)


async def test_audiences(db: Database) -> None:
    place = await school(db)
    other = await school(db, "Школа № 2")
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    mentor = await person(db, place, "Астахов Пётр", Role.MENTOR, chat="2")
    mentee = await person(db, place, "Белова Анна", Role.MENTEE, chat="3")
    await person(db, place, "Громов Илья", Role.MENTOR, chat=None)
    await person(db, place, "Дёмин Олег", Role.SPECIALIST, title="Психолог", chat="4")
    await person(db, other, "Чужов Иван", Role.MENTOR, chat="5")

    def plant(session: Session) -> None:
        pair(session, NOW, place, [mentor], [mentee])
        session.get_one(Person, mentor.me).post = "Математика"

    await db.write(plant)
    there = await drafted(db, curator, place, asked(audience="mentor"))

    async def of(who: Who, *values: str | int) -> list[str]:
        return await names(db, there, Audience(who, values))

    assert await names(db, there) == ["Астахов", "Громов"]
    assert await of(Who.MENTEES) == ["Белова"]
    assert await of(Who.PARTICIPANTS) == ["Астахов", "Белова"]
    assert await of(Who.STAFF) == ["Астахов", "Белова", "Ветрова", "Громов", "Дёмин"]
    assert await of(Who.PSYCHOLOGISTS) == ["Дёмин"]
    assert await of(Who.CURATORS) == ["Ветрова"]
    assert await of(Who.SUBJECT, "Математика") == ["Астахов"]
    assert await of(Who.PEOPLE, curator.me) == ["Ветрова"]
    assert await of(Who.PUPILS) == []
    assert await of(Who.BANK_MENTORS) == []


async def test_forms_narrow_the_sides_of_pairs(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    ours = await person(db, place, "Астахов Пётр", Role.MENTOR, chat="2")
    theirs = await person(db, place, "Громов Илья", Role.MENTOR, chat="3")
    mentee = await person(db, place, "Белова Анна", Role.MENTEE, chat="4")

    def plant(session: Session) -> None:
        pair(session, NOW, place, [ours], [mentee])
        pair(session, NOW, place, [theirs], [mentee], form=Form.EMPLOYER_STUDENT)

    await db.write(plant)
    found = asked(audience="mentor", forms=("teacher_teacher",))
    assert await names(db, await drafted(db, curator, place, found)) == ["Астахов"]


async def test_what_each_is_asked_about(db: Database) -> None:
    place = await school(db)
    mentor = await person(db, place, "Астахов Пётр", Role.MENTOR, chat="2")
    first = await person(db, place, "Белова Анна", Role.MENTEE, chat="3")
    second = await person(db, place, "Громов Илья", Role.MENTEE, chat="4")
    parent = await person(db, place, "Зимина Вера", Role.PARENT, chat="5")
    ids = [mentor.me, first.me, second.me, parent.me]

    def read(session: Session) -> dict[str, list[slots.Slot]]:
        one = pair(session, NOW, place, [mentor], [first])
        group = pair(session, NOW, place, [mentor], [first, second])
        pair(session, NOW, place, [mentor], [second], state=PairState.COMPLETED)
        session.add(Guardian(person_id=parent.me, child_id=second.me, since=NOW))
        session.get_one(Person, second.me).is_pupil = True
        session.get_one(Person, second.me).born_on = date(2009, 1, 15)
        session.flush()
        found = {
            about: slots.slots(session, place, asked(about=about), ids, NOW)
            for about in ("", "mentee", "partner", "child")
        }
        assert found["partner"] == [
            slots.Slot(mentor.me, first.me, one), slots.Slot(first.me, mentor.me, one),
            slots.Slot(mentor.me, None, group), slots.Slot(first.me, mentor.me, group),
            slots.Slot(second.me, mentor.me, group),
        ]  # fmt: skip
        assert found["mentee"] == [slots.Slot(mentor.me, first.me, one)]
        return found

    found = await db.write(read)
    assert found[""] == [slots.Slot(each) for each in ids]
    # Nobody is asked about a pupil without consent, neither by the mentor nor by the parent.
    assert found["child"] == []


async def _child(db: Database, home: int, parent: Actor) -> Actor:
    """A pupil of 15 with the consents that a pair needs."""
    curator = await person(db, home, "Ветрова Ольга", Role.CURATOR, chat="1")
    child = await person(db, home, "Белова Анна", Role.MENTEE, chat="2")

    def grow(session: Session) -> None:
        session.add(Guardian(person_id=parent.me, child_id=child.me, since=NOW))
        row = session.get_one(Person, child.me)
        row.is_pupil, row.born_on = True, date(2011, 3, 1)

    await db.write(grow)
    for document in (Document.PARENTAL, Document.ASSENT):
        await db.write(
            consent_papers.enter, curator, child.me, document, given=True, signed_on=NOW.date()
        )
    return child


async def _asked_of(
    db: Database, place: int, found: Questionnaire, who: Actor
) -> list[int | None]:
    def read(session: Session) -> list[int | None]:
        return [each.about_id for each in slots.slots(session, place, found, [who.me], NOW)]

    return await db.read(read)


async def test_a_parent_is_asked_of_children_of_the_school_alone(db: Database) -> None:
    place = await school(db)
    other = await school(db, "Школа № 2")
    parent = await person(db, place, "Зимина Вера", Role.PARENT, chat="5")
    child = await _child(db, other, parent)

    found = [await _asked_of(db, each, asked(about="child"), parent) for each in (place, other)]

    assert found == [[], [child.me]]


async def test_families_are_asked_how_it_was_once_the_child_is_in_a_pair(db: Database) -> None:
    place = await school(db)
    parent = await person(db, place, "Зимина Вера", Role.PARENT, chat="5")
    mentor = await person(db, place, "Астахов Пётр", Role.MENTOR, chat="6")
    child = await _child(db, place, parent)
    families, intake = shipped("satisfaction_families"), shipped("mentee_parents")
    before = [await _asked_of(db, place, each, parent) for each in (families, intake)]
    await db.write(pair, NOW, place, [mentor], [child])

    assert before == [[], [child.me]]
    assert await _asked_of(db, place, families, parent) == [child.me]


async def test_early_exit_asks_the_people_of_pairs_that_have_ended(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    mentor = await person(db, place, "Астахов Пётр", Role.MENTOR, chat="2")
    mentee = await person(db, place, "Белова Анна", Role.MENTEE, chat="3")
    working = await person(db, place, "Громов Илья", Role.MENTOR, chat="4")

    def plant(session: Session) -> None:
        ended = pair(session, NOW, place, [mentor], [mentee], state=PairState.ENDED_EARLY)
        session.get_one(Pair, ended).ended_on = date(2026, 10, 1)
        pair(session, NOW, place, [working], [mentee])

    await db.write(plant)
    there = await drafted(db, curator, place, shipped("early_exit"))
    assert await names(db, there, Audience(Who.MENTORS)) == ["Астахов"]
    assert await names(db, there, Audience(Who.PARTICIPANTS)) == ["Астахов", "Белова"]
    await db.write(campaigns.launch, curator, there)
    about = await db.read(lambda s: s.execute(select(Response.person_id, Response.about_id)).all())
    assert sorted(map(tuple, about)) == sorted([(mentor.me, mentee.me), (mentee.me, mentor.me)])


async def test_pupils_and_grown_ups_of_one_form_are_spoken_to_as_they_should(
    db: Database,
) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    mentor = await person(db, place, "Астахов Пётр", Role.MENTOR, chat="2")
    mentee = await person(db, place, "Белова Анна", Role.MENTEE, chat="3")

    def plant(session: Session) -> None:
        pair(session, NOW, place, [mentor], [mentee], form=Form.TEACHER_PUPIL)
        row = session.get_one(Person, mentee.me)
        row.is_pupil, row.born_on = True, date(2008, 1, 15)

    await db.write(plant)
    asks = {}
    for key in ("satisfaction", "satisfaction_pupils"):
        asks[key] = await names(db, await drafted(db, curator, place, shipped(key)))
    forms = ("teacher_pupil",)
    both = [mentor.me, mentee.me]
    about = [
        await db.read(slots.slots, place, asked(about="partner", forms=forms, close=close), both,
                      NOW)
        for close in (False, True)
    ]  # fmt: skip

    assert asks == {"satisfaction": ["Астахов"], "satisfaction_pupils": ["Белова"]}
    assert [[each.person_id for each in some] for some in about] == [[mentor.me], [mentee.me]]


async def test_who_would_be_asked_nothing_gets_nothing_and_sends_nothing(db: Database) -> None:
    place = await school(db)
    mentor = await person(db, place, "Астахов Пётр", Role.MENTOR, chat="2")
    free = await person(db, place, "Громов Илья", Role.MENTOR, chat="4")
    mentee = await person(db, place, "Белова Анна", Role.MENTEE, chat="3")
    await db.write(pair, NOW, place, [mentor], [mentee])
    found = make.questionnaire(
        make.question("read", Kind.STATEMENT), make.question("joy", each_mentee=True)
    )
    people = [mentor.me, free.me]
    there = await db.read(slots.slots, place, found, people, NOW)
    assert there == [slots.Slot(mentor.me)]

    _, (response,) = await db.write(make.campaign, NOW, place, found, [free])
    await db.write(picking.start, free, response)
    await db.write(picking.picked, free, picking.At(response, 0, 0))
    with pytest.raises(Refusal, match="survey_empty"):
        await db.write(sending.send, free, response)
    # With a mentee there is something to answer.
    await db.write(pair, NOW, place, [free], [mentee])
    step = (await db.write(picking.start, free, response)).step
    assert step is not None
    assert (step.question.key, step.about) == ("joy", mentee.me)


async def test_another_school_is_refused_and_a_mentor_too(db: Database) -> None:
    place = await school(db)
    other = await school(db, "Школа № 2")
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    mentor = await person(db, place, "Астахов Пётр", Role.MENTOR, chat="2")
    stranger = await person(db, other, "Чужова Ирина", Role.CURATOR, chat="3")
    there = await drafted(db, curator, place, asked(audience="mentor"))
    for who in (stranger, mentor):
        for act in (campaigns.launch, campaigns.close, campaigns.cancel, campaigns.restore):
            with pytest.raises(Refusal, match="forbidden"):
                await db.write(act, who, there)
        with pytest.raises(Refusal, match="forbidden"):
            await db.read(rates.going, who, there)


async def test_an_empty_audience_launches_nothing(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    there = await drafted(db, curator, place, asked(audience="mentee"))
    with pytest.raises(Refusal, match="campaign_empty"):
        await db.write(campaigns.launch, curator, there)


async def test_launched_twice_it_asks_once(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    await person(db, place, "Астахов Пётр", Role.MENTOR, chat="2")
    there = await drafted(db, curator, place, asked(audience="mentor"))
    await db.write(campaigns.launch, curator, there)
    await db.write(campaigns.launch, curator, there)
    assert await db.read(lambda s: len(s.scalars(select(Response.id)).all())) == 1


async def test_a_draft_goes_on_where_it_was_left_with_a_window_of_today(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    version = await db.write(versions.keep, NOW, asked(audience="mentor"), place)
    first = await db.write(campaigns.draft, curator, version)
    await db.write(campaigns.set_who, curator, first, Who.STAFF)
    later = await db.read(lambda s: s.get_one(Campaign, first).closes_at)
    assert later == datetime(2026, 10, 19, 21, tzinfo=UTC)
    month_on = await again(db, curator.me)
    month_on = Actor(**{
        **{name: getattr(month_on, name) for name in Actor.__dataclass_fields__},
        "at": NOW + timedelta(days=30),
    })  # fmt: skip
    assert await db.write(campaigns.draft, month_on, version) == first

    def read(session: Session) -> tuple[str, datetime | None]:
        row = session.get_one(Campaign, first)
        return row.audience["who"], row.closes_at

    assert await db.read(read) == ("staff", datetime(2026, 11, 18, 21, tzinfo=UTC))


async def test_the_weekly_message_says_what_closes_and_what_goes_on(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    await person(db, place, "Астахов Пётр", Role.MENTOR, chat="2")
    ends = {}
    for key, last in (("soon", date(2026, 10, 9)), ("later", date(2026, 10, 30))):
        there = await drafted(db, curator, place, asked(key=key, title=key, audience="mentor"))
        await db.write(windows.set_closing, curator, there, last)
        await db.write(campaigns.launch, curator, there)
        ends[key] = there
    reader = Reader(
        curator.me, place, Role.CURATOR, NOW, ZoneInfo("Europe/Moscow"), "", "", "full"
    )
    found = await db.read(surveys_part.surveys, reader, None)
    assert [todo.thing for todo in found.todos] == [
        surveys_part.SurveyClosing(ends["soon"], "soon", 0, 1, date(2026, 10, 9)),
        surveys_part.SurveysOpen(1, "later", 0, 1),
    ]
