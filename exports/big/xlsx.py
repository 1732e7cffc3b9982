"""A workbook written as a stream: rows go into the archive as they come.

The least that ECMA-376 asks for and spreadsheets understand: text in the cells themselves
(inlineStr), so that no table of strings grows in memory.
"""

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from html import escape
from itertools import count
from pathlib import Path
from typing import IO

from exports import heights
from exports.big import parts
from exports.big.model import Kind, Plain, Sheet
from exports.big.parts import Look
from exports.cells import CELL_LIMIT, clean, looks_like_formula
from exports.names import sheet_title

ROWS_A_WRITE = 500
_BOLD, _FILTER_BUTTON = 1.15, 3  # how much wider bold words are; characters it covers
_EPOCH = date(1899, 12, 30).toordinal()
_MINUTES_A_DAY = 1440
# Most words are short and plain: what cells cannot hold as it is, is looked at apart.
_SHORT = CELL_LIMIT // 2
_RARE = re.compile("[\x00-\x1f\u00a0\ud800-\udfff\ufffe\uffff&<>]")
_MARKS = {look: f' s="{look.value}"' for look in Look}
_TEXT, _QUOTED = _MARKS[Look.TEXT], _MARKS[Look.QUOTED]
_DATED: dict[Kind, Look] = {"date": Look.DATE, "moment": Look.MOMENT, "time": Look.TIME}


def write(target: Path, sheets: Sequence[Sheet], at: datetime) -> None:
    """Make the file. Text stays text: what looks like a formula is marked so that it is not
    calculated even after somebody edits the cell."""
    titles: list[str] = []
    for sheet in sheets:
        titles.append(sheet_title(sheet.name, {title.casefold() for title in titles}))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in parts.fixed(titles, at.astimezone(UTC)).items():
            archive.writestr(path, text)
        for number, sheet in enumerate(sheets, 1):
            with archive.open(parts.sheet_path(number), "w") as file:
                _Writer(file, sheet, first=number == 1).write()


class _Writer:
    """Writes one sheet from top to bottom."""

    def __init__(self, file: IO[bytes], sheet: Sheet, *, first: bool) -> None:
        self.file, self.sheet, self.first = file, sheet, first
        self.letters = [parts.letters(number) for number in range(len(sheet.columns))]
        body = Look.WRAPPED if sheet.wrapped else Look.TEXT
        self.marks = [_MARKS[_DATED.get(kind, body)] for _, kind, _ in sheet.columns]

    def write(self) -> None:
        widths = [width for _, _, width in self.sheet.columns]
        self._put(parts.sheet_head(widths, selected=self.first))
        header = [_text(title, _MARKS[Look.HEADER]) for title, _, _ in self.sheet.columns]
        self._put(self._row(1, header, self._header_height()))
        last = 1
        lines: list[str] = []
        for last, row in zip(count(2), self.sheet.rows, strict=False):
            height = self._height(row) if self.sheet.wrapped else ""
            lines.append(self._row(last, map(_cell, row, self.marks), height))
            if len(lines) == ROWS_A_WRITE:
                self._put("".join(lines))
                lines.clear()
        self._put("".join(lines))
        filtered = "" if self.sheet.wrapped else f"A1:{self.letters[-1]}{last}"
        self._put(parts.sheet_tail(filtered))

    def _header_height(self) -> str:
        """Its words are bold, and the filter's button stands over them."""
        room = [width / _BOLD - _FILTER_BUTTON for _, _, width in self.sheet.columns]
        titles = [title for title, _, _ in self.sheet.columns]
        return parts.height(heights.height(max(map(heights.lines, titles, room))) + 6)

    def _height(self, row: Sequence[Plain]) -> str:
        """Not every spreadsheet fits rows to their words when it opens a file."""
        widths = [width for _, _, width in self.sheet.columns]
        return parts.height(heights.height(max(map(heights.lines, map(str, row), widths))))

    def _row(self, number: int, cells: Iterator[str] | Sequence[str], extra: str = "") -> str:
        shown = [
            f'<c r="{letter}{number}"{cell}'
            for letter, cell in zip(self.letters, cells, strict=True)
            if cell
        ]
        return f'<row r="{number}"{extra}>{"".join(shown)}</row>'

    def _put(self, text: str) -> None:
        self.file.write(text.encode())


def _cell(value: Plain, mark: str) -> str:
    """The cell from behind its address on; nothing for an empty one."""
    if value is None:
        return ""
    return _MAKERS[type(value)](value, mark)


def _text(value: str, mark: str) -> str:
    if len(value) > _SHORT or _RARE.search(value):
        value = escape(clean(value), quote=False)
    if not value:
        return ""
    if mark is _TEXT and looks_like_formula(value):
        mark = _QUOTED
    return f'{mark} t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'


def _number(value: float, mark: str) -> str:
    return f"{mark}><v>{value}</v></c>"


def _date(value: date, mark: str) -> str:
    return f"{mark}><v>{value.toordinal() - _EPOCH}</v></c>"


def _moment(value: datetime, mark: str) -> str:
    days = value.toordinal() - _EPOCH + _part(value)
    return f"{mark}><v>{days}</v></c>"


def _time(value: time, mark: str) -> str:
    return f"{mark}><v>{_part(value)}</v></c>"


def _part(value: datetime | time) -> float:
    """Of the day."""
    return (value.hour * 60 + value.minute) / _MINUTES_A_DAY


_MAKERS: dict[type, Callable[..., str]] = {
    str: _text, int: _number, float: _number, date: _date, datetime: _moment, time: _time,
}  # fmt: skip
