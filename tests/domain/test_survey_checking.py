"""What is wrong with a questionnaire before anybody is asked."""

from dataclasses import replace
from typing import Any

import pytest

from content import questionnaires as shipped
from domain.survey import Compare, Condition, Kind, Option, Question, Questionnaire
from domain.survey.branches import Branches
from domain.survey.checking import faults, notes
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


def test_an_answer_about_each_mentee_is_not_put_into_a_question_about_nobody() -> None:
    each = question("q1", Kind.SHORT, each_mentee=True)
    named = question("q2", text="Почему «{answer:q1}»?")
    assert codes(each, named) == [(2, "field_block")]
    assert codes(each, replace(named, each_mentee=True)) == []


def test_own_words_and_answers_in_a_hint_count_for_its_length() -> None:
    own = question("q1", options=options("да", "другое", own=True))
    assert codes(own, question("q2", text="а" * 500 + "{answer:q1}")) == [(2, "piped_long")]
    short = question("q1", Kind.SHORT)
    assert codes(short, question("q2", help="а" * 450 + "{answer:q1}")) == [(2, "piped_long")]


def test_lengths_are_those_of_the_messenger() -> None:
    """An emoji takes two of them."""
    assert codes(question("q1", text="😀" * 501)) == [(1, "part_long")]
    assert codes(question("q1", options=options("да", "😀" * 126))) == [(1, "option_long")]


def noted(*questions: Question) -> list[tuple[int, str]]:
    asked = questionnaire(*questions)
    assert faults(asked) == ()
    return [(each.number, each.data["said"]) for each in notes(asked)]


def test_an_answer_that_may_be_missing_inside_of_a_text_is_noted() -> None:
    named = question("q9", text="Почему «{answer:q2}»?")
    first = question("q1")
    hidden = question("q2", Kind.SHORT, shown_if=if_("q1", "o1"))
    optional = question("q2", Kind.SHORT, optional=True)
    answered = Condition("q2", Compare.ANSWERED)
    assert noted(first, question("q2", Kind.SHORT), named) == []
    assert noted(first, hidden, named) == [(3, "q2")]
    assert noted(first, hidden, replace(named, shown_if=if_("q1", "o1"))) == []
    assert noted(first, optional, named) == [(3, "q2")]
    assert noted(first, optional, replace(named, shown_if=answered)) == []
    each = [replace(each, each_mentee=True) for each in (optional, named)]
    assert noted(first, *each) == [(3, "q2")]
    assert noted(first, each[0], replace(each[1], shown_if=answered)) == []


def test_points_that_do_not_add_up_to_levels() -> None:
    asked = shipped.questionnaire("curator_nine")
    assert faults(asked) == ()
    table, words = asked.questions
    other = replace(table, options=(*table.options, Option("o4", "Не знаю")))
    assert [e.code for e in faults(replace(asked, questions=(other, words)))] == ["scoring"]
    assert [e.code for e in faults(replace(asked, questions=(words,)))] == ["scoring"]


def test_conditions_that_cannot_be_looked_through_are_a_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Branches.__init__, "__defaults__", (2,))
    chain = [question("q0")]
    chain += [question(f"q{n}", shown_if=if_(f"q{n - 1}", "o1")) for n in range(1, 5)]
    assert codes(*chain) == [(3, "tangled")]


def test_a_screen_that_holds_hardly_an_option() -> None:
    twelve = options(*(f"{n} " + "ы" * 246 for n in range(12)))
    long = question("q1", Kind.SEVERAL, text="т" * 1000, help="п" * 600, options=twelve)
    assert codes(long, intro="") == []
    assert codes(long, intro="в" * 600) == [(1, "screen_long")]


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


def test_an_option_that_stands_alone() -> None:
    some = (Option("o1", "Чай"), Option("o2", "Ничего", alone=True))
    every = tuple(replace(each, alone=True) for each in some)

    assert codes(question("q1", Kind.SEVERAL, options=some)) == []
    assert codes(question("q1", Kind.ONE, options=some)) == [(1, "alone_idle")]
    assert codes(question("q1", Kind.SEVERAL, options=every)) == [(1, "alone_all")]
    assert codes(question("q1", Kind.SEVERAL, options=some, most=2)) == [(1, "limit")]


def test_a_branch_of_an_option_that_stands_alone() -> None:
    some = (Option("o1", "Чай"), Option("o2", "Кофе"), Option("o3", "Ничего", alone=True))
    several = question("q1", Kind.SEVERAL, options=some)
    both = Condition(all_of=(if_("q1", "o1"), if_("q1", "o3")))

    assert codes(several, question("q2", shown_if=if_("q1", "o3"))) == []
    assert codes(several, question("q2", shown_if=both)) == [(2, "unreachable")]
