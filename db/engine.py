"""One door to the database: `read` and `write` run a plain function inside one transaction.

The driver's ways (SQLite's writer lock, PRAGMAs, PostgreSQL's pool) live here and nowhere else.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, delete, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from db import quick_sqlite
from db.models.system import ProcessedUpdate

__all__ = [
    "KEPT", "AlreadyProcessed", "Database", "SQLAlchemyError", "Session", "Unavailable",
    "forget_updates", "is_sqlite", "once",
]  # fmt: skip
KEPT = "kept"  # of Session.info while nothing can be written (services.recall)
P = ParamSpec("P")
T = TypeVar("T")
BUSY_TIMEOUT_MS = 10_000


# What passes by itself or with the administrator's hand: busy, locked, I/O, full, cannot open
# (https://sqlite.org/rescode.html). Everything else is a fault of ours.
_PASSING_SQLITE = frozenset({5, 6, 10, 13, 14})
# Connection lost, server starting or stopping, out of room, deadlock (PostgreSQL, appendix A).
_PASSING_POSTGRES = ("08", "53", "57P", "58", "40")


class Unavailable(Exception):
    """The database does not answer or cannot write now; nothing of the transaction is stored.

    The same work may be tried again later. Of a commit that was cut off it is not known whether
    it is stored: what must not be done twice guards itself (`once`, states, unique keys).
    """


class AlreadyProcessed(Exception):
    """The update was handled before: its effects are in the database, show the screen again."""


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def is_sqlite(url: str) -> bool:
    return url.startswith("sqlite")


def _prepare_sqlite(engine: AsyncEngine, *, writer: bool) -> None:
    pragmas = ["foreign_keys=ON", f"busy_timeout={BUSY_TIMEOUT_MS}", "synchronous=FULL"]
    # What is erased is overwritten: drafts of anonymous answers must not stay in free pages.
    pragmas += ["journal_mode=WAL", "secure_delete=ON"] if writer else ["query_only=ON"]
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
    engine = create_async_engine(
        url, json_serializer=_dumps, pool_timeout=60,
        connect_args={"async_creator_fn": quick_sqlite.connect}, **pool,
    )  # fmt: skip
    _prepare_sqlite(engine, writer=writer)
    return engine


@contextmanager
def _telling_trouble() -> Iterator[None]:
    """Make one exception of all that means that the database itself is out of service."""
    try:
        yield
    except (DBAPIError, PoolTimeout) as error:
        if not _passing(error):
            raise
        raise Unavailable(type(error).__name__) from error
    except (ConnectionError, FileNotFoundError) as error:  # no server behind the address
        raise Unavailable(type(error).__name__) from error


def _passing(error: SQLAlchemyError) -> bool:
    if not isinstance(error, DBAPIError):
        return True  # all connections are taken by work that does not end
    cause = error.orig
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        return int(code) & 0xFF in _PASSING_SQLITE
    state = getattr(cause, "sqlstate", None)
    return error.connection_invalidated or (state or "").startswith(_PASSING_POSTGRES)


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
        """Run `fn(session, …)` in a transaction that cannot write. Raises Unavailable."""
        with _telling_trouble():
            info: dict[str, Any] = {KEPT: {}}
            async with AsyncSession(self.reader, expire_on_commit=False, info=info) as session:
                return await session.run_sync(lambda s: fn(s, *args, **kwargs))

    async def write(
        self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `fn(session, …)` in one transaction: all of it is committed, or none.

        Raises Unavailable.
        """
        with _telling_trouble():
            async with (
                AsyncSession(self.writer, expire_on_commit=False) as session,
                session.begin(),
            ):
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
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    claim = insert(ProcessedUpdate).values(update_id=update_id, at=now).on_conflict_do_nothing()
    if session.execute(claim.returning(ProcessedUpdate.update_id)).first() is None:
        raise AlreadyProcessed(update_id)


def forget_updates(session: Session, before: datetime) -> None:
    """The server keeps an update for a day, so older claims are of no use."""
    session.execute(delete(ProcessedUpdate).where(ProcessedUpdate.at < before))
