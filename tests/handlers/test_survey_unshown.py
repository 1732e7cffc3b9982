"""What is not for the reader of results stands on no screen and in no file."""

from typing import Any

import openpyxl
from sqlalchemy.orm import Session

from domain.roles import Role
from domain.survey import AnswerStatus, Condition, Kind, Reply
from handlers.buttons.survey_results import (
    OpenAnswers,
    ResultBook,
    ResultQuestion,
    SurveyResults,
)
from sandbox.actor import Actor
from tests import pair_factories
from tests import survey_factories as make
from tests.result_stories import NBSP, acting, asked, captions, cast, close, sent, text
from tests.stage import Stage

NAMED = make.questionnaire(
    make.question("fit", Kind.TEN, text="Насколько Вам подходит пара?"),
    make.question("hard", Kind.LONG, text="Что трудно?"),
    title="Промежуточная",
)  # fmt: skip
QUIET = make.questionnaire(
    make.question("like", text="Всё ли устроило?",
                  options=make.options("Да", "Нет", "Другое", own=True)),
    make.question("lack", Kind.LONG, text="Чего не хватило?",
                  shown_if=Condition("like", values=("o2",))),
    title="Без имён", key="quiet", anonymous=True,
)  # fmt: skip


async def cells(curator: Actor, campaign: int) -> list[str]:
    await curator.taps(data=ResultBook(campaign).pack())
    book = openpyxl.load_workbook(sent(curator))
    return [
        str(cell.value).replace(NBSP, " ")
        for sheet in book for row in sheet for cell in row if cell.value is not None
    ]  # fmt: skip


async def paired(stage: Stage) -> tuple[Actor, int]:
    """A head of the school who is the partner of one of three that have answered."""
    await stage.school("Школа № 1")
    head = await stage.join("Ветрова Ольга Сергеевна", Role.HEAD)
    names = ["Астахов Пётр Ильич", "Быкова Анна Львовна", "Власов Юрий Ильич"]
    people = [await stage.join(name, Role.MENTEE) for name in names]
    first, mentor = await acting(stage, people[0]), await acting(stage, head)

    def pair(session: Session) -> None:
        pair_factories.pair(session, stage.clock.now(), stage.school_id, [mentor], [first])

    await stage.db.write(pair)
    given = [
        {"fit": 2, "hard": "тяжело с Вами"}, {"fit": 8, "hard": "времени"},
        {"fit": 9, "hard": "сил"},
    ]  # fmt: skip
    return head, await asked(stage, NAMED, people, given)


async def test_a_head_who_is_a_mentor_reads_nothing_of_the_own_pair(stage: Stage) -> None:
    head, campaign = await paired(stage)
    await head.taps(data=SurveyResults(campaign).pack())
    line = "1 ответ о Вас не показан и не посчитан: так обещано тем, с кем Вы в паре."
    assert text(head).splitlines()[1:] == [
        "Ответили 3 из 3.", "Анкета ещё идёт: числа изменятся.", line,
    ]  # fmt: skip
    await head.taps(data=ResultQuestion(campaign, 0).pack())
    assert "2 ответа." in text(head)
    await head.taps(data=OpenAnswers(campaign, -1, 0).pack())
    assert line in text(head)
    assert "времени" in text(head)
    assert "тяжело" not in text(head)
    found = await cells(head, campaign)
    assert line in found
    assert "времени" in found
    assert not any("тяжело" in each for each in found)


async def test_own_words_and_a_branch_of_one_are_told_nowhere(stage: Stage) -> None:
    curator, mentors = await cast(stage, 7)
    given: list[dict[str, Any]] = [{"like": "o1"} for _ in range(5)]
    given.append({"like": Reply(AnswerStatus.GIVEN, "o3", "своё слово")})
    given.append({"like": "o2", "lack": "времени"})
    campaign = await asked(stage, QUIET, mentors, given)
    await close(stage, campaign)

    await curator.taps(data=ResultQuestion(campaign, 0).pack())
    assert "Нет: скрыто" in text(curator)
    assert "своё слово" not in text(curator)
    assert "Ответы и метки" not in captions(curator)
    await curator.taps(data=ResultQuestion(campaign, 1).pack())
    told = text(curator).splitlines()[-1]
    assert told.startswith("Анкета без имён, а этот вопрос задавали не всем")
    await curator.taps(data=OpenAnswers(campaign, -1, 0).pack())
    assert text(curator).endswith("Своими словами пока никто не написал.")
    found = await cells(curator, campaign)
    assert not [each for each in found if "своё слово" in each or "времени" in each]
