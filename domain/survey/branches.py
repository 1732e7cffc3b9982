"""Whether a question is ever asked: answers are tried that make its conditions true."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from domain.survey import walk
from domain.survey.answers import SCALES, bounds
from domain.survey.model import AnswerStatus, Condition, Key, Kind, Question, Questionnaire, Reply

_TRIED = 20_000  # ways; who asks for more has a questionnaire that nobody reads
_TOGETHER = 6  # options of one question that are combined in all ways


def reachable(asked: Questionnaire, wanted: Question) -> bool:
    """Whether some answers lead to the question. Its conditions name earlier ones alone."""
    if wanted.shown_if is None:
        return True
    return _Search(asked, wanted).found()


class _Search:
    def __init__(self, asked: Questionnaire, wanted: Question) -> None:
        assert wanted.shown_if is not None
        self._wanted = wanted.shown_if
        needed = _hangs_on(asked, wanted)
        self._deciding = [each for each in asked.questions if each.key in needed]
        self._named = _values([wanted, *self._deciding])
        self._tried = 0

    def found(self) -> bool:
        return self._try(0, {})

    def _try(self, at: int, seen: dict[Key, Reply]) -> bool:
        self._tried += 1
        if at == len(self._deciding) or self._tried > _TRIED:
            return self._tried > _TRIED or walk.holds(self._wanted, seen)
        question = self._deciding[at]
        if question.shown_if and not walk.holds(question.shown_if, seen):
            return self._try(at + 1, seen)
        if (question.optional or question.may_not_apply) and self._try(at + 1, seen):
            return True
        return any(
            self._try(at + 1, {**seen, (question.key, 0): Reply(AnswerStatus.GIVEN, value)})
            for value in _answers(question, self._named.get(question.key, ()))
        )


def _hangs_on(asked: Questionnaire, wanted: Question) -> set[str]:
    conditions = {each.key: each.shown_if for each in asked.questions}
    needed: set[str] = set()
    waiting: list[Condition | None] = [wanted.shown_if]
    while waiting:
        condition = waiting.pop()
        for key in walk.named_in(condition) - needed if condition else ():
            needed.add(key)
            waiting.append(conditions.get(key))
    return needed


def _values(questions: list[Question]) -> dict[str, tuple[Any, ...]]:
    """What conditions name, by the question that they look at."""
    found: dict[str, tuple[Any, ...]] = {}

    def look(condition: Condition) -> None:
        if condition.question:
            known = found.get(condition.question, ())
            found[condition.question] = tuple(dict.fromkeys((*known, *condition.values)))
        for part in (*condition.all_of, *condition.any_of):
            look(part)

    for question in questions:
        if question.shown_if is not None:
            look(question.shown_if)
    return found


def _answers(question: Question, named: tuple[Any, ...]) -> Iterator[Any]:
    """Answers that differ for the conditions."""
    if question.kind in (Kind.SEVERAL, Kind.RANKING):
        yield from _chosen(question, named)
    elif question.kind is Kind.MATRIX:
        yield from _matrix(question)
    elif question.options:
        yield from (option.key for option in question.options)
    elif question.kind in SCALES:
        low, high = SCALES[question.kind]
        yield from range(low, high + 1)
    elif question.kind is Kind.NUMBER:
        yield from _numbers(question, named)
    else:
        yield "…"


def _chosen(question: Question, named: tuple[Any, ...]) -> Iterator[list[str]]:
    keys = [option.key for option in question.options]
    free = [key for key in keys if key not in named]
    least, most = bounds(question)
    least, most = int(least or 1), int(most or len(keys))
    named = tuple(key for key in named if key in keys)
    for size in range(min(len(named), most, _TOGETHER) + 1):
        for some in combinations(named, size):
            filled = [*some, *free[: max(0, least - size)]]
            if not filled:
                filled = free[:1]
            if least <= len(filled) <= most:
                yield filled
    if named and least > len(free):
        yield keys[:most]


def _matrix(question: Question) -> Iterator[dict[str, str]]:
    keys = [option.key for option in question.options]
    for key in keys:
        yield {row.key: key for row in question.rows}
    for first, second in combinations(keys, 2):
        yield {row.key: second if at else first for at, row in enumerate(question.rows)}


def _numbers(question: Question, named: tuple[Any, ...]) -> Iterator[float]:
    least, most = bounds(question)
    near = [float(value) + shift for value in named for shift in (-1, 0, 1)]
    ends = [value for value in (least, most) if value is not None]
    for value in dict.fromkeys([*near, *ends, 0.0]):
        if (least is None or value >= least) and (most is None or value <= most):
            yield value
