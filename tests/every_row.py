"""A row in every table there is, all of one person: for tests that nothing of a person is
forgotten, in tables that come later neither."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Enum, Integer, String, Table, insert, update
from sqlalchemy.orm import Session

from db.base import UtcDateTime
from db.models import Base, Person

NOW = datetime(2026, 10, 5, 7, tzinfo=UTC)
APART = frozenset({"organisation", "person"})  # are there already
Values = Mapping[str, Any]


def tables() -> list[Table]:
    return list(Base.metadata.sorted_tables)


def points_to_person(column: Column[Any]) -> bool:
    return any(key.column.table.name == Person.__tablename__ for key in column.foreign_keys)


def pointers() -> list[Column[Any]]:
    return [each for table in tables() for each in table.columns if points_to_person(each)]


def worded(column: Column[Any]) -> bool:
    """Whether somebody's words, a name or a file may stand in it."""
    plain = isinstance(column.type, String) and not isinstance(column.type, Enum)
    return plain or isinstance(column.type, JSON)


def mark(column: Column[Any]) -> str:
    """What the column holds, findable anywhere in the database."""
    text = f"~{column.table.name}.{column.name}~"
    length = getattr(column.type, "length", None)
    return text if length is None or len(text) <= length else f"~{hash(text) % 10**9}~"[:length]


def fill(
    session: Session,
    place: int,
    person_id: int,
    given: Mapping[str, Values | Sequence[Values]],
    only: Sequence[str] = (),
    ids: Mapping[str, int] | None = None,
) -> dict[str, int]:
    """Insert a row a table (of `given` with several entries: so many); the last id by table.

    Whatever points to a person points to this one, whatever can hold words holds its mark.
    """
    made = dict(ids or {"organisation": place, "person": person_id})
    for table in tables():
        if table.name in APART or (only and table.name not in only):
            continue
        rows = given.get(table.name, {})
        for values in rows if isinstance(rows, Sequence) else (rows,):
            row = {**dict(_values(table, made, person_id)), **values}
            made[table.name] = _inserted(session, table, row)
    if not only:
        roadmaps = Base.metadata.tables["roadmap"]
        session.execute(update(roadmaps).values(pair_id=made["pair"]))
    session.flush()
    session.expire_all()
    return made


def _inserted(session: Session, table: Table, row: Mapping[str, Any]) -> int:
    """The id; 0 where the key is no number."""
    (key, *_) = table.primary_key.columns
    found = session.scalar(insert(table).values(**row).returning(key))
    return found if isinstance(found, int) else 0


def _values(table: Table, made: Mapping[str, int], person_id: int) -> Iterator[tuple[str, Any]]:
    for column in table.columns:
        if points_to_person(column):
            yield column.name, person_id
        elif column.foreign_keys:
            name = next(iter(column.foreign_keys)).column.table.name
            if name in made and name != table.name:
                yield column.name, made[name]
        elif not column.primary_key or column.type.python_type is str:
            yield column.name, _value(column)
        elif column.autoincrement is False:
            yield column.name, 1


def _value(column: Column[Any]) -> Any:
    kind = column.type
    if isinstance(kind, Enum):
        assert kind.enum_class is not None
        return next(iter(kind.enum_class))
    if isinstance(kind, String):
        return mark(column)
    if isinstance(kind, JSON):
        return {"text": mark(column)}
    if column.nullable:
        return None
    if isinstance(kind, UtcDateTime):
        return NOW
    if isinstance(kind, Date):
        return date(2026, 10, 5)
    assert isinstance(kind, Integer | Boolean), column
    return kind.python_type(1)
