"""Statements about many rows: INSERT … ON CONFLICT in both dialects, long lists in parts."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Column, Row, Select, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from db.base import Base

T = TypeVar("T")
# Databases take some thousands of values in one statement.
BATCH = 500
Insert = sqlite.Insert | postgresql.Insert
Columns = ReadOnlyColumnCollection[str, Column[Any]]


def table_of(model: type[Base]) -> Table:
    """The table of a model, for statements that bypass its objects."""
    table = model.__table__
    assert isinstance(table, Table)
    return table


def insert_into(session: Session, model: type[Base]) -> Insert:
    """The dialect's own insert; both have on_conflict_do_nothing and on_conflict_do_update."""
    return inserts(model)[dialect(session)]


def columns(model: type[Base]) -> Columns:
    """Of its table: a statement of them alone is quicker than one of the model's, and knows
    nothing of objects that are not written yet (see `rows`)."""
    return table_of(model).c


def rows(session: Session, statement: Select[Any], **values: Any) -> Sequence[Row[Any]]:
    """What a statement of `columns` finds, after what the session has to write is written."""
    session.flush()
    return session.execute(statement, values).all()


def inserts(model: type[Base]) -> dict[str, Insert]:
    """The same by dialect, for statements that are put together once."""
    table = table_of(model)
    return {"sqlite": sqlite.insert(table), "postgresql": postgresql.insert(table)}


def dialect(session: Session) -> str:
    return session.get_bind().dialect.name


def batches(values: Iterable[T]) -> Iterator[Sequence[T]]:
    """The values in parts that fit into one statement each."""
    ahead = iter(values)
    while part := list(islice(ahead, BATCH)):
        yield part
