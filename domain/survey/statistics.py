"""What comes out of answers: counts, shares, means and medians with their n. Pure rules.

Only given answers are counted; skipped, not applicable and not reached stand apart. Of fewer than
LEAST people there are counts alone: no share and no mean.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from statistics import fmean, median
from typing import TypeVar

from domain.survey.answers import NOT_APPLICABLE, SCALES, SKIPPED
from domain.survey.model import AnswerStatus, Kind, Option, Question, Reply

LEAST = 5  # given answers from which there are shares and means
SATISFIED = 7  # of 10, unless the school says otherwise
K = TypeVar("K", bound=Hashable)
Change = tuple[float, float]  # before, after


@dataclass(frozen=True, slots=True)
class Numbers:
    """Of `n` given numbers; None where there are too few, or where it is not told."""

    n: int
    mean: float | None
    median: float | None
    least: float | None
    most: float | None


@dataclass(frozen=True, slots=True)
class Part:
    """An option, or a point of a scale. `count` None: not told; `share` in whole per cent."""

    key: str
    text: str
    count: int | None
    share: int | None


@dataclass(frozen=True, slots=True)
class Tally:
    """One question, or one row of a matrix (`row`).

    `parts` are empty where nothing is chosen from. `satisfied`: of a scale of ten, how many of
    how many. `words`: open answers, or own words beside a choice. `hidden`: some of it is not
    told; `told` False: nothing but words is.
    """

    question: Question
    given: int
    skipped: int
    not_applicable: int
    not_reached: int
    parts: tuple[Part, ...] = ()
    numbers: Numbers | None = None
    satisfied: tuple[int, int] | None = None
    words: tuple[str, ...] = ()
    row: Option | None = None
    hidden: bool = False
    told: bool = True


@dataclass(frozen=True, slots=True)
class Compared:
    """Before and after of the people who have answered both; higher, same and lower are counts."""

    n: int
    higher: int
    same: int
    lower: int
    before: float | None
    after: float | None


def tallies(
    question: Question, replies: Sequence[Reply | None], least: float = SATISFIED
) -> list[Tally]:
    """Of a question, or of each row of a matrix. None among the replies: not reached. `least`:
    from which point of ten on somebody counts as satisfied."""
    if question.kind is not Kind.MATRIX:
        return [_tally(question, replies, least)]
    return [
        _tally(question, [reply and of_row(reply, row.key) for reply in replies], least, row)
        for row in question.rows
    ]


def numbers(values: Sequence[float]) -> Numbers:
    if len(values) < LEAST:
        return Numbers(len(values), None, None, None, None)
    return Numbers(len(values), fmean(values), median(values), min(values), max(values))


def share(count: int, people: int) -> int | None:
    """Whole per cent, halves up; none of too few."""
    return (200 * count + people) // (2 * people) if people >= LEAST else None


def satisfied(values: Iterable[float], least: float = SATISFIED) -> tuple[int, int]:
    """How many are at the threshold or over, of how many."""
    given = list(values)
    return sum(value >= least for value in given), len(given)


def compared(changes: Sequence[Change]) -> Compared:
    """Of matched persons: (before, after) of each."""
    enough = len(changes) >= LEAST
    return Compared(
        n=len(changes),
        higher=sum(after > before for before, after in changes),
        same=sum(after == before for before, after in changes),
        lower=sum(after < before for before, after in changes),
        before=fmean(before for before, _ in changes) if enough else None,
        after=fmean(after for _, after in changes) if enough else None,
    )


def matched(
    before: Mapping[K, Mapping[str, float]], after: Mapping[K, Mapping[str, float]]
) -> dict[str, list[Change]]:
    """By measure, of who has answered it both times. Keys tell persons (and subjects) apart."""
    found: dict[str, list[Change]] = {}
    for who, then in before.items():
        now = after.get(who, {})
        for measure, value in then.items():
            if measure in now:
                found.setdefault(measure, []).append((value, now[measure]))
    return found


def value_of(reply: Reply | None) -> float | None:
    """The number that a given reply is, if it is one."""
    if reply is None or reply.status is not AnswerStatus.GIVEN:
        return None
    number = isinstance(reply.value, int | float) and not isinstance(reply.value, bool)
    return reply.value if number else None


def points(question: Question) -> tuple[Option, ...]:
    """What the parts of a question are: its options, or the points of its scale."""
    if question.kind in SCALES:
        low, high = SCALES[question.kind]
        return tuple(Option(str(point), str(point)) for point in range(low, high + 1))
    return question.options


def chosen(reply: Reply) -> list[str]:
    """The keys of `points` that a given reply is in."""
    value = reply.value
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def _tally(
    question: Question,
    replies: Sequence[Reply | None],
    least: float,
    row: Option | None = None,
) -> Tally:
    kinds = Counter(reply.status if reply else None for reply in replies)
    given = [reply for reply in replies if reply and reply.status is AnswerStatus.GIVEN]
    values = [value for reply in given if (value := value_of(reply)) is not None]
    counts = question.kind in (*SCALES, Kind.NUMBER)
    return Tally(
        question=question,
        given=len(given),
        skipped=kinds[AnswerStatus.SKIPPED],
        not_applicable=kinds[AnswerStatus.NOT_APPLICABLE],
        not_reached=kinds[None],
        parts=_parts(question, given),
        numbers=numbers(values) if counts else None,
        satisfied=satisfied(values, least) if question.kind is Kind.TEN else None,
        words=tuple(_words(question, given)),
        row=row,
    )


def _parts(question: Question, given: Sequence[Reply]) -> tuple[Part, ...]:
    every = points(question)
    if not every:
        return ()
    counts = Counter(chain.from_iterable(map(chosen, given)))
    return tuple(
        Part(each.key, each.text, counts[each.key], share(counts[each.key], len(given)))
        for each in every
    )


def single(question: Question) -> bool:
    """Whether each person stands in one part."""
    return question.kind not in (Kind.SEVERAL, Kind.RANKING)


def _words(question: Question, given: Sequence[Reply]) -> Iterable[str]:
    if question.kind in (Kind.SHORT, Kind.LONG):
        return (str(reply.value) for reply in given)
    return (reply.text for reply in given if reply.text)


def of_row(reply: Reply, row: str) -> Reply:
    """The answer to one row of a matrix. One that was left out is a skipped one; one that does
    not apply has no option."""
    if reply.status is not AnswerStatus.GIVEN:
        return reply
    if row not in reply.value:
        return SKIPPED
    chosen = reply.value[row]
    return NOT_APPLICABLE if chosen is None else Reply(AnswerStatus.GIVEN, chosen)
