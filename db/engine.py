"""One door to the database: `read` and `write` run a plain function inside one transaction.

The driver's ways (SQLite's writer lock, PRAGMAs, PostgreSQL's pool) live here and nowhere else.
"""

import asyncio
import json
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, create_engine, delete, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from db.models.system import ProcessedUpdate
from db.prepared import Prepared

__all__ = [
    "KEPT", "AlreadyProcessed", "Database", "SQLAlchemyError", "Session", "Unavailable",
    "erased", "forget_updates", "is_sqlite", "once",
]  # fmt: skip
KEPT = "kept"  # of Session.info while nothing can be written (services.recall)
_ERASED = "erased"  # of Session.info: something was deleted that must be nowhere any more
P = ParamSpec("P")
T = TypeVar("T")
BUSY_TIMEOUT_MS = 10_000
READERS = 4
# Of the minute that an update has: one that waited longer for a dead server would be given up.
CONNECT_SECONDS = 10


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


def _prepare_sqlite(engine: Engine, *, writer: bool) -> None:
    pragmas = ["foreign_keys=ON", f"busy_timeout={BUSY_TIMEOUT_MS}", "synchronous=FULL"]
    # What is erased is overwritten: drafts of anonymous answers must not stay in free pages.
    pragmas += ["journal_mode=WAL", "secure_delete=ON"] if writer else ["query_only=ON"]
    begin = "BEGIN IMMEDIATE" if writer else "BEGIN"

    @event.listens_for(engine, "connect")
    def on_connect(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        # The driver's own transaction start loses updates between processes.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


def _sqlite_engine(url: str, *, writer: bool) -> Engine:
    # The driver without asyncio: each of its steps would be a step to a thread of its own.
    plain = make_url(url).set(drivername="sqlite")
    size = 1 if writer else READERS
    engine = create_engine(
        plain, json_serializer=_dumps, pool_size=size, max_overflow=0, pool_timeout=60
    )
    _prepare_sqlite(engine, writer=writer)
    return engine


def _postgres_engine(url: str) -> AsyncEngine:
    reaching = {"async_creator_fn": _reach, "timeout": CONNECT_SECONDS}
    return create_async_engine(url, json_serializer=_dumps, pool_size=10, connect_args=reaching)


async def _reach(*args: Any, **kwargs: Any) -> Any:
    """A connection. No server behind the address, no name for it, no answer in time: the driver
    has an OSError for each, and of a name with two addresses one that says nothing more."""
    import asyncpg

    try:
        return await asyncpg.connect(*args, **kwargs)
    except OSError as error:
        raise Unavailable(type(error).__name__) from error


@contextmanager
def _telling_trouble() -> Iterator[None]:
    """Make one exception of all that means that the database itself is out of service."""
    try:
        yield
    except (DBAPIError, PoolTimeout) as error:
        if not _passing(error):
            raise
        raise Unavailable(type(error).__name__) from error
    except ConnectionError as error:  # lost in the middle of a statement
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


class Threads:
    """SQLite: a whole transaction is one step to a thread. One thread writes, for several
    connections only fight for the lock."""

    def __init__(self, engine: Engine, threads: int) -> None:
        self.engine = engine
        self._threads = ThreadPoolExecutor(threads, "database")

    async def run(self, work: Callable[[Session], T], info: dict[str, Any]) -> T:
        session = Session(self.engine, expire_on_commit=False, info=info)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, _closing, session, work)

    def wipe(self) -> bool:
        """Empty the log beside the file, where deleted rows stand in earlier pages; whether it is
        empty. Nobody is waited for: a reader in flight still needs the log."""
        try:
            with closing(self.engine.raw_connection()) as connection:
                return _wiped(connection)
        except (sqlite3.Error, SQLAlchemyError):  # what was written is stored all the same
            return False

    async def wipe_apart(self) -> bool:
        """As `wipe`, between two transactions."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self.wipe)

    async def close(self) -> None:
        self._threads.shutdown()
        self.engine.dispose()


def _wiped(connection: PoolProxiedConnection) -> bool:
    cursor = connection.cursor()
    try:
        cursor.execute("PRAGMA busy_timeout=0")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (busy, _, _) = cursor.fetchall()[0]
    finally:
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        cursor.close()
    return not busy


def _closing(session: Session, work: Callable[[Session], T]) -> T:
    with session:
        return work(session)


class Greenlets:
    """PostgreSQL: its driver is of asyncio."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine.sync_engine
        self._engine = engine

    async def run(self, work: Callable[[Session], T], info: dict[str, Any]) -> T:
        async with AsyncSession(self._engine, expire_on_commit=False, info=info) as session:
            return await session.run_sync(work)

    def wipe(self) -> bool:
        """Old rows and the log are the server's: docs/decisions/0009-anonymous-answers.md."""
        return True

    async def wipe_apart(self) -> bool:
        return self.wipe()

    async def close(self) -> None:
        await self._engine.dispose()


class Database:
    """Opens the engines for a URL; `close` when done."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._untidy = True  # as a process may have left it that was killed
        self._writing: Threads | Greenlets
        self._reading: Threads | Greenlets
        if is_sqlite(url):
            self._writing = Threads(_sqlite_engine(url, writer=True), 1)
            self._reading = Threads(_sqlite_engine(url, writer=False), READERS)
        else:
            engine = _postgres_engine(url)
            self._writing = Greenlets(engine)
            self._reading = Greenlets(engine.execution_options(postgresql_readonly=True))
        self.writer, self.reader = self._writing.engine, self._reading.engine

    async def read(
        self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `fn(session, …)` in a transaction that cannot write. Raises Unavailable."""
        with _telling_trouble():
            return await self._reading.run(lambda s: fn(s, *args, **kwargs), {KEPT: {}})

    async def write(
        self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `fn(session, …)` in one transaction: all of it is committed, or none.

        Raises Unavailable.
        """

        def whole(session: Session) -> T:
            with session.begin():
                done = fn(session, *args, **kwargs)
            if session.info.get(_ERASED):
                self._untidy = not self._writing.wipe()
            return done

        with _telling_trouble():
            return await self._writing.run(whole, {})

    async def tidy(self) -> None:
        """Where the log could not be emptied after `erased`, or nobody knows: try again."""
        if self._untidy:
            self._untidy = not await self._writing.wipe_apart()

    async def close(self) -> None:
        await self._writing.close()
        await self._reading.close()


def erased(session: Session) -> None:
    """What this transaction deletes must be nowhere once it is committed: SQLite's file keeps
    nothing of it (secure_delete), and its log is emptied."""
    session.info[_ERASED] = True


def _claim(insert: Any) -> Any:
    made = insert(ProcessedUpdate.__table__).on_conflict_do_nothing()
    return made.returning(ProcessedUpdate.__table__.c.update_id)


_CLAIM = Prepared({"sqlite": _claim(sqlite.insert), "postgresql": _claim(postgresql.insert)})


def once(session: Session, update_id: int, now: datetime) -> None:
    """Claim an update inside the transaction that acts on it.

    Raises AlreadyProcessed when it was acted on before: polling and webhooks deliver an update
    again after a crash or a lost answer.
    """
    if not _CLAIM.rows(session, update_id=update_id, at=now):
        raise AlreadyProcessed(update_id)


def forget_updates(session: Session, before: datetime) -> None:
    """The server keeps an update for a day, so older claims are of no use."""
    session.execute(delete(ProcessedUpdate).where(ProcessedUpdate.at < before))
