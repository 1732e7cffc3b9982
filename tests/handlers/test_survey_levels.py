"""Thresholds of the curator's nine statements are the school's own."""

import pytest
from openpyxl import load_workbook

from content import questionnaires as content
from db.models import Campaign
from domain.roles import Role
from domain.survey.answers import SKIPPED
from handlers.buttons.questionnaires import OpenQuestionnaire
from handlers.buttons.survey_results import AskLevel, Levels, ResultBook, SurveyResults
from sandbox.actor import Actor
from tests.result_stories import asked, captions, cast, sent, text
from tests.stage import Stage

NINE = content.questionnaire("curator_nine")
ROWS = [each.key for each in NINE.question("statements").rows]


def given(total: int) -> dict[str, object]:
    """Nine statements that make such a sum."""
    points = ["2"] * (total // 2) + ["1"] * (total % 2)
    return {
        "statements": dict(zip(ROWS, [*points, *["0"] * 9][:9], strict=True)), "words": SKIPPED,
    }  # fmt: skip


@pytest.fixture
async def scored(stage: Stage) -> tuple[Actor, int]:
    curator, _ = await cast(stage, 0)
    return curator, await asked(stage, NINE, [curator], [given(13)])


async def version(stage: Stage, campaign: int) -> int:
    return await stage.db.read(lambda s: s.get_one(Campaign, campaign).version_id)


async def test_the_sum_says_of_what_it_is_and_what_counts(
    stage: Stage, scored: tuple[Actor, int]
) -> None:
    curator, campaign = scored
    await curator.taps(data=SurveyResults(campaign).pack())
    assert text(curator).splitlines()[2:] == [
        "Анкета ещё идёт: числа изменятся.",
        "Сумма баллов по 9 утверждениям вместе: 13 из 18 — допустимый уровень.",
        "Пороги: оптимальный уровень от 15, допустимый уровень от 9, недостаточный уровень ниже.",
    ]


async def test_another_threshold_is_checked_kept_and_remembered(
    stage: Stage, scored: tuple[Actor, int]
) -> None:
    curator, campaign = scored
    await curator.taps(data=SurveyResults(campaign).pack())
    await curator.taps("Пороги уровней")
    assert "Оптимальный уровень: от 15\n" in text(curator)
    assert captions(curator) == [
        "Оптимальный уровень: 15", "Допустимый уровень: 9", "← Назад", "Меню",
    ]  # fmt: skip
    await curator.taps("Оптимальный уровень: 15")
    assert "Напишите целое число от 10 до 18." in text(curator)
    await curator.sends("много")
    assert "Нужно целое число от 10 до 18" in text(curator)
    await curator.sends("9")
    assert "Этот порог может быть от 10 до 18" in text(curator)
    await curator.sends(" 13 ")
    assert "Оптимальный уровень: от 13 (обычно от 15)" in text(curator)
    assert "Что меняли:" in text(curator)
    assert "Ветрова О. С.: оптимальный уровень от 13, допустимый уровень от 9" in text(curator)

    await curator.taps("← Назад")
    assert "13 из 18 — оптимальный уровень." in text(curator)
    await curator.taps(data=ResultBook(campaign).pack())
    how = [row[1] for row in load_workbook(sent(curator))["Как считается"].values]
    assert any(
        "Пороги (заданы школой): оптимальный уровень от 13" in str(each).replace("\u00a0", " ")
        for each in how
    )

    await curator.taps(data=Levels(await version(stage, campaign), campaign).pack())
    await curator.taps("Вернуть обычные пороги")
    assert "Оптимальный уровень: от 15\n" in text(curator)
    assert text(curator).count("оптимальный уровень от ") == 2
    assert "Вернуть обычные пороги" not in captions(curator)


async def test_another_school_has_its_own_and_a_mentor_none(
    stage: Stage, scored: tuple[Actor, int]
) -> None:
    _curator, campaign = scored
    at = await version(stage, campaign)
    mentor = await stage.join("Громов Илья Олегович", Role.MENTOR)
    await stage.school("Школа № 2")
    other = await stage.join("Юрьева Анна Павловна", Role.CURATOR)
    for person in (mentor, other):
        for request in (Levels(at, campaign), AskLevel(at, campaign, 0), Levels(at, None)):
            await person.taps(data=request.pack())
            assert person.alerts[-1].startswith("Это действие для Вашей роли закрыто")


async def test_of_several_curators_each_level_is_counted(stage: Stage) -> None:
    curator, mentors = await cast(stage, 2)
    campaign = await asked(stage, NINE, [curator, *mentors], [given(18), given(9), given(8)])
    await curator.taps(data=SurveyResults(campaign).pack())
    assert text(curator).splitlines()[3:5] == [
        "Сумма баллов по 9 утверждениям вместе, анкет: 3.",
        "оптимальный уровень: 1; допустимый уровень: 1; недостаточный уровень: 1.",
    ]


async def test_they_are_set_from_the_card_of_the_questionnaire_too(
    stage: Stage, scored: tuple[Actor, int]
) -> None:
    curator, campaign = scored
    at = await version(stage, campaign)
    await curator.taps(data=OpenQuestionnaire(at).pack())
    await curator.taps("Пороги уровней")
    await curator.taps("Допустимый уровень: 9")
    await curator.sends("14")
    assert "Допустимый уровень: от 14 (обычно от 9)" in text(curator)
    await curator.taps("← Назад")
    assert "Пороги уровней" in captions(curator)

    await curator.taps(data=SurveyResults(campaign).pack())
    assert "13 из 18 — недостаточный уровень." in text(curator)
