"""Whom a misspelt name meant: «Беловва Н. И.» is close to one person of the school only."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from domain.names import split
from domain.search import search_key

_CLOSE = 0.8  # one or two letters of a surname
_BEGINNING = 3  # letters of the surname that are the same in a slip of the pen


def alike(written: str, shown: Sequence[tuple[str, int]]) -> str | None:
    """The only name of the list that what was written is close to, as the list has it."""
    found = [name for name, _ in shown if _is_close(written, name)]
    return found[0] if len(found) == 1 else None


def _is_close(written: str, name: str) -> bool:
    """Surnames nearly the same, and the rest agrees as far as it was written."""
    mine, other = split(written), split(name)
    return (
        _nearly(mine.surname, other.surname)
        and _agree(mine.given, other.given)
        and _agree(mine.patronymic, other.patronymic)
    )


def _nearly(one: str, other: str) -> bool:
    one, other = search_key(one), search_key(other)
    beginning = one[:_BEGINNING] == other[:_BEGINNING]
    return beginning and SequenceMatcher(None, one, other).ratio() >= _CLOSE


def _agree(one: str, other: str) -> bool:
    """An initial agrees with every name that begins with it, what is not written with all."""
    first, second = search_key(one).rstrip("."), search_key(other).rstrip(".")
    return first.startswith(second) or second.startswith(first) or _nearly(first, second)
