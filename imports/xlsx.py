"""Excel: the visible sheets as tables, values as a person sees them."""

import posixpath
import re
import zipfile
from dataclasses import dataclass

from imports import files, limits
from imports.exceldates import Formats
from imports.refusals import Remark, Unreadable
from imports.tables import Cell, Contents, Grid, Line, Table, paragraphs
from imports.xml import Element, parse

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


def read(data: bytes) -> Contents:
    with files.unpacked(data) as archive:
        workbook = _xml(archive, "xl/workbook.xml")
        if workbook is None:
            raise Unreadable("broken")
        return _Reader(archive, workbook).contents()


class _Reader:
    def __init__(self, archive: zipfile.ZipFile, workbook: Element) -> None:
        self._archive = archive
        self._workbook = workbook
        properties = workbook.find(f"{_S}workbookPr")
        base_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self._formats = Formats(_xml(archive, "xl/styles.xml"), base_1904=base_1904)
        self._shared = _shared_strings(_xml(archive, "xl/sharedStrings.xml"))
        self._hidden = self._without_value = self._errors = 0

    def contents(self) -> Contents:
        contents = Contents()
        for path in self._visible_sheets(contents):
            sheet = _xml(self._archive, path)
            if sheet is not None:
                contents.blocks.append(self._table(sheet))
        contents.pictures = any(n.startswith("xl/media/") for n in self._archive.namelist())
        counts = (
            ("hidden_rows", self._hidden),
            ("formulas", self._without_value),
            ("errors", self._errors),
        )
        contents.remarks += [Remark(code, {"count": n}) for code, n in counts if n]
        return contents

    def _visible_sheets(self, contents: Contents) -> list[str]:
        targets = _targets(self._archive)
        shown: list[str] = []
        hidden: list[str] = []
        for sheet in self._workbook.iter(f"{_S}sheet"):
            path = targets.get(sheet.get(f"{_R}id", ""))
            if path is not None:
                (shown if sheet.get("state", "visible") == "visible" else hidden).append(path)
        if hidden and shown:
            contents.remarks.append(Remark("hidden_sheets", {"count": len(hidden)}))
        return shown or hidden

    def _table(self, sheet: Element) -> Table:
        merges = _Merges(sheet)
        grid = Grid()
        number = at = 0
        for row in sheet.iter(f"{_S}row"):
            texts = self._row(row)
            number = _number(row.get("r")) or number + 1
            if not any(texts.values()):
                continue
            self._hidden += row.get("hidden") in ("1", "true")
            # Blank rows divide groups of lines; any number of them counts as one.
            if grid.lines and number > at + 1:
                grid.add([])
            at = number
            grid.add(merges.line(texts, at, len(grid.lines)))
        return grid.table()

    def _row(self, row: Element) -> dict[int, str]:
        texts: dict[int, str] = {}
        column = 0
        for cell in row.iter(f"{_S}c"):
            column = _column(cell.get("r", "")) or column + 1
            if column <= limits.COLUMNS:
                texts[column] = self._value(cell)
        return texts

    def _value(self, cell: Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _rich(cell.find(f"{_S}is"))
        value = cell.findtext(f"{_S}v")
        if value is None:
            self._without_value += cell.find(f"{_S}f") is not None
            return ""
        if kind == "e":
            self._errors += 1
            return ""
        if kind == "s":
            at = _number(value)
            return self._shared[at] if at is not None and at < len(self._shared) else ""
        if kind in ("str", "d"):
            return value
        return self._formats.shown(value, _number(cell.get("s")) or 0)


class _Merges:
    """Which cell of the sheet covers which others; rows are asked for from the top down."""

    def __init__(self, sheet: Element) -> None:
        self._waiting: list[_Area] = []
        for merge in sheet.iter(f"{_S}mergeCell"):
            ends = _REFERENCE.findall(merge.get("ref", ""))
            if len(ends) == 2:
                (left, top), (right, bottom) = ((_letters(a), int(b)) for a, b in ends)
                area = _Area(top, left, bottom, min(right, limits.COLUMNS))
                self._waiting += [area] * (left <= right)
        self._waiting.sort(key=lambda area: -area.top)
        self._open: list[_Area] = []

    def line(self, texts: dict[int, str], row: int, at: int) -> Line:
        """The cells of sheet row `row`, which becomes line `at` of the grid."""
        while self._waiting and self._waiting[-1].top <= row:
            self._open.append(self._waiting.pop())
        self._open = [area for area in self._open if area.bottom >= row]
        line: Line = [None] * max(texts)
        for column, text in texts.items():
            line[column - 1] = Cell(paragraphs(text), at)
        for area in self._open:
            line += [None] * (area.right - len(line))
            if area.cell is None:
                area.cell = line[area.left - 1] or Cell((), at)
            width = area.right - area.left + 1
            line[area.left - 1 : area.right] = [area.cell] * width
        return line


@dataclass(slots=True)
class _Area:
    top: int
    left: int
    bottom: int
    right: int
    cell: Cell | None = None


def _shared_strings(shared: Element | None) -> list[str]:
    return [] if shared is None else [_rich(item) for item in shared.iter(f"{_S}si")]


def _rich(item: Element | None) -> str:
    """Text of all runs, without the phonetic hints."""
    if item is None:
        return ""
    runs = [item, *item.findall(f"{_S}r")]
    return "".join(run.findtext(f"{_S}t") or "" for run in runs)


def _targets(archive: zipfile.ZipFile) -> dict[str, str]:
    rels = _xml(archive, "xl/_rels/workbook.xml.rels")
    if rels is None:
        raise Unreadable("broken")
    return {
        rel.get("Id", ""): posixpath.normpath(posixpath.join("/xl", rel.get("Target", "")))[1:]
        for rel in rels
        if rel.get("Type", "").endswith("/worksheet")
    }


def _xml(archive: zipfile.ZipFile, name: str) -> Element | None:
    data = files.member(archive, name)
    return parse(data.replace(_STRICT, _S[1:-1].encode())) if data else None


def _column(reference: str) -> int:
    found = _REFERENCE.fullmatch(reference)
    return _letters(found.group(1)) if found else 0


def _letters(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else None
