"""INSERT … ON CONFLICT, which both databases have under different names."""

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from db.base import Base

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
