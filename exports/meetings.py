"""The mentor's journal as .xlsx and .docx, and the hours of mentors as .xlsx."""

from exports import xlsx
from exports.docx import paper
from exports.docx.build import render
from exports.docx.paper import Line, Paper, Signature, Table, Text, cell
from exports.journals import HoursData, JournalData, JournalRow
from exports.report import Column, Report, Row, Sheet, Workbook
from texts import meeting_files as words


def journal_book(data: JournalData) -> bytes:
    """The journal as .xlsx; give it to exports.worker.in_worker."""
    columns = (
        Column("number", words.NUMBER, 6, kind="number"),
        Column("day", words.DAY, 12, kind="date"),
        Column("time", words.TIME, 9),
        Column("kind", words.KIND, 22),
        *((Column("mentees", words.MENTEES, 24),) if data.many else ()),
        Column("topic", words.TOPIC, 30),
        Column("text", words.TEXT, 40),
        Column("outcome", words.OUTCOME, 20),
        Column("step", words.STEP, 32),
        Column("minutes", words.MINUTES, 9, kind="number"),
        Column("confirmed", words.CONFIRMED, 20),
    )
    rows = tuple(
        Row(
            (
                number, each.day, each.time, each.kind,
                *((each.mentees,) if data.many else ()),
                each.topic, each.text, each.outcome, each.step, each.minutes, each.confirmed,
            )
        )
        for number, each in enumerate(data.rows, 1)
    )  # fmt: skip
    report = Report(
        data.title, data.lines, columns, rows, notes=data.notes, filtered=bool(data.rows)
    )
    return xlsx.render(Workbook((Sheet(words.JOURNAL_SHEET, report),)))


def journal_paper(data: JournalData) -> bytes:
    """The same as .docx, with a place to sign."""
    columns = (
        paper.Column(words.NUMBER, 10, "center"),
        paper.Column(words.DAY_TIME, 28),
        paper.Column(words.KIND),
        *((paper.Column(words.MENTEES, 30),) if data.many else ()),
        paper.Column(words.TOPIC),
        paper.Column(words.TEXT),
        paper.Column(words.OUTCOME),
        paper.Column(words.STEP),
        paper.Column(words.CONFIRMED),
    )
    lines = tuple(
        Line(
            tuple(
                map(
                    cell,
                    (
                        str(number), _moment(each), each.kind,
                        *((each.mentees,) if data.many else ()),
                        each.topic, each.text, each.outcome, each.step, each.confirmed,
                    ),
                )
            )
        )
        for number, each in enumerate(data.rows, 1)
    )  # fmt: skip
    table = (Table(columns, lines),) if lines else (Text(words.NOTHING, "left"),)
    return render(
        Paper(
            data.title,
            data.made,
            (
                Text(data.title, "center", bold=True, with_next=True),
                *(Text(line, "left") for line in data.lines),
                *table,
                *(Text(note, "left") for note in data.notes),
                Signature(words.MENTOR, data.mentor, words.SIGNED),
            ),
            landscape=True,
        )
    )


def _moment(row: JournalRow) -> str:
    day = f"{row.day:%d.%m.%Y}" if row.day else ""
    return "\n".join(filter(None, (day, row.time)))


def hours_book(data: HoursData) -> bytes:
    """Hours by mentor; the rule stands under the table."""
    columns = (
        Column("number", words.NUMBER, 6, kind="number"),
        Column("name", words.MENTOR, 36),
        Column("pairs", words.PAIRS, 9, kind="number"),
        Column("meetings", words.MEETINGS, 16, kind="number"),
        Column("hours", words.HOURS_COLUMN, 12, kind="number"),
        Column("minutes", words.MINUTES, 12, kind="number"),
        Column("claimed", words.CLAIMED, 18, kind="number"),
        Column("denied", words.DENIED, 16, kind="number"),
    )
    rows = tuple(
        Row(
            (
                number, each.name, each.pairs, each.meetings, each.hours, each.minutes,
                each.claimed, each.denied,
            )
        )
        for number, each in enumerate(data.rows, 1)
    )  # fmt: skip
    report = Report(
        data.title, data.lines, columns, rows, notes=data.notes, filtered=bool(data.rows)
    )
    return xlsx.render(Workbook((Sheet(words.HOURS_SHEET, report),)))
