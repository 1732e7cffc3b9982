"""The database seen from outside, for tools that must work when the program does not.

Reads through the plain drivers, never creates or changes anything.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import asyncpg

from bot.settings import sqlite_path

TIMEOUT = 10.0
MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


class Missing(Exception):
    """There is no database yet: it is made at the first start."""


class Unusable(Exception):
    """The database does not open or does not answer; the text is the driver's."""


async def revision(url: str) -> str | None:
    """The migration the database stands at, None before the first; Missing or Unusable."""
    path = sqlite_path(url)
    return sqlite_revision(path) if path is not None else await _postgres_revision(url)


def sqlite_revision(path: Path) -> str | None:
    """As `revision`, for a SQLite file."""
    try:
        with closing(open_sqlite(path)) as connection:
            connection.execute("select 1")
            table = "select 1 from sqlite_master where name = 'alembic_version'"
            if connection.execute(table).fetchone() is None:
                return None
            row = connection.execute("select version_num from alembic_version").fetchone()
            return None if row is None else str(row[0])
    except sqlite3.Error as error:
        raise Unusable(str(error)) from error


def open_sqlite(path: Path) -> sqlite3.Connection:
    """A connection that cannot write; raises Missing when there is no such file."""
    if not path.exists():
        raise Missing
    return sqlite3.connect(path.resolve().as_uri() + "?mode=ro", uri=True, timeout=TIMEOUT)


def head() -> str | None:
    """The migration this program wants the database to stand at."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


async def open_postgres(url: str) -> asyncpg.Connection:
    """A plain connection; raises Unusable in the driver's words."""
    dsn = url.replace("postgresql+asyncpg://", "postgresql://", 1)
    try:
        return await asyncpg.connect(dsn, timeout=TIMEOUT)
    except (OSError, TimeoutError, ValueError, asyncpg.PostgresError) as error:
        raise Unusable(str(error)) from error


async def _postgres_revision(url: str) -> str | None:
    connection = await open_postgres(url)
    try:
        await connection.fetchval("select 1")
        if await connection.fetchval("select to_regclass('alembic_version')") is None:
            return None
        found = await connection.fetchval("select version_num from alembic_version")
        return None if found is None else str(found)
    except asyncpg.PostgresError as error:
        raise Unusable(str(error)) from error
    finally:
        await connection.close()
