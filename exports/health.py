"""Sheets of the weekly message about pairs: how they stand, and their meetings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.health import Reason, Standing
from domain.meeting_rules import Verdict
from exports.digest import Frame
from exports.report import Column, Marked, Report, Row, Sheet, Tone
from texts import digest_pairs as texts

_TONES: Final[dict[Standing, Tone]] = {
    Standing.CHECK_IN: "bad", Standing.ON_TRACK: "good", Standing.TOO_EARLY: "wait",
    Standing.PAUSED: "muted",
}  # fmt: skip
_VERDICTS: Final[dict[Verdict, Tone]] = {
    Verdict.CONFIRMED: "good", Verdict.JOURNAL: "good", Verdict.CLAIMED: "wait",
    Verdict.DENIED: "bad",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PairRow:
    """`title`: names as files show them."""

    title: str
    standing: Standing
    reasons: tuple[Reason, ...]
    last: date | None
    held: int
    confirmed: int


@dataclass(frozen=True, slots=True)
class PairRows:
    """`rows` for who reads names; `hidden` pairs that need help may not be named yet. `counts`
    for those who get numbers only."""

    rows: tuple[PairRow, ...]
    hidden: int
    counts: Mapping[Standing, int]


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """`title` is empty for those who get numbers only."""

    day: date
    title: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class MeetingRows:
    """`ratings`: what is told of them on average, in words."""

    rows: tuple[MeetingRow, ...]
    names: bool
    ratings: tuple[str, ...] = ()


def pairs_sheet(data: PairRows, frame: Frame) -> Sheet:
    rows = [_pair(row) for row in data.rows]
    if data.hidden:
        asked = Marked(texts.STATES[Standing.CHECK_IN], "bad")
        rows.append(Row((texts.more(data.hidden), asked, texts.ASKED_NOW, None, None, None)))
    columns: tuple[Column, ...] = (
        Column("pair", texts.PAIR, 48),
        Column("state", texts.STATE, 17, kind="status"),
        Column("why", texts.WHY, 40),
        Column("last", texts.LAST, 14, kind="date"),
        Column("held", texts.HELD, 11, kind="number"),
        Column("confirmed", texts.CONFIRMED, 15, kind="number"),
    )
    if not rows:
        columns = (
            Column("state", texts.STATE, 24, kind="status"),
            Column("count", texts.COUNT, 14, kind="number"),
        )
        rows = [
            Row((Marked(texts.STATES[each], _TONES[each]), data.counts[each]))
            for each in texts.STATES
            if each in data.counts
        ]
    return Sheet(
        texts.SHEET,
        Report(title=texts.TITLE, subtitle=frame.lines, columns=columns, rows=tuple(rows)),
    )


def _pair(row: PairRow) -> Row:
    state = Marked(texts.STATES[row.standing], _TONES[row.standing])
    why = texts.why(row.reasons) if row.standing is Standing.CHECK_IN else ""
    return Row((row.title, state, why, row.last, row.held, row.confirmed))


def meetings_sheet(data: MeetingRows, frame: Frame) -> Sheet:
    named = (Column("pair", texts.PAIR, 48),) if data.names else ()
    return Sheet(
        texts.MEETINGS_SHEET,
        Report(
            title=texts.MEETINGS_TITLE,
            subtitle=frame.lines,
            columns=(
                Column("day", texts.DAY, 13, kind="date"),
                *named,
                Column("how", texts.HOW, 34, kind="status"),
            ),
            rows=tuple(_meeting(row, data.names) for row in data.rows),
            notes=((() if data.rows else (texts.NO_MEETINGS,)) + data.ratings),
            filtered=bool(data.rows),
        ),
    )


def _meeting(row: MeetingRow, names: bool) -> Row:
    how = Marked(texts.VERDICTS[row.verdict], _VERDICTS[row.verdict])
    return Row((row.day, row.title, how) if names else (row.day, how))
