"""Answers in the tables: the one door, changes after sending, what is kept apart."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from db.engine import Database
from db.models import Answer, AnswerChange, Campaign, Response
from db.models.people import Given
from db.models.surveys import CampaignState, ResponseState
from domain.roles import Role
from domain.survey import AnswerStatus, Condition, Kind, Reply
from domain.survey.answers import NOT_APPLICABLE, SKIPPED, Fault
from services import own_data
from services.errors import Refusal
from services.surveys import (
    answering,
    by_words,
    erasing,
    paces,
    papers,
    picking,
    reading,
    responses,
    sending,
)
from services.surveys import tick as survey_tick
from services.surveys.slots import Slot
from tests import survey_factories as make
from tests.people_factories import NOW, again, person, school

ASKED = make.questionnaire(
    make.question("part"),
    make.question("why", Kind.LONG, optional=True, shown_if=Condition("part", values=("o1",))),
    make.question("years", Kind.NUMBER, least=0, most=60, may_not_apply=True),
)


async def test_answers_are_kept_with_their_status_and_sent_once(db: Database) -> None:
    place = await school(db)
    anna = await person(db, place, "Ветрова Анна Ильинична", Role.MENTOR, chat="1")
    _, (response,) = await db.write(make.campaign, NOW, place, ASKED, [anna])

    await db.write(make.answer, anna, response, {"part": "да", "why": SKIPPED})
    early = await db.write(sending.send, anna, response)
    await db.write(make.answer, anna, response, {"years": NOT_APPLICABLE})
    sent = await db.write(sending.send, anna, response)
    again = await db.write(sending.send, anna, response)

    assert early.step is not None
    assert early.step.question.key == "years"
    assert (early.sent, sent.sent, again.sent) == (False, True, True)
    kept = await db.read(responses.answers, [response])
    assert kept == {
        response: {
            ("part", 0): Reply(AnswerStatus.GIVEN, "o1"),
            ("why", 0): SKIPPED,
            ("years", 0): NOT_APPLICABLE,
        }
    }


async def test_an_answer_changed_after_sending_keeps_what_it_was(db: Database) -> None:
    place = await school(db)
    anna = await person(db, place, "Ветрова Анна Ильинична", Role.MENTOR, chat="1")
    _, (response,) = await db.write(make.campaign, NOW, place, ASKED, [anna])
    await db.write(make.send, anna, response, {"part": "да", "why": "хочу", "years": "12"})
    told: list[int] = []
    sending.SENT.append(lambda session, now, row: told.append(row.id))
    try:
        await db.write(make.answer, anna, response, {"part": "нет"})
    finally:
        sending.SENT.pop()

    changes = await db.read(lambda s: s.scalars(select(AnswerChange)).all())
    assert [(c.question, c.before["is"], c.after["is"]) for c in changes] == [("part", "o1", "o2")]
    assert told == [response]
    whole = await db.read(responses.load, response)
    assert ("why", 0) in whole.replies
    assert [key for key, _ in whole.counted] == ["part", "years"]


async def test_what_is_no_answer_is_not_kept(db: Database) -> None:
    place = await school(db)
    anna = await person(db, place, "Ветрова Анна Ильинична", Role.MENTOR, chat="1")
    other = await person(db, place, "Лунин Пётр Олегович", Role.MENTOR, chat="2")
    _, (response,) = await db.write(make.campaign, NOW, place, ASKED, [anna])

    with pytest.raises(Fault) as fault:
        await db.write(
            answering.save_answer, anna, response, "years", 0, Reply(AnswerStatus.GIVEN, 99)
        )
    with pytest.raises(Refusal) as hidden:
        await db.write(answering.save_answer, anna, response, "why", 0, SKIPPED)
    with pytest.raises(Refusal) as foreign:
        await db.write(answering.save_answer, other, response, "part", 0, SKIPPED)

    assert (fault.value.key, hidden.value.key) == ("most", "survey_hidden")
    assert foreign.value.key == "forbidden"
    rows = await db.read(lambda s: s.scalars(select(Answer)).all())
    states = await db.read(lambda s: s.scalars(select(Response.state)).all())
    assert (list(rows), list(states)) == ([], [ResponseState.INVITED])


async def test_erasing_takes_answers_by_and_about_a_person(db: Database) -> None:
    place = await school(db)
    anna = await person(db, place, "Ветрова Анна Ильинична", Role.MENTOR, chat="1")
    other = await person(db, place, "Лунин Пётр Олегович", Role.MENTOR, chat="2")
    _, (mine, about_me, apart) = await db.write(
        make.campaign, NOW, place, ASKED, [anna, other, await person(
            db, place, "Агеев Илья Олегович", Role.MENTOR, chat="3"
        )], about={other.me: anna.me},
    )  # fmt: skip
    third = await again(db, (await db.read(lambda s: s.get_one(Response, apart))).person_id or 0)
    for who, response in ((anna, mine), (other, about_me), (third, apart)):
        await db.write(make.answer, who, response, {"part": "да", "why": "тайна"})
    told = await db.read(own_data.mine, anna)

    counted = await db.write(erasing.answers, anna.me, erase=False)
    await db.write(erasing.answers, anna.me, erase=True)

    section = next(each for each in told.sections if each.key == "surveys")
    assert [row[:3] for row in section.rows] == [
        ("Пробная анкета", "Вопрос part?", "да"), ("Пробная анкета", "Вопрос why?", "тайна"),
    ]  # fmt: skip
    assert counted == (4, set())
    left = await db.read(lambda s: s.scalars(select(Answer.response_id).distinct()).all())
    assert list(left) == [apart]
    with pytest.raises(Refusal) as gone:
        await db.read(responses.load, mine)
    assert gone.value.key == "gone"


async def test_on_paper_by_who_may_enter_it_and_only_there(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Лунина Ольга Олеговна", Role.CURATOR, chat="1")
    anna = await person(db, place, "Ветрова Анна Ильинична", Role.MENTOR, chat=None)
    _, (response,) = await db.write(make.campaign, NOW, place, ASKED, [anna])
    nameless = make.questionnaire(make.question("a"), key="nameless", anonymous=True)
    _, (secret,) = await db.write(make.campaign, NOW, place, nameless, [anna])

    await db.write(make.send, curator, response, {"part": "нет", "years": "3"})
    with pytest.raises(Refusal) as refused:
        await db.write(make.answer, curator, secret, {"a": "да"})

    row = await db.read(lambda s: s.get_one(Response, response))
    assert (row.how, row.entered_by, row.paper_on) == (Given.PAPER, curator.me, curator.today)
    assert refused.value.key == "survey_paper_anonymous"


async def test_a_school_learns_its_pace_from_what_was_sent(db: Database) -> None:
    place = await school(db)
    people = [
        await person(db, place, f"Ветрова{n} Анна Ильинична", Role.MENTOR, chat=str(n))
        for n in range(10)
    ]
    asked = make.questionnaire(make.question("a", Kind.SCALE))
    _, ids = await db.write(make.campaign, NOW, place, asked, people)
    for number, (who, response) in enumerate(zip(people, ids, strict=True)):
        await db.write(picking.start, who, response)
        later = replace(who, at=NOW + timedelta(seconds=20 + number))
        await db.write(picking.take, later, picking.At(response, 0, 0), 4)
        await db.write(sending.send, replace(who, at=NOW + timedelta(hours=2 * number)), response)

    assert await db.read(paces.of, place) == {Kind.SCALE: 24.5}


async def test_words_cut_by_the_messenger_are_refused_whole(db: Database) -> None:
    place = await school(db)
    anna = await person(db, place, "Ветрова Анна Ильинична", Role.MENTOR, chat="1")
    found = make.questionnaire(
        make.question("a", Kind.LONG),
        make.question("b", Kind.SHORT),
        make.question("c", Kind.LONG),
    )
    _, (response,) = await db.write(make.campaign, NOW, place, found, [anna])
    await db.write(picking.start, anna, response)

    async def says(said: str, seconds: float) -> tuple[str, object, bool]:
        later = replace(await again(db, anna.me, "1"), at=NOW + timedelta(seconds=seconds))
        told = await db.write(by_words.words, later, response, said)
        assert told.step is not None
        fault = told.fault and (told.fault.key, told.fault.data["length"])
        return told.step.question.key, fault, told.moved

    assert await says("я" * 4096, 0) == ("a", ("long", 4096), False)
    assert await says("хвост", 1) == ("a", ("long", 4101), False)
    assert await says("ещё", 2) == ("a", ("long", 4104), False)
    assert await says("Коротко", 60) == ("b", None, False)
    assert await says("Коротко", 61) == ("b", None, True)
    assert await says("Коротко", 70) == ("c", None, False)
    kept = await db.read(responses.answers, [response])
    assert {key: reply.value for (key, _), reply in kept[response].items()} == {
        "a": "Коротко", "b": "Коротко",
    }  # fmt: skip


async def test_who_began_before_the_end_may_finish_until_it_is_shut(db: Database) -> None:
    place = await school(db)
    anna = await person(db, place, "Ветрова Анна Ильинична", Role.MENTOR, chat="1")
    petr = await person(db, place, "Астахов Пётр Ильич", Role.MENTOR, chat="2")
    ends = NOW + timedelta(hours=1)
    campaign, (response, other) = await db.write(
        make.campaign, NOW, place, ASKED, [anna, petr], closes_at=ends
    )
    await db.write(picking.start, anna, response)
    late = replace(anna, at=ends + timedelta(minutes=2))
    await db.write(make.answer, late, response, {"part": "да"})
    with pytest.raises(Refusal, match="survey_closed"):
        await db.write(make.answer, replace(petr, at=late.at), other, {"part": "нет"})

    async def state_at(minutes: int) -> CampaignState:
        await db.write(survey_tick.tick, ends + timedelta(minutes=minutes))
        return await db.read(lambda s: s.get_one(Campaign, campaign).state)

    # The end is seen late, as after a stop of the program; from then on there is the grace.
    assert await state_at(30) is CampaignState.OPEN
    assert await state_at(39) is CampaignState.OPEN
    later = replace(anna, at=ends + timedelta(minutes=39))
    await db.write(make.answer, later, response, {"part": "нет"})
    assert await state_at(40) is CampaignState.CLOSED
    with pytest.raises(Refusal, match="survey_closed"):
        await db.write(make.answer, later, response, {"part": "да"})


async def test_a_sheet_is_of_paper_until_the_person_answers(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Громова Ольга Львовна", Role.CURATOR, chat="1")
    anna = await person(db, place, "Ветрова Анна Ильинична", Role.MENTOR, chat="2")
    campaign, (response,) = await db.write(make.campaign, NOW, place, ASKED, [anna])

    async def how() -> Given:
        return await db.read(lambda s: s.get_one(Response, response).how)

    await db.write(papers.begin, curator, 0, campaign, Slot(anna.me), NOW.date())
    hows = [await how()]
    await db.write(make.answer, curator, response, {"part": "да"})
    hows.append(await how())
    await db.write(make.answer, anna, response, {"years": "12"})
    hows.append(await how())

    assert hows == [Given.CHAT, Given.PAPER, Given.CHAT]
    with pytest.raises(Refusal, match="survey_paper_chat"):
        await db.read(reading.summary, curator, response)
    with pytest.raises(Refusal, match="survey_paper_chat"):
        await db.write(make.answer, curator, response, {"part": "нет"})
    with pytest.raises(Refusal, match="survey_paper_chat"):
        await db.write(papers.begin, curator, 0, campaign, Slot(anna.me), NOW.date())
