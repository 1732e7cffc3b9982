"""The own file to take along, as a document and as a workbook of the same tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from exports.docx.paper import Block, Line, Paper, Table, Text, cell
from exports.docx.paper import Column as PaperColumn
from exports.report import Column, Kind, Report, Row, Sheet, Value, Workbook
from texts import portfolio as words

LETTER, PADDING, WORD, LEAST = 2.45, 5.0, 14, 24.0


@dataclass(frozen=True, slots=True)
class Part:
    """One table: its title, its columns, its rows of plain values."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class PortfolioData:
    name: str
    post: str
    organisation: str
    made: date
    parts: tuple[Part, ...]


def portfolio_docx(data: PortfolioData) -> bytes:
    """Give it to exports.worker.in_worker."""
    from exports.docx import build  # the library is heavy, and only the worker needs it

    return build.render(paper(data))


def portfolio_xlsx(data: PortfolioData) -> bytes:
    """Give it to exports.worker.in_worker."""
    from exports import xlsx

    return xlsx.render(workbook(data))


def paper(data: PortfolioData) -> Paper:
    return Paper(words.TITLE, data.made, tuple(_blocks(data)), landscape=True)


def workbook(data: PortfolioData) -> Workbook:
    head = tuple(words.head_lines(data.name, data.post, data.organisation, data.made))
    return Workbook(tuple(Sheet(part.title, _report(part, head)) for part in data.parts))


def _blocks(data: PortfolioData) -> Iterator[Block]:
    yield Text(words.TITLE, "center", bold=True, with_next=True)
    for line in words.head_lines(data.name, data.post, data.organisation, data.made):
        yield Text(line, "left")
    for part in data.parts:
        yield Text(part.title, "left", bold=True, with_next=True)
        yield _table(part) if part.rows else Text(words.NOTHING, "left")
    yield Text(words.NOTE, "left")


def _table(part: Part) -> Table:
    columns = tuple(
        PaperColumn(title, _least(part, at), weight=1.0 if at else 2.0)
        for at, title in enumerate(part.columns)
    )
    lines = tuple(Line(tuple(cell(_plain(value)) for value in row)) for row in part.rows)
    return Table(columns, lines)


def _least(part: Part, at: int) -> float:
    """Millimetres in which no date and no usual word is divided, in a wide font either."""
    words_ = (word for row in part.rows for word in _plain(row[at]).split())
    return max(min(max(map(len, words_), default=0), WORD) * LETTER + PADDING, LEAST)


def _plain(value: Value) -> str:
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return "" if value is None else str(value)


def _report(part: Part, head: tuple[str, ...]) -> Report:
    columns = tuple(
        Column(str(at), title, _width(part, at), kind=_kind(part, at))
        for at, title in enumerate(part.columns)
    )
    rows = tuple(Row(row) for row in part.rows)
    notes = () if part.rows else (words.NOTHING,)
    return Report(part.title, head, columns, rows, (*notes, words.NOTE))


def _kind(part: Part, at: int) -> Kind:
    values = [row[at] for row in part.rows if row[at] is not None]
    if values and all(isinstance(each, date) for each in values):
        return "date"
    return "number" if values and isinstance(values[0], int | float) else "text"


def _width(part: Part, at: int) -> float:
    longest = max((len(_plain(row[at])) for row in part.rows), default=0)
    return float(min(max(longest, len(part.columns[at]), 10) + 2, 60))
