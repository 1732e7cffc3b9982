"""The period of a roadmap that names none: from the first to the last day of its dated rows."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from domain.deadlines import Period, parse


class Dated(Protocol):
    @property
    def deadline(self) -> str | None:
        """The phrase as written."""


def envelope(rows: Iterable[Dated]) -> Period | None:
    """First to last day that the rows name with a year of their own; None if none does."""
    days: list[date] = []
    for row in rows:
        for start, end in parse(row.deadline).spans:
            days += [day for day in (start, end) if day is not None]
    return Period(min(days), max(days)) if days else None
