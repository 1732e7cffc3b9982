"""Migrations go up, down and up again on both databases, and lead to the tables of the models."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.commands.migrate import config
from db.models import Base


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of a database without any table."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'empty.db'}"
    url: str = request.getfixturevalue("empty_postgres_database")
    return url


def inside(url: str, act: Callable[[Connection], Any]) -> Any:
    """What `act` finds out in a transaction of its own."""

    async def run() -> Any:
        engine = create_async_engine(url)
        try:
            async with engine.begin() as connection:
                return await connection.run_sync(act)
        finally:
            await engine.dispose()

    return asyncio.run(run())


def differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Base.metadata))


def test_every_step_goes_up_down_and_up_again(empty_url: str) -> None:
    made = config(empty_url)
    steps = [script.revision for script in ScriptDirectory.from_config(made).walk_revisions()]

    for revision in reversed(steps):
        command.upgrade(made, revision)
        command.downgrade(made, "-1")
        command.upgrade(made, revision)

    assert inside(empty_url, differences) == []


def test_the_audit_log_only_grows(empty_url: str) -> None:
    command.upgrade(config(empty_url), "head")
    inside(empty_url, lambda c: c.execute(text(
        "INSERT INTO audit_entry (at, action, subject, data)"
        " VALUES ('2026-10-05 07:00:00', 'x', 'person:1', '{}')"
    )))  # fmt: skip

    for statement in ("UPDATE audit_entry SET action = 'y'", "DELETE FROM audit_entry"):
        with pytest.raises(DBAPIError, match="append-only"):
            inside(empty_url, lambda c, s=statement: c.execute(text(s)))

    assert inside(
        empty_url, lambda c: c.execute(text("SELECT action FROM audit_entry")).all()
    ) == [("x",)]
