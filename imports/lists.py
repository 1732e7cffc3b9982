"""Plain lists that people keep in spreadsheets: cells by line, as the file numbers its lines."""

from collections.abc import Iterator
from dataclasses import dataclass

from imports import cells, files, limits, text
from imports.cells import EMPTY, Sheet, Typed
from imports.refusals import Unreadable
from imports.tables import tidy


@dataclass(frozen=True, slots=True)
class ListLine:
    """`number`: of the line in the file, from 1."""

    number: int
    cells: tuple[Typed, ...]

    def at(self, column: int) -> Typed:
        return self.cells[column] if 0 <= column < len(self.cells) else EMPTY


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A sheet without its blank lines; a text file is one without a name."""

    name: str
    lines: tuple[ListLine, ...]


@dataclass(frozen=True, slots=True)
class Lists:
    sheets: tuple[ListSheet, ...]


def read(data: bytes, name: str) -> Lists:
    """The visible sheets of an .xlsx, or the one of a text file. Raises Unreadable."""
    kind = files.kind_of(data, name)
    if kind == "xlsx":
        found = cells.sheets(data, limits.LIST_ROWS)
        return Lists(tuple(_sheet(sheet) for sheet in found if not sheet.hidden))
    if kind in ("csv", "txt", "tsv"):
        return Lists((ListSheet("", tuple(_lines(text.rows(data)))),))
    raise Unreadable("no_table")


def _sheet(sheet: Sheet) -> ListSheet:
    lines = (
        ListLine(number, tuple(sheet.at(number, column) for column in range(1, max(row) + 1)))
        for number, row in sorted(sheet.rows.items())
    )
    return ListSheet(sheet.name, tuple(line for line in lines if _filled(line)))


def _lines(rows: list[list[str]]) -> Iterator[ListLine]:
    count = 0
    for number, row in enumerate(rows, 1):
        line = ListLine(number, tuple(Typed(_tidy(cell)) for cell in row[: limits.COLUMNS]))
        if not _filled(line):
            continue
        count += 1
        if count > limits.LIST_ROWS:
            raise Unreadable("too_many_rows", {"limit": limits.LIST_ROWS})
        yield line


def _tidy(cell: str) -> str:
    """Line breaks within a cell stay, as they do in an .xlsx."""
    return "\n".join(filter(None, map(tidy, cell.splitlines())))


def _filled(line: ListLine) -> bool:
    return any(cell != EMPTY and (cell.text or cell.kind != "text") for cell in line.cells)
