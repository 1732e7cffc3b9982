"""What the grammar builds: points of the calendar, and the items of a phrase made of them."""

from dataclasses import dataclass, replace
from typing import Literal

from domain.deadlines.model import Slot

Unit = Literal[
    "day", "month", "halfmonth", "week", "decade", "weekday",
    "quarter", "term", "trimester", "half", "season", "break", "school_year", "year",
]  # fmt: skip
Part = Literal["begin", "middle", "end"]
Relation = Literal["within", "until", "by", "since", "after"]


@dataclass(frozen=True, slots=True)
class Atom:
    """A day, month, quarter or the like, with its year when the phrase names one.

    n: which day, week, decade, quarter; -1 is the last; autumn is season and break 1. `school` is
    the first year of a named school year and stands in place of `year`; `last_year` is set on a
    range of calendar years.
    """

    unit: Unit
    n: int = 0
    month: int = 0
    weekday: int = 0
    part: Part | None = None
    year: int | None = None
    school: int | None = None
    last_year: int | None = None

    @property
    def yearless(self) -> bool:
        return self.year is None and self.school is None

    @property
    def is_year(self) -> bool:
        """Bare years qualify the months beside them."""
        return self.unit in ("year", "school_year") and self.part is None and not self.yearless


@dataclass(frozen=True, slots=True)
class Term:
    """From the first atom to the last; `until` and `by` use the last, `since`, `after` the first.

    «до» a month ends before it, «не позднее» (by) ends with it; for a day both mean that day.
    """

    first: Atom
    last: Atom
    relation: Relation = "within"
    text: str = ""

    @property
    def yearless(self) -> bool:
        return self.first.yearless and self.last.yearless

    @property
    def is_year(self) -> bool:
        return self.relation == "within" and self.first == self.last and self.first.is_year

    def with_year(self, year: int | None, school: int | None) -> "Term":
        """Give the year to the end of the term; the beginning follows when it is resolved."""
        if self.relation in ("since", "after") or school is not None or self.first == self.last:
            first = replace(self.first, year=year, school=school)
            if self.first == self.last:
                return replace(self, first=first, last=first)
            last = replace(self.last, year=year, school=school)
            return replace(self, first=first, last=last)
        return replace(self, last=replace(self.last, year=year))


@dataclass(frozen=True, slots=True)
class Repeat:
    """«ежемесячно», «2 раза в год», «1 раз в 3 месяца»: `times` in each `every` units."""

    unit: str
    times: int = 1
    every: int = 1
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class Continuous:
    """«постоянно», «в течение года»."""


@dataclass(frozen=True, slots=True)
class Condition:
    """«по запросу», «по плану», «при наличии …»."""


@dataclass(frozen=True, slots=True)
class Then:
    """«далее»: what follows goes on from what stood before."""


Item = Term | Repeat | Continuous | Condition | Then
