"""What every table that leaves the program is made of, before it becomes a file.

A report is plain values only, so it pickles into the worker process and tests compare it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.ownfiles import OwnFile

Tone = Literal["good", "active", "bad", "wait", "muted"]
Kind = Literal["text", "date", "number", "percent", "status"]
RowKind = Literal["plain", "section", "stage", "subtotal"]


@dataclass(frozen=True, slots=True)
class Marked:
    """A status: the words carry the meaning, the tone only colours them."""

    text: str
    tone: Tone


Value = str | int | float | date | Marked | None


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is in characters of the body font; a value of "percent" is a part of one.

    `fill_in` marks a column for people to write in; `hint` is shown beside its cells and
    `choices_from` names a sheet whose first column is offered as a list, `choices` is a short
    list itself (no commas inside, 255 characters in all).
    """

    key: str
    title: str
    width: float
    wrap: bool = True
    kind: Kind = "text"
    indented: bool = False
    hidden: bool = False
    fill_in: bool = False
    hint: str = ""
    choices_from: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A plain row has a value per column; any other kind has one value for the whole width.

    `indent` (0, 1, 2) shifts the columns that are marked `indented`. `id` tells which row of the
    database a row of a sheet is that comes back.
    """

    values: tuple[Value, ...]
    kind: RowKind = "plain"
    indent: int = 0
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """`notes` stand under the table, each in a line of its own; the first `fixed` columns stay in
    sight when the others are scrolled. `bare` is data for a pivot table, thousands of rows: its
    cells have no borders and fonts of their own. With a `mark` the sheet comes
    back edited (exports.roundtrip): rows carry hidden tokens and columns their keys."""

    title: str
    subtitle: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    filtered: bool = True
    mark: str = ""
    fixed: int = 0
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    report: Report
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Workbook:
    """The first sheet is the one that opens and must not be hidden. `own`: what the file says it
    is when it is sent back although it is only read."""

    sheets: tuple[Sheet, ...]
    own: OwnFile | None = None
