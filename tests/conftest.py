"""The databases of the tests: every story runs on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from db.engine import Database
from db.models import Base

pytest_plugins = ["tests.plugins.no_skips", "tests.plugins.postgres"]


@pytest.fixture
def sqlite_database(tmp_path: Path) -> str:
    """Address of a fresh SQLite file with all tables."""
    path = tmp_path / "test.db"
    engine = create_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    engine.dispose()
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh, empty database with all tables, of either kind."""
    url: str = request.getfixturevalue(f"{request.param}_database")
    return url


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.close()


@pytest.fixture
async def stage(database_url: str, tmp_path: Path) -> AsyncIterator[Any]:
    """The whole program beside a messenger of our own (tests/stage.py), on both databases."""
    # aiogram takes seconds to import, which tests of rules need not wait for.
    from tests.stage import staged

    async with staged(database_url, tmp_path) as made:
        yield made
