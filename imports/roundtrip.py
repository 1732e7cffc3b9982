"""Reading back a sheet that exports.roundtrip made and people edited.

Rows are known by their hidden tokens and columns by their hidden keys (or their headings), so
sorting, filtering, hiding, deleting, inserting and saving in another program change nothing.
Only the standard library: it runs in imports.child.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.returning import BAND, COLUMN, MANIFEST, Manifest, manifest_of, row_of
from domain.search import search_key
from imports import files
from imports.cells import EMPTY, Sheet, Typed, sheets
from imports.refusals import Unreadable

_MARK = f"{MANIFEST}/"
_MAY_HOLD_TEXT = re.compile(r"xl/(?:sharedStrings|worksheets/[^/]+)\.xml|content\.xml")


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row that we know: where it stands in the file, and its cells by column."""

    row_id: int
    number: int
    cells: Mapping[str, Typed]


@dataclass(frozen=True, slots=True)
class Copied:
    """A row that stands twice and says two things; the numbers are the file's."""

    row_id: int
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class AddedRow:
    """A row that somebody filled in beside ours. `above`, `below`: our nearest ones, if any;
    a heading ends what stands above."""

    number: int
    above: int | None
    below: int | None
    cells: Mapping[str, Typed]


@dataclass(frozen=True, slots=True)
class ReturnedSheet:
    """What came back. `columns`: those that were found."""

    kind: str
    sheet_id: int
    key: str
    columns: tuple[str, ...]
    rows: tuple[ReturnedRow, ...]
    copied: tuple[Copied, ...] = ()
    added: tuple[AddedRow, ...] = ()

    @property
    def manifest(self) -> Manifest:
        return Manifest(self.kind, self.sheet_id, self.key)


def claims(data: bytes) -> bool:
    """Whether the file says that it is a sheet of ours, so that nobody takes it for a roadmap;
    also one that was saved in another format, which cannot be read."""
    mark = _MARK.encode()
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return mark in data
    try:
        with files.unpacked(data) as archive:
            if f'"{MANIFEST}"'.encode() in files.member(archive, "xl/workbook.xml"):
                return True
            parts = filter(_MAY_HOLD_TEXT.match, archive.namelist())
            return any(mark in files.member(archive, part) for part in parts)
    except Unreadable:
        return False


def read(data: bytes) -> ReturnedSheet:
    """The edited sheet. Raises Unreadable for anything that is not it, or not clear.

    "sheet_format": saved otherwise than as .xlsx · "not_returned": no mark of ours ·
    "sheet_twice": several sheets with rows of ours · "sheet_columns": no column is left ·
    "sheet_column_twice" (column): two say two things.
    """
    _require_xlsx(data)
    marked: list[tuple[Sheet, _Head]] = []
    found: dict[str, str] = {}
    for sheet in sheets(data):
        if sheet.name == MANIFEST:
            found = _pairs(sheet)
            continue
        head = _head(sheet)
        if head is not None:
            marked.append((sheet, head))
    if not marked:
        raise Unreadable("not_returned")
    sheet, head = _chosen(marked, found.get("table", ""))
    return _Reading(sheet, head, _titles(found)).run()


def _require_xlsx(data: bytes) -> None:
    """Raises Unreadable: a table in any other format cannot be told from a sorted mess."""
    try:
        kind = files.kind_of(data, "")
    except Unreadable as refused:
        if refused.code in ("unsupported", "wrong_type"):
            raise Unreadable("sheet_format") from refused
        raise
    if kind != "xlsx":
        raise Unreadable("sheet_format")


@dataclass(frozen=True, slots=True)
class _Head:
    """Rows over which the mark stands, in which column, and what it says."""

    rows: tuple[int, ...]
    column: int
    manifest: Manifest


def _pairs(sheet: Sheet) -> dict[str, str]:
    return {row[1].text: row[2].text for row in sheet.rows.values() if 1 in row and 2 in row}


def _titles(found: Mapping[str, str]) -> dict[str, str]:
    """Keys of columns by their headings, as far as no two have the same."""
    keys = {name.removeprefix(COLUMN): t for name, t in found.items() if name.startswith(COLUMN)}
    return {search_key(title): key for key, title in keys.items()}


def _head(sheet: Sheet) -> _Head | None:
    """Raises Unreadable("not_returned") for a mark of another format."""
    rows: list[int] = []
    column, manifest = 0, None
    for number, cells in sheet.rows.items():
        for at, typed in cells.items():
            if typed.text.startswith(_MARK):
                rows.append(number)
                column, manifest = at, manifest_of(typed.text)
                if manifest is None:
                    raise Unreadable("not_returned")
    return _Head(tuple(rows), column, manifest) if manifest is not None else None


def _chosen(marked: Sequence[tuple[Sheet, _Head]], name: str) -> tuple[Sheet, _Head]:
    """Ours where somebody has made a copy of it inside the file."""
    if len(marked) == 1:
        return marked[0]
    ours = [pair for pair in marked if pair[0].name == name]
    if len(ours) != 1:
        raise Unreadable("sheet_twice")
    return ours[0]


class _Reading:
    def __init__(self, sheet: Sheet, head: _Head, titles: Mapping[str, str]) -> None:
        self._sheet, self._head = sheet, head
        self._places = self._columns(titles)
        self._rows: dict[int, ReturnedRow] = {}
        self._copied: dict[int, Copied] = {}
        self._added: list[AddedRow] = []
        self._waiting: list[AddedRow] = []  # for the row of ours that follows them
        self._above: int | None = None

    def run(self) -> ReturnedSheet:
        if not self._places:
            raise Unreadable("sheet_columns")
        for number, cells in self._sheet.rows.items():
            if number not in self._head.rows:
                self._row(number, cells)
        rows = [row for row in self._rows.values() if row.row_id not in self._copied]
        manifest = self._head.manifest
        return ReturnedSheet(
            manifest.kind, manifest.sheet_id, manifest.key, tuple(self._places), tuple(rows),
            tuple(self._copied.values()), (*self._added, *self._waiting),
        )  # fmt: skip

    def _columns(self, titles: Mapping[str, str]) -> dict[str, list[int]]:
        """Where each column stands: by its key, else by its heading."""
        by_key: dict[str, list[int]] = {}
        by_title: dict[str, list[int]] = {}
        keys = set(titles.values())
        for number in self._head.rows:
            for column, typed in self._sheet.rows[number].items():
                if column == self._head.column:
                    continue
                if typed.text in keys or (not keys and _is_key(typed.text)):
                    by_key.setdefault(typed.text, []).append(column)
                titled = titles.get(search_key(typed.text))
                if titled is not None:
                    by_title.setdefault(titled, []).append(column)
        return {**by_title, **by_key}

    def _row(self, number: int, cells: Mapping[int, Typed]) -> None:
        token = cells.get(self._head.column, EMPTY).text
        row_id = row_of(token)
        if row_id is not None:
            self._known(ReturnedRow(row_id, number, self._cells(number)))
            self._above = row_id
            self._added += [replace(each, below=row_id) for each in self._waiting]
            self._waiting.clear()
        elif token == BAND:
            self._above = None
        elif number > min(self._head.rows) and self._filled(cells):
            self._waiting.append(AddedRow(number, self._above, None, self._cells(number)))

    def _known(self, row: ReturnedRow) -> None:
        """A row copied by accident is harmless, one that says two things is not."""
        first = self._rows.setdefault(row.row_id, row)
        if first is not row and not _say_the_same(first, row):
            self._copied.setdefault(row.row_id, Copied(row.row_id, first.number, row.number))

    def _cells(self, number: int) -> dict[str, Typed]:
        return {
            key: self._one(key, [self._sheet.at(number, place) for place in places])
            for key, places in self._places.items()
        }

    def _one(self, key: str, found: Sequence[Typed]) -> Typed:
        if any(_key(typed) != _key(found[0]) for typed in found):
            raise Unreadable("sheet_column_twice", {"column": key})
        return found[0]

    def _filled(self, cells: Mapping[int, Typed]) -> bool:
        """Only what stands where our columns do: notes at the side are nobody's business."""
        places: Iterable[int] = (place for each in self._places.values() for place in each)
        return any(cells.get(place, EMPTY).text for place in places)


def _is_key(text: str) -> bool:
    """Where the manifest is lost, whatever may be a key: others are nobody's column."""
    return text.isascii() and text.isidentifier()


def _say_the_same(one: ReturnedRow, other: ReturnedRow) -> bool:
    return all(_key(one.cells[key]) == _key(other.cells[key]) for key in one.cells)


def _key(typed: Typed) -> tuple[str, bool]:
    return search_key(typed.text), typed.kind in ("formula", "error")
