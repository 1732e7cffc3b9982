"""The sum of a scored questionnaire and its levels."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from domain.survey import Kind, Option, Questionnaire
from domain.survey.scoring import Level, levels, matrix, scored, top
from tests.survey_factories import options, question, questionnaire

ASKED: Questionnaire = replace(
    questionnaire(
        question(
            "m", Kind.MATRIX, rows=options(*"абвгдежзи"),
            options=(Option("2", "да"), Option("1", "отчасти"), Option("0", "нет")),
        )
    ),
    scoring={
        "matrix": "m",
        "levels": [{"least": 0, "key": "low"}, {"least": 15, "key": "high"},
                   {"least": 9, "key": "fair"}],
    },
)  # fmt: skip


def test_what_an_edited_copy_cannot_count_is_not_summed() -> None:
    table = ASKED.questions[0]
    other = replace(table, options=(*table.options, Option("o4", "не знаю")))
    few = replace(table, rows=table.rows[:7])
    assert matrix(ASKED) == table
    for questions in ((), (other,), (few,), (replace(table, key="n"),)):
        assert matrix(replace(ASKED, questions=questions)) is None
    assert matrix(replace(ASKED, scoring={})) is None


def test_the_usual_levels_stand_from_the_highest_down_with_room_to_move() -> None:
    assert top(ASKED) == 18
    assert levels(ASKED, {}) == (
        Level("high", 15, 15, 10, 18), Level("fair", 9, 9, 1, 14), Level("low", 0, 0, 1, 0),
    )  # fmt: skip
    assert [each.moves for each in levels(ASKED, {})] == [True, True, False]


@given(st.integers(-3, 25), st.integers(-3, 25))
def test_thresholds_keep_their_order_or_are_not_taken(high: int, fair: int) -> None:
    found = levels(ASKED, {"high": high, "fair": fair, "low": 7, "gone": 3})
    leasts = [each.least for each in found]
    taken = 18 >= high > fair > 0
    assert leasts == ([high, fair, 0] if taken else [15, 9, 0])
    assert all(one > other for one, other in pairwise(leasts))
    assert all(each.low <= each.least <= each.high for each in found if each.moves)


def test_a_sum_reaches_the_highest_level_that_it_can() -> None:
    usual, other = levels(ASKED, {}), levels(ASKED, {"high": 18, "fair": 17})
    keys = [each.key for each in ASKED.question("m").rows]
    every = {point: dict.fromkeys(keys, point) for point in "210"}

    assert [scored(every[point], usual).level for point in "210"] == ["high", "fair", "low"]
    assert [scored(every[point], other).level for point in "210"] == ["high", "low", "low"]
    assert scored(every["1"], usual).total == 9


def test_rows_that_do_not_apply_are_not_counted() -> None:
    found = scored({"o1": "2", "o2": None}, levels(ASKED, {}))
    assert (found.total, found.rows, found.level) == (2, 1, "low")
