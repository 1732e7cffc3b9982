"""What the files of a questionnaire's results hold: plain values for the worker process."""

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from exports.names import file_part
from exports.report import Column, Value

_NAME = 60  # letters of a part of a name

Values = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class ChangesTable:
    """Before and after: a row a scale."""

    lines: tuple[str, ...]
    rows: tuple[Values, ...]


@dataclass(frozen=True, slots=True)
class AnswerSheets:
    """`columns` and `sheets`: a row a sheet, a column a question; `parts`: a row for each thing
    that was said, with codes, for a pivot table."""

    columns: tuple[Column, ...]
    sheets: tuple[Values, ...]
    parts: tuple[Values, ...]


@dataclass(frozen=True, slots=True)
class ResultBook:
    """`summary` has a row a part of a question, `words` a row an open answer, `files` a row a file
    that was sent. `answers` None: an anonymous one, of which no row may be put together, or a
    book that others read. `changes` None: there is nothing to compare with."""

    title: str
    lines: tuple[str, ...]
    summary: tuple[Values, ...]
    answers: AnswerSheets | None
    words: tuple[Values, ...]
    files: tuple[Values, ...]
    changes: ChangesTable | None
    codebook: tuple[Values, ...]
    how: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileOf:
    """A kept file and its name in the archive; `row`: who sent it to which question, as what."""

    sha: str
    path: str
    row: Values


@dataclass(frozen=True, slots=True)
class FilesArchive:
    title: str
    made: date
    files: tuple[FileOf, ...]


@dataclass(frozen=True, slots=True)
class SwotDraft:
    """The four lists in the usual order: strengths, weaknesses, opportunities, threats."""

    title: str
    made: date
    lines: tuple[str, ...]
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    how: str


def file_path(number: int, who: str, name: str) -> str:
    """The number, who sent it and its own name; legal on Windows."""
    path = PurePath(file_part(name))
    stem = path.stem[:_NAME].strip(" .")
    return f"{number:02d} {file_part(who)[:_NAME]} — {stem}{path.suffix[:12]}"
