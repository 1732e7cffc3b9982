"""What an item shows: its status, or what its term and today's date make of it."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from domain.deadlines.model import Kind, Rule
from domain.progress import Leaf, Status, is_overdue


class Shown(StrEnum):
    """The values are those of exports.counting.Status."""

    DONE = "done"
    STARTED = "started"
    TODO = "todo"
    OVERDUE = "overdue"
    ONGOING = "ongoing"
    WAITING = "waiting"
    NA = "na"


def is_firm(kind: Kind, spans: Sequence[object], rule: str | None) -> bool:
    """Whether the term names days; else it is only asked about now and then.

    The same cut as in domain.occurrences.plan: what that makes checks or questions is not firm.
    """
    if kind is Kind.RECURRING:
        concrete = len(spans) > 1 or (len(spans) == 1 and rule is None)
        return concrete or rule not in {None, Rule.DAILY}
    return kind not in {Kind.CONTINUOUS, Kind.ON_CONDITION}


def shown(leaf: Leaf, kind: Kind, today: date) -> Shown:
    """What to write beside the item."""
    if leaf.status in {Status.DONE, Status.NA}:
        return Shown(leaf.status.value)
    if is_overdue(leaf, today):
        return Shown.OVERDUE
    if leaf.status is Status.STARTED:
        return Shown.STARTED
    if kind is Kind.ON_CONDITION:
        return Shown.WAITING
    return Shown.TODO if leaf.firm else Shown.ONGOING
