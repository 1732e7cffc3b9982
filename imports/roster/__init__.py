"""A list of people in a spreadsheet: its columns by the words over them, its rows as written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from imports import words as roadmap_words
from imports.cells import Typed
from imports.lists import ListLine, Lists, ListSheet
from imports.roster import words

NAMES: Final = ("name", "surname")
KEPT: Final = (
    "name", "surname", "given", "patronymic", "post", "subject", "class", "leads", "born", "role",
)  # fmt: skip
_SCANNED = 40
_HEADING_LENGTH = 60


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A line of the list. `heading`: a class that stands over it, of the sheet or of a section;
    `sheet`: its name where people stand on several."""

    at: int
    sheet: str
    cells: Mapping[str, Typed]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """`ignored` and `private`: headings of columns that are not read, the latter because nobody
    needs to keep them. `role`: what all are by the heading, "mentor", "mentee", "pupil" or "".
    `sure`: nothing in it speaks of a roadmap."""

    lines: tuple[PersonLine, ...]
    columns: tuple[str, ...]
    ignored: tuple[str, ...]
    private: tuple[str, ...]
    role: str
    sure: bool


@dataclass(frozen=True, slots=True)
class _Header:
    after: int  # lines of the sheet up to the heading and with it
    columns: Mapping[str, int]
    ignored: tuple[str, ...]
    private: tuple[str, ...]
    role: str
    sure: bool


def find(lists: Lists) -> Roster | None:
    """The people of all sheets that list people; None where no sheet does.

    A sheet that names mentors beside mentees is a list of pairs, and not meant here.
    """
    found = [
        (sheet, header)
        for sheet in lists.sheets
        if not words.EXPLAINING.search(sheet.name) and (header := _header(sheet)) is not None
    ]
    if not found:
        return None
    headers = [header for _, header in found]
    several = len(found) > 1
    roles = {header.role for header in headers}
    return Roster(
        lines=tuple(line for sheet, header in found for line in _lines(sheet, header, several)),
        columns=tuple(dict.fromkeys(key for one in headers for key in one.columns)),
        ignored=tuple(dict.fromkeys(name for one in headers for name in one.ignored)),
        private=tuple(dict.fromkeys(name for one in headers for name in one.private)),
        role=roles.pop() if len(roles) == 1 else "",
        sure=all(header.sure for header in headers),
    )


def plain(text: str) -> str:
    """Small letters, ё as е, no footnote marks and no colon at the end."""
    return re.sub(r"[*\s]+", " ", text.lower().translate(roadmap_words.SAME_LETTERS)).strip(" :.")


def _header(sheet: ListSheet) -> _Header | None:
    for at, line in enumerate(sheet.lines[:_SCANNED]):
        if _names_people(line):
            return _read_header(sheet, at, line)
    return None


def _names_people(line: ListLine) -> bool:
    """Whether the line is a heading with people's names in one column, or in several parts."""
    texts = [plain(cell.text) for cell in line.cells]
    people = [text for text in texts if _key(text) == "name"]
    if any(map(words.MENTOR.search, people)) and any(map(words.MENTEE.search, people)):
        return False
    keys = {_key(text) for text in texts}
    return "name" in keys or {"surname", "given"} <= keys


def _key(text: str) -> str:
    """What a heading means; "" for anything that is not read."""
    if not text or len(text) > _HEADING_LENGTH:
        return ""
    for key, pattern in words.HEADINGS:
        if pattern.search(text):
            beside = key in NAMES and words.NOT_THE_PERSON.search(text)
            return "other" if beside else key
    return ""


def _read_header(sheet: ListSheet, at: int, line: ListLine) -> _Header:
    columns: dict[str, int] = {}
    ignored: list[str] = []
    private: list[str] = []
    for number, cell in enumerate(line.cells):
        key = _key(plain(cell.text))
        if key in KEPT and key not in columns:
            columns[key] = number
        elif key == "private":
            private.append(cell.text)
        elif cell.text and key not in ("number", "wrong"):
            ignored.append(cell.text)
    named = plain(line.at(columns.get("name", columns.get("surname", -1))).text)
    return _Header(
        after=at + 1,
        columns=columns,
        ignored=tuple(ignored),
        private=tuple(private),
        role=_role(named) or _role(plain(sheet.name)),
        sure=not any(_of_roadmap(text) for text in ignored),
    )


def _role(text: str) -> str:
    if words.MENTEE.search(text):
        return "mentee"
    if words.MENTOR.search(text):
        return "mentor"
    return "pupil" if words.PUPIL.search(text) else ""


def _of_roadmap(heading: str) -> bool:
    text = plain(heading)
    return any(roadmap_words.HEADER[key].search(text) for key in ("activity", "deadline"))


def _lines(sheet: ListSheet, header: _Header, several: bool) -> list[PersonLine]:
    heading = sheet.name if words.CLASS.fullmatch(sheet.name.strip()) else ""
    name = sheet.name if several else ""
    found: list[PersonLine] = []
    for line in sheet.lines[header.after :]:
        cells = {key: line.at(column) for key, column in header.columns.items()}
        texts = [cell.text for cell in line.cells if cell.text]
        if len(texts) == 1 and words.CLASS.fullmatch(texts[0].strip()):
            heading = texts[0]
        elif texts and _says_something(cells, texts):
            found.append(PersonLine(line.number, name, cells, heading))
    return found


def _says_something(cells: Mapping[str, Typed], texts: list[str]) -> bool:
    """Not a lone number, a total or a signature under the list."""
    if words.BELOW.search(plain(texts[0])):
        return False
    return any(cell.text for cell in cells.values())
