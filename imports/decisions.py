"""Reading back the list of open questions that exports/decisions.py made and people filled in.

Rows are known by their hidden number and columns by their header words, so sorting, filtering,
deleting, inserting and saving in another program change nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

import openpyxl
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from imports import files
from imports.refusals import Unreadable
from texts import dates
from texts import exports as texts

FILE_BYTES = 5 * 2**20
ROWS = 5_000
CELLS = 200_000
"""Cells in all sheets together, empty ones with a style too: what bounds time and memory."""

_HEADER_WITHIN = 50
_COLUMNS = 200
_CELL = re.compile(rb"<(?:\w+:)?c[ >/]")
_MERGE = re.compile(rb"""mergeCell\b[^>]*\bref=["']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})["']""")
_DOCUMENT_TYPE = re.compile(rb"<!DOCTYPE|<!ENTITY")


@dataclass(frozen=True, slots=True)
class Decision:
    """What stands in one row. `term` is a date only where the cell held a whole date;
    None means that the cell is empty."""

    item_id: int
    term: str | date | None
    responsible: str | None


@dataclass(frozen=True, slots=True)
class DecisionsAnswer:
    """`skipped` counts filled rows that are not ours: somebody added them."""

    roadmap_id: int
    version: int
    rows: tuple[Decision, ...]
    skipped: int = 0
    key: int = 0  # of the draft that the table was made from


@dataclass(frozen=True, slots=True)
class _Columns:
    header: int
    item: int
    term: int
    responsible: int


def is_decisions(data: bytes) -> bool:
    """Whether this claims to be our list, so that another table is read as a roadmap instead."""
    try:
        with files.unpacked(data) as archive:
            return texts.MANIFEST_SHEET.encode() in files.member(archive, "xl/workbook.xml")
    except Unreadable:
        return False


def read_decisions(data: bytes) -> DecisionsAnswer:
    """The filled-in list. Raises Unreadable for anything that is not it, or not clear.

    Takes up to some seconds for the largest file: not for the event loop.
    """
    _check(data)
    sheets = _open(data)
    roadmap_id, version, key = _manifest(sheets)
    sheet, columns = _questions(sheets)
    rows, skipped = _read(sheet, columns)
    return DecisionsAnswer(roadmap_id, version, rows, skipped, key)


def _check(data: bytes) -> None:
    if len(data) > FILE_BYTES:
        raise Unreadable("too_heavy", {"limit": FILE_BYTES // 2**20})
    if files.kind_of(data, "") != "xlsx":
        raise Unreadable("not_decisions")
    cells = 0
    with files.unpacked(data) as archive:
        for name in archive.namelist():
            part = files.member(archive, name)
            if _DOCUMENT_TYPE.search(part):
                raise Unreadable("entities")
            cells += _size(part) if "worksheets/" in name else 0
    if cells > CELLS:
        raise Unreadable("too_many_rows", {"limit": ROWS})


def _size(sheet: bytes) -> int:
    """Cells the library will make of a sheet: a merged area becomes all its cells."""
    size = len(_CELL.findall(sheet))
    for area in _MERGE.findall(sheet):
        sides = CellRange(area.decode()).size
        size += sides["rows"] * sides["columns"]
    return size


def _open(data: bytes) -> list[Worksheet]:
    try:
        book = openpyxl.load_workbook(BytesIO(data), data_only=True, keep_links=False)
    # Somebody else's file can break the library in any way: it is still only a broken file.
    except Exception as error:
        raise Unreadable("broken") from error
    return [sheet for sheet in book.worksheets if isinstance(sheet, Worksheet)]


def _manifest(sheets: list[Worksheet]) -> tuple[int, int, int]:
    found: dict[str, int] = {}
    for sheet in sheets:
        for key, value in sheet.iter_rows(
            max_row=min(sheet.max_row, _HEADER_WITHIN), max_col=2, values_only=True
        ):
            number = _whole(value)
            if isinstance(key, str) and number is not None:
                found.setdefault(key.strip(), number)
    try:
        return found[texts.ROADMAP_KEY], found[texts.VERSION_KEY], found.get(texts.DRAFT_KEY, 0)
    except KeyError as error:
        raise Unreadable("not_decisions") from error


def _questions(sheets: list[Worksheet]) -> tuple[Worksheet, _Columns]:
    for sheet in sheets:
        rows = min(sheet.max_row, _HEADER_WITHIN)
        width = min(sheet.max_column, _COLUMNS)
        head = sheet.iter_rows(max_row=rows, max_col=width, values_only=True)
        for number, values in enumerate(head, 1):
            titles = [_key(value) for value in values]
            if texts.ITEM_KEY in titles:
                return sheet, _columns(number, titles)
    raise Unreadable("not_decisions")


def _columns(header: int, titles: list[str]) -> _Columns:
    def place(title: str) -> int:
        try:
            return titles.index(_key(title)) + 1
        except ValueError as error:
            raise Unreadable("decision_column", {"column": title}) from error

    term, responsible = place(texts.TERM_FILL), place(texts.OWNER_FILL)
    return _Columns(header, place(texts.ITEM_KEY), term, responsible)


def _read(sheet: Worksheet, columns: _Columns) -> tuple[tuple[Decision, ...], int]:
    found: dict[int, Decision] = {}
    skipped = 0
    for row, item_id, term, responsible in _lines(sheet, columns):
        if item_id is None:
            skipped += term is not None or responsible is not None
            continue
        new = Decision(item_id, term, responsible)
        found[item_id] = _merged(found.get(item_id, new), new, row)
        if len(found) > ROWS:
            raise Unreadable("too_many_rows", {"limit": ROWS})
    return tuple(found.values()), skipped


def _lines(
    sheet: Worksheet, columns: _Columns
) -> Iterator[tuple[int, int | None, str | date | None, str | None]]:
    """Row of the sheet, item number, term, responsible of every row under the header."""
    covered = _covered(sheet)

    def at(row: int, column: int) -> tuple[object, str]:
        cell = sheet.cell(*covered.get((row, column), (row, column)))
        # A formula that failed («#REF!») says nothing.
        return (None if cell.data_type == "e" else cell.value), str(cell.number_format)

    for row in _filled_rows(sheet, columns):
        item_id = _whole(at(row, columns.item)[0])
        term = _term(*at(row, columns.term), row)
        yield row, item_id, term, _text(at(row, columns.responsible)[0])


def _filled_rows(sheet: Worksheet, columns: _Columns) -> list[int]:
    """Rows that the file has cells in: a stray border in the last row of all makes no million.

    The public ways to walk a sheet create every cell that they pass.
    """
    rows: set[int] = {row for row, _ in sheet._cells}
    return sorted(row for row in rows if row > columns.header)


def _covered(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Cells merged under another one: people merge to give several rows one answer."""
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for area in sheet.merged_cells.ranges:
        for row, column in area.cells:
            covered[row, column] = (area.min_row, area.min_col)
    return covered


def _merged(old: Decision, new: Decision, row: int) -> Decision:
    """A row copied by accident is harmless, one that says two things is not."""
    term = new.term if old.term is None else old.term
    responsible = new.responsible if old.responsible is None else old.responsible
    if new.term not in (None, term) or new.responsible not in (None, responsible):
        raise Unreadable("decision_twice", {"row": row})
    return Decision(old.item_id, term, responsible)


def _term(value: object, number_format: str, row: int) -> str | date | None:
    """A date as a date, anything else as the person wrote it."""
    if isinstance(value, datetime):
        code = number_format.lower()
        if "m" in code and "d" not in code:
            # A spreadsheet turns a typed month and year into the first day of that month.
            return f"{dates.month(value.month)} {value.year}"
        return value.date()
    year = _whole(value)
    if year is not None and 2000 <= year <= 2100:
        return str(year)
    if value is None or isinstance(value, str):
        return _text(value)
    # 15.10 typed as a number has lost its zero: the fifteenth of January or of October?
    raise Unreadable("decision_number", {"row": row})


def _text(value: object) -> str | None:
    return (" ".join(str(value).split()) or None) if value is not None else None


def _key(value: object) -> str:
    return " ".join(value.split()).casefold() if isinstance(value, str) else ""


def _whole(value: object) -> int | None:
    """A positive whole number, also when another program has made it 12.0 or text."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
        value = int(value.strip()) if len(value.strip()) <= 18 else 0
    return value if isinstance(value, int) and value > 0 and not isinstance(value, bool) else None
