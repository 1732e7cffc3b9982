"""What stands in a cell, for rules of any kind."""

from domain.search import search_key
from exports.cells import clean
from imports.cells import Typed
from services.roundtrip.model import Misread


def computed(typed: Typed) -> str:
    """The words of a cell. Raises Misread for a formula that has no value."""
    if typed.kind == "formula":
        raise Misread("formula_uncounted")
    if typed.kind == "error":
        raise Misread("formula_failed", value=typed.text)
    return typed.text


def unchanged(typed: Typed, shown: str, *, exact: bool) -> bool:
    """Whether a cell holds what it was sent with."""
    if typed.kind in ("formula", "error"):
        return False
    if exact:
        return lines(typed.text) == lines(clean(shown))
    return search_key(typed.text) == search_key(clean(shown))


def lines(text: str) -> str:
    """Without the spaces that programs add or take away."""
    kept = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in kept if line)
