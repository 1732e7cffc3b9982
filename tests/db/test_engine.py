"""The one door to the database."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from db import engine
from db.engine import AlreadyProcessed, Database, Unavailable, once
from db.models import ProcessedUpdate, Setting

NOW = datetime(2026, 10, 15, 12, tzinfo=UTC)


def put(session: Session, key: str, value: int) -> None:
    session.add(Setting(key=key, value={"n": value}))


def increment(session: Session) -> None:
    row = session.scalars(select(Setting).where(Setting.key == "n").with_for_update()).one()
    row.value = {"n": row.value["n"] + 1}


def number(session: Session) -> int:
    return int(session.scalars(select(Setting.value).where(Setting.key == "n")).one()["n"])


async def test_a_failed_use_case_leaves_nothing(db: Database) -> None:
    def broken(session: Session) -> None:
        put(session, "n", 1)
        session.flush()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await db.write(broken)

    assert await db.read(lambda s: s.scalar(select(func.count()).select_from(Setting))) == 0


async def test_a_read_cannot_write(db: Database) -> None:
    def write(session: Session) -> None:
        put(session, "n", 1)
        session.flush()

    with pytest.raises(DBAPIError):
        await db.read(write)


async def test_concurrent_writers_lose_no_update(db: Database) -> None:
    await db.write(put, "n", 0)

    await asyncio.gather(*(db.write(increment) for _ in range(50)))

    assert await db.read(number) == 50


async def test_an_update_acts_once(db: Database) -> None:
    def act(session: Session) -> None:
        once(session, 7, NOW)
        increment(session)

    await db.write(put, "n", 0)
    await db.write(act)
    with pytest.raises(AlreadyProcessed):
        await db.write(act)

    assert await db.read(number) == 1
    assert await db.read(lambda s: s.scalars(select(ProcessedUpdate.at)).all()) == [NOW]


async def test_a_server_that_says_nothing_is_out_of_service(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It takes the connection and is silent, as one in the middle of its recovery may be."""

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    monkeypatch.setattr(engine, "CONNECT_SECONDS", 0.1)
    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    db = Database(f"postgresql+asyncpg://nobody@{host}:{port}/nothing?ssl=disable")
    try:
        with pytest.raises(Unavailable):
            await db.read(number)
    finally:
        await db.close()
        server.close()
        await server.wait_closed()
