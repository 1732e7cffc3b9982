"""Results of an anonymous campaign: nothing while it is open, nothing of few people."""

import openpyxl

from domain.survey import Kind
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
    assert text(curator).splitlines()[2:] == [f"{at}. тесно" for at in range(1, 7)]
    await curator.taps(data=ResultBook(campaign).pack())
    book = openpyxl.load_workbook(sent(curator))
    assert book.sheetnames == ["Сводка", "Коды", "Как считается"]


async def test_an_anonymous_one_of_four_people_shows_nothing(stage: Stage) -> None:
    curator, mentors = await cast(stage, 4)
    campaign = await asked(stage, QUIET, mentors, [{"like": 8, "why": "тесно"}] * 4)
    await close(stage, campaign)

    await curator.taps(data=SurveyResults(campaign).pack())
    assert "ответов меньше пяти" in text(curator)
    await curator.taps(data=ResultQuestion(campaign, 0).pack())
    assert "ответов меньше пяти" in text(curator)
