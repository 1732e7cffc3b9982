"""Statements that go straight to the driver."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import bindparam, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from db.engine import Database, Unavailable
from db.models import ChatState
from db.prepared import Prepared
from services.upsert import table_of

NOW = datetime(2026, 10, 15, 12, tzinfo=UTC)
TABLE = table_of(ChatState)
FOUND = Prepared(
    select(ChatState.name, ChatState.data, ChatState.at)
    .where(TABLE.c.chat_id == bindparam("chat"), TABLE.c.name.in_(["a", "b"]))
    .order_by(TABLE.c.name)
)
PUT = Prepared(insert(TABLE))


def put(session: Session, chat: str, name: str = "a") -> None:
    PUT.run(session, channel="telegram", chat_id=chat, name=name, data={"n": [1, None]}, at=NOW)


async def test_values_and_columns_have_their_types(db: Database) -> None:
    await db.write(put, "7")

    (row,) = await db.read(lambda s: FOUND.rows(s, chat="7"))

    assert (row.name, row.data, row.at) == ("a", {"n": [1, None]}, NOW)
    assert await db.read(lambda s: FOUND.rows(s, chat="8")) == []


async def test_what_the_session_has_to_write_is_written_first(db: Database) -> None:
    def work(session: Session) -> int:
        session.add(ChatState(channel="telegram", chat_id="7", name="b", data={}, at=NOW))
        return len(FOUND.rows(session, chat="7"))

    assert await db.write(work) == 1


async def test_a_failure_is_sqlalchemys_and_leaves_nothing(db: Database) -> None:
    def twice(session: Session) -> None:
        put(session, "7")
        put(session, "7")

    with pytest.raises(IntegrityError):
        await db.write(twice)

    assert await db.read(lambda s: FOUND.rows(s, chat="7")) == []


async def test_a_failure_in_the_middle_of_the_rows_is_sqlalchemys(sqlite_database: str) -> None:
    db = Database(sqlite_database)
    every = Prepared(select(TABLE.c.name))

    def stopped(session: Session) -> None:
        for number in range(1000):
            put(session, str(number))
        driver = session.connection().connection.dbapi_connection
        driver.set_progress_handler(lambda: 1, 1000)  # after so many steps: rows were found
        try:
            every.rows(session)
        finally:
            driver.set_progress_handler(None, 0)

    try:
        with pytest.raises(DBAPIError, match="interrupted"):
            await db.write(stopped)
        assert await db.read(every.rows) == []
    finally:
        await db.close()


async def test_a_connection_that_is_lost_is_told_once(postgres_database: str) -> None:
    db, other = Database(postgres_database), Database(postgres_database)
    end = text(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    try:
        await db.write(put, "7")
        await other.read(lambda s: s.execute(end).all())

        with pytest.raises(Unavailable):
            await db.write(put, "8")

        await db.write(put, "8")
        (row,) = await db.read(lambda s: FOUND.rows(s, chat="8"))
        assert row.name == "a"
    finally:
        await db.close()
        await other.close()
