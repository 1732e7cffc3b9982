"""The poll over a million occurrences and a tick with a thousand due, against bare sqlite3."""

import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bench._district import NOW, build, make_due
from bench._measure import SQLITE, Figure, figure, interleaved
from bench._replay import Statement, connect, recording, replay
from db.engine import Database
from services import reminders, ticking

POLL_RUNS, TICK_RUNS = 31, 7
POLL_AT_MOST, TICK_AT_MOST = 3.0, 5.0
LONG_AGO = NOW - timedelta(365)
# How many are due and how far apart among the million, so that many people share them.
FEW, MANY = (201, 4973), (1000, 997)


async def measure(folder: Path) -> list[Figure]:
    """Fills a database in `folder` first."""
    path = folder / "district.db"
    build(path)
    connection = connect(path)
    db = Database(f"sqlite+aiosqlite:///{path}")
    try:
        return [
            *await _polls(db, connection),
            await _tick(db, connection),
        ]
    finally:
        await db.close()
        connection.close()


async def _polls(db: Database, connection: sqlite3.Connection) -> list[Figure]:
    make_due(connection, *FEW)
    poll = await _read(db, connection, ticking.due, NOW)
    # Too little work for a ratio to mean anything: what is left is the way to the driver's thread.
    idle = await _read(db, connection, ticking.due, LONG_AGO)
    moment = await _read(db, connection, reminders.next_moment)
    return [
        figure("poll: 201 due of 1,000,000", *poll, POLL_AT_MOST),
        figure("poll: nothing due of 1,000,000", *idle, None),
        figure("next moment of 1,000,000", *moment, None),
    ]


async def _read(
    db: Database, connection: sqlite3.Connection, fn: Callable[..., Any], *args: datetime
) -> tuple[list[float], str, list[float]]:
    with recording(db.reader) as heard:
        await db.read(fn, *args)

    async def ours() -> None:
        await db.read(fn, *args)

    def bare() -> None:
        replay(connection, heard.statements)

    mine, theirs = await interleaved([ours, bare], POLL_RUNS, lambda: None)
    return mine, SQLITE, theirs


async def _tick(db: Database, connection: sqlite3.Connection) -> Figure:
    def restore() -> None:
        make_due(connection, *MANY)

    statements = await _heard(db, restore)

    async def ours() -> None:
        await db.write(reminders.tick, NOW)

    def bare() -> None:
        replay(connection, statements)

    mine, theirs = await interleaved([ours, bare], TICK_RUNS, restore)
    return figure("tick: 1,000 due", mine, SQLITE, theirs, TICK_AT_MOST)


async def _heard(db: Database, restore: Callable[[], None]) -> list[Statement]:
    restore()
    with recording(db.writer) as heard:
        result = await db.write(reminders.tick, NOW)
    if result.claimed != MANY[0]:
        raise RuntimeError(f"the tick claimed {result.claimed}")
    return heard.statements
