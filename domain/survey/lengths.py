"""How many questions somebody will be asked: on the shortest, the longest and a usual way."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from statistics import median_low
from typing import Any

from domain.survey import walk
from domain.survey.answers import SKIPPED, bounds
from domain.survey.holding import named_in
from domain.survey.longest import CHOICES, asking_most, possible
from domain.survey.model import AnswerStatus, Key, Kind, Question, Questionnaire, Reply

_SOMEBODY = (1,)  # stands for a mentee where blocks are counted
_WALKS = 15  # different people, whose middle one is the usual
_CHOSEN = (1, 2, 3)  # how many of several people mostly choose
_MANY = 1000  # a number that has no limit

Length = Callable[[Reply], int]  # of the way that an answer opens
Answer = Callable[[Question, Length], Reply]


@dataclass(frozen=True, slots=True)
class Lengths:
    """`usual`: the kinds of the questions on the middle one of many different ways, since only
    that tells how long it takes; `least` and `most`: how many there can be."""

    least: int
    most: int
    usual: tuple[Kind, ...]


def of(asked: Questionnaire, personal: bool = True) -> Lengths:
    """Of who has not begun. `personal` False: what is marked so is left out."""
    somebody = _somebody(Random(1))
    ends = [_way(asked, personal, answer) for answer in (_shortest, _longest)]
    ways = [_way(asked, personal, somebody) for _ in range(_WALKS)]
    middle = median_low(len(each) for each in ways)
    lengths = [len(each) for each in (*ends, *ways)]
    usual = next(each for each in ways if len(each) == middle)
    return Lengths(min(lengths), max(lengths), usual)


def shortest(asked: Questionnaire, personal: bool = True) -> int:
    """The least number alone."""
    return len(_way(asked, personal, _shortest))


def _way(asked: Questionnaire, personal: bool, answer: Answer) -> tuple[Kind, ...]:
    """What is asked of who answers the questions that others hang on so."""
    replies: dict[Key, Reply] = {}
    deciding = {key for each in asked.questions if each.shown_if
                for key in named_in(each.shown_if)}  # fmt: skip
    while True:
        steps = walk.steps(asked, replies, _SOMEBODY, personal)
        step = next(
            (s for s in steps if s.question.key in deciding and s.key not in replies), None
        )
        if step is None:
            return tuple(s.question.kind for s in steps if s.counts)

        def length(reply: Reply, key: Key = step.key) -> int:
            tried = walk.steps(asked, {**replies, key: reply}, _SOMEBODY, personal)
            return sum(each.counts for each in tried)

        replies[step.key] = answer(step.question, length)


def _replies(question: Question) -> list[Reply]:
    """Answers that may open different questions, of several one option each."""
    values: list[Any] = [1]  # a person, a day, words: that there is an answer is all
    if question.kind in CHOICES:
        values = possible(question)
    elif question.kind is Kind.NUMBER:
        values = [question.least or 0, question.most or _MANY]
    elif question.kind is Kind.MATRIX:
        values = [dict.fromkeys((row.key for row in question.rows), option.key)
                  for option in question.options]  # fmt: skip
    several = question.kind in (Kind.SEVERAL, Kind.RANKING)
    given = [Reply(AnswerStatus.GIVEN, [value] if several else value) for value in values]
    return [*given, *([SKIPPED] if question.optional else [])]


def _shortest(question: Question, length: Length) -> Reply:
    return min(_replies(question), key=length)


def _longest(question: Question, length: Length) -> Reply:
    if question.kind is not Kind.SEVERAL:
        return max(_replies(question), key=length)
    return Reply(
        AnswerStatus.GIVEN,
        asking_most(question, lambda value: length(Reply(AnswerStatus.GIVEN, value))),
    )


def _somebody(of: Random) -> Answer:
    """Somebody who takes each option as likely as any other."""

    def answer(question: Question, _: Length) -> Reply:
        if question.kind is not Kind.SEVERAL:
            return of.choice([each for each in _replies(question) if each is not SKIPPED])
        least, most = bounds(question)
        keys = [each.key for each in question.options if not each.alone]
        wanted = max(int(least or 1), of.choice(_CHOSEN))
        count = min(wanted, int(most or wanted), len(keys))
        return Reply(AnswerStatus.GIVEN, of.sample(keys, count))

    return answer
