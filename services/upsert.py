"""Statements about many rows: INSERT … ON CONFLICT in both dialects, long lists in parts."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from db.base import Base

T = TypeVar("T")
# Databases take some thousands of values in one statement.
BATCH = 500
Insert = sqlite.Insert | postgresql.Insert


def table_of(model: type[Base]) -> Table:
    """The table of a model, for statements that bypass its objects."""
    table = model.__table__
    assert isinstance(table, Table)
    return table


def insert_into(session: Session, model: type[Base]) -> Insert:
    """The dialect's own insert; both have on_conflict_do_nothing and on_conflict_do_update."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table_of(model))
    return postgresql.insert(table_of(model))


def batches(values: Iterable[T]) -> Iterator[Sequence[T]]:
    """The values in parts that fit into one statement each."""
    ahead = iter(values)
    while part := list(islice(ahead, BATCH)):
        yield part
