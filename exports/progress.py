"""The progress sheet of one roadmap: what the curator prints, files and sends upwards."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from domain.ownfiles import OwnFile
from domain.progress import Progress
from domain.returning import Manifest
from exports import roundtrip, xlsx
from exports.counting import ProgressRow, Status, by_status, count, smallest
from exports.report import Column, Marked, Report, Row, Sheet, Tone, Workbook
from texts import exports as texts
from texts import sheets as words

TONES: Final[dict[Status, Tone]] = {
    "done": "good",
    "started": "active",
    "todo": "muted",
    "overdue": "bad",
    "ongoing": "active",
    "waiting": "wait",
    "na": "muted",
}

COLUMNS: Final = (
    Column("number", texts.NUMBER, 8),
    Column("activity", texts.ACTIVITY, 48, indented=True),
    Column("term", texts.TERM, 20),
    Column("owner", texts.OWNER, 24),
    Column("status", texts.STATUS, 15, kind="status"),
    Column("evidence", texts.EVIDENCE, 26),
    Column("note", texts.NOTE, 22),
    Column("fact_date", texts.FACT_DATE, 12, kind="date"),
)

_EDITED: Final[dict[str, Column]] = {
    "status": Column(
        "status", texts.STATUS, 15, kind="status",
        fill_in=True, hint=words.STATUS_HINT, choices=words.STATUS_CHOICES,
    ),
    "evidence": Column("evidence", texts.EVIDENCE, 26, fill_in=True, hint=words.EVIDENCE_HINT),
    "note": Column("note", texts.NOTE, 22, fill_in=True, hint=words.NOTE_HINT),
    "fact_date": Column(
        "fact_date", texts.FACT_DATE, 12, kind="date", fill_in=True, hint=words.FACT_HINT
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ProgressData:
    """`as_of` is local time, `zone` says in words which; `rows` are in document order, every
    step right under its row and every share right under what it is a share of. `whole_day`: how
    it stood when the day of `as_of` was over. `manifest`: the sheet may come back edited."""

    title: str
    organisation: str
    as_of: datetime
    zone: str
    rows: tuple[ProgressRow, ...]
    whole_day: bool = False
    manifest: Manifest | None = None


def progress_sheet(data: ProgressData) -> bytes:
    """The sheet as .xlsx bytes; give it to exports.worker.in_worker."""
    book = progress_workbook(data)
    return roundtrip.render(book, data.manifest) if data.manifest else xlsx.render(book)


def shown(row: ProgressRow) -> dict[str, str]:
    """What the cells that can be edited hold, by column."""
    return {
        "status": texts.STATUSES[row.status],
        "evidence": row.evidence,
        "note": row.note,
        "fact_date": f"{row.fact_date:%d.%m.%Y}" if row.fact_date else "",
    }


def progress_workbook(data: ProgressData) -> Workbook:
    return Workbook(
        (
            Sheet(texts.PROGRESS_SHEET, _progress(data)),
            Sheet(texts.COUNTING_SHEET, _counting(data)),
        ),
        OwnFile.PROGRESS,
    )


def _progress(data: ProgressData) -> Report:
    total = _totals(count(smallest(data.rows)))
    return Report(
        title=f"{texts.PROGRESS}. {data.title}" if data.title else texts.PROGRESS,
        subtitle=(
            *filter(None, (data.organisation,)),
            f"{_as_of(data)} · {total}",
            *(words.PROGRESS_HOW if data.manifest else ()),
        ),
        columns=_columns(data),
        rows=(*_lines(data.rows), Row((texts.grand_total(total),), "subtotal")),
    )


def _columns(data: ProgressData) -> tuple[Column, ...]:
    if data.manifest is None:
        return COLUMNS
    return tuple(_EDITED.get(column.key, column) for column in COLUMNS)


def _as_of(data: ProgressData) -> str:
    if data.whole_day:
        return texts.data_of_day(data.as_of)
    return texts.data_as_of(data.as_of, data.zone)


def _lines(rows: tuple[ProgressRow, ...]) -> Iterator[Row]:
    """Section and stage headings before their rows, figures of each group after them."""
    section: str | None = None
    for (new_section, stage), group in groupby(rows, lambda row: (row.section, row.stage)):
        if new_section and new_section != section:
            yield Row((new_section,), "section")
        section = new_section
        if stage:
            yield Row((stage,), "stage")
        members = list(group)
        yield from map(_line, members)
        if stage or new_section:
            line = _totals(count(smallest(members)))
            yield Row((texts.subtotal(stage or new_section or "", line),), "subtotal")


def _line(row: ProgressRow) -> Row:
    values = (
        row.number,
        row.activity,
        _term(row),
        row.owner,
        _mark(row.status),
        row.evidence,
        row.note,
        row.fact_date,
    )
    return Row(values, indent=row.level, id=row.id)


def _term(row: ProgressRow) -> str:
    """As written, and under it as understood where that adds something."""
    understood = row.term_understood or (texts.until(row.due) if row.due else "")
    parts = (row.term_written, understood if understood != row.term_written else "")
    return "\n".join(filter(None, parts))


def _mark(status: Status) -> Marked:
    return Marked(texts.STATUSES[status], TONES[status])


def _totals(progress: Progress) -> str:
    return texts.totals(
        progress.done, progress.total, progress.percent, progress.overdue, progress.na
    )


def _counting(data: ProgressData) -> Report:
    by = by_status(smallest(data.rows))
    return Report(
        title=texts.COUNTING_TITLE,
        subtitle=(_as_of(data),),
        columns=(
            Column("status", texts.STATUS, 18, kind="status"),
            Column("count", texts.COUNT, 11, kind="number"),
            Column("meaning", texts.MEANING, 95),
        ),
        rows=(
            *(Row((_mark(status), by[status], texts.MEANINGS[status])) for status in TONES),
            Row((texts.ALL, by.total(), texts.ALL_MEANING)),
        ),
        notes=texts.COUNTING_RULES,
        filtered=False,
    )
