"""The databases of the tests: every story runs on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from sqlalchemy import create_engine

from db.engine import Database
from db.models import Base

pytest_plugins = [
    "tests.plugins.no_skips", "tests.plugins.order", "tests.plugins.postgres",
    "tests.plugins.process", "tests.plugins.statements",
]  # fmt: skip


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All tables once: copying the file takes a hundredth of making them."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    engine = create_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    engine.dispose()
    return path


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> str:
    """Address of a fresh SQLite file with all tables."""
    path = tmp_path / "test.db"
    copyfile(sqlite_template, path)
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
