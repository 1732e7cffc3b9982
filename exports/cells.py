"""Making any text safe to stand in a cell."""

import re

CELL_LIMIT = 32_767
"""UTF-16 units in one cell: the file format's own limit."""

# What XML 1.0 forbids, and surrogates, which cannot be encoded at all.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r", "\n")


def clean(text: str) -> str:
    """The text without characters that make a workbook unreadable, cut to what a cell holds.

    Spaces become plain ones: who types a name into a spreadsheet's search has no others.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    return cut(legal(plain), CELL_LIMIT)


def legal(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _ILLEGAL.sub("", text)


def cut(text: str, limit: int) -> str:
    """At most `limit` UTF-16 units, as spreadsheets count; never half an emoji."""
    encoded = text.encode("utf-16-le")
    if len(encoded) <= limit * 2:
        return text
    return encoded[: (limit - 1) * 2].decode("utf-16-le", "ignore") + "…"


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet would calculate this text once a person edits the cell."""
    return text.startswith(_FORMULA_MARKS)
