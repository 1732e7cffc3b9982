"""A paper as plain values: it pickles into the worker process and tests compare it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.ownfiles import OwnFile

Align = Literal["left", "center", "right", "justify"]
Band = Literal["plain", "section", "stage"]


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph. `with_next`: it must not be left alone at the foot of a page."""

    text: str
    align: Align = "justify"
    bold: bool = False
    with_next: bool = False


@dataclass(frozen=True, slots=True)
class Stamp:
    """Lines at the right of the head: the approval, or what the paper is an annex to."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """«1. …», «2. …» under each other."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """`least` is in millimetres; what is left over goes to the columns by their texts, to one of
    little `weight` less of it.
    """

    title: str
    least: float = 14
    align: Align = "left"
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Cell:
    """`lines` are paragraphs. `joined`: the cell above goes on through this one."""

    lines: tuple[str, ...] = ()
    bold: bool = False
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A plain line has a cell a column; a section or stage one cell over the whole width."""

    cells: tuple[Cell, ...]
    band: Band = "plain"


@dataclass(frozen=True, slots=True)
class Table:
    """Its header is printed again on every page, whose end tears no line but a very long one."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign: who, the line, the name where it is known; then a place for the date."""

    post: str
    name: str
    date: str


Block = Text | Stamp | Numbered | Table | Signature


@dataclass(frozen=True, slots=True)
class Paper:
    """`title`, `made` and `own` (what it is when it is sent back although it is only read) go into
    the file's properties, not onto the page."""

    title: str
    made: date
    blocks: tuple[Block, ...]
    landscape: bool = False
    own: OwnFile | None = None


def cell(text: str, *, bold: bool = False, joined: bool = False) -> Cell:
    """A cell of a text whose line ends divide it into paragraphs."""
    return Cell(tuple(text.split("\n")) if text else (), bold, joined)
