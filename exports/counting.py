"""Counting progress for the sheet: the smallest items count, «not needed» does not.

The rule is that of the roadmap itself: a step has its own state, so a row with steps would
otherwise be counted twice.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Status = Literal["done", "started", "todo", "overdue", "ongoing", "waiting", "na"]


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """One line of the sheet. `level`: 0 a row of the roadmap, 1 a step, 2 a person's share.

    `term_understood` is empty when it says no more than the words of the document.
    """

    number: str
    section: str | None
    stage: str | None
    activity: str
    term_written: str
    term_understood: str
    due: date | None
    owner: str
    status: Status
    evidence: str = ""
    note: str = ""
    fact_date: date | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """`counted` is everything but what is not needed."""

    done: int
    counted: int
    overdue: int
    not_needed: int

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means that nothing is left; 0 when nothing is counted."""
        return self.done * 100 // self.counted if self.counted else 0


def smallest(rows: Sequence[ProgressRow]) -> list[ProgressRow]:
    """Rows in document order -> those with nothing deeper right under them."""
    following = [*(row.level for row in rows[1:]), 0]
    return [row for row, below in zip(rows, following, strict=False) if below <= row.level]


def by_status(leaves: Iterable[ProgressRow]) -> Counter[Status]:
    return Counter(row.status for row in leaves)


def count(leaves: Iterable[ProgressRow]) -> Counts:
    """Counts over rows that `smallest` has chosen."""
    by = by_status(leaves)
    return Counts(by["done"], by.total() - by["na"], by["overdue"], by["na"])
