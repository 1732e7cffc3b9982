"""The log of acts as a workbook."""

from dataclasses import dataclass
from datetime import datetime

from exports import xlsx
from exports.report import Column, Report, Row, Sheet, Workbook
from texts import audit_log as words
from texts import exports as file_words


@dataclass(frozen=True, slots=True)
class LogLine:
    """One act; names as files show them."""

    at: datetime
    who: str
    action: str
    subject: str
    organisation: str
    details: str


@dataclass(frozen=True, slots=True)
class LogData:
    """`wanted`: the filter in words."""

    wanted: str
    made: datetime
    lines: tuple[LogLine, ...]


def audit_workbook(data: LogData) -> bytes:
    """The .xlsx bytes; give it to exports.worker.in_worker."""
    return xlsx.render(Workbook((Sheet(words.SHEET, report(data)),)))


def report(data: LogData) -> Report:
    widths = (17, 26, 30, 28, 30, 40)
    columns = tuple(
        Column(f"c{at}", title, width)
        for at, (title, width) in enumerate(zip(words.COLUMNS, widths, strict=True))
    )
    rows = tuple(
        Row(
            (f"{each.at:%d.%m.%Y %H:%M}", each.who, words.action(each.action), each.subject,
             each.organisation, each.details)
        )
        for each in data.lines
    )  # fmt: skip
    subtitle = (file_words.data_as_of(data.made, ""), *((data.wanted,) if data.wanted else ()))
    return Report(words.TITLE, subtitle, columns, rows)
