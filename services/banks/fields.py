"""The profile of an entry field by field: columns of their own, or facts."""

from typing import Any, Final

from db.models import BankEntry

COLUMNS: Final = ("areas", "forms", "kinds", "capacity", "hours")
_EMPTY: Final[dict[str, Any]] = {"areas": {}, "forms": [], "kinds": []}


def get(entry: BankEntry, field: str) -> Any:
    """Plain JSON; None where nothing is known."""
    if field in COLUMNS:
        return getattr(entry, field) or None
    return entry.facts.get(field)


def put(entry: BankEntry, field: str, value: Any) -> None:
    """None: nothing is known any more."""
    if field in COLUMNS:
        setattr(entry, field, _EMPTY.get(field) if value is None else value)
    elif value is None:
        entry.facts = {key: kept for key, kept in entry.facts.items() if key != field}
    else:
        entry.facts = {**entry.facts, field: value}


def by_hand(entry: BankEntry, field: str, value: Any) -> None:
    """A correction: answers do not overwrite it, and none waits beside it any more."""
    put(entry, field, value)
    entry.by_hand = sorted({*entry.by_hand, field})
    entry.newer = {key: kept for key, kept in entry.newer.items() if key != field}


def waiting(entry: BankEntry) -> dict[str, Any]:
    """Newer answers that somebody has still to choose from, by field."""
    return {key: each["is"] for key, each in sorted(entry.newer.items()) if not each["kept"]}
