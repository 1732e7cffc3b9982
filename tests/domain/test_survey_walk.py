"""The order of questions, held against a naive walk that asks one after the other."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
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
    longest,
    walk,
)
from domain.survey.answers import NOT_APPLICABLE, SKIPPED
from domain.survey.holding import named_in, true_of
from domain.survey.longest import CHOICES, asking_most
from domain.survey.piping import fill

OPTIONS = (Option("a", "А"), Option("b", "Б"), Option("c", "В"))
KINDS = (Kind.ONE, Kind.SEVERAL, Kind.SCALE, Kind.STATEMENT, Kind.SHORT)
Made = tuple[Questionnaire, dict[Key, Reply], tuple[int, ...], bool]


@st.composite
def conditions(draw: st.DrawFn, names: Sequence[str]) -> Condition:
    shape = draw(st.sampled_from(["one", "one", "one", "all", "any"]))
    if shape == "one":
        test = draw(st.sampled_from(Compare))
        numbers = test in (Compare.AT_LEAST, Compare.AT_MOST)
        values: Any = (
            (draw(st.integers(1, 5)),)
            if numbers
            else tuple(draw(st.lists(st.sampled_from(["a", "b", "c", 1, 3, 5]), max_size=3)))
        )
        return Condition(draw(st.sampled_from(names)), test, values)
    parts = tuple(draw(st.lists(conditions(names), min_size=1, max_size=2)))
    return Condition(all_of=parts) if shape == "all" else Condition(any_of=parts)


@st.composite
def cases(draw: st.DrawFn) -> Made:
    """A questionnaire, answers to some of it (hidden ones too), mentees, the personal switch."""
    mentees = tuple(range(1, draw(st.integers(0, 3)) + 1))
    questions: list[Question] = []
    for at in range(draw(st.integers(1, 8))):
        names = [each.key for each in questions]
        shown_if = draw(st.none() | conditions(names)) if names else None
        questions.append(
            Question(
                f"q{at}", draw(st.sampled_from(KINDS)), "?", options=OPTIONS, shown_if=shown_if,
                each_mentee=draw(st.booleans()), personal=draw(st.booleans()),
            )
        )  # fmt: skip
    replies = {
        (each.key, about): draw(given_to(each))
        for each in questions
        for about in (mentees if each.each_mentee else (0,))
        if draw(st.booleans())
    }
    made = Questionnaire("k", "T", "", "", tuple(questions))
    return made, replies, mentees, draw(st.booleans())


def given_to(question: Question) -> st.SearchStrategy[Reply]:
    values: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.ONE: st.sampled_from("abc"),
        Kind.SEVERAL: st.lists(st.sampled_from("abc"), min_size=1, unique=True),
        Kind.SCALE: st.integers(1, 5),
        Kind.STATEMENT: st.none(),
        Kind.SHORT: st.text(min_size=1, max_size=3),
    }
    said = values[question.kind].map(lambda value: Reply(AnswerStatus.GIVEN, value))
    return said | st.just(SKIPPED) | st.just(NOT_APPLICABLE)


def naive(made: Made) -> list[Key]:
    """Block after block, mentee after mentee, question after question."""
    questionnaire, replies, mentees, personal = made
    asked = [q for q in questionnaire.questions if personal or not q.personal]
    order: list[Key] = []
    at = 0
    while at < len(asked):
        if not asked[at].each_mentee:
            if true(asked[at].shown_if, order, replies, 0):
                order.append((asked[at].key, 0))
            at += 1
            continue
        end = at
        while end < len(asked) and asked[end].each_mentee:
            end += 1
        for mentee in mentees:
            for question in asked[at:end]:
                if true(question.shown_if, order, replies, mentee):
                    order.append((question.key, mentee))
        at = end
    return order


def true(
    condition: Condition | None, order: list[Key], replies: Mapping[Key, Reply], about: int
) -> bool:
    if condition is None:
        return True
    if condition.all_of:
        return all(true(each, order, replies, about) for each in condition.all_of)
    if condition.any_of:
        return any(true(each, order, replies, about) for each in condition.any_of)
    values = [
        replies[key].value
        for key in order
        if key in replies
        and key[0] == condition.question
        and (about == 0 or key[1] in (0, about))
        and replies[key].status is AnswerStatus.GIVEN
    ]
    hits = [
        any(part in condition.values for part in (v if isinstance(v, list) else [v]))
        for v in values
    ]
    numbers = [v for v in values if isinstance(v, int)]
    if condition.test is Compare.IS:
        return any(hits)
    if condition.test is Compare.IS_NOT:
        return not any(hits)
    if condition.test is Compare.AT_LEAST:
        return any(v >= condition.values[0] for v in numbers)  # type: ignore[operator]
    if condition.test is Compare.AT_MOST:
        return any(v <= condition.values[0] for v in numbers)  # type: ignore[operator]
    return bool(values)


@settings(deadline=None)
@given(cases())
def test_the_walk_is_the_naive_one(made: Made) -> None:
    assert [step.key for step in walk.steps(*made)] == naive(made)


@settings(deadline=None)
@given(cases())
def test_answering_what_is_open_comes_to_an_end_and_each_is_asked_once(made: Made) -> None:
    questionnaire, replies, mentees, personal = made
    seen: list[Key] = []
    while step := walk.first_open(walk.steps(questionnaire, replies, mentees, personal), replies):
        seen.append(step.key)
        replies = {**replies, step.key: SKIPPED}

    assert len(set(seen)) == len(seen)
    assert len(seen) <= len(questionnaire.questions) * max(1, len(mentees))
    assert walk.left(questionnaire, replies, mentees, personal) == 0


@settings(deadline=None)
@given(cases())
def test_back_is_the_way_forth(made: Made) -> None:
    asked = walk.steps(*made)

    for step, after in pairwise(asked):
        assert walk.following(asked, step.key) == after
        assert walk.preceding(asked, after.key) == step
    assert walk.preceding(asked, None) == (asked[-1] if asked else None)
    assert asked == () or walk.preceding(asked, asked[0].key) is None


@settings(deadline=None)
@given(cases())
def test_progress_counts_no_fewer_than_what_is_asked_by_now(made: Made) -> None:
    questionnaire, replies, mentees, personal = made
    asked = [step for step in walk.steps(*made) if step.counts]
    for step in asked:
        found = walk.progress(questionnaire, replies, mentees, personal, step.key)

        assert 1 <= found.number <= found.total
        assert found.total >= len(asked)
        assert len(found.ahead) >= sum(each.key not in replies for each in asked)


@settings(deadline=None)
@given(cases())
def test_progress_is_that_of_trying_each_answer_with_the_whole_walk(made: Made) -> None:
    questionnaire, replies, mentees, personal = made
    assumed = naive_longest(made)
    total = [s for s in walk.steps(questionnaire, assumed, mentees, personal) if s.counts]
    for step in total:
        found = walk.progress(questionnaire, replies, mentees, personal, step.key)
        assert (found.total, total[found.number - 1].key) == (len(total), step.key)
        assert list(found.ahead) == [s.question.kind for s in total if s.key not in replies]


def naive_longest(made: Made) -> dict[Key, Reply]:
    """Every answer of every open question is tried from the first question to the last."""
    questionnaire, replies, mentees, personal = made
    assumed, tried = dict(replies), set[Key]()
    named = {key for q in questionnaire.questions if q.shown_if for key in named_in(q.shown_if)}

    def asked(more: Mapping[Key, Reply]) -> tuple[walk.Step, ...]:
        return walk.steps(questionnaire, {**assumed, **more}, mentees, personal)

    while True:
        open_ = (s for s in asked({}) if s.key not in assumed and s.key not in tried)
        step = next((s for s in open_ if s.question.key in named), None)
        if step is None:
            return assumed
        tried.add(step.key)
        if step.question.kind not in CHOICES:
            continue

        def length(value: Any, key: Key = step.key) -> int:
            return len(asked({key: Reply(AnswerStatus.GIVEN, value)}))

        value = asking_most(step.question, length)
        if length(value) > len(asked({})):
            assumed[step.key] = Reply(AnswerStatus.GIVEN, value)


def test_the_cost_of_progress_grows_with_the_conditions_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is told with every answer; of a hundred questions in a chain it took two seconds."""
    looked = 0

    def counting(*given: Any) -> bool:
        nonlocal looked
        looked += 1
        return true_of(*given)

    monkeypatch.setattr(longest, "true_of", counting)
    ten = tuple(Option(f"o{n}", str(n)) for n in range(10))
    chain = tuple(
        Question(
            f"q{n}", Kind.ONE, "?", options=ten,
            shown_if=Condition(f"q{n - 1}", values=("o1",)) if n else None,
        )
        for n in range(100)
    )  # fmt: skip
    made = Questionnaire("k", "T", "", "", chain)
    assert walk.progress(made, {}, (), True, ("q0", 0)).total == 100
    assert looked < 5 * len(chain)


def test_the_longest_way_is_promised_and_only_shrinks() -> None:
    def shown(value: str) -> Condition:
        return Condition("part", values=(value,))

    questions = [
        Question("part", Kind.ONE, "?", options=OPTIONS),
        *(Question(f"a{n}", Kind.SCALE, "?", shown_if=shown("a")) for n in range(4)),
        *(Question(f"b{n}", Kind.SCALE, "?", shown_if=shown("b")) for n in range(2)),
    ]
    made = Questionnaire("k", "T", "", "", tuple(questions))
    chosen = {("part", 0): Reply(AnswerStatus.GIVEN, "b")}

    assert walk.progress(made, {}, (), True, ("part", 0)).total == 5
    assert walk.progress(made, chosen, (), True, ("b0", 0)).total == 3


def test_of_several_as_many_branches_are_promised_as_may_be_chosen() -> None:
    options = tuple(Option(key, key) for key in "abcd")
    part = Question("part", Kind.SEVERAL, "?", options=options, most=2)
    questions = [
        part,
        *(
            Question(f"{key}{n}", Kind.SCALE, "?", shown_if=Condition("part", values=(key,)))
            for key, count in (("a", 1), ("b", 3), ("c", 2))
            for n in range(count)
        ),
    ]
    made = Questionnaire("k", "T", "", "", tuple(questions))
    free = replace(made, questions=(replace(part, most=None), *questions[1:]))

    def total(asked: Questionnaire, *chosen: str) -> int:
        replies = {("part", 0): Reply(AnswerStatus.GIVEN, list(chosen))} if chosen else {}
        found = walk.progress(asked, replies, (), True, ("part", 0))
        assert len(found.ahead) == found.total - bool(chosen)
        return found.total

    assert [total(made), total(made, "b", "c"), total(made, "a", "c")] == [6, 6, 4]
    assert [total(free), total(free, "a", "b", "c"), total(free, "d")] == [7, 7, 1]


def test_names_and_answers_are_filled_in_and_other_braces_stay() -> None:
    assert fill("{name}: {answer:mood}, {x}", lambda field: f"<{field}>") == (
        "<name>: <answer:mood>, {x}"
    )
