"""Which questions a person is asked, in order: branches, the block for each mentee, progress."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from domain.survey.answers import SCALES, bounds
from domain.survey.model import (
    AnswerStatus,
    Compare,
    Condition,
    Key,
    Kind,
    Question,
    Questionnaire,
    Reply,
)

Replies = Mapping[Key, Reply]
_CHOICES = frozenset({Kind.ONE, Kind.SEVERAL, Kind.SCALE, Kind.TEN})


@dataclass(frozen=True, slots=True)
class Step:
    """A question that is asked. `index`: its place in the version; `about`: the mentee, or 0."""

    question: Question
    index: int
    about: int = 0

    @property
    def key(self) -> Key:
        return self.question.key, self.about

    @property
    def counts(self) -> bool:
        """Whether it is a question: a statement is only read."""
        return self.question.kind is not Kind.STATEMENT


@dataclass(frozen=True, slots=True)
class Progress:
    """`number` of `total`: where one is, from 1; `ahead`: what may still be asked, by kind."""

    number: int
    total: int
    ahead: tuple[Kind, ...]


def steps(
    questionnaire: Questionnaire,
    replies: Replies,
    mentees: Sequence[int] = (),
    personal: bool = True,
) -> tuple[Step, ...]:
    """What is asked by these answers, in order. An answer to a question that is not shown any
    more is kept, but shows nothing. `personal` False: what is marked so is left out."""
    shown: list[Step] = []
    seen: dict[Key, Reply] = {}
    for each, block in _blocks(questionnaire, personal):
        for about in mentees if each else (0,):
            for index, question in block:
                if question.shown_if and not holds(question.shown_if, seen, about):
                    continue
                step = Step(question, index, about)
                shown.append(step)
                if step.key in replies:
                    seen[step.key] = replies[step.key]
    return tuple(shown)


def holds(condition: Condition, seen: Replies, about: int = 0) -> bool:
    """Whether a condition is true of the answers of what was shown.

    A block's question is asked of the same mentee; from outside of the block, of any of them.
    What was skipped, or never asked, is like nothing and unlike everything.
    """
    if condition.all_of:
        return all(holds(each, seen, about) for each in condition.all_of)
    if condition.any_of:
        return any(holds(each, seen, about) for each in condition.any_of)
    found = list(_asked(condition.question, seen, about))
    if condition.test is Compare.IS_NOT:
        return not any(_is(reply.value, condition.values) for reply in found)
    return any(_TESTS[condition.test](reply.value, condition.values) for reply in found)


def first_open(asked: Sequence[Step], replies: Replies) -> Step | None:
    """The first question without an answer; skipped is an answer."""
    return next((step for step in asked if step.key not in replies), None)


def following(asked: Sequence[Step], key: Key) -> Step | None:
    """The step after a key; None after the last, and where the key is not asked."""
    at = _at(asked, key)
    return asked[at + 1] if at is not None and at + 1 < len(asked) else None


def preceding(asked: Sequence[Step], key: Key | None) -> Step | None:
    """The step before a key (None: before the summary, which is the last); None at the first."""
    at = len(asked) if key is None else _at(asked, key)
    return asked[at - 1] if at else None


def find(asked: Sequence[Step], key: Key) -> Step | None:
    at = _at(asked, key)
    return None if at is None else asked[at]


def counted(asked: Sequence[Step], replies: Replies) -> dict[Key, Reply]:
    """The answers that count: of what is shown, in order."""
    return {step.key: replies[step.key] for step in asked if step.key in replies}


def progress(
    questionnaire: Questionnaire,
    replies: Replies,
    mentees: Sequence[int],
    personal: bool,
    key: Key,
) -> Progress:
    """Where `key` stands among what is asked on the longest way that the open branches allow, so
    that the number of questions only ever shrinks."""
    asked = [
        step
        for step in steps(questionnaire, _longest(questionnaire, replies, mentees, personal),
                          mentees, personal)
        if step.counts
    ]  # fmt: skip
    at = next((n for n, step in enumerate(asked, 1) if step.key == key), len(asked))
    ahead = tuple(step.question.kind for step in asked if step.key not in replies)
    return Progress(at, len(asked), ahead)


def left(
    questionnaire: Questionnaire, replies: Replies, mentees: Sequence[int], personal: bool
) -> int:
    """How many questions are still to be answered, by the answers so far."""
    asked = steps(questionnaire, replies, mentees, personal)
    return sum(step.counts and step.key not in replies for step in asked)


def _blocks(
    questionnaire: Questionnaire, personal: bool
) -> Iterable[tuple[bool, list[tuple[int, Question]]]]:
    numbered = [
        (index, question)
        for index, question in enumerate(questionnaire.questions)
        if personal or not question.personal
    ]
    for each, block in groupby(numbered, lambda pair: pair[1].each_mentee):
        yield each, list(block)


def _asked(question: str, seen: Replies, about: int) -> Iterable[Reply]:
    """The given answers to a question."""
    for (key, of), reply in seen.items():
        fits = key == question and (of in (0, about) or not about)
        if fits and reply.status is AnswerStatus.GIVEN:
            yield reply


def _is(value: Any, wanted: Sequence[Any]) -> bool:
    if isinstance(value, list):
        return any(each in wanted for each in value)
    if isinstance(value, dict):
        return any(each in wanted for each in value.values())
    return value in wanted


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


def _at(asked: Sequence[Step], key: Key) -> int | None:
    return next((at for at, step in enumerate(asked) if step.key == key), None)


def _longest(
    questionnaire: Questionnaire, replies: Replies, mentees: Sequence[int], personal: bool
) -> dict[Key, Reply]:
    """The answers with, for every open question that a branch hangs on, the one that asks most.

    Branches are taken one after the other, so it is the longest way of the nearest choices.
    """
    assumed = dict(replies)
    deciding = _deciding(questionnaire)
    tried: set[Key] = set()
    while True:
        asked = steps(questionnaire, assumed, mentees, personal)
        step = next(
            (s for s in asked
             if s.question.key in deciding and s.key not in assumed and s.key not in tried),
            None,
        )  # fmt: skip
        if step is None:
            return assumed
        tried.add(step.key)

        def length(value: Any, assumed: Replies = assumed, key: Key = step.key) -> int:
            trial = {**assumed, key: Reply(AnswerStatus.GIVEN, value)}
            return len(steps(questionnaire, trial, mentees, personal))

        value = _asking_most(step.question, length)
        if length(value) > len(asked):
            assumed = {**assumed, step.key: Reply(AnswerStatus.GIVEN, value)}


def _asking_most(question: Question, length: Callable[[Any], int]) -> Any:
    """The answer with which most is asked; of several the options that ask most, one after the
    other, as many as may be chosen."""
    if question.kind is not Kind.SEVERAL:
        return max(_possible(question), key=length, default=None)
    _, most = bounds(question)
    found: list[str] = []
    reached = 0
    for each in sorted(_possible(question), key=lambda key: -length([key])):
        with_it = length([*found, each])
        if (most is None or len(found) < most) and with_it > reached:
            found, reached = [*found, each], with_it
    return found


def _possible(question: Question) -> list[Any]:
    if question.kind in SCALES:
        low, high = SCALES[question.kind]
        return list(range(low, high + 1))
    return [each.key for each in question.options]


def _deciding(questionnaire: Questionnaire) -> set[str]:
    """Questions with few answers that a later one is shown by."""
    named = {
        key
        for question in questionnaire.questions
        if question.shown_if
        for key in named_in(question.shown_if)
    }
    return {
        question.key
        for question in questionnaire.questions
        if question.key in named and question.kind in _CHOICES
    }


def named_in(condition: Condition) -> set[str]:
    """The questions that a condition looks at."""
    parts = (*condition.all_of, *condition.any_of)
    inner = {key for part in parts for key in named_in(part)}
    return inner | ({condition.question} if condition.question else set())
