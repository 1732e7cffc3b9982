"""/help is about where the person is and what the person can do."""

import pytest

from domain.roles import Role
from domain.survey import Kind
from handlers.buttons.people import AddPeople
from tests import survey_factories as make
from tests.stage import Stage
from tests.survey_cast import begun, kept
from texts import help as words
from texts.menu import COMMANDS

MOST_LINES = 8


def lines(text: str) -> list[str]:
    return [line for line in text.replace("\xa0", " ").splitlines() if line]


@pytest.mark.parametrize("role", list(Role))
async def test_every_role_reads_of_its_own_in_eight_lines(stage: Stage, role: Role) -> None:
    if role is Role.ADMINISTRATOR:
        stage.school_id = 0
    else:
        await stage.school()
        await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    actor = await stage.join("Ким Анна Львовна", role)
    menu = actor.screen.buttons

    await actor.sends("/help")

    said = lines(actor.screen.text)
    assert said[0] == "📋 Помощь"
    assert len(said) <= MOST_LINES
    assert actor.screen.buttons == [*menu[:2], ["Меню"]]
    assert ("Вопросы по школе: Ветрова О. С." in said) == (role is not Role.ADMINISTRATOR)


def test_every_command_that_is_named_is_one() -> None:
    named = {command for role in Role for command in words.commands_of(role.value)}
    assert named < {name for name, _ in COMMANDS}
    assert "export" in words.commands_of("curator")
    assert "export" not in words.commands_of("mentor")


async def test_in_a_questionnaire_it_says_how_to_go_on_and_words_still_answer(
    stage: Stage,
) -> None:
    olga, response = await begun(
        stage,
        make.questionnaire(make.question("why", Kind.LONG), make.question("joy", Kind.SCALE)),
    )

    await olga.sends("/help")

    said = lines(olga.screen.text)
    assert said[0] == "📋 Помощь · анкета"
    assert len(said) <= MOST_LINES
    assert "«← Назад» — к прошлому вопросу" in olga.screen.text.replace("\xa0", " ")
    assert olga.screen.buttons == [["К вопросу"], ["Анкеты"], ["Меню"]]

    await olga.sends("Так решили")
    assert (await kept(stage, response))["why", 0].value == "Так решили"
    await olga.sends("/help")
    await olga.taps("К вопросу")
    assert "Вопрос joy?" in olga.screen.text


async def test_while_words_are_awaited_it_says_so_and_they_still_arrive(stage: Stage) -> None:
    await stage.school()
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    await curator.taps(data=AddPeople(stage.school_id, pupils=False).pack())

    await curator.sends("/help")

    said = lines(curator.screen.text)
    assert said[0] == "📋 Помощь · бот ждёт ответа"
    assert len(said) <= MOST_LINES
    await curator.sends("Ким Анна Львовна, учитель")
    assert "добавлено: 1" in curator.screen.text
