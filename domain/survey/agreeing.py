"""Whether one answer to a question can pass some tests and fail others. Pure rules."""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any

from domain.survey.answers import SCALES, bounds
from domain.survey.holding import holds
from domain.survey.model import AnswerStatus, Compare, Condition, Kind, Question, Reply

_MANY = (Kind.SEVERAL, Kind.RANKING, Kind.MATRIX)


def agree(
    question: Question,
    like: Sequence[Condition],
    unlike: Sequence[Condition],
    step: Callable[[], None],
) -> bool:
    """`like`: tests that it must pass, `unlike`: that it must not; none of them is IS_NOT.
    `step` is called for everything that is tried, and may raise."""
    if any(each.test is Compare.ANSWERED for each in unlike):
        return False
    if question.kind in _MANY:
        return _chosen(question, like, unlike, step)
    return any(
        all(_passes(value, each) for each in like)
        and not any(_passes(value, each) for each in unlike)
        for value in _values(question, [*like, *unlike])
    )


def _passes(value: Any, test: Condition) -> bool:
    return holds(test, {(test.question, 0): Reply(AnswerStatus.GIVEN, value)})


def _values(question: Question, tests: Iterable[Condition]) -> Iterable[Any]:
    """Answers that differ for the tests."""
    if question.options:
        return [option.key for option in question.options]
    if question.kind in SCALES:
        low, high = SCALES[question.kind]
        return range(low, high + 1)
    if question.kind is Kind.NUMBER:
        named = {float(value) for test in tests for value in test.values}
        return _numbers(named, *bounds(question))
    return ["…"]


def _numbers(named: set[float], least: float | None, most: float | None) -> Iterable[float]:
    """What is named, what lies between, and beyond either end."""
    ends = {end for end in (least, most) if end is not None}
    points = sorted(named | ends | {0.0})
    points = [points[0] - 1, *points, points[-1] + 1]
    between = [(one + other) / 2 for one, other in pairwise(points)]
    return [
        value
        for value in (*points, *between)
        if (least is None or value >= least) and (most is None or value <= most)
    ]


def _chosen(
    question: Question,
    like: Sequence[Condition],
    unlike: Sequence[Condition],
    step: Callable[[], None],
) -> bool:
    """Of several options, or of the rows of a matrix, which may all have the same one."""
    never = {value for each in unlike for value in each.values}
    keys = [each.key for each in question.options if each.key not in never]
    alone = {each.key for each in question.options if each.alone}
    wanted = [set(each.values) for each in like if each.test is Compare.IS]
    if any(all(key in each for each in wanted) for key in keys if key in alone):
        return True
    free = {key for key in keys if key not in alone}
    least, most = _how_many(question)
    if len(free) < least:
        return False
    return _hit([each & free for each in wanted], most, step)


def _how_many(question: Question) -> tuple[int, int]:
    if question.kind is Kind.MATRIX:
        return 1, len(question.rows)
    least, most = bounds(question)
    return int(least or 1), int(most or len(question.options))


def _hit(sets: Sequence[set[Any]], most: int, step: Callable[[], None]) -> bool:
    """Whether so many members are enough to have one of each set."""
    step()
    if not sets:
        return True
    smallest = min(sets, key=len)
    if most == 0 or not smallest:
        return False
    return any(_hit([e for e in sets if key not in e], most - 1, step) for key in smallest)
