"""A school's bank as a table that comes back edited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.banks import BankState
from domain.pairs import Side
from domain.returning import Manifest
from exports import roundtrip
from exports.report import Column, Report, Row, Sheet, Workbook
from texts import bank_sheet as words
from texts.banks import SIDE, STATES


@dataclass(frozen=True, slots=True)
class BankRow:
    """Somebody on a side; cells of words are written out. `fit`: may take part in a pair."""

    id: int
    code: str
    name: str
    side: Side
    state: BankState
    post: str
    areas: str
    forms: str
    kinds: str
    capacity: int | None
    free: int
    hours: int | None
    times: str
    facts: str
    mark: int | None
    day: date | None
    fit: bool
    reason: str


def render(
    rows: Sequence[BankRow], organisation: str, areas: tuple[str, ...], manifest: Manifest
) -> bytes:
    """Everybody by side and name; `areas`: words to choose from. Give it to
    exports.worker.in_worker."""
    report = Report(
        title=words.TITLE,
        subtitle=(organisation, *words.HOW),
        columns=_columns(),
        rows=tuple(Row(_values(row), id=row.id) for row in rows),
    )
    sheets = (
        Sheet(words.SHEET, report),
        roundtrip.choices(words.AREAS_SHEET, words.CHOICES, areas),
        roundtrip.choices(words.FORMS_SHEET, words.CHOICES, words.words()),
    )
    return roundtrip.render(Workbook(sheets), manifest)


def _values(row: BankRow) -> tuple[str | int | date | None, ...]:
    return (
        row.code, row.name, SIDE[row.side], STATES[row.state], row.post, row.areas, row.forms,
        row.kinds, row.capacity, row.free, row.hours, row.times, row.facts, row.mark, row.day,
        words.CONSENT[row.fit], row.reason,
    )  # fmt: skip


def _columns() -> tuple[Column, ...]:
    named = words.COLUMNS
    return (
        Column("bank_code", named["bank_code"], 7),
        Column("bank_name", named["bank_name"], 30),
        Column("bank_side", named["bank_side"], 14),
        Column("bank_state", named["bank_state"], 14),
        Column("bank_post", named["bank_post"], 20),
        Column("bank_areas", named["bank_areas"], 36, fill_in=True),
        Column("bank_forms", named["bank_forms"], 22, fill_in=True),
        Column("bank_kinds", named["bank_kinds"], 18, fill_in=True),
        Column("bank_capacity", named["bank_capacity"], 11, kind="number", fill_in=True),
        Column("bank_free", named["bank_free"], 10, kind="number"),
        Column("bank_hours", named["bank_hours"], 10, kind="number", fill_in=True),
        Column("bank_times", named["bank_times"], 22, fill_in=True),
        Column("bank_facts", named["bank_facts"], 40),
        Column("bank_mark", named["bank_mark"], 14, kind="number", fill_in=True),
        Column("bank_day", named["bank_day"], 16, kind="date", fill_in=True),
        Column("bank_consent", named["bank_consent"], 13),
        Column("bank_reason", named["bank_reason"], 24),
    )
