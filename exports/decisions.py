"""The list of open questions that leaves as a table and comes back filled in.

imports/decisions.py reads it; what ties the two together stands in texts/exports.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from exports import xlsx
from exports.report import Column, Report, Row, Sheet, Workbook
from texts import exports as texts

COLUMNS: Final = (
    Column("number", texts.NUMBER, 8),
    Column("activity", texts.ACTIVITY, 55),
    Column("term_written", texts.WRITTEN_TERM, 24),
    Column("term", texts.TERM_FILL, 26, fill_in=True, hint=texts.TERM_HINT),
    Column("responsible_written", texts.WRITTEN_OWNER, 28),
    Column(
        "responsible", texts.OWNER_FILL, 32,
        fill_in=True, hint=texts.OWNER_HINT, choices_from=texts.PEOPLE_SHEET,
    ),
    # Last, so that deleting or inserting columns on the left does not touch it.
    Column(texts.ITEM_KEY, texts.ITEM_KEY, 10, hidden=True, kind="number"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """`term` and `responsible` are what is decided so far; empty means still open."""

    item_id: int
    number: str
    activity: str
    term_written: str
    term: str
    responsible_written: str
    responsible: str


def decisions_sheet(
    rows: Sequence[DecisionRow],
    roadmap_id: int,
    version: int,
    people: Sequence[str],
    title: str = "",
    key: int = 0,
) -> bytes:
    """The table as .xlsx bytes; `version` tells an outdated file when it comes back, `key` one
    of another draft: ids are given again after a draft is deleted."""
    return xlsx.render(
        Workbook(
            (
                Sheet(texts.DECISIONS_SHEET, _questions(rows, title)),
                Sheet(texts.PEOPLE_SHEET, _people(people)),
                Sheet(texts.MANIFEST_SHEET, _manifest(roadmap_id, version, key), hidden=True),
            )
        )
    )


def _questions(rows: Sequence[DecisionRow], title: str) -> Report:
    return Report(
        title=texts.DECISIONS_TITLE,
        subtitle=tuple(filter(None, (title, *texts.DECISIONS_HOW))),
        columns=COLUMNS,
        rows=tuple(_row(row) for row in rows),
    )


def _row(row: DecisionRow) -> Row:
    return Row(
        (
            row.number,
            row.activity,
            row.term_written,
            row.term or None,
            row.responsible_written,
            row.responsible or None,
            row.item_id,
        )
    )


def _people(people: Sequence[str]) -> Report:
    """A bare list: the drop-down points at its first column, from the second row down."""
    return Report(
        title="",
        subtitle=(),
        columns=(Column("person", texts.PERSON, 60),),
        rows=tuple(Row((person,)) for person in people),
        filtered=False,
    )


def _manifest(roadmap_id: int, version: int, key: int) -> Report:
    return Report(
        title="",
        subtitle=(),
        columns=(Column("key", texts.KEY, 20), Column("value", texts.KEY_VALUE, 20)),
        rows=(
            Row((texts.ROADMAP_KEY, roadmap_id)),
            Row((texts.VERSION_KEY, version)),
            Row((texts.DRAFT_KEY, key)),
        ),
        filtered=False,
    )
