"""A question has one number: on the printed sheet and in the table of paper answers."""

from datetime import date
from io import BytesIO

import openpyxl

from domain.returning import Manifest
from domain.survey import Kind, numbering
from exports import questionnaire_answers
from exports.docx.paper import Text
from exports.questionnaire_paper import paper
from tests.survey_factories import question, questionnaire

ASKED = questionnaire(
    question("hello", Kind.STATEMENT, text="Сначала о Вас."),
    question("grid", Kind.MATRIX, text="Легко ли?"),
    question("why", Kind.LONG, text="Почему?"),
)


def test_statements_are_not_counted_anywhere() -> None:
    assert numbering.numbers(ASKED) == {"grid": 1, "why": 2}
    blocks = paper(ASKED, date(2026, 10, 5)).blocks
    texts = [each.text for each in blocks if isinstance(each, Text)]
    assert [each for each in texts if each.startswith(("1.", "2.", "3."))] == [
        "1. Легко ли? (отметьте одно в каждой строке)", "2. Почему?",
    ]  # fmt: skip
    made = questionnaire_answers.table(ASKED, [], Manifest("paper", 1, "key"))
    book = openpyxl.load_workbook(BytesIO(made))
    cells = {str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row}
    assert {"1. Легко ли? [Уроки]", "1. Легко ли? [Дисциплина]", "2. Почему?"} <= cells
