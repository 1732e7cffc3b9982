"""The sheet by which somebody who leaves gives things to others, to be signed by all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.roles import Role
from exports.docx.paper import Block, Column, Line, Paper, Signature, Table, Text, cell
from texts import handing as words


@dataclass(frozen=True, slots=True)
class HandLine:
    what: str
    where: str
    due: date | None
    to: str


@dataclass(frozen=True, slots=True)
class HandData:
    name: str
    post: str
    organisation: str
    roles: tuple[tuple[Role, str], ...]
    lines: tuple[HandLine, ...]
    made: date


def sheet(data: HandData) -> bytes:
    """The paper as .docx bytes; give it to exports.worker.in_worker."""
    from exports.docx import build  # the library is heavy, and only the worker needs it

    return build.render(sheet_paper(data))


def sheet_paper(data: HandData) -> Paper:
    return Paper(words.TITLE, data.made, tuple(_blocks(data)), landscape=True)


def _blocks(data: HandData) -> Iterator[Block]:
    yield Text(words.TITLE, "center", bold=True, with_next=True)
    for line in words.head_lines(
        name=data.name, post=data.post, organisation=data.organisation, roles=data.roles,
        day=data.made,
    ):  # fmt: skip
        yield Text(line, "left")
    yield _table(data) if data.lines else Text(words.NOTHING, "left")
    yield Signature(words.GAVE, data.name, words.EMPTY_DATE)
    for name in dict.fromkeys(line.to for line in data.lines if line.to):
        yield Signature(words.TOOK, name, words.EMPTY_DATE)
    yield Signature(words.CURATOR, "", words.EMPTY_DATE)


def _table(data: HandData) -> Table:
    number, what, where, due, to = words.COLUMNS
    columns = (
        Column(number, 12, "center"), Column(what, weight=2.0), Column(where, 40),
        Column(due, 28), Column(to, 50),
    )  # fmt: skip
    lines = (
        Line((
            cell(str(at)), cell(_loose(line.what)), cell(line.where),
            cell(f"{line.due:%d.%m.%Y}" if line.due else ""),
            cell(_loose(line.to) or words.NOBODY),
        ))
        for at, line in enumerate(data.lines, 1)
    )  # fmt: skip
    return Table(columns, tuple(lines))


def _loose(text: str) -> str:
    """In a narrow column a name is divided between its parts rather than within one."""
    return text.replace("\N{NO-BREAK SPACE}", " ")
