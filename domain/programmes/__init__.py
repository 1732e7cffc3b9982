"""A pair's personalised programme: its head, the text that both agree to, terms by its own dates.

The parts are those of the usual programme of a mentor (domain knowledge, «индивидуальная
программа наставничества»): difficulties, goal, tasks, expected results, then the plan.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.pairs import PairState, Side
from domain.programmes import words
from domain.schoolyear import school_year

TEXT_LIMIT = 1500
"""Characters of one part of the head."""


class HeadField(StrEnum):
    """The parts of the explanatory note, in the order of the paper."""

    DIFFICULTIES = "difficulties"
    GOAL = "goal"
    TASKS = "tasks"
    EXPECTED = "expected"


class Mark(StrEnum):
    """The mentor's mark of a line; what stands in a file that was read may be other words."""

    EXCELLENT = "excellent"
    GOOD = "good"
    PARTLY = "partly"
    NOT_YET = "not_yet"


class Stage(StrEnum):
    """How far a programme is."""

    WRITING = "writing"
    PUT = "put"  # both are asked to agree to its present text
    RUNNING = "running"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Head:
    """The explanatory note; empty parts are not written yet."""

    difficulties: str = ""
    goal: str = ""
    tasks: str = ""
    expected: str = ""

    def part(self, name: HeadField) -> str:
        text: str = getattr(self, name.value)
        return text


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line as it is agreed to. `term`: its meaning in plain values, `said`: its words."""

    title: str
    result: str
    said: str
    term: str


def text_hash(head: Head, lines: Iterable[PlanLine]) -> str:
    """sha256 of the canonical text: what everybody who agrees has agreed to.

    Spaces and the numbering of lines do not count.
    """
    parts = [head.part(name) for name in HeadField]
    for line in lines:
        parts += [line.title, line.result, line.said, line.term]
    return _digest(parts)


def core_hash(head: Head, lines: Iterable[PlanLine]) -> str:
    """The same of what cannot change without a new agreement: the goal and the terms."""
    return _digest([head.goal, *(line.term for line in lines)])


def _digest(parts: Iterable[str]) -> str:
    canonical = "\n".join(" ".join(part.split()) for part in parts)
    return hashlib.sha256(canonical.encode()).hexdigest()


def last_day(first: date, ends: date | None) -> date:
    """The last day of a programme: the pair's, else the end of lessons of the school year, and of
    the next one for what begins after them."""
    if ends is not None and ends > first:
        return ends
    end = date(school_year(first) + 1, 5, 31)
    return end if end > first else date(end.year + 1, 5, 31)


def day_at(first: date, last: date, percent: int) -> date:
    """A day so far into a stretch: 0 is its first day, 100 its last."""
    return first + timedelta(days=round((last - first).days * percent / 100))


def percent_of(first: date, last: date, day: date) -> int:
    """The reverse, within the stretch."""
    whole = max((last - first).days, 1)
    return min(max(round((day - first).days * 100 / whole), 0), 100)


def side_of(entries: Sequence[str]) -> Side | None:
    """Whose work a line is by its words for who answers; None: of both."""
    said = " ".join(entries).casefold()
    mentee = re.search(words.MENTEE, said) is not None
    mentor = re.search(words.MENTOR, said) is not None
    if mentee == mentor or re.search(words.BOTH, said):
        return None
    return Side.MENTEE if mentee else Side.MENTOR


def stage_of(*, draft: bool, closed: bool, put: bool) -> Stage:
    """`put`: the text that was put to both is still the present one."""
    if closed:
        return Stage.CLOSED
    if draft:
        return Stage.PUT if put else Stage.WRITING
    return Stage.RUNNING


def moves_terms(was: PairState, now: PairState) -> bool:
    """Whether a pair comes back from a pause: the terms of its programme move by its length."""
    return was is PairState.PAUSED and now is PairState.ACTIVE
