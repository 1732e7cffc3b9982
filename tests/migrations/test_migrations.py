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


# What an installation of the first version holds: a school, a running roadmap, an item that is
# done, who did it, and the reminder that was sent.
FIRST_VERSION = (
    "INSERT INTO organisation (id, kind, name, timezone, preferences, created_at)"
    " VALUES (1, 'school', 'Школа № 1', 'Europe/Moscow', '{}', '2026-09-01 07:00:00')",
    "INSERT INTO person (id, organisation_id, name, search, post, is_pupil, created_at)"
    " VALUES (1, 1, 'Ветрова Ольга', 'ветрова ольга', '', false, '2026-09-01 07:00:00')",
    "INSERT INTO roadmap (id, organisation_id, title, state, period_stated, approval, columns,"
    " source_name, source_sha, version, created_at)"
    " VALUES (1, 1, 'Карта', 'running', true, '[]', '[]', 'карта.docx', '0', 1,"
    " '2026-09-01 07:00:00')",
    "INSERT INTO item (id, roadmap_id, level, position, title, search, term_kind, spans,"
    " term_decided, responsible, sharing, status, note)"
    " VALUES (1, 1, 'row', 1, 'Приказ', 'приказ', 'none', '[]', false, '[]', 'one', 'done', '')",
    "INSERT INTO item_owner (id, item_id, person_id) VALUES (1, 1, 1)",
    "INSERT INTO occurrence (id, item_id, seq, kind, due, state)"
    " VALUES (1, 1, 1, 'due', '2026-10-01', 'done')",
    "INSERT INTO reminder (id, occurrence_id, person_id, step, escalated)"
    " VALUES (1, 1, 1, 'before', false)",
)
KEPT = ("organisation", "person", "roadmap", "item", "item_owner", "occurrence", "reminder")


def test_rows_of_the_first_version_survive_the_way_there_and_back(empty_url: str) -> None:
    made = config(empty_url)
    command.upgrade(made, "0001")
    for statement in FIRST_VERSION:
        inside(empty_url, lambda c, s=statement: c.execute(text(s)))

    def counts() -> dict[str, int]:
        return {
            name: inside(
                empty_url, lambda c, n=name: c.execute(text(f"SELECT count(*) FROM {n}")).scalar()
            )
            for name in KEPT
        }

    for revision in ("head", "0001", "head"):
        move = command.downgrade if revision == "0001" else command.upgrade
        move(made, revision)
        assert counts() == dict.fromkeys(KEPT, 1)
    assert inside(
        empty_url, lambda c: c.execute(text("SELECT kind, kind_chosen, status FROM item")).one()
    ) in [(None, 0, "done"), (None, False, "done")]
