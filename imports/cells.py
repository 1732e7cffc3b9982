"""One sheet of an .xlsx file, cell by cell, with what kind of thing each cell holds."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from imports import files, limits, sheetxml
from imports.exceldates import Formats
from imports.refusals import Unreadable
from imports.xml import Element

CellKind = Literal["text", "date", "number", "formula", "error"]
"""`formula`: one that was never calculated; `error`: one that failed."""

_S = sheetxml.S
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_WHOLE_DATE = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})")
_DAYS = range(36_526, 73_051)  # of 2000 to 2099, as spreadsheets count days
_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in a cell. `day`: ISO, of a date, or of a bare number that may count days."""

    text: str
    kind: CellKind = "text"
    day: str = ""


EMPTY = Typed("")


@dataclass(slots=True)
class Sheet:
    """Rows by their number in the file; a cell under a merged one is not there."""

    name: str
    rows: dict[int, dict[int, Typed]] = field(default_factory=dict)
    hidden: bool = False
    _tall: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def at(self, row: int, column: int) -> Typed:
        """The cell, or of cells merged downwards the first: people merge to give several rows
        one answer. What is merged sideways belongs to the leftmost column alone."""
        for top, bottom in self._tall.get(column, ()):
            if top <= row <= bottom:
                row = top
        return self.rows.get(row, {}).get(column, EMPTY)

    def merge(self, column: int, top: int, bottom: int) -> None:
        self._tall.setdefault(column, []).append((top, bottom))


def sheets(data: bytes, rows: int = limits.ROWS) -> Iterator[Sheet]:
    """All worksheets, hidden ones too, read one at a time. Raises Unreadable."""
    with files.unpacked(data) as archive:
        workbook = sheetxml.member(archive, "xl/workbook.xml")
        if workbook is None:
            raise Unreadable("broken")
        yield from _Book(archive, workbook, rows).sheets()


class _Book:
    def __init__(self, archive: zipfile.ZipFile, workbook: Element, rows: int) -> None:
        self._archive, self._workbook, self._rows = archive, workbook, rows
        properties = workbook.find(f"{_S}workbookPr")
        later = properties is not None and properties.get("date1904") in ("1", "true")
        styles = sheetxml.member(archive, "xl/styles.xml")
        self._formats = Formats(styles, base_1904=later)
        shared = sheetxml.member(archive, "xl/sharedStrings.xml")
        self._shared = sheetxml.shared_strings(shared)

    def sheets(self) -> Iterator[Sheet]:
        targets = sheetxml.targets(self._archive)
        for entry in self._workbook.iter(f"{_S}sheet"):
            path = targets.get(entry.get(f"{sheetxml.R}id", ""))
            found = sheetxml.member(self._archive, path) if path else None
            if found is not None:
                sheet = self._sheet(entry.get("name", ""), found)
                sheet.hidden = entry.get("state", "visible") != "visible"
                yield sheet

    def _sheet(self, name: str, found: Element) -> Sheet:
        sheet = Sheet(name)
        number = 0
        for row in found.iter(f"{_S}row"):
            number = sheetxml.number(row.get("r")) or number + 1
            cells = dict(self._cells(row))
            if cells:
                sheet.rows[number] = cells
            if len(sheet.rows) > self._rows:
                raise Unreadable("too_many_rows", {"limit": self._rows})
        for merge in found.iter(f"{_S}mergeCell"):
            _merge(sheet, merge.get("ref", ""))
        return sheet

    def _cells(self, row: Element) -> Iterator[tuple[int, Typed]]:
        column = 0
        for cell in row.iter(f"{_S}c"):
            column = sheetxml.column(cell.get("r", "")) or column + 1
            if column <= limits.COLUMNS:
                typed = self._typed(cell)
                if typed != EMPTY:
                    yield column, typed

    def _typed(self, cell: Element) -> Typed:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _text(sheetxml.rich(cell.find(f"{_S}is")))
        value = cell.findtext(f"{_S}v")
        if value is None or (value == "" and kind != "s"):
            return Typed("", "formula") if cell.find(f"{_S}f") is not None else EMPTY
        if kind == "e":
            return Typed(value, "error")
        if kind == "s":
            at = sheetxml.number(value)
            return _text(self._shared[at]) if at is not None and at < len(self._shared) else EMPTY
        if kind in ("str", "d"):
            return _text(value)
        if kind == "b":
            return Typed(value, "number")
        style = sheetxml.number(cell.get("s")) or 0
        shown = self._formats.shown(value, style)
        return _dated(shown) if self._formats.is_dated(value, style) else _counted(value, shown)


def _text(raw: str) -> Typed:
    """Spreadsheets write what XML forbids, and a line break of Windows, as «_x000D_»."""
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), raw)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").strip()
    return Typed(text) if text else EMPTY


def _dated(shown: str) -> Typed:
    """A whole date; a month, or a day of no year, is the words that the person sees."""
    whole = _WHOLE_DATE.fullmatch(shown)
    if whole is None:
        return Typed(shown)
    day, month, year = map(int, whole.groups())
    return Typed(shown, "date", date(year, month, day).isoformat())


def _counted(value: str, shown: str) -> Typed:
    days = int(value) if value.isascii() and value.isdigit() and len(value) == 5 else 0
    meant = (_EPOCH + timedelta(days=days)).isoformat() if days in _DAYS else ""
    return Typed(shown, "number", meant)


def _merge(sheet: Sheet, reference: str) -> None:
    ends = sheetxml.REFERENCE.findall(reference)
    if len(ends) != 2:
        return
    (left, top), (_, bottom) = ends
    if int(bottom) > int(top):
        sheet.merge(sheetxml.letters(left), int(top), int(bottom))
