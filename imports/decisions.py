"""Reading back the list of open questions that exports/decisions.py made and people filled in.

Rows are known by their hidden number and columns by their header words, so sorting, filtering,
deleting, inserting and saving in another program change nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import TypeVar

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from imports import files
from imports.refusals import Unreadable
from texts import dates
from texts import exports as texts

T = TypeVar("T")

FILE_BYTES = 5 * 2**20
ROWS = 5_000
CELLS = 200_000
"""Cells in all sheets together, empty ones with a style too: what bounds time and memory."""

_HEADER_WITHIN = 50
_CELL = re.compile(rb"<(?:\w+:)?c[ >/]")
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


@dataclass(frozen=True, slots=True)
class _Columns:
    header: int
    item: int
    term: int
    responsible: int


def read_decisions(data: bytes) -> DecisionsAnswer:
    """The filled-in list. Raises Unreadable for anything that is not it, or not clear.

    Takes up to some seconds for the largest file: not for the event loop.
    """
    _check(data)
    sheets = _open(data)
    roadmap_id, version = _manifest(sheets)
    sheet, columns = _questions(sheets)
    rows, skipped = _read(sheet, columns)
    return DecisionsAnswer(roadmap_id, version, rows, skipped)


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
            cells += len(_CELL.findall(part)) if "worksheets/" in name else 0
    if cells > CELLS:
        raise Unreadable("too_many_rows", {"limit": ROWS})


def _open(data: bytes) -> list[Worksheet]:
    try:
        book = openpyxl.load_workbook(BytesIO(data), data_only=True, keep_links=False)
    # Somebody else's file can break the library in any way: it is still only a broken file.
    except Exception as error:
        raise Unreadable("broken") from error
    return [sheet for sheet in book.worksheets if isinstance(sheet, Worksheet)]


def _manifest(sheets: list[Worksheet]) -> tuple[int, int]:
    found: dict[str, int] = {}
    for sheet in sheets:
        for key, value in sheet.iter_rows(
            max_row=min(sheet.max_row, _HEADER_WITHIN), max_col=2, values_only=True
        ):
            number = _whole(value)
            if isinstance(key, str) and number is not None:
                found.setdefault(key.strip(), number)
    try:
        return found[texts.ROADMAP_KEY], found[texts.VERSION_KEY]
    except KeyError as error:
        raise Unreadable("not_decisions") from error


def _questions(sheets: list[Worksheet]) -> tuple[Worksheet, _Columns]:
    for sheet in sheets:
        last = min(sheet.max_row, _HEADER_WITHIN)
        for number, values in enumerate(sheet.iter_rows(max_row=last, values_only=True), 1):
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
    for item_id, row, new in _lines(sheet, columns):
        if item_id is None:
            skipped += new != (None, None)
            continue
        old = found.get(item_id, Decision(item_id, None, None))
        term = _one(old.term, new[0], row)
        found[item_id] = Decision(item_id, term, _one(old.responsible, new[1], row))
        if len(found) > ROWS:
            raise Unreadable("too_many_rows", {"limit": ROWS})
    return tuple(found.values()), skipped


def _lines(
    sheet: Worksheet, columns: _Columns
) -> Iterator[tuple[int | None, int, tuple[str | date | None, str | None]]]:
    """Item number, row of the sheet, (term, responsible) of every row under the header."""
    covered = _covered(sheet)

    def at(row: int, column: int) -> tuple[object, str]:
        cell = sheet.cell(*covered.get((row, column), (row, column)))
        # A formula that failed («#REF!») says nothing.
        return (None if cell.data_type == "e" else cell.value), str(cell.number_format)

    for row in range(columns.header + 1, sheet.max_row + 1):
        term = _term(*at(row, columns.term), row)
        responsible = _text(at(row, columns.responsible)[0])
        yield _whole(at(row, columns.item)[0]), row, (term, responsible)


def _covered(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Cells merged under another one: people merge to give several rows one answer."""
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for area in sheet.merged_cells.ranges:
        if area.max_row <= sheet.max_row and area.max_col <= sheet.max_column:
            for row, column in area.cells:
                covered[row, column] = (area.min_row, area.min_col)
    return covered


def _one(old: T | None, new: T | None, row: int) -> T | None:
    """A row copied by accident is harmless, one that says two things is not."""
    if old is not None and new is not None and old != new:
        raise Unreadable("decision_twice", {"row": row})
    return new if old is None else old


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
