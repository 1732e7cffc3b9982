"""A table of answers from paper that comes back filled in: rows by the code of the sheet, columns
by the number of the question in their headings."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from imports.lists import ListLine, Lists, ListSheet
from imports.questionnaire import words
from imports.questionnaire.finding import plain

_SCANNED = 20
_QUESTION = re.compile(r"^\s*(\d{1,3})\.\s")
_ROW = re.compile(r"\[([^\[\]]*)\]\s*$")
_CODE = re.compile(r"v(\d+)-c(\d*)-p(\d+)-a(\d*)-r(\d*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A sheet of paper. `cells`: by the question's number and, of a matrix, the words of the row;
    `day`: ISO or as written; a `code` that is none has no version."""

    at: int
    version_id: int
    campaign_id: int | None
    person_id: int
    about_id: int | None
    pair_id: int | None
    day: str
    cells: Mapping[tuple[int, str], str]


def find(lists: Lists) -> tuple[AnswerLine, ...] | None:
    """None where no sheet of the file has a column of codes."""
    for sheet in lists.sheets:
        for at, line in enumerate(sheet.lines[:_SCANNED]):
            code = _column(line, words.SHEET_CODE)
            if code is not None:
                return _read(sheet, at, code)
    return None


def _column(line: ListLine, pattern: re.Pattern[str]) -> int | None:
    found = (n for n, cell in enumerate(line.cells) if pattern.search(plain(cell.text)))
    return next(found, None)


def _read(sheet: ListSheet, at: int, code: int) -> tuple[AnswerLine, ...]:
    header = sheet.lines[at]
    day = _column(header, words.SHEET_DAY)
    questions: dict[int, tuple[int, str]] = {}
    for number, cell in enumerate(header.cells):
        found, row = _QUESTION.match(cell.text), _ROW.search(cell.text)
        if found:
            questions[number] = (int(found[1]), plain(row[1]) if row else "")
    made = (_line(line, code, day, questions) for line in sheet.lines[at + 1 :])
    return tuple(each for each in made if each is not None)


def _line(
    line: ListLine, code: int, day: int | None, questions: Mapping[int, tuple[int, str]]
) -> AnswerLine | None:
    """None for a row in which nothing is filled in."""
    cells = {
        key: cell.day if (cell := line.at(column)).kind == "date" else cell.text
        for column, key in questions.items()
        if line.at(column).text
    }
    if not cells:
        return None
    found = _CODE.fullmatch(line.at(code).text.strip())
    ids = [int(part) if part else 0 for part in found.groups()] if found else [0] * 5
    if any(each >= 2**63 for each in ids):
        ids = [0] * 5
    stamp = line.at(day) if day is not None else None
    return AnswerLine(
        line.number, ids[0], ids[1] or None, ids[2], ids[3] or None, ids[4] or None,
        (stamp.day or stamp.text) if stamp else "", cells,
    )  # fmt: skip
