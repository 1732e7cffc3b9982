"""Counting a roadmap: always its smallest parts, so that a row of ten steps weighs ten."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Status(StrEnum):
    TODO = "todo"
    STARTED = "started"
    DONE = "done"
    NA = "na"  # not applicable: out of every total


@dataclass(frozen=True, slots=True)
class Leaf:
    """A step, or a row without steps; what each person owes is a part of it, not a leaf.

    `due` is that of the earliest open occurrence. A leaf that is only asked about now and then
    (continuous, on condition) has `firm` False: it is neither overdue nor without a date.
    """

    status: Status
    due: date | None
    firm: bool = True


@dataclass(frozen=True, slots=True)
class Progress:
    """`total` is without `na`; a leaf may count in several of the other numbers."""

    total: int = 0
    done: int = 0
    started: int = 0
    overdue: int = 0
    due_this_week: int = 0
    undated: int = 0
    na: int = 0

    @property
    def percent(self) -> int:
        """To the nearest, but 100 only when all is done and 0 only when nothing is."""
        if self.done in {0, self.total}:
            return 100 if self.done else 0
        return min(max((self.done * 200 + self.total) // (self.total * 2), 1), 99)


def is_overdue(leaf: Leaf, today: date) -> bool:
    """A leaf due today is soon, not late: the person still has the whole day."""
    return _open(leaf) and leaf.firm and leaf.due is not None and leaf.due < today


def is_due_this_week(leaf: Leaf, today: date) -> bool:
    """From today to Sunday."""
    sunday = today + timedelta(days=6 - today.weekday())
    return _open(leaf) and leaf.due is not None and today <= leaf.due <= sunday


def is_undated(leaf: Leaf) -> bool:
    return _open(leaf) and leaf.firm and leaf.due is None


def count(leaves: Iterable[Leaf], today: date) -> Progress:
    every = list(leaves)
    na = sum(leaf.status is Status.NA for leaf in every)
    return Progress(
        total=len(every) - na,
        done=sum(leaf.status is Status.DONE for leaf in every),
        started=sum(leaf.status is Status.STARTED for leaf in every),
        overdue=sum(is_overdue(leaf, today) for leaf in every),
        due_this_week=sum(is_due_this_week(leaf, today) for leaf in every),
        undated=sum(is_undated(leaf) for leaf in every),
        na=na,
    )


def shares(statuses: Iterable[Status]) -> tuple[int, int]:
    """«7 из 12» of an item that each of several people does: done and expected."""
    owed = [status for status in statuses if status is not Status.NA]
    return owed.count(Status.DONE), len(owed)


def combined(statuses: Iterable[Status]) -> Status:
    """The status of the whole item: done when everybody who owes it has done it."""
    every = list(statuses)
    done, owed = shares(every)
    if every and not owed:
        return Status.NA
    if owed and done == owed:
        return Status.DONE
    return Status.STARTED if done or Status.STARTED in every else Status.TODO


def _open(leaf: Leaf) -> bool:
    return leaf.status in {Status.TODO, Status.STARTED}
