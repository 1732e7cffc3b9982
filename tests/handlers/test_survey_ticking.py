"""Several of a list: by taps and by typed numbers, with an option that stands alone."""

from dataclasses import replace

import pytest

from domain.roles import Role
from domain.survey import Condition, Kind, Option
from domain.survey.answers import Fault
from domain.survey.parsing import parse
from sandbox.actor import Actor
from services.surveys import responses
from tests import survey_factories as make
from tests.stage import Stage

NBSP = "\u00a0"
FREE = make.options("Объяснять", "Слушать", "Увлекать")
WHAT = make.question("what", Kind.SEVERAL, options=(*FREE, Option("none", "Ничему", alone=True)))


def text(person: Actor) -> str:
    return person.screen.text.replace(NBSP, " ")


async def at_the_question(stage: Stage) -> tuple[Actor, int]:
    await stage.school()
    olga = await stage.join("Ветрова Ольга Сергеевна", Role.MENTOR)
    _, ids = await stage.db.write(
        make.campaign, stage.clock.now(), stage.school_id, make.questionnaire(WHAT),
        [stage.person_id(olga)],
    )  # fmt: skip
    await olga.sends("/survey")
    return olga, ids[0]


async def chosen(stage: Stage, response: int) -> object:
    replies = (await stage.db.read(responses.load, response)).replies
    return replies["what", 0].value if replies else None


async def test_the_one_that_stands_alone_clears_the_others_and_back(stage: Stage) -> None:
    olga, response = await at_the_question(stage)
    await olga.taps("Слушать")
    await olga.taps("Объяснять")
    await olga.taps("Ничему")
    assert olga.screen.buttons[:2] == [["Объяснять", "Слушать"], ["Увлекать", "✅ Ничему"]]
    await olga.taps("Увлекать")
    assert olga.screen.buttons[:2] == [["Объяснять", "Слушать"], ["✅ Увлекать", "Ничему"]]
    await olga.taps("✅ Увлекать")
    await olga.taps("Ничему")
    await olga.taps("Готово")

    assert await chosen(stage, response) == ["none"]


async def test_typed_numbers_tick_and_wait_for_done(stage: Stage) -> None:
    olga, response = await at_the_question(stage)
    await olga.sends("2")
    assert olga.screen.buttons[0] == ["Объяснять", "✅ Слушать"]
    assert "Выбрано: 1" in text(olga)
    assert text(olga).endswith("Отмечено: Слушать. Когда это всё, нажмите «Готово».")
    assert await chosen(stage, response) is None
    await olga.sends("1, 3")
    assert olga.screen.buttons[:2] == [["✅ Объяснять", "✅ Слушать"], ["✅ Увлекать", "Ничему"]]
    await olga.taps("✅ Слушать")
    assert "Отмечено" not in text(olga)
    await olga.taps("Готово")

    assert await chosen(stage, response) == ["o1", "o3"]


async def test_typed_beside_the_one_that_stands_alone(stage: Stage) -> None:
    olga, response = await at_the_question(stage)
    await olga.taps("Ничему")
    await olga.sends("слушать; 3")
    await olga.taps("Готово")

    assert await chosen(stage, response) == ["o2", "o3"]


@pytest.mark.parametrize("said", ["1,3", "1 3", "1; 3", "3, 1", "1\n3"])
def test_numbers_however_they_are_parted(said: str) -> None:
    assert parse(WHAT, said).value == ["o1", "o3"]


def test_numbers_that_are_the_words_of_an_option() -> None:
    asked = replace(WHAT, options=make.options("1, 3", "2", "нет"))

    assert parse(asked, "1, 3").value == ["o1"]


def test_alone_and_others_are_no_answer() -> None:
    with pytest.raises(Fault) as told:
        parse(WHAT, "Слушать; Ничему")

    assert (told.value.key, told.value.data) == ("alone", {"said": "Ничему"})


def test_the_one_that_stands_alone_is_enough_where_two_are_wanted() -> None:
    asked = replace(WHAT, least=2)

    assert parse(asked, "Ничему").value == ["none"]
    with pytest.raises(Fault, match="few"):
        parse(asked, "Слушать")


async def test_what_is_ticked_is_there_again_after_looking_back(stage: Stage) -> None:
    await stage.school()
    olga = await stage.join("Ветрова Ольга Сергеевна", Role.MENTOR)
    asked = make.questionnaire(make.question("first", Kind.SCALE), WHAT)
    _, ids = await stage.db.write(
        make.campaign, stage.clock.now(), stage.school_id, asked, [stage.person_id(olga)]
    )
    await olga.sends("/survey")
    await olga.taps("3")
    await olga.taps("Слушать")
    await olga.taps("← Назад")
    await olga.taps("5")
    assert "✅ Слушать" in olga.screen.buttons[0]
    await olga.taps("Ответы")
    await olga.taps("1. Вопрос first?")
    await olga.taps("Оставить ответ")
    assert "✅ Слушать" in olga.screen.buttons[0]
    await olga.taps("Готово")

    assert await chosen(stage, ids[0]) == ["o2"]


async def test_the_summary_counts_what_is_ahead_as_the_question_does(stage: Stage) -> None:
    await stage.school()
    olga = await stage.join("Ветрова Ольга Сергеевна", Role.MENTOR)
    more = make.question("more", Kind.SCALE, shown_if=Condition("what", values=("o1",)))
    asked = make.questionnaire(make.question("first", Kind.SCALE), WHAT, more)
    await stage.db.write(
        make.campaign, stage.clock.now(), stage.school_id, asked, [stage.person_id(olga)]
    )
    await olga.sends("/survey")
    await olga.taps("3")
    assert "2 из 3" in text(olga)
    await olga.taps("Ответы")
    assert "Осталось 2 вопроса." in text(olga)
    await olga.sends("/start")

    assert olga.screen.has(f"📋 Анкета: осталось 2{NBSP}вопроса")
