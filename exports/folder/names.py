"""Names of folders and files in the archive that every system can unpack."""

import re
from collections.abc import Container
from datetime import date
from pathlib import PurePath

from domain.labels import cut
from exports.names import file_part, unbroken

FOLDER_LIMIT, FILE_LIMIT = 80, 80
NESTED_LIMIT, DEEP_LIMIT = 50, 40
"""Of folders two and three deep: Windows stops at 260 characters with all that is above."""

_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}")
_PHOTO = ".jpg"


def folder_name(number: str, title: str, taken: Container[str], limit: int = FOLDER_LIMIT) -> str:
    """«2.1 Анкетирование наставников»; not in `taken` (casefolded names)."""
    return _unique(file_part(f"{number.strip().rstrip('.')} {title}"), "", taken, limit)


def proof_name(title: str, day: date, *, photo: bool, default: str, taken: Container[str]) -> str:
    """«2026-10-15 приказ.pdf»: by day, then by title, with the ending of the file."""
    suffix = PurePath(title).suffix
    if not _SUFFIX.fullmatch(suffix):
        suffix = _PHOTO if photo else ""
    stem = title.removesuffix(suffix) if title.endswith(suffix) else title
    # What a photo is called says nothing: the messenger gives it no name.
    said = default if photo and stem.casefold() in {"", "photo"} else stem
    return _unique(file_part(f"{day.isoformat()} {said}"), suffix.lower(), taken, FILE_LIMIT)


def _unique(stem: str, suffix: str, taken: Container[str], limit: int) -> str:
    stem = f"_{stem}" if _RESERVED.match(stem) else stem or "_"
    name, number = _fitted(stem, suffix, limit), 1
    while name.casefold() in taken:
        number += 1
        name = _fitted(stem, f" ({number}){suffix}", limit)
    return name


def _fitted(stem: str, tail: str, limit: int) -> str:
    if len(stem) + len(tail) > limit:
        left = cut(stem, limit - len(tail)).rstrip(" .…")
        stem = unbroken(left).rstrip(" .,;:-–—") + "…"
    return stem + tail
