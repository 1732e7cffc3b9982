"""Legal names for sheets and for the files people download."""

import re
from collections.abc import Container
from datetime import date

from exports.cells import clean, cut

SHEET_LIMIT = 31
FILE_LIMIT = 120
FILE_BYTES = 240  # most file systems stop at 255 bytes, and Cyrillic takes two a letter

_SHEET_ILLEGAL = re.compile(r"[\[\]:*?/\\\n\t]")
_FILE_ILLEGAL = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')


def sheet_title(name: str, taken: Container[str]) -> str:
    """A title spreadsheets accept and that is not in `taken` (casefolded titles)."""
    base = cut(_SHEET_ILLEGAL.sub(" ", clean(name)).strip(" '"), SHEET_LIMIT).strip(" '") or "1"
    title, number = base, 1
    while title.casefold() in taken:
        number += 1
        tail = f" ({number})"
        title = cut(base, SHEET_LIMIT - len(tail)) + tail
    return title


def file_name(kind: str, organisation: str, day: date, ending: str = "xlsx") -> str:
    """«kind — organisation — day.xlsx», legal on Windows; the organisation is what gets cut."""
    kind, organisation = _file_part(kind), _file_part(organisation)
    tail = f" — {day.isoformat()}.{ending}"
    while organisation and not _fits(f"{kind} — {organisation}{tail}"):
        organisation = organisation[:-1].rstrip(" .")
    return f"{kind} — {organisation}{tail}" if organisation else f"{kind}{tail}"


def _file_part(text: str) -> str:
    return " ".join(_FILE_ILLEGAL.sub(" ", clean(text)).split()).strip(" .")


def _fits(name: str) -> bool:
    return len(name) <= FILE_LIMIT and len(name.encode()) <= FILE_BYTES
