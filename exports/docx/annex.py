"""The roadmap as an annex to an order, in the columns of the document that it came from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from exports.docx.paper import Align, Cell, Column, Line, Paper, Stamp, Table, Text, cell
from texts import annex as words

Field = Literal[
    "number", "stage", "activity", "content", "deadline", "responsible", "result", "done"
]
LANDSCAPE_FROM = 5  # columns
_LEAST: dict[Field, float] = {"number": 11, "deadline": 26, "responsible": 32}
_FOOTNOTE = re.compile(r"(?<=[^\W\d_])\d+$")  # the mark is left of it without its note
_BY_PART: frozenset[Field] = frozenset({"content", "deadline", "responsible"})


@dataclass(frozen=True, slots=True)
class Part:
    """A step: its text with its number, its term and who answers."""

    text: str
    term: str
    owner: str


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """A row of the roadmap; `parts` are its steps, which may have terms of their own."""

    number: str
    section: str
    stage: str
    title: str
    content: str
    result: str
    note: str
    term: str
    owner: str
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnexData:
    """`columns`: what each of them holds and what it is called; an empty name has the usual one.

    `approval`: the lines of the stamp; none: a stamp to be filled in is printed.
    """

    title: str
    approval: tuple[str, ...]
    columns: tuple[tuple[Field, str], ...]
    rows: tuple[AnnexRow, ...]
    made: date


def annex(data: AnnexData) -> bytes:
    """The annex as .docx bytes; give it to exports.worker.in_worker."""
    from exports.docx import build  # the library is heavy, and only the worker needs it

    return build.render(annex_paper(data))


def annex_paper(data: AnnexData) -> Paper:
    fields = [field for field, _ in data.columns]
    return Paper(
        title=data.title,
        made=data.made,
        blocks=(
            Stamp(data.approval or words.EMPTY_STAMP),
            Text(data.title, "center", bold=True, with_next=True),
            Table(tuple(_column(*pair) for pair in data.columns), tuple(_lines(data, fields))),
        ),
        landscape=len(fields) >= LANDSCAPE_FROM,
    )


def _column(field: Field, name: str) -> Column:
    align: Align = "center" if field == "number" else "left"
    title = _FOOTNOTE.sub("", name) or words.COLUMNS[field]
    return Column(title, _LEAST.get(field, 22), align)


def _lines(data: AnnexData, fields: list[Field]) -> Iterator[Line]:
    """Headings that have no column of their own stand over their rows."""
    above: AnnexRow | None = None
    for row in data.rows:
        new_section = above is None or row.section != above.section
        if row.section and new_section:
            yield Line((cell(row.section),), "section")
        new_stage = new_section or above is None or row.stage != above.stage
        if "stage" not in fields and row.stage and new_stage and row.stage != row.title:
            yield Line((cell(row.stage),), "stage")
        goes_on = "stage" in fields and bool(row.stage) and not new_stage
        same = _same(row, above) if goes_on and above is not None else frozenset()
        for at, cells in enumerate(_parts(row, fields)):
            yield Line(
                tuple(
                    Cell(joined=True)
                    if field in same or (at and field not in _BY_PART and not cells[field].lines)
                    else cells[field]
                    for field in fields
                )
            )
        above = row


def _same(row: AnnexRow, above: AnnexRow) -> frozenset[Field]:
    """The cells that go on from the row above, within a stage that has a column of its own."""
    same: set[Field] = {"stage"}
    if row.number == above.number:
        same.add("number")
        if row.title == above.title:
            same.add("activity")
    return frozenset(same)


def _parts(row: AnnexRow, fields: list[Field]) -> list[dict[Field, Cell]]:
    """One line, or a line for every step where their terms or people differ."""
    if not _differ(row, fields):
        common = row.parts[0] if row.parts else Part("", row.term, row.owner)
        texts = tuple(part.text for part in row.parts)
        return [_cells(row, fields, texts, common, first=True)]
    return [
        _cells(row, fields, (part.text,), part, first=at == 0) for at, part in enumerate(row.parts)
    ]


def _differ(row: AnnexRow, fields: list[Field]) -> bool:
    terms = {part.term for part in row.parts} if "deadline" in fields else set()
    owners = {part.owner for part in row.parts} if "responsible" in fields else set()
    return len(terms) > 1 or len(owners) > 1


def _cells(
    row: AnnexRow, fields: list[Field], texts: tuple[str, ...], part: Part, *, first: bool
) -> dict[Field, Cell]:
    """What a column for it is missing stands with the title, or the title with the content."""
    content = ((row.content,) if row.content and first else ()) + texts
    title: tuple[str, ...] = (row.title,) if first else ()
    if "activity" not in fields:
        content, title = ((row.title,) if row.title != row.stage and first else ()) + content, ()
    if "content" not in fields:
        title, content = title + content, ()
    return {
        "number": cell(row.number if first else ""),
        "stage": cell(row.stage if first else ""),
        "activity": Cell(title),
        "content": Cell(content),
        "deadline": cell(part.term),
        "responsible": cell(part.owner),
        "result": cell(row.result if first else ""),
        "done": cell(row.note if first else ""),
    }
