"""Where the world survives a restart: one SQLite file of JSON rows, written change by change."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Json = dict[str, Any]


class WorldBusyError(Exception):
    """Another process keeps this world open."""


class Store:
    """Rows (kind, key) -> JSON and files; without a path everything lives in memory alone.

    A change is durable once `commit` returns, also when the process is killed: write-ahead log.
    """

    def __init__(self, path: Path | None = None) -> None:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(
            path or ":memory:", timeout=0, isolation_level=None, check_same_thread=False
        )
        try:
            self._open()
        except sqlite3.OperationalError as error:
            self._db.close()
            raise WorldBusyError(str(path)) from error

    def _open(self) -> None:
        # One process at a time: two servers over one world would hand out the same numbers.
        self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.execute("BEGIN EXCLUSIVE")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS thing"
            " (kind TEXT, key TEXT, body TEXT NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID"
        )
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS file (id TEXT PRIMARY KEY, data BLOB NOT NULL)"
        )
        self._db.execute("COMMIT")

    def put(self, kind: str, key: str, body: Json) -> None:
        """Add or replace a row."""
        self._begin()
        words = json.dumps(body, ensure_ascii=False)
        self._db.execute("INSERT OR REPLACE INTO thing VALUES (?, ?, ?)", (kind, key, words))

    def drop(self, kind: str, key: str) -> None:
        """Remove a row if it is there."""
        self._begin()
        self._db.execute("DELETE FROM thing WHERE kind = ? AND key = ?", (kind, key))

    def rows(self, kind: str) -> Iterator[tuple[str, Json]]:
        """Every row of a kind."""
        found = self._db.execute("SELECT key, body FROM thing WHERE kind = ?", (kind,))
        for key, body in found.fetchall():
            yield key, json.loads(body)

    def put_file(self, unique_id: str, data: bytes) -> None:
        """Keep a file's bytes."""
        self._begin()
        self._db.execute("INSERT OR IGNORE INTO file VALUES (?, ?)", (unique_id, data))

    def file(self, unique_id: str) -> bytes:
        """A file's bytes; KeyError if there are none."""
        row = self._db.execute("SELECT data FROM file WHERE id = ?", (unique_id,)).fetchone()
        if row is None:
            raise KeyError(unique_id)
        return bytes(row[0])

    def commit(self) -> None:
        """Make what was put and dropped durable, all or nothing."""
        if self._db.in_transaction:
            self._db.execute("COMMIT")

    def close(self) -> None:
        """Commit and let another process in."""
        self.commit()
        self._db.close()

    def _begin(self) -> None:
        if not self._db.in_transaction:
            self._db.execute("BEGIN")
