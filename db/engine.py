"""One door to the database: `read` and `write` run a plain function inside one transaction.

The driver's ways (SQLite's writer lock, PRAGMAs, PostgreSQL's pool) live here and nowhere else.
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, delete, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from db.models.system import ProcessedUpdate

__all__ = [
    "AlreadyProcessed", "Database", "SQLAlchemyError", "Session", "forget_updates", "is_sqlite",
    "once",
]  # fmt: skip
P = ParamSpec("P")
T = TypeVar("T")
BUSY_TIMEOUT_MS = 10_000


class AlreadyProcessed(Exception):
    """The update was handled before: its effects are in the database, show the screen again."""


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def is_sqlite(url: str) -> bool:
    return url.startswith("sqlite")


def _prepare_sqlite(engine: AsyncEngine, *, writer: bool) -> None:
    pragmas = ["foreign_keys=ON", f"busy_timeout={BUSY_TIMEOUT_MS}", "synchronous=FULL"]
    pragmas += ["journal_mode=WAL"] if writer else ["query_only=ON"]
    begin = "BEGIN IMMEDIATE" if writer else "BEGIN"

    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        # The driver's own transaction start loses updates between processes.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


def _sqlite_engine(url: str, *, writer: bool) -> AsyncEngine:
    # One writer connection: at 100 tasks it keeps 0.95 of its speed, a pool of writers 0.37.
    pool: dict[str, Any] = {"pool_size": 1, "max_overflow": 0} if writer else {"pool_size": 4}
    engine = create_async_engine(url, json_serializer=_dumps, pool_timeout=60, **pool)
    _prepare_sqlite(engine, writer=writer)
    return engine


class Database:
    """Opens the engines for a URL; `close` when done."""

    def __init__(self, url: str) -> None:
        self.url = url
        if is_sqlite(url):
            self.writer = _sqlite_engine(url, writer=True)
            self.reader = _sqlite_engine(url, writer=False)
        else:
            self.writer = create_async_engine(url, json_serializer=_dumps, pool_size=10)
            self.reader = self.writer.execution_options(postgresql_readonly=True)

    async def read(
        self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `fn(session, …)` in a transaction that cannot write."""
        async with AsyncSession(self.reader, expire_on_commit=False) as session:
            return await session.run_sync(lambda s: fn(s, *args, **kwargs))

    async def write(
        self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `fn(session, …)` in one transaction: all of it is committed, or none."""
        async with AsyncSession(self.writer, expire_on_commit=False) as session, session.begin():
            return await session.run_sync(lambda s: fn(s, *args, **kwargs))

    async def close(self) -> None:
        await self.writer.dispose()
        if is_sqlite(self.url):
            await self.reader.dispose()


def once(session: Session, update_id: int, now: datetime) -> None:
    """Claim an update inside the transaction that acts on it.

    Raises AlreadyProcessed when it was acted on before: polling and webhooks deliver an update
    again after a crash or a lost answer.
    """
    try:
        with session.begin_nested():
            session.add(ProcessedUpdate(update_id=update_id, at=now))
            session.flush()
    except IntegrityError as error:
        raise AlreadyProcessed(update_id) from error


def forget_updates(session: Session, before: datetime) -> None:
    """The server keeps an update for a day, so older claims are of no use."""
    session.execute(delete(ProcessedUpdate).where(ProcessedUpdate.at < before))
