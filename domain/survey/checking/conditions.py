"""«Shown if»: only of earlier questions, of answers that there are."""

from collections.abc import Iterator
from typing import Any

from domain.survey.answers import SCALES
from domain.survey.checking.figures import Told
from domain.survey.holding import named_in
from domain.survey.model import Compare, Condition, Kind, Question, Questionnaire

_COUNTED = (Kind.SCALE, Kind.TEN, Kind.NUMBER)


def condition(asked: Questionnaire, question: Question, earlier: dict[str, Question]) -> Told:
    if question.shown_if is None:
        return
    keys = {each.key for each in asked.questions}
    for test in _tests(question.shown_if):
        if test.question not in keys:
            yield "if_unknown", {"said": test.question}
        elif test.question not in earlier:
            code = "if_cycle" if _leads(asked, test.question, question.key) else "if_later"
            yield code, {"said": test.question}
        else:
            yield from _values(test, earlier[test.question])
    if any(_muddled(each) for each in _all(question.shown_if)):
        yield "if_empty", {}


def _all(condition: Condition) -> Iterator[Condition]:
    yield condition
    for part in (*condition.all_of, *condition.any_of):
        yield from _all(part)


def _tests(condition: Condition) -> Iterator[Condition]:
    return (each for each in _all(condition) if each.question)


def _muddled(condition: Condition) -> bool:
    ways = (bool(condition.question), bool(condition.all_of), bool(condition.any_of))
    return sum(ways) != 1


def _leads(asked: Questionnaire, start: str, goal: str) -> bool:
    """Whether what shows `start` hangs on `goal`."""
    conditions = {each.key: each.shown_if for each in asked.questions}
    waiting, known = [start], set[str]()
    while waiting:
        key = waiting.pop()
        if key == goal:
            return True
        shown_if = conditions.get(key)
        if key not in known and shown_if is not None:
            waiting += named_in(shown_if)
        known.add(key)
    return False


def _values(test: Condition, of: Question) -> Told:
    data: dict[str, Any] = {"said": of.key}
    if test.test is Compare.ANSWERED:
        if test.values:
            yield "if_values", data
        return
    if not test.values:
        yield "if_values", data
    elif test.test in (Compare.AT_LEAST, Compare.AT_MOST):
        if of.kind not in _COUNTED or len(test.values) != 1 or not _is_number(test.values[0]):
            yield "if_number", data
    elif not (of.options or of.kind in _COUNTED):
        yield "if_kind", data
    else:
        for value in test.values:
            if not _fits(value, of):
                yield "if_value", {**data, "value": value}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _fits(value: str | float, of: Question) -> bool:
    if of.options:
        return value in {each.key for each in of.options}
    if not isinstance(value, int | float):
        return False
    if of.kind in SCALES:
        low, high = SCALES[of.kind]
        return low <= value <= high
    low_, high_ = of.least, of.most
    return (low_ is None or value >= low_) and (high_ is None or value <= high_)
