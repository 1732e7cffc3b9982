"""What answers tell of an entry of a bank, and what data tell of criteria."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.criteria import criteria
from content.questionnaires import keys, questionnaire
from domain import banks
from domain.banks import Criterion, concerns, profile, seen, sides_of
from domain.pairs import Form, Side
from domain.survey import AnswerStatus, Kind, Option, Reply
from domain.survey.answers import SKIPPED
from domain.survey.moments import Moment
from tests.survey_factories import question
from tests.survey_factories import questionnaire as asked_of


def told(value: Any, text: str = "") -> Reply:
    return Reply(AnswerStatus.GIVEN, value, text)


AREAS = (
    Option("planning", "Планирование"),
    Option("digital", "Цифра"),
    Option("o", "Иное", own=True),
)


def test_areas_that_are_named_and_graded() -> None:
    asked = asked_of(
        question("areas", Kind.SEVERAL, options=AREAS, fills="areas"),
        question("one", Kind.TEN, fills="area:planning"),
        question("two", Kind.SCALE, fills="area:digital"),
        question("three", Kind.TEN, fills="area:exams"),
    )

    found = profile(asked, {
        ("areas", 0): told(["planning", "digital", "o"], "театр"),
        ("one", 0): told(9), ("two", 0): told(4), ("three", 0): told(7),
    })  # fmt: skip

    assert found == {
        "areas": {"planning": 9, "digital": 8},
        "area_words": {"is": None, "said": [], "text": "театр"},
    }


def test_areas_of_a_matrix_and_of_a_ranking() -> None:
    rows = (Option("planning", "Планирование"), Option("digital", "Цифра"))
    five = tuple(Option(str(n), str(n)) for n in range(1, 6))
    matrix = asked_of(question("m", Kind.MATRIX, rows=rows, options=five, fills="areas"))
    ranking = asked_of(question("r", Kind.RANKING, options=AREAS, fills="areas"))

    assert profile(matrix, {("m", 0): told({"planning": "5", "digital": "2"})}) == {
        "areas": {"planning": 10, "digital": 4}
    }
    assert profile(ranking, {("r", 0): told(["digital", "planning"])}) == {
        "areas": {"digital": 10, "planning": 8}
    }


def test_numbers_lists_people_and_words() -> None:
    asked = asked_of(
        question("c", Kind.ONE, options=(Option("3", "Троим"),), fills="capacity"),
        question("h", Kind.NUMBER, fills="hours"),
        question("f", Kind.SEVERAL, options=(Option("pupil_pupil", "Ученикам"),), fills="forms"),
        question("a", Kind.PERSON, fills="wants", bank="mentors"),
        question("b", Kind.PERSON, fills="wants", bank="mentors"),
        question("s", Kind.SHORT, fills="subject"),
        question("x", Kind.SHORT, fills="nonsense"),
    )
    replies = {
        ("c", 0): told("3"), ("h", 0): told(900), ("f", 0): told(["pupil_pupil", "strange"]),
        ("a", 0): told(7), ("b", 0): told(5), ("s", 0): told("история"), ("x", 0): told("?"),
    }  # fmt: skip

    assert profile(asked, replies) == {
        "capacity": 3, "hours": 200, "forms": ["pupil_pupil"], "wants": [7, 5],
        "subject": {"is": "история", "said": ["история"], "text": ""},
    }  # fmt: skip
    assert "nonsense" not in banks.asked_fields(asked)
    assert profile(asked, {("c", 0): SKIPPED}) == {}


def test_whoever_is_not_asked_is_ready_for_the_forms_of_the_questionnaire() -> None:
    asked = asked_of(question("s", Kind.SHORT, fills="subject"), forms=("pupil_pupil",))

    assert profile(asked, {}) == {"forms": ["pupil_pupil"]}


@pytest.mark.parametrize(
    ("answer", "sides"),
    [
        ("mentor", (Side.MENTOR,)),
        ("both", (Side.MENTOR, Side.MENTEE)),
        ("later", ()),
        ("no", ()),
    ],
)
def test_the_wish_makes_candidates(answer: str, sides: tuple[Side, ...]) -> None:
    assert sides_of(questionnaire("needs_teachers"), {("part", 0): told(answer)}) == sides


def test_shipped_intakes_fill_what_matching_needs() -> None:
    intakes = [questionnaire(key) for key in keys()]
    mentors = [each for each in intakes if each.moment == Moment.MENTOR_INTAKE]
    mentees = [each for each in intakes if each.moment == Moment.MENTEE_INTAKE]

    assert mentors
    assert mentees
    for each in (*mentors, *mentees):
        assert "areas" in banks.asked_fields(each), each.key
        assert sides_of(each, {}) in ((Side.MENTOR,), (Side.MENTEE,))
    for each in mentors:
        assert {"capacity", "times"} <= banks.asked_fields(each), each.key


NUMBERS = st.one_of(st.integers(-5, 50), st.floats(-5, 50), st.text(max_size=3), st.none())


@given(st.dictionaries(st.sampled_from(["planning", "digital", "o", "z"]), NUMBERS), NUMBERS)
def test_levels_are_from_one_to_ten_whatever_is_answered(
    matrix: dict[str, Any], level: Any
) -> None:
    columns = tuple(Option(str(n), str(n)) for n in range(1, 6))
    asked = asked_of(
        question("m", Kind.MATRIX, rows=AREAS, options=columns, fills="areas"),
        question("t", Kind.TEN, fills="area:planning"),
        question("c", Kind.NUMBER, fills="capacity"),
    )
    replies = {("m", 0): told(matrix), ("t", 0): told(level), ("c", 0): told(level)}

    found = profile(asked, replies)

    assert all(1 <= each <= 10 for each in found.get("areas", {}).values())
    assert 1 <= found.get("capacity", 1) <= 99


def test_a_criterion_is_of_a_side_and_its_forms() -> None:
    mine = Criterion("k", "текст", ("mentor",), ("pupil_pupil",))

    assert concerns(mine, Side.MENTOR, ["pupil_pupil", "teacher_pupil"])
    assert not concerns(mine, Side.MENTOR, ["teacher_teacher"])
    assert not concerns(mine, Side.MENTEE, ["pupil_pupil"])
    assert concerns(Criterion("k", "текст", ("mentor",)), Side.MENTOR, [])


@pytest.mark.parametrize(
    ("key", "fact", "met"),
    [
        ("experience", "1", False), ("experience", "4", True), ("experience", 2.5, False),
        ("experience", 3, True), ("experience", None, None), ("category", "highest", True),
        ("category", "none", False), ("category", None, None), ("penalties", "x", None),
    ],
)  # fmt: skip
def test_what_the_data_say(key: str, fact: Any, met: bool | None) -> None:
    facts = {} if fact is None else {key: {"is": fact, "said": [], "text": ""}}

    assert seen(key, facts, answered=False, areas=False, consent=False) is met


def test_criteria_are_there_for_every_form_and_side() -> None:
    found = criteria()

    assert len({each.key for each in found}) == len(found)
    assert all(set(each.forms) <= set(Form) for each in found)
    for form in Form:
        for side in Side:
            assert [each for each in found if concerns(each, side, [form])], (form, side)


def test_an_area_that_a_school_has_added_stands_in_words() -> None:
    """«o17» of one questionnaire is robots, of another drama: it is no area of both."""
    some = (*AREAS[:2], Option("o17", "Робототехника"), AREAS[2])
    several = asked_of(
        question("areas", Kind.SEVERAL, options=some, fills="areas"),
        question("more", Kind.RANKING, options=some, fills="areas"),
        question("how", Kind.TEN, fills="area:o17"),
    )
    five = tuple(Option(str(n), str(n)) for n in range(1, 6))
    matrix = asked_of(question("m", Kind.MATRIX, rows=some[:3], options=five, fills="areas"))
    graded = asked_of(question("how", Kind.TEN, fills="area:o17"))
    known = {"planning", "digital"}

    assert profile(several, {
        ("areas", 0): told(["planning", "o17", "o"], "театр"),
        ("more", 0): told(["o17", "digital"]), ("how", 0): told(9),
    }, known) == {
        "areas": {"planning": None, "digital": 8},
        "area_words": {"is": None, "said": ["Робототехника"], "text": "театр"},
    }  # fmt: skip
    assert profile(matrix, {("m", 0): told({"planning": "5", "o17": "3"})}, known) == {
        "areas": {"planning": 10},
        "area_words": {"is": None, "said": ["Робототехника"], "text": ""},
    }
    assert profile(graded, {("how", 0): told(9)}, known) == {}
