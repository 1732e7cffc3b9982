"""`python -m bot roadmap read FILE`: the reading of a roadmap, without token or database."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from content.calendar import default_calendar
from domain.deadlines import Deadline, Period, SchoolCalendar, parse
from domain.period import envelope
from imports.child import read_safely_sync
from imports.refusals import Unreadable
from imports.roadmap import Document, Row
from texts import deadlines as deadline_texts
from texts import imports as texts

REFUSED = 2


def run(file: str, period: str | None, as_json: bool) -> int:
    """Print the reading, as a table for people or as JSON; 2 with a sentence on a refusal."""
    given = Period.parse(period) if period else None
    if period and given is None:
        return _refuse(texts.bad_period(period))
    try:
        document = read_safely_sync(Path(file).read_bytes(), Path(file).name)
    except OSError:
        return _refuse(texts.no_file(file))
    except Unreadable as refused:
        return _refuse(texts.refusal(refused.code, refused.data))
    stated = Period.parse(document.period_label) if document.period_label else None
    used = given or stated or envelope(document.rows)
    usual = SchoolCalendar(usual=default_calendar())
    deadlines = [parse(row.deadline, used, usual) for row in document.rows]
    warnings = list(_warnings(document, deadlines))
    if as_json:
        found = _as_json(document, deadlines, used, bool(given or stated), warnings)
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        print(_as_text(document, used, warnings))
    return 0


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return REFUSED


def _warnings(document: Document, deadlines: list[Deadline]) -> Iterator[str]:
    for remark in document.warnings:
        yield texts.plain_warning(remark.code, remark.data)
    for at, (row, deadline) in enumerate(zip(document.rows, deadlines, strict=True), 1):
        for found in deadline.warnings:
            yield texts.in_row(at, deadline_texts.plain_warning(found))
        if deadline.needs_year:
            yield texts.in_row(at, texts.needs_year(row.deadline or ""))


def _as_json(
    document: Document,
    deadlines: list[Deadline],
    period: Period | None,
    stated: bool,
    warnings: list[str],
) -> dict[str, object]:
    dates = [period.start.isoformat(), period.end.isoformat()] if period else None
    return {
        "title": document.title,
        "organisation": document.organisation,
        "approval": list(document.approval),
        "period": {"label": document.period_label, "stated": stated, "dates": dates},
        "columns": list(document.columns),
        "rows": [
            _row(row, deadline) for row, deadline in zip(document.rows, deadlines, strict=True)
        ],
        "warnings": warnings,
    }


def _row(row: Row, deadline: Deadline) -> dict[str, object]:
    spans = [[day and day.isoformat() for day in span] for span in deadline.spans]
    return {
        "section": row.section,
        "stage": row.stage,
        "number": row.number,
        "title": row.title,
        "content": row.content,
        "steps": list(row.steps),
        "deadline": row.deadline,
        "spans": spans,
        "kind": str(deadline.kind),
        "responsible": list(row.responsible),
        "result": row.result,
    }


def _as_text(document: Document, period: Period | None, warnings: list[str]) -> str:
    shown = [
        (
            row.section or row.stage or "",
            row.number or "-", row.title, row.deadline or "",
            ", ".join(row.responsible), str(len(row.steps) or ""),
        )
        for row in document.rows
    ]  # fmt: skip
    between = f"{period.start:%d.%m.%Y} - {period.end:%d.%m.%Y}" if period else None
    parts = [texts.table(document.title, document.period_label or between, shown)]
    parts.append(texts.total(len(document.rows), sum(len(row.steps) for row in document.rows)))
    parts += [texts.remarks(warnings)] if warnings else []
    return "\n".join(parts)
