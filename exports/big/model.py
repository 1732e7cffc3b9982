"""What a large export is made of: plain values, which are worded only when they are written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Literal

from domain.named import Named

Kind = Literal["text", "number", "date", "moment", "time"]


@dataclass(frozen=True, slots=True)
class Coded:
    """A code of the log, which texts have words for."""

    kind: Literal["action", "subject"]
    code: str


# A tuple is several in one cell. Moments are local and without a zone.
Value = (
    None | str | int | float | date | datetime | time | Enum | Named | Coded | tuple["Value", ...]
)
Row = tuple[Value, ...]
# What a cell of a file holds.
Plain = None | str | int | float | date | datetime | time


@dataclass(frozen=True, slots=True)
class Column:
    """`key` finds the heading in texts; `width` is in characters."""

    key: str
    kind: Kind = "text"
    width: float = 14


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a table; `after`: where the next ones begin, None at the end."""

    rows: tuple[Row, ...]
    after: int | None


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet or file of an export; `key` finds its name, headings and definitions in texts."""

    key: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """All that a file says but its rows. `names`: the style of NAMES_IN_FILES; `at` is aware
    and local, `zone` says in words which clock; None of `first` and `last`: the whole time."""

    tables: tuple[Table, ...]
    place: str
    first: date | None
    last: date | None
    at: datetime
    zone: str
    made_by: str
    names: str
    csv: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table ready to be written. `wrapped`: words in lines, nothing to filter."""

    name: str
    columns: Sequence[tuple[str, Kind, float]]
    rows: Iterable[Sequence[Plain]]
    wrapped: bool = False
