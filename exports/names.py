"""Legal names for sheets and for the files people download."""

import re
from collections.abc import Container
from datetime import date

from domain import labels
from exports.cells import clean, cut

SHEET_LIMIT = 31
PART_LIMIT = 60  # of a title in the name of a file
FILE_LIMIT = 120
FILE_BYTES = 240  # most file systems stop at 255 bytes, and Cyrillic takes two a letter

_SMALL = 2  # letters of a preposition

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


def file_name(
    kind: str, organisation: str, day: date, ending: str = "xlsx", *, which: str = ""
) -> str:
    """«kind — which — organisation — day.xlsx», legal on Windows.

    `which` tells it from others of the same kind. Each of the three has 60 letters at most; what
    is too long loses words from the end, the organisation first.
    """
    tail = f" — {day.isoformat()}.{ending}"
    parts = [part for part in map(_short, (kind, which, organisation)) if part]
    while len(parts) > 1 and not _fits(" — ".join(parts) + tail):
        shorter = _shorter(parts[-1])
        parts = [*parts[:-1], shorter] if shorter else parts[:-1]
    return " — ".join(parts) + tail


def _short(text: str) -> str:
    part = file_part(text)
    if len(part) <= PART_LIMIT and not part.endswith(labels.ELLIPSIS):
        return part
    return _ended(unbroken(labels.cut(part, PART_LIMIT).removesuffix(labels.ELLIPSIS)))


def _shorter(text: str) -> str:
    """Without the last word, or if it is the only one, without its last letter."""
    words = text.split()
    left = " ".join(words[:-1]) if len(words) > 1 else text[:-1]
    return _ended(unbroken(left)).rstrip(" .,;:-–—«(")


def _ended(cut_off: str) -> str:
    """Without the small words («of», «in») that now lead nowhere."""
    words = cut_off.split()
    while len(words) > 1 and len(words[-1]) <= _SMALL and words[-1].islower():
        words.pop()
    return " ".join(words)


def unbroken(cut_off: str) -> str:
    """What was cut, without the bracket that the cut left open; a quote loses its mark only."""
    at = cut_off.rfind("(")
    if at > cut_off.rfind(")"):
        cut_off = cut_off[:at] or cut_off[at + 1 :]
    mark = cut_off.rfind("«")
    return cut_off if mark <= cut_off.rfind("»") else cut_off[:mark] + cut_off[mark + 1 :]


def file_part(text: str) -> str:
    """The text without what Windows does not allow in names."""
    return " ".join(_FILE_ILLEGAL.sub(" ", clean(text)).split()).strip(" .")


def _fits(name: str) -> bool:
    return len(name) <= FILE_LIMIT and len(name.encode()) <= FILE_BYTES
