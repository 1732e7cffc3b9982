"""Excel: the visible sheets as tables, values as a person sees them."""

import zipfile
from dataclasses import dataclass

from imports import files, limits, sheetxml
from imports.exceldates import Formats
from imports.refusals import Remark, Unreadable
from imports.tables import Cell, Contents, Grid, Line, Table, paragraphs
from imports.xml import Element

_S = sheetxml.S


def read(data: bytes) -> Contents:
    with files.unpacked(data) as archive:
        workbook = sheetxml.member(archive, "xl/workbook.xml")
        if workbook is None:
            raise Unreadable("broken")
        return _Reader(archive, workbook).contents()


class _Reader:
    def __init__(self, archive: zipfile.ZipFile, workbook: Element) -> None:
        self._archive = archive
        self._workbook = workbook
        properties = workbook.find(f"{_S}workbookPr")
        base_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self._formats = Formats(sheetxml.member(archive, "xl/styles.xml"), base_1904=base_1904)
        self._shared = sheetxml.shared_strings(sheetxml.member(archive, "xl/sharedStrings.xml"))
        self._hidden = self._without_value = self._errors = 0

    def contents(self) -> Contents:
        contents = Contents()
        for path in self._visible_sheets(contents):
            sheet = sheetxml.member(self._archive, path)
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
        targets = sheetxml.targets(self._archive)
        shown: list[str] = []
        hidden: list[str] = []
        for sheet in self._workbook.iter(f"{_S}sheet"):
            path = targets.get(sheet.get(f"{sheetxml.R}id", ""))
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
            number = sheetxml.number(row.get("r")) or number + 1
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
            column = sheetxml.column(cell.get("r", "")) or column + 1
            if column <= limits.COLUMNS:
                texts[column] = self._value(cell)
        return texts

    def _value(self, cell: Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return sheetxml.rich(cell.find(f"{_S}is"))
        value = cell.findtext(f"{_S}v")
        if value is None:
            self._without_value += cell.find(f"{_S}f") is not None
            return ""
        if kind == "e":
            self._errors += 1
            return ""
        if kind == "s":
            at = sheetxml.number(value)
            return self._shared[at] if at is not None and at < len(self._shared) else ""
        if kind in ("str", "d"):
            return value
        return self._formats.shown(value, sheetxml.number(cell.get("s")) or 0)


class _Merges:
    """Which cell of the sheet covers which others; rows are asked for from the top down."""

    def __init__(self, sheet: Element) -> None:
        self._waiting: list[_Area] = []
        for merge in sheet.iter(f"{_S}mergeCell"):
            ends = sheetxml.REFERENCE.findall(merge.get("ref", ""))
            if len(ends) == 2:
                (left, top), (right, bottom) = ((sheetxml.letters(a), int(b)) for a, b in ends)
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
