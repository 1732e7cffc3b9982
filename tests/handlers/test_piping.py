"""Fields in the words of a question ({mentee}, {name}, {answer:key}): where the answers of many
stand together, neutral words stand for them."""

from io import BytesIO

import openpyxl
import pytest
from docx import Document

from domain.returning import Manifest
from domain.survey import Kind
from exports import questionnaire_answers
from handlers.buttons.survey_results import (
    OpenAnswers,
    ResultBook,
    ResultQuestion,
    ResultQuestions,
    SurveySwot,
)
from services import own_data
from services.exporting import surveys as exported
from services.exporting.model import Scope
from tests import survey_factories as make
from tests.result_stories import acting, asked, captions, cast, sent, text
from tests.stage import Stage
from texts.piping import plain

ASKED = make.questionnaire(
    make.question("like", Kind.TEN, text="{name}, Вы довольны?", ends=("нет", "да")),
    make.question("grid", Kind.MATRIX, text="С {mentee} легко?"),
    make.question("why", Kind.LONG, text="Почему {answer:like}?"),
    title="Итоги года",
)
GIVEN = {"like": 9, "grid": {"o1": "o1", "o2": "o2"}, "why": "помогли"}


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Встречи с {mentee} были?", "Встречи с [имя наставляемого] были?"),
        ("{name}, как Вам?", "[имя], как Вам?"),
        ("Вы поставили {answer:mood}. Почему?", "Вы поставили [прежний ответ]. Почему?"),
        ("Скобки {прочие} остаются", "Скобки {прочие} остаются"),
    ],
)
def test_neutral_words_stand_for_the_fields(raw: str, shown: str) -> None:
    assert plain(raw) == shown


async def test_results_and_files_show_no_field(stage: Stage) -> None:
    curator, mentors = await cast(stage, 6)
    campaign = await asked(stage, ASKED, mentors, [GIVEN] * 6)

    await curator.taps(data=ResultQuestions(campaign, 0).pack())
    assert [captions(curator)[0], captions(curator)[3]] == [
        "1. [имя], Вы довольны?", "3. Почему [прежний ответ]?",
    ]  # fmt: skip
    await curator.taps("1. [имя], Вы довольны?")
    assert text(curator).splitlines()[1] == "[имя], Вы довольны?"
    await curator.taps("Картинкой")
    assert text(curator).splitlines()[0] == "[имя], Вы довольны?"
    await curator.taps(data=ResultQuestion(campaign, 1).pack())
    assert text(curator).splitlines()[1] == "С [имя наставляемого] легко?"
    await curator.taps(data=OpenAnswers(campaign, -1, 0).pack())
    await curator.taps("1")
    assert "Почему [прежний ответ]?" in text(curator)

    await curator.taps(data=ResultBook(campaign).pack())
    book = openpyxl.load_workbook(sent(curator))
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert [each for each in cells if "{" in each] == []
    assert {"[имя], Вы довольны?", "С [имя наставляемого] легко? — Уроки"} <= cells
    assert "С [имя наставляемого] легко?" in [row[1].value for row in book["Коды"].iter_rows()]
    await curator.taps(data=SurveySwot(campaign).pack())
    (table,) = Document(sent(curator)).tables
    assert "[имя], Вы довольны?" in table.rows[1].cells[0].text


async def test_other_tables_and_ones_own_data_show_no_field(stage: Stage) -> None:
    _, (olga,) = await cast(stage, 1)
    await asked(stage, ASKED, [olga], [GIVEN])
    who = await acting(stage, olga)

    scope = Scope(None, None, None, stage.clock.now(), who.zone)
    batch = await stage.db.read(exported.read, scope, 0)
    told = await stage.db.read(own_data.mine, who)
    made = questionnaire_answers.table(ASKED, [], Manifest("paper", 1, "key"))

    at = [column.key for column in exported.COLUMNS].index("question")
    assert [row[at] for row in batch.rows] == [
        "[имя], Вы довольны?", "С [имя наставляемого] легко?\N{NO-BREAK SPACE}— Уроки",
        "С [имя наставляемого] легко?\N{NO-BREAK SPACE}— Дисциплина", "Почему [прежний ответ]?",
    ]  # fmt: skip
    (surveys,) = [each for each in told.sections if each.key == "surveys"]
    assert [row[1] for row in surveys.rows] == [plain(each.text) for each in ASKED.questions]
    book = openpyxl.load_workbook(BytesIO(made))
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert [each for each in cells if "{" in each] == []
    assert "1. [имя], Вы довольны?" in cells
