"""Which questions are ever asked, held against trying every answer there is."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.survey import (
    AnswerStatus,
    Compare,
    Condition,
    Key,
    Kind,
    Option,
    Question,
    Questionnaire,
    Reply,
    walk,
)
from domain.survey.answers import SKIPPED
from domain.survey.branches import Branches, Tangled
from domain.survey.holding import holds

OPTIONS = (Option("a", "А"), Option("b", "Б"), Option("c", "В"))
KINDS = (Kind.ONE, Kind.SEVERAL, Kind.SCALE, Kind.SHORT)
MENTEES = 3


@st.composite
def conditions(draw: st.DrawFn, earlier: Sequence[Question], deep: int = 2) -> Condition:
    """A condition that checking lets pass, on any of the earlier questions."""
    if deep and draw(st.booleans()):
        parts = tuple(draw(st.lists(conditions(earlier, deep - 1), min_size=2, max_size=3)))
        return Condition(all_of=parts) if draw(st.booleans()) else Condition(any_of=parts)
    question = draw(st.sampled_from(earlier))
    if question.kind is Kind.SHORT:
        return Condition(question.key, Compare.ANSWERED)
    if question.kind is Kind.SCALE:
        test = draw(st.sampled_from([Compare.IS, Compare.AT_LEAST, Compare.AT_MOST]))
        return Condition(question.key, test, (draw(st.integers(1, 5)),))
    test = draw(st.sampled_from([Compare.IS, Compare.IS, Compare.IS_NOT, Compare.ANSWERED]))
    values = draw(st.lists(st.sampled_from("abc"), min_size=1, max_size=3, unique=True))
    return Condition(question.key, test, () if test is Compare.ANSWERED else tuple(values))


@st.composite
def made(draw: st.DrawFn, *, blocks: bool) -> Questionnaire:
    questions: list[Question] = []
    for at in range(4):
        each = blocks and draw(st.booleans())
        shown_if = draw(st.none() | conditions(questions)) if questions else None
        if at == 3:
            shown_if = draw(conditions(questions))
        kinds = (Kind.ONE, Kind.SHORT) if blocks else KINDS
        kind = draw(st.sampled_from(kinds))
        most = draw(st.sampled_from([None, 1, 2])) if kind is Kind.SEVERAL else None
        options = OPTIONS if kind in (Kind.ONE, Kind.SEVERAL) else ()
        if kind is Kind.SEVERAL and draw(st.booleans()):
            options = (*OPTIONS[:2], Option("c", "В", alone=True))
        questions.append(
            Question(
                f"q{at}", kind, "?", options=options, most=most, shown_if=shown_if,
                optional=draw(st.booleans()), each_mentee=each,
            )
        )  # fmt: skip
    return Questionnaire("k", "T", "", "", tuple(questions))


def answers(question: Question) -> list[Reply]:
    keys = [each.key for each in question.options]
    alone = [each.key for each in question.options if each.alone]
    values: list[Any] = ["…"]
    if question.kind is Kind.ONE:
        values = list(keys)
    elif question.kind is Kind.SEVERAL:
        free = [key for key in keys if key not in alone]
        most = int(question.most or 3)
        some = [list(s) for n in range(1, most + 1) for s in combinations(free, n)]
        values = [*some, *([key] for key in alone)]
    elif question.kind is Kind.SCALE:
        values = list(range(1, 6))
    said = [Reply(AnswerStatus.GIVEN, value) for value in values]
    return [*said, SKIPPED] if question.optional else said


def every_way(asked: Questionnaire, mentees: Sequence[int]) -> Iterator[tuple[walk.Step, ...]]:
    """Of all but the last question, where nobody is asked about, or some mentees."""
    before = asked.questions[:-1]
    keys: list[Key] = [
        (each.key, about) for each in before for about in (mentees if each.each_mentee else (0,))
    ]
    replies = [answers(asked.question(key)) for key, _ in keys]
    for given_ in product(*replies):
        yield walk.steps(asked, dict(zip(keys, given_, strict=True)), mentees)


def tried(asked: Questionnaire, mentees: Sequence[int]) -> bool:
    last = asked.questions[-1].key
    return any(step.question.key == last for way in every_way(asked, mentees) for step in way)


@settings(deadline=None, max_examples=150)
@given(made(blocks=False))
def test_a_question_is_reachable_where_some_answers_lead_to_it(asked: Questionnaire) -> None:
    assert Branches(asked).reachable(asked.questions[-1]) == tried(asked, ())


@settings(deadline=None, max_examples=40)
@given(made(blocks=True))
def test_the_same_where_questions_are_asked_about_each_mentee(asked: Questionnaire) -> None:
    assume(sum(each.each_mentee for each in asked.questions[:-1]) < MENTEES)
    found = any(tried(asked, range(1, n + 1)) for n in range(MENTEES + 1))
    assert Branches(asked).reachable(asked.questions[-1]) == found


@settings(deadline=None, max_examples=100)
@given(made(blocks=False))
def test_what_may_be_asked_without_an_earlier_answer(asked: Questionnaire) -> None:
    last, first = asked.questions[-1], asked.questions[0]

    def missing() -> bool:
        before = asked.questions[:-1]
        for given_ in product(*(answers(each) for each in before)):
            replies = {(e.key, 0): r for e, r in zip(before, given_, strict=True)}
            shown = walk.steps(asked, replies)
            if any(step.question.key == last.key for step in shown):
                seen = walk.counted(shown, replies)
                answered = Condition(first.key, Compare.ANSWERED)
                if not holds(answered, seen):
                    return True
        return False

    assert first.shown_if is None
    assert Branches(asked).without(last, first.key) == missing()


def if_(key: str, *values: str, test: Compare = Compare.IS) -> Condition:
    return Condition(key, test, values)


def choice(key: str, shown_if: Condition | None = None, *, each: bool = False) -> Question:
    return Question(key, Kind.ONE, "?", options=OPTIONS[:2], shown_if=shown_if, each_mentee=each)


BOTH = Condition(all_of=(if_("q0", "a"), if_("q0", "b")))


@pytest.mark.parametrize(
    ("shown_if", "each", "reached"),
    [
        (BOTH, False, True),  # of one mentee yes, of another one no
        (BOTH, True, False),  # of the same one
        (Condition(all_of=(if_("q0", "a"), if_("q0", "a", test=Compare.IS_NOT))), False, False),
        (if_("q0", "a", "b", test=Compare.IS_NOT), False, True),  # who has no mentees
    ],
)
def test_outside_of_a_block_mentees_are_of_different_kinds(
    shown_if: Condition, each: bool, reached: bool
) -> None:
    last = choice("q1", shown_if, each=each)
    asked = Questionnaire("k", "T", "", "", (choice("q0", each=True), last))
    assert Branches(asked).reachable(last) == reached


def test_a_contradiction_is_seen_however_much_stands_around_it() -> None:
    """The reproduction of what was accepted once: 1 = А и 1 = Б и 2 = А … 6 = А."""
    options = tuple(Option(f"o{n}", str(n)) for n in range(7))
    six = tuple(Question(f"q{n}", Kind.ONE, "?", options=options) for n in range(6))
    parts = (if_("q0", "o1"), *(if_(f"q{n}", "o0") for n in range(6)))
    rows = tuple(choice(f"z{n}", Condition(all_of=parts)) for n in range(90))
    branches = Branches(Questionnaire("k", "T", "", "", (*six, *rows)), steps=2_000)
    assert [branches.reachable(each) for each in rows] == [False] * 90


def test_what_cannot_be_looked_through_is_not_taken_for_reachable() -> None:
    """Seven who are each to have one of six places to themselves."""
    people, places = range(7), range(6)
    has = {(n, m): choice(f"p{n}_{m}") for n in people for m in places}
    sits = [Condition(any_of=tuple(if_(f"p{n}_{m}", "a") for m in places)) for n in people]
    apart = [
        Condition(any_of=(if_(f"p{n}_{m}", "b"), if_(f"p{k}_{m}", "b")))
        for m in places
        for n, k in combinations(people, 2)
    ]
    last = choice("last", Condition(all_of=(*sits, *apart)))
    asked = Questionnaire("k", "T", "", "", (*has.values(), last))
    with pytest.raises(Tangled):
        Branches(asked).reachable(last)
