"""Whether a spreadsheet holds a questionnaire: its head and the table of questions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from imports import words as letters
from imports.lists import ListLine, Lists, ListSheet
from imports.questionnaire import words

_SCANNED = 40
_HEADING_LENGTH = 60
_NEEDED = {"text", "kind"}


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A row of the table; `at`: its number in the file. Of columns that are not there nothing."""

    at: int
    cells: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.cells.get(key, "")


@dataclass(frozen=True, slots=True)
class QuestionTable:
    """`head`: what is said of the whole; `ignored`: headings of columns that are not read;
    `skipped`: rows with nothing but words where the number stands, by their place in the file."""

    head: Mapping[str, str]
    lines: tuple[QuestionLine, ...]
    columns: frozenset[str] = frozenset()
    ignored: tuple[str, ...] = field(default=())
    skipped: Mapping[int, str] = field(default_factory=dict)


def find(lists: Lists) -> QuestionTable | None:
    """None where no sheet has questions beside their kinds."""
    head: dict[str, str] = {}
    table: QuestionTable | None = None
    for sheet in lists.sheets:
        if words.EXPLAINING.search(sheet.name):
            continue
        at = _header(sheet)
        above = sheet.lines if at is None else sheet.lines[:at]
        head.update(_head(above))
        if at is not None and table is None:
            table = _table(sheet, at)
    if table is None:
        return None
    return replace(table, head=head)


def titled(table: QuestionTable, name: str) -> QuestionTable:
    """With the file's name for the title where none is written."""
    title = PurePath(name).stem.replace("_", " ").strip()
    return replace(table, head={"title": title, **table.head})


def plain(text: str) -> str:
    """Small letters, ё as е, no marks of footnotes, no colon or question mark at the end."""
    return re.sub(r"[*\s]+", " ", text.lower().translate(letters.SAME_LETTERS)).strip(" :.?")


def _head(lines: tuple[ListLine, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        name = plain(line.at(0).text)
        key = next((key for key, pattern in words.HEAD if pattern.search(name)), None)
        said = line.at(1).text
        if key and said:
            found.setdefault(key, said)
    return found


def _header(sheet: ListSheet) -> int | None:
    for at, line in enumerate(sheet.lines[:_SCANNED]):
        if set(_columns(line)) >= _NEEDED:
            return at
    return None


def _columns(line: ListLine) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, cell in enumerate(line.cells):
        key = _key(plain(cell.text))
        if key and key not in found:
            found[key] = number
    return found


def _key(heading: str) -> str:
    if not heading or len(heading) > _HEADING_LENGTH:
        return ""
    return next((key for key, pattern in words.HEADINGS if pattern.search(heading)), "")


def _table(sheet: ListSheet, at: int) -> QuestionTable:
    columns = _columns(sheet.lines[at])
    ignored = tuple(
        cell.text
        for number, cell in enumerate(sheet.lines[at].cells)
        if cell.text and number not in columns.values()
    )
    lines = [
        QuestionLine(line.number, {key: line.at(n).text for key, n in columns.items()})
        for line in sheet.lines[at + 1 :]
    ]
    filled, skipped = [], {}
    for line in lines:
        if any(line[key] for key in columns if key != "number"):
            filled.append(line)
        elif line["number"] and not words.NUMBER.match(line["number"]):
            skipped[line.at] = line["number"]
    return QuestionTable({}, tuple(filled), frozenset(columns), ignored, skipped)
