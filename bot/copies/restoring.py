"""Putting a copy back: checked whole before anything is touched, what was there is kept."""

import asyncio
import hashlib
import json
import os
import re
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
from alembic.script import ScriptDirectory

from bot import stored
from bot.commands import migrate
from bot.copies import making, nightly
from bot.copies.upgrade import copy_now
from bot.settings import Settings, sqlite_path

_MEMBER = re.compile(rf"(files/[0-9a-f]{{64}}|tables/[a-z_]+\.csv|{making.SQLITE_NAME})")
_BLOCK = 1 << 20
# Not by our own downgrades: the database may stand at a version that this program does not know.
_EVERYTHING = """
select format('drop table %I cascade', tablename) as drop
from pg_tables where schemaname = current_schema()
union all
select format('drop function %s cascade', p.oid::regprocedure)
from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = current_schema()
"""
_FOREIGN_KEYS = """
select format('%I', r.relname) as table, format('%I', c.conname) as name,
       pg_get_constraintdef(c.oid) as body
from pg_constraint c join pg_class r on r.oid = c.conrelid
join pg_namespace n on n.oid = r.relnamespace
where c.contype = 'f' and n.nspname = current_schema()
"""
_SEQUENCES = """
select format('%I', table_name) as table, format('%I', column_name) as column,
       pg_get_serial_sequence(format('%I', table_name), column_name) as sequence
from information_schema.columns
where table_schema = current_schema()
  and pg_get_serial_sequence(format('%I', table_name), column_name) is not null
"""


class Unfit(Exception):
    """A file that cannot be restored from; `why` is damaged | foreign | newer | other_kind."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Restored:
    """`kept`: where the data that was there before is now; `missing`: files that are nowhere."""

    rows: int
    files: int
    missing: int
    kept: Path | None


@dataclass(frozen=True, slots=True)
class _Opened:
    """An unpacked and checked copy."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def files(self) -> list[Path]:
        return making.files_in(self.folder / "files")


def restore(settings: Settings, source: Path, *, sandbox: bool) -> Restored:
    """Make the installation what it was when `source` was made; then migrate it to this version.

    Takes a .zip of ours or the .db that stands before an upgrade. The bot must not be running.
    Raises FileNotFoundError, Unfit, stored.Unusable, the drivers' errors or OSError; until all of
    the copy is checked nothing is changed.
    """
    url, data = settings.database_url_for(sandbox), settings.data_dir_for(sandbox)
    data.mkdir(parents=True, exist_ok=True)
    path = sqlite_path(url)
    with _opened(source, data) as opened:
        _check_revision(opened.manifest["revision"])
        if (opened.manifest["kind"] == "sqlite") != (path is not None):
            raise Unfit("other_kind")
        kept = _keep_present(settings, sandbox)
        beside = making.files_in(source.parent / "files")
        nightly.add_missing([*opened.files, *beside], settings.files_for(sandbox))
        if path is not None:
            _put_sqlite(opened.folder / making.SQLITE_NAME, path)
        else:
            _put_postgres(url, opened)
        migrate.upgrade(url)
        names = opened.manifest["file_names"]
        missing = sum(not (settings.files_for(sandbox) / name).exists() for name in names)
        return Restored(sum(opened.manifest["tables"].values()), len(names), missing, kept)


@contextmanager
def _opened(source: Path, data: Path) -> Iterator[_Opened]:
    """Unpacked beside the data, so that moving it into place is one rename."""
    with tempfile.TemporaryDirectory(dir=data, prefix=".restore-") as folder:
        yield _unpack(source, Path(folder))


def _unpack(source: Path, folder: Path) -> _Opened:
    if not source.exists():
        raise FileNotFoundError(source)
    try:
        if zipfile.is_zipfile(source):
            return _unpack_zip(source, folder)
        return _take_sqlite(source, folder)
    except (sqlite3.Error, stored.Unusable, making.Damaged, zipfile.BadZipFile, EOFError):
        raise Unfit("damaged") from None
    except (KeyError, ValueError, TypeError, stored.Missing):
        raise Unfit("foreign") from None


def _unpack_zip(source: Path, folder: Path) -> _Opened:
    with zipfile.ZipFile(source) as archive:
        manifest = json.loads(archive.read(making.MANIFEST))
        for name, expected in manifest["sha256"].items():
            if _MEMBER.fullmatch(name) is None:
                raise Unfit("foreign")
            if _extract(archive, name, folder / name) != expected:
                raise Unfit("damaged")
    if manifest["kind"] == "sqlite":
        making.counted(folder / making.SQLITE_NAME)
    return _Opened(folder, {"file_names": [], **manifest})


def _extract(archive: zipfile.ZipFile, name: str, target: Path) -> str:
    digest = hashlib.sha256()
    target.parent.mkdir(exist_ok=True)
    with archive.open(name) as reader, target.open("wb") as writer:
        while block := reader.read(_BLOCK):
            digest.update(block)
            writer.write(block)
    return digest.hexdigest()


def _take_sqlite(source: Path, folder: Path) -> _Opened:
    copy = folder / making.SQLITE_NAME
    shutil.copyfile(source, copy)
    tables = making.counted(copy)
    if "alembic_version" not in tables:
        raise Unfit("foreign")
    revision = stored.sqlite_revision(copy)
    manifest: dict[str, Any] = {
        "kind": "sqlite", "revision": revision, "tables": tables, "file_names": [],
    }  # fmt: skip
    return _Opened(folder, manifest)


def _check_revision(revision: str | None) -> None:
    """A copy of a newer program has tables that this one does not know."""
    known = {step.revision for step in ScriptDirectory(str(stored.MIGRATIONS)).walk_revisions()}
    if revision is None:
        raise Unfit("foreign")
    if revision not in known:
        raise Unfit("newer")


def _keep_present(settings: Settings, sandbox: bool) -> Path | None:
    try:
        found = asyncio.run(stored.revision(settings.database_url_for(sandbox)))
    except stored.Missing:
        return None
    except stored.Unusable:
        path = sqlite_path(settings.database_url_for(sandbox))
        if path is None:
            raise
        return _set_aside(path, settings.backups_for(sandbox))
    return copy_now(settings, sandbox, "replaced") if found is not None else None


def _set_aside(path: Path, folder: Path) -> Path:
    """A damaged database is not read, but not thrown away either."""
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f"damaged-{path.stat().st_mtime_ns}.db"
    shutil.copyfile(path, aside)
    return aside


def _put_sqlite(copy: Path, path: Path) -> None:
    """The old -wal belongs to the old file: it goes first, its pages are in the kept copy."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with copy.open("rb+") as file:
        os.fsync(file.fileno())
    for name in ("-wal", "-shm"):
        path.with_name(path.name + name).unlink(missing_ok=True)
    copy.replace(path)


def _put_postgres(url: str, opened: _Opened) -> None:
    asyncio.run(_empty(url))
    migrate.upgrade(url, str(opened.manifest["revision"]))
    asyncio.run(_load(url, opened))


async def _empty(url: str) -> None:
    connection = await stored.open_postgres(url)
    try:
        async with connection.transaction():
            for statement in await connection.fetch(_EVERYTHING):
                await connection.execute(statement["drop"])
    finally:
        await connection.close()


async def _load(url: str, opened: _Opened) -> None:
    """All rows in one transaction, the links between tables checked at its end."""
    connection = await stored.open_postgres(url)
    try:
        async with connection.transaction():
            links = await connection.fetch(_FOREIGN_KEYS)
            for link in links:
                await connection.execute(
                    f"alter table {link['table']} drop constraint {link['name']}"
                )
            for name, rows in opened.manifest["tables"].items():
                if name != "alembic_version":
                    await _load_table(connection, name, opened.folder / f"tables/{name}.csv", rows)
            for link in links:
                await connection.execute(
                    f"alter table {link['table']} add constraint {link['name']} {link['body']}"
                )
            await _move_sequences(connection)
    finally:
        await connection.close()


async def _load_table(connection: asyncpg.Connection, name: str, file: Path, rows: int) -> None:
    with file.open(encoding="utf-8", newline="") as opened:
        columns = opened.readline().strip().split(",")
    status = await connection.copy_to_table(
        name, source=file, columns=columns, format="csv", header=True
    )
    if int(status.split()[-1]) != rows:
        raise Unfit("damaged")


async def _move_sequences(connection: asyncpg.Connection) -> None:
    for row in await connection.fetch(_SEQUENCES):
        await connection.execute(
            f"select setval('{row['sequence']}', coalesce(max({row['column']}), 1),"
            f" max({row['column']}) is not null) from {row['table']}"
        )
