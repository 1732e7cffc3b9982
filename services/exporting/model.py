"""What every table of an export is told, and what it gives."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import InstrumentedAttribute, Session

from exports.big.model import Batch, Column


@dataclass(frozen=True, slots=True)
class Scope:
    """Of which organisations (None: all) and of which days (inclusive, None: open). `reader`: who
    keeps the campaigns there and reads their results; None: whoever does not."""

    places: tuple[int, ...] | None
    first: date | None
    last: date | None
    at: datetime
    zone: ZoneInfo
    reader: int | None = None

    @property
    def today(self) -> date:
        return self.at.astimezone(self.zone).date()

    def within(self, column: InstrumentedAttribute[int] | InstrumentedAttribute[int | None],
               ) -> ColumnElement[bool]:  # fmt: skip
        """The condition that a column names one of the organisations."""
        return and_(True) if self.places is None else column.in_(self.places)

    def has(self, day: date | None) -> bool:
        """Whether a day is of the period; what has none is of the whole time alone."""
        if day is None:
            return self.first is None and self.last is None
        return (self.first is None or self.first <= day) and (
            self.last is None or day <= self.last
        )

    @property
    def begins(self) -> datetime | None:
        """The first moment of the period."""
        return self._midnight(self.first) if self.first else None

    @property
    def ends(self) -> datetime | None:
        """The first moment after the period."""
        return self._midnight(self.last + timedelta(days=1)) if self.last else None

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.zone)


# The rows behind `after`, the last row's id (0: from the beginning).
Read = Callable[[Session, Scope, int], Batch]


@dataclass(frozen=True, slots=True)
class Source:
    """A table: its columns and where its rows come from."""

    columns: tuple[Column, ...]
    read: Read
