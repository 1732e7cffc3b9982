"""A list of people in a spreadsheet: its columns by the words over them, its rows as written."""

import re
from collections.abc import Mapping, Sequence
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
            return _read_header(sheet, *_lower(sheet.lines, at))
    return None


def _lower(lines: Sequence[ListLine], at: int) -> tuple[int, ListLine]:
    """Of a heading in two lines the lower, with what only the upper says: «Педагог» stands over
    «Фамилия», «Имя», «Отчество»."""
    upper = lines[at]
    if at + 1 == len(lines):
        return at, upper
    lower = lines[at + 1]
    keys = {_key(plain(cell.text)) for cell in lower.cells}
    if not {"surname", "given"} <= keys:
        return at, upper
    width = max(len(upper.cells), len(lower.cells))
    both = (lower.at(n) if lower.at(n).text else upper.at(n) for n in range(width))
    return at + 1, ListLine(lower.number, tuple(both))


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
    named = words.CLASS.fullmatch(sheet.name.strip())
    heading = sheet.name if named else _titled(sheet.lines[: header.after])
    name = sheet.name if several else ""
    found: list[PersonLine] = []
    for line in sheet.lines[header.after :]:
        cells = {key: line.at(column) for key, column in header.columns.items()}
        texts = [cell.text for cell in line.cells if cell.text]
        if len(texts) == 1 and words.CLASS.fullmatch(texts[0].strip()):
            heading = texts[0]
        elif texts and _says_something(line, header, cells):
            found.append(PersonLine(line.number, name, cells, heading))
    return found


def _titled(above: Sequence[ListLine]) -> str:
    """The class in «Список учеников 7 «Б» класса» over a list; empty where there are several."""
    texts = {cell.text for line in above for cell in line.cells}
    found = [match[1] for match in map(words.TITLE.search, texts) if match]
    return found[0] if len(found) == 1 else ""


def _says_something(line: ListLine, header: _Header, cells: Mapping[str, Typed]) -> bool:
    """Not a lone number, a total or a signature under the list; a post in its own column is
    none of these."""
    at, first = next((n, cell.text) for n, cell in enumerate(line.cells) if cell.text)
    own = {header.columns.get("post"), header.columns.get("role")}
    if at not in own and words.BELOW.search(plain(first)):
        return False
    return any(cell.text for cell in cells.values())
