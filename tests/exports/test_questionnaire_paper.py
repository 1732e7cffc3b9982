"""A questionnaire on paper: boxes, circles, conditions in words."""

from datetime import date

import pytest

from content import questionnaires as shipped
from domain.survey import Compare, Condition, Kind, Questionnaire
from exports.docx.paper import Table, Text
from exports.questionnaire_paper import paper, printed
from tests.survey_factories import options, question, questionnaire

ON = date(2026, 11, 16)


def lines(asked: Questionnaire) -> list[str]:
    """The texts under the head."""
    found = [block.text for block in paper(asked, ON).blocks if isinstance(block, Text)]
    day = next(at for at, line in enumerate(found) if line.startswith("Дата заполнения"))
    return [line.replace("\u00a0", " ") for line in found[day + 1 : -1]]


def test_conditions_in_words_by_the_numbers_on_the_sheet() -> None:
    both = Condition(
        all_of=(Condition("q1", values=("o1",)), Condition("q2", Compare.AT_LEAST, (4,)))
    )
    asked = questionnaire(
        question("read", Kind.STATEMENT, text="Прочитайте."),
        question("q1"),
        question("q2", Kind.SCALE, ends=("нет", "да"), sensitive=True),
        question("q3", Kind.SEVERAL, options=options("А", "Другое", own=True), shown_if=both),
    )
    assert lines(asked) == [
        "Прочитайте.",
        "1. Вопрос q1? (отметьте одно)",
        "□ да     □ нет",
        "2. Вопрос q2? (отметьте одно)",
        "Ответ увидят только куратор и руководитель школы.",
        "1 — нет, 5 — да",
        "○ 1   ○ 2   ○ 3   ○ 4   ○ 5",
        "Если в вопросе 1 «да» и в вопросе 2 4 или больше:",
        "3. Вопрос q3? (отметьте всё, что подходит)",
        f"□ А     □ Другое: {'_' * 32}",
    ]


def test_a_table_has_a_box_in_each_cell() -> None:
    asked = questionnaire(question("q1", Kind.MATRIX))
    (table,) = [each for each in paper(asked, ON).blocks if isinstance(each, Table)]
    assert [column.title for column in table.columns] == ["", "да", "нет"]
    assert [[cell.lines for cell in line.cells] for line in table.lines] == [
        [("Уроки",), ("□",), ("□",)], [("Дисциплина",), ("□",), ("□",)],
    ]  # fmt: skip


def test_a_sheet_without_names_asks_for_none() -> None:
    named = [
        b.text for b in paper(questionnaire(question("q1")), ON).blocks if isinstance(b, Text)
    ]
    bare = [
        b.text
        for b in paper(questionnaire(question("q1"), anonymous=True), ON).blocks
        if isinstance(b, Text)
    ]
    assert [any(line.startswith("Фамилия") for line in each) for each in (named, bare)] == [
        True, False,
    ]  # fmt: skip


@pytest.mark.parametrize("key", sorted(shipped.keys()))
def test_every_ready_one_prints(key: str) -> None:
    assert printed(shipped.questionnaire(key), ON, "Школа").startswith(b"PK")


def test_scales_of_what_was_marked_stand_in_one_table() -> None:
    marked = [
        question(
            f"s{option.key}", Kind.SCALE, text=f"{option.text}: легко?", ends=("нет", "да"),
            shown_if=Condition("q1", values=(option.key,)),
        )
        for option in options("Уроки", "Речь")
    ]  # fmt: skip
    alone = question("last", Kind.SCALE, text="Уроки: а теперь?")
    asked = questionnaire(
        question("q1", Kind.SEVERAL, options=options("Уроки", "Речь")), *marked, alone
    )
    assert lines(asked)[2:] == [
        "2–3. Легко? (отметьте одно в каждой строке)",
        "Только то, что отмечено в вопросе 1. 1 — нет, 5 — да.",
        "4. Уроки: а теперь? (отметьте одно)",
        "○ 1   ○ 2   ○ 3   ○ 4   ○ 5",
    ]
    (table,) = [each for each in paper(asked, ON).blocks if isinstance(each, Table)]
    assert [[cell.lines for cell in line.cells] for line in table.lines] == [
        [("2. Уроки",), *[("○",)] * 5], [("3. Речь",), *[("○",)] * 5],
    ]  # fmt: skip
