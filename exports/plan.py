"""The sheet of terms and owners: people fill in two columns and send it back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from domain.returning import Manifest
from exports import roundtrip
from exports.report import Column, Report, Row, Sheet, Workbook
from texts import exports as texts
from texts import sheets as words

COLUMNS: Final = (
    Column("number", texts.NUMBER, 8),
    Column("stage", words.STAGE, 20),
    Column("activity", texts.ACTIVITY, 50, indented=True),
    Column("term_written", words.WRITTEN_TERM, 21),
    Column("term", words.TERM, 24, fill_in=True, hint=words.TERM_HINT),
    Column("owner_written", words.WRITTEN_OWNER, 24),
    Column(
        "owner", words.OWNER, 30,
        fill_in=True, hint=words.OWNER_HINT, choices_from=words.CHOICES_SHEET,
    ),
)  # fmt: skip
_OPTIONAL: Final = frozenset({"stage", "term_written", "owner_written"})  # not where all is empty


@dataclass(frozen=True, slots=True)
class PlanRow:
    """`term` and `owner` are what holds now; empty means still open. `level`: 1 is a step."""

    id: int
    level: int
    number: str
    stage: str
    activity: str
    term_written: str
    term: str
    owner_written: str
    owner: str


def plan_sheet(
    rows: Sequence[PlanRow], choices: tuple[str, ...], title: str, manifest: Manifest
) -> bytes:
    """The file; `choices`: whom to pick from. Give it to exports.worker.in_worker."""
    return roundtrip.render(plan_workbook(rows, choices, title), manifest)


def plan_workbook(rows: Sequence[PlanRow], choices: tuple[str, ...], title: str) -> Workbook:
    columns = tuple(
        column
        for column in COLUMNS
        if column.key not in _OPTIONAL or any(getattr(row, column.key) for row in rows)
    )
    follow = (words.PLAN_STEPS,) if any(row.level for row in rows) else ()
    report = Report(
        title=words.PLAN_TITLE,
        subtitle=tuple(filter(None, (title, *words.PLAN_HOW, *follow))),
        columns=columns,
        rows=tuple(_rows(rows, columns)),
    )
    people = roundtrip.choices(words.CHOICES_SHEET, words.CHOICES_TITLE, choices)
    return Workbook((Sheet(words.PLAN_SHEET, report), people))


def _rows(rows: Sequence[PlanRow], columns: Sequence[Column]) -> Iterator[Row]:
    for row in rows:
        values = tuple(getattr(row, column.key) or None for column in columns)
        yield Row(values, indent=row.level, id=row.id)
