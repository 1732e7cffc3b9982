"""What is wrong with a questionnaire before anybody is asked."""

from dataclasses import replace
from typing import Any

import pytest

from content import questionnaires as shipped
from domain.survey import Compare, Condition, Kind, Question, Questionnaire
from domain.survey.checking import faults
from tests.survey_factories import options, question, questionnaire
from texts.questionnaire_faults import row_fault


def codes(*questions: Question, **given: Any) -> list[tuple[int, str]]:
    found = faults(questionnaire(*questions, **given))
    for each in found:
        assert row_fault(each.number, each.code, each.data).endswith(".")
    return [(each.number, each.code) for each in found]


def if_(question: str, *values: str | float, test: Compare = Compare.IS) -> Condition:
    return Condition(question, test, values)


@pytest.mark.parametrize("key", sorted(shipped.keys()))
def test_what_comes_with_the_program_has_no_faults(key: str) -> None:
    assert faults(shipped.questionnaire(key)) == ()


def test_two_questions_of_one_key() -> None:
    assert codes(question("q1"), question("q1")) == [(2, "key_twice")]


@pytest.mark.parametrize("key", ["", "два слова", "й" * 33, "a:b"])
def test_keys_that_do_not_fit(key: str) -> None:
    assert codes(question(key)) == [(1, "key")]


@pytest.mark.parametrize(
    ("shown_if", "told"),
    [
        (if_("q9", "o1"), "if_unknown"),
        (if_("q3", "o1"), "if_later"),
        (if_("q2", "o1"), "if_cycle"),
        (if_("q1", "o9"), "if_value"),
        (if_("q1"), "if_values"),
        (if_("q1", 3, test=Compare.AT_LEAST), "if_number"),
        (Condition(), "if_empty"),
        (Condition("q1", Compare.IS, ("o1",), all_of=(if_("q1", "o1"),)), "if_empty"),
    ],
)
def test_conditions(shown_if: Condition, told: str) -> None:
    found = codes(question("q1"), question("q2", shown_if=shown_if), question("q3"))
    assert found == [(2, told)]


def test_two_questions_that_wait_for_each_other() -> None:
    found = codes(
        question("q1", shown_if=if_("q2", "o1")), question("q2", shown_if=if_("q1", "o1"))
    )
    assert found == [(1, "if_cycle")]


@pytest.mark.parametrize(
    ("shown_if", "found"),
    [
        (Condition(all_of=(if_("q1", "o1"), if_("q1", "o2"))), [(3, "unreachable")]),
        (Condition(any_of=(if_("q1", "o1"), if_("q1", "o2"))), []),
        (Condition(all_of=(if_("q2", "o1"), if_("q1", "o2"))), [(3, "unreachable")]),
        (Condition(all_of=(if_("q2", "o2"), if_("q1", "o1"))), []),
    ],
)
def test_a_branch_that_nobody_comes_to(shown_if: Condition, found: list[tuple[int, str]]) -> None:
    asked = (
        question("q1"),
        question("q2", shown_if=if_("q1", "o1")),
        question("q3", shown_if=shown_if),
    )
    assert codes(*asked) == found


def test_no_more_is_chosen_than_may_be() -> None:
    both = Condition(all_of=(if_("q1", "o1"), if_("q1", "o2")))
    several = question("q1", Kind.SEVERAL, options=options("а", "б", "в"))
    assert codes(several, question("q2", shown_if=both)) == []
    assert codes(replace(several, most=1), question("q2", shown_if=both)) == [(2, "unreachable")]


def test_a_number_between_two_limits() -> None:
    number = question("q1", Kind.NUMBER, least=1, most=5)
    between = Condition(
        all_of=(if_("q1", 4, test=Compare.AT_LEAST), if_("q1", 3, test=Compare.AT_MOST))
    )
    assert codes(number, question("q2", shown_if=between)) == [(2, "unreachable")]
    assert codes(number, question("q2", shown_if=if_("q1", 7))) == [(2, "if_value")]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (question("q1", text=""), "text_empty"),
        (question("q1", text="а" * 1001), "part_long"),
        (question("q1", options=options("да")), "options_few"),
        (question("q1", options=options(*map(str, range(91)))), "options_many"),
        (question("q1", options=options("да", "Да ")), "option_twice"),
        (question("q1", options=options("да", "а" * 251)), "option_long"),
        (question("q1", Kind.SCALE, options=options("да", "нет")), "options_idle"),
        (question("q1", Kind.MATRIX, rows=()), "rows_none"),
        (question("q1", Kind.SCALE, ends=("а" * 41, "")), "part_long"),
        (question("q1", Kind.SEVERAL, least=2, most=1), "least_over_most"),
        (question("q1", Kind.SEVERAL, most=9), "limit"),
        (question("q1", Kind.SCALE, most=9), "limits_idle"),
        (question("q1", Kind.SEVERAL, most=1.5), "limit_whole"),
        (question("q1", Kind.PERSON), "bank"),
        (question("q1", text="Кто {он}?"), "field"),
        (question("q1", text="Кто {mentee}?"), "field_mentee"),
        (question("q1", text="Почему {answer:q9}?"), "field_question"),
        (question("q1", Kind.RANKING, options=options("а", "б", own=True)), "own_idle"),
    ],
)
def test_one_question(asked: Question, told: str) -> None:
    assert codes(asked) == [(1, told)]


def test_what_is_put_into_a_text() -> None:
    long = question("q1", Kind.LONG)
    named = question("q2", text="Почему «{answer:q1}», {name}?")
    assert codes(long, named) == [(2, "field_kind")]
    assert codes(replace(long, kind=Kind.SHORT), named) == []
    wide = question("q2", text="{answer:q1}" * 6)
    assert codes(replace(long, kind=Kind.SHORT), wide) == [(2, "piped_long")]


def test_the_whole() -> None:
    read = question("q1", Kind.STATEMENT)
    assert codes(read) == [(0, "no_questions")]
    assert codes(question("q1"), title=" ") == [(0, "title_empty")]
    assert codes(question("q1"), intro="а" * 601) == [(0, "part_long")]
    many = [question(f"q{n}") for n in range(101)]
    assert codes(*many) == [(0, "many_questions")]


def test_what_would_tell_who_has_answered_without_a_name() -> None:
    file = question("q2", Kind.FILE)
    assert codes(question("q1"), file, anonymous=True) == [(2, "anonymous")]
    assert codes(question("q1"), file) == []


def test_a_condition_on_one_of_many_questions_is_found_at_once() -> None:
    """Branches of branches do not take for ever."""
    chain: list[Question] = [question("q0", Kind.SEVERAL, options=options(*map(str, range(20))))]
    for number in range(1, 60):
        shown_if = Condition(any_of=(if_(f"q{number - 1}", "o1"), if_("q0", "o2")))
        chain.append(question(f"q{number}", shown_if=shown_if))
    assert faults(Questionnaire("long", "Длинная", "", "", tuple(chain))) == ()
