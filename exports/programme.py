"""A pair's programme as .docx, to be signed, and as .xlsx."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.programmes import HeadField
from domain.returning import Manifest
from exports import roundtrip, xlsx
from exports.docx.paper import Block, Cell, Column, Line, Paper, Signature, Table, Text, cell
from exports.report import Column as SheetColumn
from exports.report import Report, Row, Sheet, Workbook
from texts import programme_paper as words
from texts.programme_names import PARTS

_KEYS = ("number", "activity", "term", "result", "actual", "mark", "owner", "status")


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """A line of the plan in plain words; a step has its row's `section`."""

    number: str
    section: str
    title: str
    term: str
    result: str
    actual: str
    mark: str
    who: str
    status: str
    id: int | None = None


@dataclass(frozen=True, slots=True)
class ProgrammeData:
    """`facts`: captions of the head with what stands beside them; `signers`: the word for the
    side and the name of each who signs; `agreement`: who has agreed, in words. `manifest`: the
    sheet may come back edited."""

    organisation: str
    pair: str
    day: date
    facts: tuple[tuple[str, str], ...]
    note: tuple[tuple[HeadField, str], ...]
    rows: tuple[ProgrammeRow, ...]
    signers: tuple[tuple[str, str], ...]
    agreement: str
    manifest: Manifest | None = None


def programme_docx(data: ProgrammeData) -> bytes:
    """Give it to exports.worker.in_worker."""
    from exports.docx import build  # the library is heavy, and only the worker needs it

    return build.render(programme_paper(data))


def programme_paper(data: ProgrammeData) -> Paper:
    """It may be filled in by hand and read again as a programme that exists."""
    title = f"{words.NAME}: {data.pair}"
    return Paper(title, data.day, tuple(_blocks(data)), landscape=True)


def _blocks(data: ProgrammeData) -> Iterator[Block]:
    yield Text(data.organisation, "center")
    yield _approval()
    yield Text(words.TITLE, "center", bold=True, with_next=True)
    yield Table(
        (Column(words.FACT, 45, weight=0.4), Column(words.VALUE)),
        tuple(Line((cell(name, bold=True), cell(value))) for name, value in data.facts),
    )
    yield Text(words.NOTE, "center", bold=True, with_next=True)
    for part, text in data.note:
        yield Text(f"{PARTS[part]}:", "left", bold=True, with_next=True)
        for line in (text or words.NOT_WRITTEN).splitlines():
            yield Text(line)
    yield Text(words.PLAN, "center", bold=True, with_next=True)
    yield _plan(data)
    yield Text(data.agreement, "left")
    for side, name in data.signers:
        yield Signature(side, name, words.EMPTY_DATE)


def _approval() -> Table:
    """Who agrees at the left, who approves at the right."""
    columns = (Column(words.AGREED[0], 60), Column(words.APPROVED[0], 60))
    return Table(columns, (Line((Cell(words.AGREED[1:]), Cell(words.APPROVED[1:]))),))


def _plan(data: ProgrammeData) -> Table:
    least = (11, 50, 30, 36, 44, 28)
    columns = tuple(
        Column(name, wide, "center" if at == 0 else "left")
        for at, (name, wide) in enumerate(zip(words.COLUMNS, least, strict=True))
    )
    return Table(columns, tuple(_lines(data)))


def _lines(data: ProgrammeData) -> Iterator[Line]:
    section = ""
    for row in data.rows:
        if row.section and row.section != section:
            yield Line((cell(row.section),), "section")
        section = row.section or section
        values = (row.number, row.title, row.term, row.result, row.actual, row.mark)
        yield Line(tuple(map(cell, values)))


def programme_xlsx(data: ProgrammeData) -> bytes:
    """The plan and the head as sheets; give it to exports.worker.in_worker."""
    book = programme_workbook(data)
    return roundtrip.render(book, data.manifest) if data.manifest else xlsx.render(book)


def shown(row: ProgrammeRow) -> dict[str, str]:
    """What the cells that can be edited hold, by column."""
    return {"term": row.term, "actual": row.actual, "mark": row.mark}


def programme_workbook(data: ProgrammeData) -> Workbook:
    titles = (*words.COLUMNS, words.WHO, words.STATUS)
    widths = (7, 44, 26, 30, 30, 18, 24, 16)
    plan = Report(
        title=f"{words.TITLE}. {data.pair}",
        subtitle=(
            data.organisation,
            words.as_of(data.day),
            data.agreement,
            *((words.HOW,) if data.manifest else ()),
        ),
        columns=tuple(
            _column(key, title, width, edited=data.manifest is not None)
            for key, title, width in zip(_KEYS, titles, widths, strict=True)
        ),
        rows=tuple(_sheet_rows(data)),
    )
    facts = [*data.facts, *((PARTS[part], text or words.NOT_WRITTEN) for part, text in data.note)]
    head = Report(
        title=words.NOTE,
        subtitle=(data.pair,),
        columns=(SheetColumn("fact", words.FACT, 30), SheetColumn("value", words.VALUE, 80)),
        rows=tuple(Row(pair) for pair in facts),
        filtered=False,
    )
    return Workbook((Sheet(words.SHEET, plan), Sheet(words.NOTE, head)))


def _column(key: str, title: str, width: float, *, edited: bool) -> SheetColumn:
    if not edited or key not in words.HINTS:
        return SheetColumn(key, title, width)
    choices = words.MARK_CHOICES if key == "mark" else ()
    return SheetColumn(key, title, width, fill_in=True, hint=words.HINTS[key], choices=choices)


def _sheet_rows(data: ProgrammeData) -> Iterator[Row]:
    section = ""
    for row in data.rows:
        if row.section and row.section != section:
            yield Row((row.section,), "section")
        section = row.section or section
        values = (
            row.number, row.title, row.term, row.result, row.actual, row.mark, row.who, row.status,
        )  # fmt: skip
        yield Row(values, id=row.id)
