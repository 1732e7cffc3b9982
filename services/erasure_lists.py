"""Names in lists that were read in or sent out: a code takes their place."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import String, cast, select
from sqlalchemy.orm import Session

from db.models import AuditEntry, Person, ResponsibleAlias, RosterImport, SentSheet, SheetReturn
from domain.search import search_key
from services.audit import MERGED

_LISTS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (RosterImport, ("rows", "made")),
    (SentSheet, ("base",)),
    (SheetReturn, ("edits", "acts")),
)


def scrub(session: Session, person: Person, code: str | None) -> int:
    """In how many lists of the school the name stands; with a `code` it stands there instead.
    What an entry of a document meant by the name is forgotten."""
    names = {search_key(each.name) for each in (person, *merged(session, person.id))}
    found = 0
    for table, columns in _LISTS:
        for row in session.scalars(_of_school(table, person)):
            replaced = {at: _replaced(getattr(row, at), names, code or "") for at in columns}
            changed = {at: new for at, (new, hit) in replaced.items() if hit}
            found += bool(changed)
            for at, new in changed.items() if code else ():
                setattr(row, at, new)
    return found + _meanings(session, person.id, erase=code is not None)


def merged(session: Session, person_id: int) -> list[Person]:
    """Records that have become this one: their names stayed for the log."""
    entries = session.scalars(
        select(AuditEntry.data["gone"].as_integer()).where(
            AuditEntry.action == MERGED, AuditEntry.subject == f"person:{person_id}"
        )
    ).all()
    rows = session.scalars(select(Person).where(Person.id.in_(entries)).order_by(Person.id)).all()
    return [*rows, *(each for row in rows for each in merged(session, row.id))]


def _meanings(session: Session, person_id: int, *, erase: bool) -> int:
    told = cast(ResponsibleAlias.person_ids, String).contains(str(person_id))
    rows = session.scalars(select(ResponsibleAlias).where(told)).all()
    mine = [row for row in rows if person_id in row.person_ids]
    for row in mine if erase else ():
        row.person_ids = [each for each in row.person_ids if each != person_id]
        if not row.person_ids:
            session.delete(row)
    session.flush()
    return len(mine)


def _of_school(table: Any, person: Person) -> Any:
    place = person.organisation_id
    if table is SheetReturn:
        sheets = select(SentSheet.id).where(SentSheet.organisation_id == place)
        return select(SheetReturn).where(SheetReturn.sheet_id.in_(sheets))
    return select(table).where(table.organisation_id == place)


def _replaced(value: Any, names: Collection[str], code: str) -> tuple[Any, bool]:
    """The value without the name, and whether it was there."""
    if isinstance(value, str):
        written = search_key(value)
        # One word may be a part of another name.
        there = any(written == name or (" " in name and name in written) for name in names)
        return (code, True) if there else (value, False)
    if isinstance(value, dict):
        pairs = {key: _replaced(each, names, code) for key, each in value.items()}
        return {key: new for key, (new, _) in pairs.items()}, any(hit for _, hit in pairs.values())
    if isinstance(value, list):
        items = [_replaced(each, names, code) for each in value]
        return [new for new, _ in items], any(hit for _, hit in items)
    return value, False
