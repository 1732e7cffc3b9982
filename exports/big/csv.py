"""The same tables as text that Russian Excel opens by a double click: UTF-8 with a mark, «;»,
a comma in numbers."""

import csv
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

from exports.big.model import Plain, Sheet
from exports.cells import clean, looks_like_formula


def write(target: Path, sheets: Sequence[Sheet]) -> None:
    """One table under the other, an empty line between them: the table and what it means."""
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file, delimiter=";")
        for number, sheet in enumerate(sheets):
            if number:
                lines.writerow(())
            lines.writerow([title for title, _, _ in sheet.columns])
            for row in sheet.rows:
                lines.writerow([_cell(value) for value in row])


def _cell(value: Plain) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        text = clean(value)
        return f"'{text}" if looks_like_formula(text) else text
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value).replace(".", ",")
