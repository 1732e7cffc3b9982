"""Names in lists that were read in or sent out: a code takes their place."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Person, RosterImport, SentSheet, SheetReturn
from domain.search import search_key

_LISTS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (RosterImport, ("rows", "made")),
    (SentSheet, ("base",)),
    (SheetReturn, ("edits",)),
)


def scrub(session: Session, person: Person, code: str | None) -> int:
    """In how many lists of the school the name stands; with a `code` it stands there instead."""
    name = search_key(person.name)
    found = 0
    for table, columns in _LISTS:
        for row in session.scalars(_of_school(table, person)):
            replaced = {at: _replaced(getattr(row, at), name, code or "") for at in columns}
            changed = {at: new for at, (new, hit) in replaced.items() if hit}
            found += bool(changed)
            for at, new in changed.items() if code else ():
                setattr(row, at, new)
    return found


def _of_school(table: Any, person: Person) -> Any:
    place = person.organisation_id
    if table is SheetReturn:
        sheets = select(SentSheet.id).where(SentSheet.organisation_id == place)
        return select(SheetReturn).where(SheetReturn.sheet_id.in_(sheets))
    return select(table).where(table.organisation_id == place)


def _replaced(value: Any, name: str, code: str) -> tuple[Any, bool]:
    """The value without the name, and whether it was there."""
    if isinstance(value, str):
        written = search_key(value)
        # One word may be a part of another name.
        there = written == name or (" " in name and name in written)
        return (code, True) if there else (value, False)
    if isinstance(value, dict):
        pairs = {key: _replaced(each, name, code) for key, each in value.items()}
        return {key: new for key, (new, _) in pairs.items()}, any(hit for _, hit in pairs.values())
    if isinstance(value, list):
        items = [_replaced(each, name, code) for each in value]
        return [new for new, _ in items], any(hit for _, hit in items)
    return value, False
