"""A consent is taken back in the middle: nobody is asked about the person any more."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Answer, Campaign, Person, Prompt, Response
from db.models.surveys import ResponseState
from domain.roles import Role
from domain.survey import Kind
from services import consents
from services.actor import Actor
from services.errors import Refusal
from services.surveys import lists, picking, reading, reminding, sending
from services.surveys.picking import At
from tests import survey_factories as make
from tests.pair_factories import pair
from tests.people_factories import NOW, person, school

ABOUT_EACH = make.questionnaire(
    make.question("joy", Kind.SCALE),
    make.question("helps", Kind.SCALE, each_mentee=True),
    make.question("deeds", Kind.SCALE, each_mentee=True),
    make.question("end", Kind.SCALE),
)


async def cast(db: Database) -> tuple[int, Actor, list[Actor]]:
    place = await school(db)
    mentor = await person(db, place, "Астахов Пётр", Role.MENTOR, chat="1")
    mentees = [
        await person(db, place, name, Role.MENTEE, chat=chat)
        for name, chat in (("Белова Анна", "2"), ("Громов Илья", "3"))
    ]
    for each in mentees:
        await db.write(pair, NOW, place, [mentor], [each])
    return place, mentor, mentees


async def test_the_block_of_who_takes_it_back_is_left_out(db: Database) -> None:
    place, mentor, (anna, ilya) = await cast(db)
    campaign, (response,) = await db.write(make.campaign, NOW, place, ABOUT_EACH, [mentor])
    await db.write(lambda s: reminding.ask(s, NOW, s.get_one(Campaign, campaign),
                                           [mentor.me, anna.me]))  # fmt: skip
    await db.write(picking.start, mentor, response)
    await db.write(picking.take, mentor, At(response, 0, 0), 4)
    place_ = await db.write(picking.take, mentor, At(response, 1, anna.me), 3)
    assert place_.step is not None
    assert place_.step.key == ("deeds", anna.me)

    await db.write(consents.withdraw, anna)
    said = await db.write(picking.take, mentor, At(response, 2, anna.me), 5)
    assert said.moved
    assert said.step is not None
    assert said.step.key == ("helps", ilya.me)
    assert said.hushed == (anna.me,)
    assert said.progress is not None
    assert said.progress.total == 4
    again = await db.write(picking.start, mentor, response)
    assert again.hushed == (anna.me,)
    waits = await db.read(lists.waits, mentor)
    assert (waits.only, waits.left) == (response, 3)

    await db.write(picking.take, mentor, At(response, 1, ilya.me), 2)
    on = await db.write(picking.take, mentor, At(response, 2, ilya.me), 1)
    assert on.hushed == ()
    end = await db.write(picking.take, mentor, At(response, 3, 0), 5)
    assert end.step is None
    assert end.hushed == (anna.me,)
    assert (await db.write(sending.send, mentor, response)).sent

    def left(session: Session) -> tuple[list[int], int, list[int]]:
        row = session.get_one(Response, response)
        kept = session.scalars(select(Answer).where(Answer.about == anna.me)).all()
        asked = session.scalars(select(Prompt.person_id)).all()
        return list(row.mentees), len(kept), list(asked)

    # What was said of her waits for its erasing; nothing of it counts.
    mentees, kept, prompted = await db.read(left)
    assert (mentees, kept) == ([ilya.me], 1)
    assert anna.me not in prompted


async def test_what_is_all_about_the_person_is_taken_back(db: Database) -> None:
    place, mentor, (anna, _) = await cast(db)
    asked = make.questionnaire(make.question("joy", Kind.SCALE), about="mentee")
    _, ids = await db.write(
        make.campaign, NOW, place, asked, [mentor, anna], about={mentor.me: anna.me}
    )
    await db.write(picking.start, mentor, ids[0])
    await db.write(consents.withdraw, anna)

    states = await db.read(lambda s: list(s.scalars(select(Response.state))))
    assert states == [ResponseState.WITHDRAWN] * 2
    assert (await db.read(lists.waits, mentor)).count == 0
    with pytest.raises(Refusal, match="gone"):
        await db.write(picking.take, mentor, At(ids[0], 0, 0), 4)


async def test_a_consent_that_has_lapsed_stops_it_too(db: Database) -> None:
    """Before the campaign is renewed, as on a birthday."""
    place, mentor, (anna, _) = await cast(db)
    asked = make.questionnaire(make.question("joy", Kind.SCALE), about="mentee")
    _, (response,) = await db.write(
        make.campaign, NOW, place, asked, [mentor], about={mentor.me: anna.me}
    )
    await db.write(picking.start, mentor, response)

    def grow_young(session: Session) -> None:
        session.get_one(Person, anna.me).is_pupil = True

    await db.write(grow_young)
    with pytest.raises(Refusal, match="survey_hushed"):
        await db.write(picking.take, mentor, At(response, 0, 0), 4)
    with pytest.raises(Refusal, match="survey_hushed"):
        await db.write(picking.start, mentor, response)
    assert (await db.read(reading.summary, mentor, response)).replies == {}
