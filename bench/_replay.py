"""The bound: the statements that a use case really sends, sent again through bare sqlite3."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event

from db.engine import BUSY_TIMEOUT_MS
from db.models import Base


@dataclass(frozen=True, slots=True)
class Statement:
    """As the driver gets it: text, values, one row of them or many."""

    text: str
    values: Any
    many: bool


@dataclass(slots=True)
class Recording:
    statements: list[Statement] = field(default_factory=list)


@contextmanager
def recording(engine: Engine) -> Iterator[Recording]:
    """Keep every statement of an engine, BEGIN IMMEDIATE among them; COMMIT is the driver's."""
    found = Recording()

    def keep(_c: Any, _cur: Any, text: str, values: Any, _x: Any, many: bool) -> None:
        # SQLAlchemy joins the rows of an INSERT … RETURNING into one statement.
        found.statements.append(Statement(text, values, many and isinstance(values, list)))

    event.listen(engine, "before_cursor_execute", keep)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", keep)


def create_tables(path: Path) -> None:
    """An empty database of the present shape."""
    engine = create_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    engine.dispose()


def connect(path: Path) -> sqlite3.Connection:
    """A connection that keeps as much as ours does: WAL, synchronous=FULL, foreign keys."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in (
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "synchronous=FULL",
        "journal_mode=WAL",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def replay(connection: sqlite3.Connection, statements: list[Statement]) -> None:
    """Send them and fetch what they give, in one transaction."""
    cursor = connection.cursor()
    for each in statements:
        if each.many:
            cursor.executemany(each.text, each.values)
        else:
            cursor.execute(each.text, each.values)
        if cursor.description is not None:
            cursor.fetchall()
    connection.execute("COMMIT")
