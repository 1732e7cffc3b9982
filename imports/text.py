"""Plain text tables: .csv with any usual divider, tab-separated .txt, in any usual encoding."""

import csv
import io
import re
from collections import Counter

from imports.refusals import Unreadable
from imports.tables import Cell, Contents, Grid, Line, paragraphs

_DIVIDERS = "\t;|,"
_SAMPLE = 200_000
# The whole process shares the limit, so it is set once; files are far smaller than that.
csv.field_size_limit(2**31 - 1)
_TAGS = re.compile(r"</?(?:p|br|div|ol|ul|li)\b[^<>]{0,200}>", re.IGNORECASE)


def read(data: bytes) -> Contents:
    grid = Grid(merges=False)
    for cells in rows(data):
        grid.add(_line(cells, len(grid.lines)))
    return Contents([grid.table()])


def rows(data: bytes) -> list[list[str]]:
    """The cells of every line, blank lines too. Raises Unreadable."""
    return _rows(_decoded(data))


def _line(cells: list[str], at: int) -> Line:
    return [Cell(paragraphs(_TAGS.sub("\n", text)), at) for text in cells]


def _decoded(data: bytes) -> str:
    """By the BOM; else UTF-8 if it is that; else the Windows code page."""
    for bom, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(bom):
            return _or_broken(data, encoding)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _or_broken(data, "cp1251")


def _or_broken(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable("broken") from error


def _rows(text: str) -> list[list[str]]:
    # A lone quotation mark would swallow the rest of the file as one cell.
    quoted = text.count('"') % 2 == 0
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    try:
        sample = lines[:_SAMPLE]
        divider = max(_DIVIDERS, key=lambda sign: _regularity(_split(sample, sign, quoted)))
        return _split(lines, divider, quoted)
    except csv.Error as error:
        raise Unreadable("broken") from error


def _split(lines: str, divider: str, quoted: bool) -> list[list[str]]:
    source = io.StringIO(lines)
    if quoted:
        return list(csv.reader(source, delimiter=divider))
    return list(csv.reader(source, delimiter=divider, quoting=csv.QUOTE_NONE))


def _regularity(rows: list[list[str]]) -> int:
    """Cells that stand in rows of the commonest width: commas in prose give no such rows."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(((width - 1) * count for width, count in widths.items()), default=0)
