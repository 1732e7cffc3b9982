"""What a sheet that comes back carries for the program alone: the mark, tokens of rows, manifest.

exports.roundtrip writes it, imports.roundtrip reads it.
"""

import re
from dataclasses import dataclass

FORMAT = 1
MANIFEST = "nastavnik"
"""The name of the hidden sheet."""
BAND = "-"
"""Stands where a token would in rows that are ours and nobody's: headings, totals."""
COLUMN = "column:"
"""In the manifest: before the key of a column that is read; the value is its heading."""

_LETTERS = "ABCDEFGHKLMNPRSTUVWXYZ"
_TOKEN = re.compile(r"R([0-9]{1,18})([A-Z])")
_MARK = re.compile(r"nastavnik/(\d{1,3})/([a-z]{1,32})/(\d{1,18})/([0-9a-f]{8,32})")


@dataclass(frozen=True, slots=True)
class Manifest:
    """Which sheet this is: its kind, its number and its secret, which no other base shares."""

    kind: str
    sheet_id: int
    key: str

    @property
    def mark(self) -> str:
        """The same in one cell, over the column of tokens: hidden sheets are easily lost."""
        return f"{MANIFEST}/{FORMAT}/{self.kind}/{self.sheet_id}/{self.key}"


def manifest_of(mark: str) -> Manifest | None:
    """The manifest of a mark; None for other text and for another format."""
    found = _MARK.fullmatch(mark.strip())
    if found is None or int(found[1]) != FORMAT:
        return None
    return Manifest(found[2], int(found[3]), found[4])


def token(row_id: int) -> str:
    """What stands in the hidden column: letters around, so that dragging a row down copies it
    instead of counting on, and a check letter."""
    return f"R{row_id}{_LETTERS[row_id % len(_LETTERS)]}"


def row_of(text: str) -> int | None:
    """The row of a token; None for anything else."""
    found = _TOKEN.fullmatch(text.strip().upper())
    if found is None:
        return None
    row_id = int(found[1])
    return row_id if token(row_id) == f"R{row_id}{found[2]}" else None
