"""Which questions a person is asked, in order: branches, the block for each mentee, progress."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from domain.survey.holding import Replies, Seen, true_of
from domain.survey.longest import longest
from domain.survey.model import Key, Kind, Question, Questionnaire, Reply


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
    seen = Seen()
    for step in _places(questionnaire, mentees, personal):
        shown_if = step.question.shown_if
        if shown_if and not true_of(shown_if, seen.given, step.about):
            continue
        shown.append(step)
        if step.key in replies:
            seen.add(step.key, replies[step.key])
    return tuple(shown)


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
    places = [(step.question, step.about) for step in _places(questionnaire, mentees, personal)]
    assumed = longest(places, replies)
    asked = [s for s in steps(questionnaire, assumed, mentees, personal) if s.counts]
    at = next((n for n, step in enumerate(asked, 1) if step.key == key), len(asked))
    ahead = tuple(step.question.kind for step in asked if step.key not in replies)
    return Progress(at, len(asked), ahead)


def left(
    questionnaire: Questionnaire, replies: Replies, mentees: Sequence[int], personal: bool
) -> int:
    """How many questions are still to be answered, by the answers so far."""
    asked = steps(questionnaire, replies, mentees, personal)
    return sum(step.counts and step.key not in replies for step in asked)


def _places(
    questionnaire: Questionnaire, mentees: Sequence[int], personal: bool
) -> Iterator[Step]:
    """All that may be asked, in order."""
    for each, block in _blocks(questionnaire, personal):
        for about in mentees if each else (0,):
            for index, question in block:
                yield Step(question, index, about)


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


def _at(asked: Sequence[Step], key: Key) -> int | None:
    return next((at for at, step in enumerate(asked) if step.key == key), None)
