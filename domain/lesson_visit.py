"""The sheet of a lesson visit: ten criteria, each marked by one tap."""

from collections.abc import Mapping
from enum import StrEnum

MARKS = (0, 1, 2)
"""Not seen, seen in part, seen."""


class Criterion(StrEnum):
    AIM = "aim"
    STRUCTURE = "structure"
    EXPLAINING = "explaining"
    ACTIVITY = "activity"
    TASKS = "tasks"
    FEEDBACK = "feedback"
    DIFFERENCES = "differences"
    CONTACT = "contact"
    TIME = "time"
    REFLECTION = "reflection"


ALL = tuple(Criterion)
BEST = len(ALL) * MARKS[-1]
Sheet = Mapping[str, int]


def total(sheet: Sheet) -> int:
    """The sum of the marks that are there."""
    return sum(mark for key, mark in sheet.items() if key in ALL)


def unmarked(sheet: Sheet) -> int | None:
    """The place of the first criterion without a mark; None: the sheet is full."""
    return next((at for at, each in enumerate(ALL) if each not in sheet), None)


def grown(before: Sheet, now: Sheet) -> tuple[Criterion, ...]:
    """What is marked higher than at the visit before."""
    return tuple(each for each in ALL if now.get(each, 0) > before.get(each, now.get(each, 0)))


def fallen(before: Sheet, now: Sheet) -> tuple[Criterion, ...]:
    """What is marked lower than at the visit before."""
    return grown(now, before)
