"""Results of an anonymous campaign: nothing while it is open, nothing of few people."""

import openpyxl
import pytest

from domain.survey import Condition, Kind
from handlers.buttons.survey_results import (
    OpenAnswers,
    ResultBook,
    ResultQuestion,
    SurveyResults,
)
from tests import survey_factories as make
from tests.result_stories import asked, captions, cast, close, sent, text
from tests.stage import Stage

QUIET = make.questionnaire(
    make.question("like", Kind.TEN, text="Насколько Вы довольны?"),
    make.question("why", Kind.LONG, text="Что улучшить?", optional=True),
    title="Без имён", key="quiet", anonymous=True,
)  # fmt: skip


async def test_an_anonymous_one_tells_nothing_until_it_has_closed(stage: Stage) -> None:
    curator, mentors = await cast(stage, 6)
    given = [{"like": like, "why": "тесно"} for like in (8, 8, 8, 9, 9, 9)]
    campaign = await asked(stage, QUIET, mentors, given)

    await curator.taps(data=SurveyResults(campaign).pack())
    assert "итоги появятся, когда она закроется" in text(curator)
    assert captions(curator) == ["← Назад", "Меню"]
    await curator.taps(data=ResultBook(campaign).pack())
    assert curator.alerts[-1].startswith("Итогов пока нет")
    await curator.taps(data=OpenAnswers(campaign, -1, 0).pack())
    assert "тесно" not in text(curator)

    await close(stage, campaign)
    await curator.taps(data=ResultQuestion(campaign, 0).pack())
    assert "Ответили 6 из 6." in text(curator)
    assert "█████░░░░░ 3 · 50 % 8" in text(curator)
    await curator.taps(data=OpenAnswers(campaign, -1, 0).pack())
    assert text(curator).splitlines()[4:] == [f"{at}. тесно" for at in range(1, 7)]
    assert "Вопрос 2. Что улучшить?" in text(curator)
    await curator.taps(data=ResultBook(campaign).pack())
    book = openpyxl.load_workbook(sent(curator))
    assert book.sheetnames == ["Сводка", "Открытые ответы", "Коды", "Как считается"]
    assert list(book["Открытые ответы"].values)[:2] == [
        ("№", "Вопрос", "Ответ", "Метки"), (2, "Что улучшить?", "тесно", None),
    ]  # fmt: skip


async def test_an_anonymous_one_of_four_people_shows_nothing(stage: Stage) -> None:
    curator, mentors = await cast(stage, 4)
    campaign = await asked(stage, QUIET, mentors, [{"like": 8, "why": "тесно"}] * 4)
    await close(stage, campaign)

    await curator.taps(data=SurveyResults(campaign).pack())
    assert "ответов меньше пяти" in text(curator)
    await curator.taps(data=ResultQuestion(campaign, 0).pack())
    assert "ответов меньше пяти" in text(curator)


@pytest.mark.parametrize("anonymous", [False, True])
async def test_a_question_that_a_few_were_asked(stage: Stage, anonymous: bool) -> None:
    """With names it is told whatever the number; without, why it is not told."""
    curator, mentors = await cast(stage, 7)
    branching = make.questionnaire(
        make.question("been", text="Были на уроке?"),
        make.question("how", Kind.TEN, text="Как он прошёл?",
                      shown_if=Condition("been", values=("o1",))),
        title="С ветвью", anonymous=anonymous,
    )  # fmt: skip
    given = [{"been": "o1", "how": 9}] * 3 + [{"been": "o2"}] * 4
    campaign = await asked(stage, branching, mentors, given)
    await close(stage, campaign)
    await curator.taps(data=ResultQuestion(campaign, 1).pack())
    lines = text(curator).splitlines()
    assert lines[:2] == ["Итоги · вопрос 2 из 2", "Как он прошёл?"]
    if anonymous:
        assert lines[2].startswith("Анкета без имён, а этот вопрос задавали не всем")
    else:
        assert lines[2:4] == [
            "3 ответа; не дошли или не спрашивали 4.", "Среднее считаем от пяти ответов.",
        ]  # fmt: skip
