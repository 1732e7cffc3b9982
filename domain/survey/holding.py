"""Whether a condition is true of answers."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from domain.survey.model import AnswerStatus, Compare, Condition, Key, Reply

Replies = Mapping[Key, Reply]
# The answers to a question that are seen from somewhere; the number is the mentee, or 0.
Given = Callable[[str, int], Iterable[Reply]]


class Seen:
    """What was shown and answered so far, found by the question at once."""

    def __init__(self, replies: Replies | None = None) -> None:
        self._by: dict[str, dict[int, Reply]] = {}
        for key, reply in (replies or {}).items():
            self.add(key, reply)

    def add(self, key: Key, reply: Reply) -> None:
        question, about = key
        self._by.setdefault(question, {})[about] = reply

    def given(self, question: str, about: int) -> list[Reply]:
        found = self._by.get(question, {})
        return [
            found[each]
            for each in ((0, about) if about else found)
            if each in found and found[each].status is AnswerStatus.GIVEN
        ]


def holds(condition: Condition, seen: Replies, about: int = 0) -> bool:
    """Whether a condition is true of the answers of what was shown.

    A block's question is asked of the same mentee; from outside of the block, of any of them.
    What was skipped, or never asked, is like nothing and unlike everything.
    """
    return true_of(condition, Seen(seen).given, about)


def true_of(condition: Condition, given: Given, about: int) -> bool:
    """The same, with another way to find the answers."""
    if condition.all_of:
        return all(true_of(each, given, about) for each in condition.all_of)
    if condition.any_of:
        return any(true_of(each, given, about) for each in condition.any_of)
    found = given(condition.question, about)
    if condition.test is Compare.IS_NOT:
        return not any(_is(reply.value, condition.values) for reply in found)
    return any(_TESTS[condition.test](reply.value, condition.values) for reply in found)


def named_in(condition: Condition) -> set[str]:
    """The questions that a condition looks at."""
    return {each.question for each in leaves(condition) if each.question}


def leaves(condition: Condition) -> Iterable[Condition]:
    """The single tests of a condition."""
    parts = (*condition.all_of, *condition.any_of)
    return [leaf for part in parts for leaf in leaves(part)] if parts else [condition]


def values_in(value: Any) -> list[Any]:
    """What a test may find in an answer: itself, what is chosen, what stands in a table's rows."""
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else [value]


def _is(value: Any, wanted: Sequence[Any]) -> bool:
    return any(each in wanted for each in values_in(value))


def _number(value: Any) -> float | None:
    ok = isinstance(value, int | float) and not isinstance(value, bool)
    return value if ok else None


def _at_least(value: Any, wanted: Sequence[Any]) -> bool:
    number = _number(value)
    return number is not None and bool(wanted) and number >= float(wanted[0])


def _at_most(value: Any, wanted: Sequence[Any]) -> bool:
    number = _number(value)
    return number is not None and bool(wanted) and number <= float(wanted[0])


def _answered(value: Any, wanted: Sequence[Any]) -> bool:
    return True


_TESTS = {
    Compare.IS: _is,
    Compare.AT_LEAST: _at_least,
    Compare.AT_MOST: _at_most,
    Compare.ANSWERED: _answered,
}
