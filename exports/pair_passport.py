"""The passport of a pair: all its facts as of a day, as .docx and as .xlsx."""

from dataclasses import dataclass
from datetime import date

from domain.ownfiles import OwnFile
from exports import xlsx
from exports.docx.paper import Block, Column, Line, Paper, Signature, Table, Text, cell
from exports.report import Column as SheetColumn
from exports.report import Report, Row, Sheet, Workbook
from texts import pair_passport as words

_DATE, _WORD = 13, 20  # characters


@dataclass(frozen=True, slots=True)
class Part:
    """A table of the passport; `widths` are in characters, one a column. Without rows `empty` is
    said instead."""

    name: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str


@dataclass(frozen=True, slots=True)
class PassportData:
    """Plain words only; `facts` are captions with what stands beside them."""

    organisation: str
    pair: str
    day: date
    made: date
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]


def passport_docx(data: PassportData) -> bytes:
    """Give it to exports.worker.in_worker."""
    from exports.docx import build  # the library is heavy, and only the worker needs it

    blocks: list[Block] = [
        Text(data.organisation, "center"),
        Text(words.TITLE, "center", bold=True),
        Text(data.pair, "center", with_next=True),
        Text(words.as_of(data.day), "center"),
        _facts(data),
    ]
    for part in data.parts:
        blocks.append(Text(part.name, "left", bold=True, with_next=True))
        blocks.append(_table(part) if part.rows else Text(part.empty))
    blocks.append(Signature(words.KEEPER, "", words.EMPTY_DATE))
    paper = Paper(words.file_title(data.pair), data.made, tuple(blocks), own=OwnFile.PASSPORT)
    return build.render(paper)


def _facts(data: PassportData) -> Table:
    lines = tuple(Line((cell(name, bold=True), cell(value))) for name, value in data.facts)
    return Table((Column(words.FACT, 45, weight=0.4), Column(words.VALUE)), lines)


def _table(part: Part) -> Table:
    total = sum(part.widths)
    columns = tuple(
        Column(title, _least(width), weight=width / total)
        for title, width in zip(part.columns, part.widths, strict=True)
    )
    return Table(columns, tuple(Line(tuple(map(cell, row))) for row in part.rows))


def _least(width: int) -> int:
    """Millimetres in which neither a date nor a long surname is broken."""
    if width <= _DATE:
        return 26
    return 28 if width <= _WORD else 34


def passport_xlsx(data: PassportData) -> bytes:
    """The same, a sheet a table; give it to exports.worker.in_worker."""
    head = Report(
        title=f"{words.TITLE}. {data.pair}",
        subtitle=(data.organisation, words.as_of(data.day)),
        columns=(SheetColumn("fact", words.FACT, 30), SheetColumn("value", words.VALUE, 70)),
        rows=tuple(Row(pair) for pair in data.facts),
        filtered=False,
    )
    sheets = [Sheet(words.SHEET, head), *(_sheet(part, data) for part in data.parts)]
    return xlsx.render(Workbook(tuple(sheets), OwnFile.PASSPORT))


def _sheet(part: Part, data: PassportData) -> Sheet:
    columns = tuple(
        SheetColumn(str(at), title, width)
        for at, (title, width) in enumerate(zip(part.columns, part.widths, strict=True))
    )
    report = Report(
        title=part.name,
        subtitle=(data.pair, words.as_of(data.day)),
        columns=columns,
        rows=tuple(map(Row, part.rows)),
        notes=() if part.rows else (part.empty,),
        filtered=bool(part.rows),
    )
    return Sheet(part.name, report)
