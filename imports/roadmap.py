"""A person's file -> the rows of its roadmap."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from imports import columns, docx, files, heading, limits, odt, text, xlsx
from imports.columns import Layout
from imports.reading import Row, Rows
from imports.refusals import Remark, Unreadable
from imports.tables import Contents, Paragraph, Table

__all__ = ["Document", "Row", "read"]

_LINES_ABOVE = 200
_READERS = {
    "docx": docx.read, "xlsx": xlsx.read, "odt": odt.read,
    "csv": text.read, "tsv": text.read, "txt": text.read,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Document:
    """One roadmap as it stands in the file, in the words of the file.

    `above`: the lines before its table, as far as they are not endless.
    """

    title: str
    organisation: str | None
    approval: tuple[str, ...]
    period_label: str | None
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    warnings: tuple[Remark, ...]
    above: tuple[str, ...] = ()


def read(data: bytes, name: str) -> Document:
    """Read the roadmap in a file; raises Unreadable with the reason for a person."""
    contents = _READERS[files.kind_of(data, name)](data)
    at, table, layout = _roadmap(contents)
    groups = _lines_above(contents, at, table, layout)
    above = heading.read(groups)
    rows = Rows(table, layout, above.section)
    ignored = _continue(rows, contents.blocks[at + 1 :])
    found = rows.finished()
    if not found:
        raise Unreadable("no_rows")
    if len(found) > limits.ROWS:
        raise Unreadable("too_many_rows", {"limit": limits.ROWS})
    remarks = [*contents.remarks, *rows.remarks]
    if ignored:
        remarks.append(Remark("tables_ignored", {"count": ignored}))
    return Document(
        title=above.title or PurePath(name).stem,
        organisation=above.organisation,
        approval=above.approval,
        period_label=above.period_label,
        columns=layout.names,
        rows=found,
        warnings=tuple(remarks),
        above=tuple(line for group in groups for line in group)[-_LINES_ABOVE:],
    )


def _roadmap(contents: Contents) -> tuple[int, Table, Layout]:
    """The first table with the header words, and the place of its block."""
    tables = False
    for at, block in enumerate(contents.blocks):
        if isinstance(block, Table):
            tables = tables or any(block.texts())
            for table in _with_nested(block):
                layout = columns.find(table)
                if layout is not None:
                    return at, table, layout
    if contents.pictures and not tables:
        raise Unreadable("picture")
    raise Unreadable("no_header" if tables else "no_table")


def _with_nested(table: Table) -> Iterator[Table]:
    yield table
    for inner in table.nested():
        yield from _with_nested(inner)


def _lines_above(contents: Contents, at: int, table: Table, layout: Layout) -> list[heading.Group]:
    groups: list[heading.Group] = [[]]
    for block in contents.blocks[:at]:
        lines = [block.shown] if isinstance(block, Paragraph) else ["", *block.texts(), ""]
        for line in lines:
            _append(groups, line)
    for line in Table(table.grid[: layout.first]).texts():
        _append(groups, line)
    return groups


def _append(groups: list[heading.Group], line: str) -> None:
    if line:
        groups[-1].append(line)
    elif groups[-1]:
        groups.append([])


def _continue(rows: Rows, blocks: list[Paragraph | Table]) -> int:
    """Read the tables after the first; returns how many were something else."""
    between: list[str] = []
    ignored = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            between += [block.shown] if block.shown else []
        else:
            taken = rows.go_on(block, between[-1] if between else None)
            ignored += not taken and sum(map(bool, block.texts())) > 1
            between = []
    return ignored
