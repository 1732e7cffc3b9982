"""«Мои данные» as a .zip: a document to read and the same as .json."""

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from io import BytesIO
from typing import Any

from exports.docx.paper import Block, Column, Line, Paper, Table, Text, cell
from texts import own_data as words

Value = str | int | bool | date | datetime | StrEnum | None


_MOMENTS = frozenset({"since", "until", "at", "last", "on"})


@dataclass(frozen=True, slots=True)
class Part:
    """One table of plain values; `key` and `columns` name their words."""

    key: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything of one person."""

    name: str
    organisation: str
    made: datetime
    child: bool
    parts: tuple[Part, ...]


def pack(data: Pack) -> bytes:
    """The .zip; give it to exports.worker.in_worker."""
    from exports.docx import build  # the library is heavy, and only the worker needs it

    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr(words.DOCX, build.render(paper(data)))
        folder.writestr(words.JSON, as_json(data))
    return made.getvalue()


def paper(data: Pack) -> Paper:
    return Paper(words.HEAD, data.made.date(), tuple(_blocks(data)), landscape=True)


def as_json(data: Pack) -> str:
    """Keys in English, values as they are stored."""
    whole: dict[str, Any] = {
        "name": data.name,
        "organisation": data.organisation,
        "made": data.made.isoformat(),
        **{
            part.key: [dict(zip(part.columns, map(_plain, row), strict=True)) for row in part.rows]
            for part in data.parts
        },
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _plain(value: Value) -> Any:
    if isinstance(value, date):  # a moment too
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def _blocks(data: Pack) -> Iterator[Block]:
    yield Text(words.HEAD, "center", bold=True, with_next=True)
    for line in words.about(data.name, data.organisation, data.made):
        yield Text(line, "center")
    for part in data.parts:
        yield Text(words.SECTIONS[part.key], "left", bold=True, with_next=True)
        yield _table(part) if part.rows else Text(words.EMPTY, "left")
    yield Text(words.note(data.child))


def _table(part: Part) -> Table:
    columns = tuple(
        Column(words.COLUMNS[name], 30 if name in _MOMENTS else 18) for name in part.columns
    )
    lines = (
        Line(
            tuple(
                cell(words.value(name, each)) for name, each in zip(part.columns, row, strict=True)
            )
        )
        for row in part.rows
    )
    return Table(columns, tuple(lines))
