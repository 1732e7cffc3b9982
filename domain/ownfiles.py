"""Which of our files nobody can send back: a word among a file's keywords says what it is."""

import re
from enum import StrEnum


class OwnFile(StrEnum):
    """Files that are only read: none of them is a roadmap, whatever their tables look like."""

    DIGEST = "digest"
    STATEMENT = "statement"
    INVENTORY = "inventory"
    PROGRESS = "progress"
    PASSPORT = "passport"
    EXPORT = "export"


_PREFIX = "nastavnik-"
_WORD = re.compile(rf"{_PREFIX}({'|'.join(OwnFile)})\b")


def keyword(kind: OwnFile | None) -> str:
    """What stands among the keywords; nothing in a file that may come back."""
    return f"{_PREFIX}{kind.value}" if kind is not None else ""


def kind_in(properties: str) -> OwnFile | None:
    """The kind that a file's properties name."""
    found = _WORD.search(properties)
    return OwnFile(found[1]) if found is not None else None
