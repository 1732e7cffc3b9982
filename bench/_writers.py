"""The writers of large tables that were compared: the same rows by each, one file each.

Each is run in a process of its own; the libraries that were not chosen are imported here alone.
"""

import csv
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any

from exports.big import xlsx
from exports.big.model import Kind, Sheet
from texts.pair_names import FORMS, STATES

HEADINGS = tuple(f"column {number}" for number in range(1, 13))
_KINDS: tuple[Kind, ...] = (
    "number", "text", "text", "text", "text", "text", "date", "moment", "number", "number",
    "text", "text",
)  # fmt: skip
_BEGIN, _MOMENT = date(2026, 9, 1), datetime(2026, 9, 1, 15)  # noqa: DTZ001 - as a cell holds it


def rows(count: int) -> Iterator[tuple[Any, ...]]:
    """Twelve mixed columns: words, dates, moments, numbers, nothing now and then."""
    forms, states = list(FORMS.values()), list(STATES.values())
    for at in range(count):
        said = f"={forms[at % 7]}: {states[at % 5]}, {at}" if at % 3 else None
        yield (
            at, f"{forms[0]} {at % 40}", f"{states[0]} {at % 400}", f"{states[4]} {at}",
            forms[at % 10], states[at % 8], _BEGIN + timedelta(days=at % 300),
            _MOMENT + timedelta(minutes=at % 60), 45, at / 8, states[3] if at % 2 else None, said,
        )  # fmt: skip


def with_csv(target: Path, count: int) -> None:
    """The bound: making the rows and writing them as text."""
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file, delimiter=";")
        lines.writerow(HEADINGS)
        lines.writerows(rows(count))


def with_ours(target: Path, count: int) -> None:
    columns = [(title, kind, 16.0) for title, kind in zip(HEADINGS, _KINDS, strict=True)]
    xlsx.write(target, [Sheet("rows", columns, rows(count))], datetime.now(UTC))


def with_rustpy(target: Path, count: int) -> None:
    from rustpy_xlsxwriter import FastExcel

    records = (dict(zip(HEADINGS, row, strict=True)) for row in rows(count))
    FastExcel(str(target)).format(datetime_format="dd.mm.yyyy hh:mm").sheet("rows", records).save()


def with_xlsxwriter(target: Path, count: int) -> None:
    import xlsxwriter

    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "default_date_format": "dd.mm.yyyy hh:mm",
    }  # fmt: skip
    book = xlsxwriter.Workbook(str(target), options)
    sheet = book.add_worksheet("rows")
    sheet.write_row(0, 0, HEADINGS)
    for at, row in enumerate(rows(count), 1):
        sheet.write_row(at, 0, row)
    book.close()


def with_openpyxl_write_only(target: Path, count: int) -> None:
    _openpyxl(target, count, write_only=True)


def with_openpyxl(target: Path, count: int) -> None:
    _openpyxl(target, count, write_only=False)


def _openpyxl(target: Path, count: int, *, write_only: bool) -> None:
    import openpyxl

    book = openpyxl.Workbook(write_only=write_only)
    sheet = book.create_sheet("rows", 0)
    sheet.append(HEADINGS)
    for row in rows(count):
        sheet.append(row)
    book.save(target)


WRITERS: dict[str, Callable[[Path, int], None]] = {
    "csv": with_csv,
    "ours": with_ours,
    "rustpy-xlsxwriter": with_rustpy,
    "xlsxwriter constant_memory": with_xlsxwriter,
    "openpyxl write_only": with_openpyxl_write_only,
    "openpyxl": with_openpyxl,
}


def reads_back(target: Path, checked: int) -> bool:
    """Whether openpyxl finds in the first rows what was written; text that begins like a formula
    counts when it came back as it was."""
    import openpyxl

    book = openpyxl.load_workbook(target, read_only=True)
    found = book["rows"].iter_rows(values_only=True)
    head = tuple(next(found))
    same = all(
        _alike(read, made)
        for read, made in zip(islice(found, checked), rows(checked), strict=True)
    )
    book.close()
    return head == HEADINGS and same


def _alike(read: tuple[Any, ...], made: tuple[Any, ...]) -> bool:
    return all(_plain(one) == _plain(two) for one, two in zip_longest(read, made))


def _plain(value: Any) -> Any:
    """Workbooks keep days as moments; empty cells at the end of a row are not there."""
    if isinstance(value, datetime):
        return (value + timedelta(seconds=1)).replace(second=0, microsecond=0)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001
    if isinstance(value, float):
        return round(value, 9)
    return value or None if isinstance(value, str) else value
