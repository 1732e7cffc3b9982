"""The responsible cell: one entry a person, post or unit."""

import re
from collections.abc import Iterable

from imports import words

_OPENING, _CLOSING = "(«[", ")»]"


def split(lines: Iterable[str]) -> tuple[str, ...]:
    """Entries as written: divided at commas and paragraphs, a name keeps the post after it."""
    entries: list[str] = []
    joined = False
    for line in lines:
        for at, part in enumerate(_parts(line)):
            if entries and _belongs(entries[-1], part):
                entries[-1] += f", {part}" if at or joined else f" {part}"
            else:
                entries.append(part)
        joined = line.endswith((",", ";"))
    return tuple(entries)


def _parts(line: str) -> list[str]:
    """Divided at commas and semicolons that stand outside brackets and quotation marks."""
    parts = [""]
    depth = 0
    for sign in line:
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if sign in ",;" and depth <= 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [part for part in (part.strip() for part in parts) if re.search(r"\w", part)]


def _belongs(entry: str, part: str) -> bool:
    """`part` is the post of the person that `entry` names."""
    if not words.PERSON.match(entry) or words.PERSON.match(part):
        return False
    return bool(words.POST.match(part)) or (part[0].islower() and not words.GROUP.match(part))
