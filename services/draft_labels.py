"""Captions of a draft's rows and steps: words that tell them apart, and a mark."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from db.models import Item
from domain.labels import Labelled, labels

LABEL = 60  # about what a phone shows of a button


class Mark(StrEnum):
    OPEN = "open"  # a term is still to be decided
    DONE = "done"
    NA = "na"
    PLAIN = ""


@dataclass(frozen=True, slots=True)
class Line:
    id: int
    label: str
    mark: Mark


def labelled(items: Iterable[Item]) -> dict[int, str]:
    """Distinct captions by item."""
    return labels(
        (
            Labelled(
                item.id, item.number, item.title,
                tuple(hint for hint in (item.stage, item.section) if hint),
            )
            for item in items
        ),
        LABEL,
    )  # fmt: skip
