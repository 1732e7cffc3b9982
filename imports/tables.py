"""The plain model that every format is read into: paragraphs and tables of cells."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from imports import limits
from imports.refusals import Remark, Unreadable

BULLET = "-"

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def tidy(text: str) -> str:
    """One line: runs of white space (non-breaking too) become a space, soft hyphens vanish."""
    return " ".join(text.translate(_INVISIBLE).split())


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`mark` is what the program prints before a list item: its number, or BULLET."""

    text: str
    mark: str | None = None

    @property
    def shown(self) -> str:
        """As printed; a bullet without text is nothing, a number without text is a number."""
        if self.mark is None or not self.text:
            return self.text or (self.mark or "").replace(BULLET, "")
        return f"{self.mark} {self.text}"


@dataclass(slots=True, eq=False)
class Cell:
    """A cell stands at every place of the grid that it covers; `row` is its first.

    `continues`: it goes on from a cell above the table (a table broken over two pages).
    """

    paragraphs: tuple[Paragraph, ...]
    row: int = 0
    nested: tuple["Table", ...] = ()
    continues: bool = False

    @property
    def text(self) -> str:
        if len(self.paragraphs) == 1:
            only = self.paragraphs[0]
            return only.text if only.mark == BULLET else only.shown
        return " ".join(self.lines)

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(p.shown for p in self.paragraphs if p.shown)


Line = list[Cell | None]


@dataclass(slots=True, eq=False)
class Table:
    """`merges`: the format can say that a cell covers several rows, so a blank cell is blank."""

    grid: list[Line]
    merges: bool = True

    @property
    def width(self) -> int:
        return max((len(line) for line in self.grid), default=0)

    def texts(self) -> Iterator[str]:
        """The text of each line; a cell over several lines counts in its first."""
        for at, line in enumerate(self.grid):
            texts = (cell.text for cell in distinct(line) if cell.row == at)
            yield " ".join(text for text in texts if text)

    def nested(self) -> Iterator["Table"]:
        for row, line in enumerate(self.grid):
            for cell in distinct(line):
                if cell.row == row:
                    yield from cell.nested


@dataclass(slots=True)
class Contents:
    blocks: list[Paragraph | Table] = field(default_factory=list)
    pictures: bool = False
    remarks: list[Remark] = field(default_factory=list)


def distinct(line: Line) -> list[Cell]:
    """The cells of a line from left to right, a wide one once."""
    found: list[Cell] = []
    for cell in line:
        if cell is not None and (not found or found[-1] is not cell):
            found.append(cell)
    return found


def filled(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """Without the blank ones; a cell of nothing but a number of Word's keeps that number."""
    kept = tuple(paragraphs)
    return tuple(p for p in kept if p.text) or tuple(p for p in kept if p.shown)[:1]


def cell_of(blocks: Iterable[Paragraph | Table], at: int, *, continues: bool = False) -> Cell:
    """A table inside a cell reads as its lines, and is kept beside for who looks for tables."""
    lines: list[Paragraph] = []
    nested: list[Table] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(block)
        else:
            nested.append(block)
            lines += (Paragraph(text) for text in block.texts() if text)
    return Cell(filled(lines), at, tuple(nested), continues)


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Every line of a text cell is a paragraph of it."""
    tidied = (tidy(line) for line in re.split(r"[\n\r\v\f\x85\u2028\u2029]", text))
    return tuple(Paragraph(line) for line in tidied if line)


class Grid:
    """Builds a Table row by row; refuses one that is longer than any roadmap."""

    def __init__(self, *, merges: bool = True) -> None:
        self.lines: list[Line] = []
        self._merges = merges
        self._written = 0

    def add(self, line: Line) -> None:
        del line[limits.COLUMNS :]
        if any(cell is not None and cell.row == len(self.lines) and cell.text for cell in line):
            self._written += 1
        # The header and the sections are rows of a table too, though not of a roadmap.
        if self._written > limits.ROWS + 500:
            raise Unreadable("too_many_rows", {"limit": limits.ROWS})
        self.lines.append(line)

    def table(self) -> Table:
        width = max((len(line) for line in self.lines), default=0)
        for line in self.lines:
            line.extend([None] * (width - len(line)))
        return Table(self.lines, self._merges)
