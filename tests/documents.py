"""Small invented roadmaps as Word documents."""

import io
from collections.abc import Sequence

from docx import Document

HEADER = ("№", "Мероприятия", "Сроки", "Ответственные", "Результат")
THIS_YEAR = "Дорожная карта наставничества на 2026-2027 учебный год"


def word(
    rows: Sequence[Sequence[str]], title: str = THIS_YEAR, header: Sequence[str] = HEADER
) -> bytes:
    """A title and one table; a row with one cell is a section over all columns."""
    document = Document()
    document.add_paragraph(title)
    table = document.add_table(rows=1, cols=len(header))
    for cell, text in zip(table.rows[0].cells, header, strict=True):
        cell.text = text
    for row in rows:
        cells = table.add_row().cells
        if len(row) == 1:
            cells[0].merge(cells[-1]).text = row[0]
            continue
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()
