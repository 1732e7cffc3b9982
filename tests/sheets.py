"""What a person does to a table in a spreadsheet program: for stories of sheets that come back."""

import io
from collections.abc import Callable, Mapping
from typing import Any

import openpyxl


def edited(data: bytes, *changes: Callable[[Any], object]) -> bytes:
    """The file opened, changed and saved again; a change gets the first sheet."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for change in changes:
        change(book.worksheets[0])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def header(sheet: Any, heading: str) -> tuple[int, dict[str, int]]:
    """The row of the headings, and the column of each."""
    for row in sheet.iter_rows():
        if any(cell.value == heading for cell in row):
            return row[0].row, {cell.value: cell.column for cell in row if cell.value}
    raise AssertionError(heading)


def typed(cells: Mapping[tuple[str, str], object]) -> Callable[[Any], None]:
    """Values by (activity, heading), as a person types them."""

    def change(sheet: Any) -> None:
        head, at = header(sheet, "Мероприятие")
        rows = {
            sheet.cell(row, at["Мероприятие"]).value: row for row in range(sheet.max_row, head, -1)
        }
        for (activity, heading), value in cells.items():
            sheet.cell(rows[activity], at[heading]).value = value

    return change


def values(data: bytes, *headings: str) -> list[tuple[object, ...]]:
    """The rows of the first sheet under some headings, those without any left out."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    head, at = header(sheet, headings[0])
    found = [
        tuple(sheet.cell(row, at[heading]).value for heading in headings)
        for row in range(head + 1, sheet.max_row + 1)
    ]
    return [row for row in found if any(row)]
