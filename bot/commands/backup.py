"""`python -m bot backup`: one .zip with the database and the files, made while the bot works.

The database comes first: a file is stored before the row that names it and is never changed, so
every file the copied rows name is there when the files are copied afterwards.
"""

import asyncio
import hashlib
import json
import os
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import asyncpg

from bot import stored
from bot.settings import Settings, sqlite_path
from texts import backup as texts

KEEP_BEFORE_MIGRATION = 5
SQLITE_NAME = "database.sqlite3"
_TABLES = """
select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = current_schema() and c.relkind = 'r' order by c.relname
"""


async def run(settings: Settings, out: Path, *, sandbox: bool | None = None) -> int:
    """Write the copy to `out`; 0 when it is there whole, 1 with a sentence when it is not.

    `sandbox` says whose data: by default those of the mode that `up` would start.
    """
    try:
        print(await create(settings, out, settings.sandbox if sandbox is None else sandbox))
    except FileExistsError:
        print(texts.exists(out))
    except stored.Missing:
        print(texts.no_database())
    except (stored.Unusable, sqlite3.Error, asyncpg.PostgresError):
        print(texts.database_silent())
    except OSError:
        print(texts.not_written(out))
    else:
        return 0
    return 1


async def create(settings: Settings, out: Path, sandbox: bool) -> str:
    """Make the copy beside `out` under another name, then rename it; returns what to say."""
    _make_room(out)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".backup-") as folder:
        dump = Path(folder)
        counts = await _dump(settings.database_url_for(sandbox), dump)
        files = settings.data_dir_for(sandbox) / "files"
        part = dump / "backup.zip"
        manifest = await asyncio.to_thread(_pack, part, dump, files, counts)
        size = _publish(part, out)
    return texts.done(out, sum(counts["tables"].values()), manifest["files"], size / (1 << 20))


def copy_before_migration(settings: Settings, *, sandbox: bool | None = None) -> Path | None:
    """Copy a SQLite database that is about to be migrated to backups/, keeping the last five.

    Returns the copy; None when there is nothing to copy: no database yet, one that already
    stands at the newest migration, or PostgreSQL (its own backups know better).
    """
    mode = settings.sandbox if sandbox is None else sandbox
    path = sqlite_path(settings.database_url_for(mode))
    if path is None or not path.exists():
        return None
    revision = stored.sqlite_revision(path)
    if revision == stored.head():
        return None
    folder = settings.data_dir_for(mode) / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / f"before-{revision or 'empty'}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.db"
    _copy_sqlite(path, copy)
    _keep_last(folder)
    return copy


async def _dump(url: str, folder: Path) -> dict[str, Any]:
    path = sqlite_path(url)
    if path is None:
        return await _dump_postgres(url, folder)
    return await asyncio.to_thread(_dump_sqlite, path, folder)


def _dump_sqlite(path: Path, folder: Path) -> dict[str, Any]:
    copy = folder / SQLITE_NAME
    _copy_sqlite(path, copy)
    with closing(stored.open_sqlite(copy)) as connection:
        names = connection.execute(
            "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
        )
        counts = {
            name: connection.execute(f'select count(*) from "{name}"').fetchone()[0]
            for (name,) in names.fetchall()
        }
    return {"kind": "sqlite", "revision": stored.sqlite_revision(copy), "tables": counts}


def _copy_sqlite(source: Path, target: Path) -> None:
    """SQLite's own online copy: consistent, and writers go on meanwhile (WAL)."""
    part = target.with_suffix(".part")
    with closing(stored.open_sqlite(source)) as reader, closing(sqlite3.connect(part)) as writer:
        reader.backup(writer)
        # One plain file: the copy must not need a -wal beside it to be opened read-only.
        writer.execute("pragma journal_mode=delete")
    part.replace(target)


async def _dump_postgres(url: str, folder: Path) -> dict[str, Any]:
    tables = folder / "tables"
    tables.mkdir()
    connection = await stored.open_postgres(url)
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            names = [row["relname"] for row in await connection.fetch(_TABLES)]
            counts = {name: await _copy_table(connection, name, tables) for name in names}
            revision = None
            if "alembic_version" in counts:
                revision = await connection.fetchval("select version_num from alembic_version")
    finally:
        await connection.close()
    return {"kind": "postgresql", "revision": revision, "tables": counts}


async def _copy_table(connection: asyncpg.Connection, name: str, folder: Path) -> int:
    """COPY one table as CSV with a header; returns how many rows it has."""
    with (folder / f"{name}.csv").open("wb") as file:
        status = await connection.copy_from_query(
            f'select * from "{name}"', output=file, format="csv", header=True
        )
    return int(status.split()[-1])


def _pack(part: Path, dump: Path, files: Path, counts: dict[str, Any]) -> dict[str, Any]:
    members = {file.relative_to(dump).as_posix(): file for file in _files_in(dump)}
    stored_files = {f"files/{file.name}": file for file in _files_in(files)}
    with zipfile.ZipFile(part, "x", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        sums = {name: _add(archive, name, file) for name, file in members.items()}
        sums |= {name: _add(archive, name, file) for name, file in stored_files.items()}
        manifest = {
            "created": datetime.now(UTC).isoformat(timespec="seconds"),
            **counts,
            "files": len(stored_files),
            "sha256": sums,
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=1)
        archive.writestr("manifest.json", text)
    return manifest


def _files_in(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def _add(archive: zipfile.ZipFile, name: str, file: Path) -> str:
    """Add the file and return the SHA-256 of exactly the bytes that were added."""
    digest = hashlib.sha256()
    with file.open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
        while block := source.read(1 << 20):
            digest.update(block)
            target.write(block)
    return digest.hexdigest()


def _make_room(out: Path) -> None:
    if out.exists():
        raise FileExistsError(out)
    out.parent.mkdir(parents=True, exist_ok=True)


def _publish(part: Path, out: Path) -> int:
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    _make_room(out)
    return part.replace(out).stat().st_size


def _keep_last(folder: Path) -> None:
    copies = sorted(folder.glob("before-*.db"), key=lambda file: file.name.rpartition("-")[2])
    for old in copies[:-KEEP_BEFORE_MIGRATION]:
        old.unlink()
