"""Counting progress for the sheet by the rule of domain/progress.py, from the rows it shows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from domain.progress import Progress

Status = Literal["done", "started", "todo", "overdue", "ongoing", "waiting", "na"]
"""What a row shows: the stored status, or what the date makes of it."""

SHARE: Final = 2


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
    id: int = 0


def smallest(rows: Sequence[ProgressRow]) -> list[ProgressRow]:
    """Rows in document order -> steps and rows without steps; shares are parts of them."""
    items = [row for row in rows if row.level < SHARE]
    following = [*(row.level for row in items[1:]), 0]
    return [row for row, below in zip(items, following, strict=False) if below <= row.level]


def by_status(leaves: Iterable[ProgressRow]) -> Counter[Status]:
    return Counter(row.status for row in leaves)


def count(leaves: Iterable[ProgressRow]) -> Progress:
    """Figures over rows that `smallest` has chosen, by the status that each of them shows."""
    by = by_status(leaves)
    return Progress(
        total=by.total() - by["na"],
        done=by["done"],
        started=by["started"],
        overdue=by["overdue"],
        na=by["na"],
    )
