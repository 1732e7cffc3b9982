"""How wide the columns of a table must be: by their longest words, then by their texts."""

from collections.abc import Sequence

from exports.docx.paper import Line, Table

LETTER = 2.1
"""Millimetres that a letter of the table's font takes, rather too many."""
BOLD = 1.25
"""How much wider the letters of the header are."""
PADDING = 4.0
LONGEST = 20
"""Letters of a word that a column makes room for; longer ones may be divided."""


def widths(table: Table, whole: float) -> list[float]:
    """Millimetres per column, `whole` together."""
    texts = _texts(table)
    least = [
        max(column.least, _room(column.title, own))
        for column, own in zip(table.columns, texts, strict=True)
    ]
    spare = whole - sum(least)
    weights = [
        _weight(own) * column.weight for column, own in zip(table.columns, texts, strict=True)
    ]
    total = sum(weights)
    if spare <= 0 or not total:
        return [width * whole / sum(least) for width in least]
    return [width + spare * weight / total for width, weight in zip(least, weights, strict=True)]


def high(line: Line, wide: Sequence[float]) -> int:
    """About how many lines of text a plain line of the table takes."""
    return max(
        sum(1 + int(len(text) * LETTER / (width - PADDING)) for text in cell.lines)
        for cell, width in zip(line.cells, wide, strict=True)
    )


def _texts(table: Table) -> list[list[str]]:
    rows = [line.cells for line in table.lines if line.band == "plain"]
    return [
        [" ".join(row[at].lines) for row in rows if row[at].lines]
        for at in range(len(table.columns))
    ]


def _room(title: str, texts: Sequence[str]) -> float:
    letters = max(_longest([title]) * BOLD, _longest(texts))
    return letters * LETTER + PADDING


def _longest(texts: Sequence[str]) -> int:
    """Letters of the longest word."""
    words = (word for text in texts for word in text.replace("-", "- ").split(" "))
    return min(max(map(len, words), default=0), LONGEST)


def _weight(texts: Sequence[str]) -> float:
    """A column of short texts needs nothing more; the others by what stands in them."""
    if max(map(len, texts), default=0) <= LONGEST:
        return 0.0
    usual = sum(map(len, texts)) / len(texts)
    return float(usual**0.85)
