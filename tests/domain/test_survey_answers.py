"""What is an answer of each kind, and what is told to who gave another."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.survey import AnswerStatus, Kind, Question, Reply, pace
from domain.survey.answers import NOT_APPLICABLE, SKIPPED, Fault, fault_of, said
from domain.survey.parsing import parse
from tests.survey_factories import options, question
from texts import survey_said
from texts.survey_faults import fault as worded

TODAY = date(2026, 10, 5)
ONE = question("q", options=options("Да", "Скорее да", "Другое", own=True))
SEVERAL = question("q", Kind.SEVERAL, options=options("А", "Б", "В"), least=2, most=2)
MATRIX = question("q", Kind.MATRIX, options=options("нет", "да"))


@pytest.mark.parametrize(
    ("asked", "raw", "value", "own"),
    [
        (ONE, "o1", "o1", ""),
        (ONE, " скорее  ДА ", "o2", ""),
        (ONE, "2", "o2", ""),
        (ONE, "Другое: по любви", "o3", "по любви"),
        (SEVERAL, ["o3", "o1"], ["o1", "o3"], ""),
        (SEVERAL, "В; а", ["o1", "o3"], ""),
        (question("q", Kind.RANKING, options=options("А", "Б")), "Б;А", ["o2", "o1"], ""),
        (question("q", Kind.SCALE), "4", 4, ""),
        (question("q", Kind.TEN), 10.0, 10, ""),
        (MATRIX, {"Уроки": "да", "o2": None}, {"o1": "o2"}, ""),
        (question("q", Kind.NUMBER), "2,5 часа", 2.5, ""),
        (question("q", Kind.NUMBER), "1 200", 1200, ""),
        (question("q", Kind.NUMBER), "-3", -3, ""),
        (question("q", Kind.DATE), "15.10.2019", "2019-10-15", ""),
        (question("q", Kind.DATE), "15 октября", "2026-10-15", ""),
        (question("q", Kind.DATE), "1 сентября", "2026-09-01", ""),
        (question("q", Kind.DATE), date(2020, 2, 29), "2020-02-29", ""),
        (question("q", Kind.SHORT), " два\nслова ", "два слова", ""),
        (question("q", Kind.LONG), " первое\n\nвторое ", "первое\n\nвторое", ""),
        (question("q", Kind.PERSON), "17", 17, ""),
        (question("q", Kind.FILE), {"sha": "ab", "name": "x"}, {"sha": "ab", "name": "x"}, ""),
        (question("q", Kind.STATEMENT), "", None, ""),
    ],
)
def test_what_came_is_understood(asked: Question, raw: Any, value: Any, own: str) -> None:
    assert parse(asked, raw, TODAY) == Reply(AnswerStatus.GIVEN, value, own)


@pytest.mark.parametrize(
    ("asked", "raw", "fault"),
    [
        (ONE, "может быть", "choice"),
        (SEVERAL, ["o1"], "few"),
        (SEVERAL, ["o1", "o2", "o3"], "many"),
        (SEVERAL, "А;Я", "choice"),
        (question("q", Kind.RANKING), ["o1", "o1"], "twice"),
        (question("q", Kind.RANKING, options=options(*"АБВГ")), "А;Б;В;Г", "many"),
        (question("q", Kind.SCALE), "6", "most"),
        (question("q", Kind.SCALE), "0", "least"),
        (question("q", Kind.TEN), "4,5", "whole"),
        (MATRIX, {"Уроки": "часто"}, "choice"),
        (MATRIX, {}, "row"),
        (MATRIX, "да", "row"),
        (question("q", Kind.NUMBER), "пять", "number"),
        (question("q", Kind.NUMBER), "5-7", "number"),
        (question("q", Kind.NUMBER), float("inf"), "number"),
        (question("q", Kind.NUMBER), "9" * 90, "most"),
        (question("q", Kind.DATE), "скоро", "date"),
        (question("q", Kind.DATE), "0001-01-01", "day"),
        (question("q", Kind.SHORT), "  ", "empty"),
        (question("q", Kind.SHORT), "я" * 201, "long"),
        (question("q", Kind.LONG, least=10), "мало", "brief"),
        (question("q", Kind.PERSON), "Иванова", "person"),
        (question("q", Kind.FILE), "файл", "file"),
    ],
)
def test_what_is_no_answer_is_told_with_an_example(asked: Question, raw: Any, fault: str) -> None:
    if fault == "most" and asked.kind is Kind.NUMBER:
        asked = question("q", Kind.NUMBER, most=100)
    with pytest.raises(Fault) as told:
        parse(asked, raw, TODAY)

    assert told.value.key == fault
    for close in (False, True):
        assert worded(asked, told.value.key, told.value.data, close)


@pytest.mark.parametrize(
    ("asked", "reply", "fault"),
    [
        (question("q"), SKIPPED, "required"),
        (question("q", optional=True), SKIPPED, None),
        (question("q", optional=True), NOT_APPLICABLE, "applies"),
        (question("q", may_not_apply=True), NOT_APPLICABLE, None),
        (question("q"), Reply(AnswerStatus.GIVEN, "o1", "лишнее"), "own"),
        (ONE, Reply(AnswerStatus.GIVEN, "o3", "я" * 501), "long"),
        (question("q", Kind.NUMBER), Reply(AnswerStatus.GIVEN, True), "number"),
    ],
)
def test_a_reply_made_elsewhere_is_looked_at(
    asked: Question, reply: Reply, fault: str | None
) -> None:
    found = fault_of(asked, reply)

    assert (found.key if found else None) == fault


JUNK = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.text())
ALL = [question("q", kind) for kind in Kind]


@settings(deadline=None)
@given(st.sampled_from(ALL), JUNK | st.dictionaries(st.text(), st.text()))
def test_anything_is_an_answer_or_a_fault(asked: Question, raw: Any) -> None:
    try:
        reply = parse(asked, raw, TODAY)
    except Fault as fault:
        said = worded(asked, fault.key, fault.data)
    else:
        assert fault_of(asked, reply) is None
        said = survey_said.answer_words(asked, reply, str)

    assert said


def test_times_are_learned_where_there_are_enough_of_them() -> None:
    times = [(Kind.SCALE, seconds) for seconds in (2, 2, 3, 3, 3, 3, 3, 4, 9, 500)]
    real = pace.learned([*times, (Kind.LONG, 5)])

    assert real == {Kind.SCALE: 3}
    assert pace.minutes([Kind.SCALE] * 40, real) == 2
    assert pace.minutes([Kind.LONG] * 4, real) == 3
    assert pace.minutes([], real) == 1
    assert (pace.measured(59.9), pace.measured(600), pace.measured(-1)) == (59, None, None)


ROWS = question("m", Kind.MATRIX, optional=True, may_not_apply=True)


def test_rows_of_a_matrix_are_given_skipped_or_do_not_apply() -> None:
    assert parse(ROWS, {"Уроки": "да", "Дисциплина": NOT_APPLICABLE}) == Reply(
        AnswerStatus.GIVEN, {"o1": "o1", "o2": None}
    )
    assert parse(ROWS, {"Уроки": "да", "Дисциплина": ""}) == Reply(
        AnswerStatus.GIVEN, {"o1": "o1"}
    )
    every = dict.fromkeys(("Уроки", "Дисциплина"), NOT_APPLICABLE)
    assert parse(ROWS, every) == NOT_APPLICABLE
    with pytest.raises(Fault, match="applies"):
        parse(question("m", Kind.MATRIX), {"Уроки": "да", "Дисциплина": NOT_APPLICABLE})
    with pytest.raises(Fault, match="row"):
        parse(ROWS, {})


def test_a_row_that_does_not_apply_is_said_in_the_words_that_are_given() -> None:
    value = {"o1": "o1", "o2": None}
    assert said(ROWS, value) == ["Уроки: да"]
    assert said(ROWS, value, "нет таких") == ["Уроки: да", "Дисциплина: нет таких"]
