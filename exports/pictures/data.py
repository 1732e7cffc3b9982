"""What each picture shows: plain values that pickle into the worker process.

Apart from the drawing, so that who only collects them need not load the library for pictures.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from exports.counting import Status

ROWS: Final = 20
"""Bars of one picture of the plan; more of them would not be readable on a phone."""

Span = tuple[date | None, date | None]
Point = tuple[date, int]


@dataclass(frozen=True, slots=True)
class StageBar:
    """A stage, or the part of it that counts; `total` is without what is not required."""

    name: str  # empty: what stands in no stage
    done: int
    total: int
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class StagesData:
    """How far each stage has come as of a day. `heading`, `whole`: what to say instead where the
    bars are of something else than stages."""

    title: str
    organisation: str
    as_of: date
    stages: tuple[StageBar, ...]
    heading: str = ""
    whole: str = ""


@dataclass(frozen=True, slots=True)
class GanttBar:
    """`spans`: the terms, inclusive, None = open; `lasting`: it goes on without a last day;
    `counts`: done, all and overdue of a bar that is a whole stage."""

    label: str
    state: Status
    spans: tuple[Span, ...] = ()
    lasting: bool = False
    counts: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class GanttData:
    """At most ROWS bars, of `total`, from the one numbered `start`. `first` and `last` are those
    of the whole roadmap, so that its pictures agree; `stage`: the one whose rows these are."""

    title: str
    stage: str
    start: int
    total: int
    today: date
    first: date
    last: date
    bars: tuple[GanttBar, ...]


@dataclass(frozen=True, slots=True)
class BurndownData:
    """`plan` and `fact`: how much is left from the end of a day on, in order of days; before the
    first of them it is `total`. `fact` says nothing of days after `today`."""

    title: str
    today: date
    first: date
    last: date
    total: int
    plan: tuple[Point, ...]
    fact: tuple[Point, ...]

    @property
    def left(self) -> int:
        """How much is left today."""
        return self.fact[-1][1] if self.fact else self.total

    @property
    def planned(self) -> int:
        """How much the plan would have left today."""
        past = [left for day, left in self.plan if day <= self.today]
        return past[-1] if past else self.total
