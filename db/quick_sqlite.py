"""SQLite by one step to its thread a statement. aiosqlite's own cursor takes four of them (make,
execute, fetch, close), and for small statements these steps are most of their time."""

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

import aiosqlite

Rows = list[Any]


class _Cursor:
    """What SQLAlchemy's dialect asks of a cursor that does not stream: rows are there at once."""

    def __init__(self, connection: "QuickConnection") -> None:
        self._connection = connection
        self._rows: Rows = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> "_Cursor":
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        await self._run(lambda cursor: cursor.execute(sql, parameters))

    async def executemany(self, sql: str, parameters: Sequence[Sequence[Any]]) -> None:
        await self._run(lambda cursor: cursor.executemany(sql, parameters))

    async def fetchall(self) -> Rows:
        found, self._rows = self._rows, []
        return found

    async def close(self) -> None:
        """Closed already, in the step that executed."""

    async def _run(self, work: Callable[[sqlite3.Cursor], object]) -> None:
        await self._connection.in_thread(self._whole, work)

    def _whole(self, connection: sqlite3.Connection, work: Callable[[Any], object]) -> None:
        cursor = connection.cursor()
        try:
            work(cursor)
            self.description, self.lastrowid = cursor.description, cursor.lastrowid
            self._rows = cursor.fetchall() if cursor.description else []
            self.rowcount = cursor.rowcount
        finally:
            cursor.close()


class QuickConnection(aiosqlite.Connection):
    """aiosqlite's connection with cursors of one step."""

    def cursor(self) -> Any:
        return _Cursor(self)

    async def in_thread(self, fn: Callable[..., None], *args: Any) -> None:
        await self._execute(fn, self._conn, *args)  # type: ignore[no-untyped-call]


async def connect(path: str, **options: Any) -> QuickConnection:
    """As aiosqlite.connect; the thread ends with the process."""
    made = QuickConnection(lambda: sqlite3.connect(path, **options), iter_chunk_size=64)
    made._thread.daemon = True
    await made
    return made
