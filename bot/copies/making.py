"""Making a copy: one .zip with the database and, if wanted, the files, while the bot works.

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
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import asyncpg

from bot import stored
from bot.copies import anonymous
from bot.settings import sqlite_path

MANIFEST = "manifest.json"
SQLITE_NAME = "database.sqlite3"
_TABLES = """
select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = current_schema() and c.relkind = 'r' order by c.relname
"""


@dataclass(frozen=True, slots=True)
class Copy:
    """What a finished copy holds."""

    out: Path
    rows: int
    files: int
    size: int  # bytes


async def create(url: str, files: Path, out: Path, *, with_files: bool = True) -> Copy:
    """Copy the database and `files` into `out`, made beside it under another name first.

    Without files only their names are kept: a restore looks for them in the files' own folder.
    Raises FileExistsError, stored.Missing, stored.Unusable, Damaged or the driver's errors.
    """
    make_room(out)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".backup-") as folder:
        dump = Path(folder)
        counts = await _dump(url, dump)
        part = dump / "backup.zip"
        manifest = await asyncio.to_thread(_pack, part, dump, files, counts, with_files)
        size = _publish(part, out)
    return Copy(out, sum(counts["tables"].values()), len(manifest["file_names"]), size)


class Damaged(Exception):
    """The copy was made and is not whole: the database itself is damaged."""


async def _dump(url: str, folder: Path) -> dict[str, Any]:
    path = sqlite_path(url)
    if path is None:
        return await _dump_postgres(url, folder)
    return await asyncio.to_thread(_dump_sqlite, path, folder)


def _dump_sqlite(path: Path, folder: Path) -> dict[str, Any]:
    copy = folder / SQLITE_NAME
    copy_sqlite(path, copy)
    return {"kind": "sqlite", "revision": stored.sqlite_revision(copy), "tables": counted(copy)}


def counted(path: Path) -> dict[str, int]:
    """Rows by table of a SQLite file. Raises Damaged where the file is not whole."""
    with closing(stored.open_sqlite(path)) as connection:
        if connection.execute("pragma integrity_check").fetchall() != [("ok",)]:
            raise Damaged
        names = connection.execute(
            "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
        )
        return {
            name: connection.execute(f'select count(*) from "{name}"').fetchone()[0]
            for (name,) in names.fetchall()
        }


def copy_sqlite(source: Path, target: Path) -> None:
    """SQLite's own online copy: consistent, and writers go on meanwhile (WAL)."""
    part = target.with_suffix(".part")
    _empty_log(source)
    with closing(stored.open_sqlite(source)) as reader, closing(sqlite3.connect(part)) as writer:
        reader.backup(writer)
        anonymous.leave_out(writer)
        # One plain file: the copy must not need a -wal beside it to be opened read-only.
        writer.execute("pragma journal_mode=delete")
    part.replace(target)


def _empty_log(source: Path) -> None:
    """A copy of the folder past the program would have what was erased in the log as well."""
    if not source.exists():
        raise stored.Missing
    address = source.resolve().as_uri() + "?mode=rw"
    with (
        suppress(sqlite3.OperationalError),  # in use: then at the bot's next tick
        closing(sqlite3.connect(address, uri=True, timeout=0)) as connection,
    ):
        connection.execute("pragma wal_checkpoint(truncate)")


async def _dump_postgres(url: str, folder: Path) -> dict[str, Any]:
    tables = folder / "tables"
    tables.mkdir()
    connection = await stored.open_postgres(url)
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            names = [row["relname"] for row in await connection.fetch(_TABLES)]
            parts = await anonymous.parts(connection) if set(names) >= anonymous.TABLES else {}
            counts = {
                name: await _copy_table(connection, name, tables, parts.get(name))
                for name in names
            }
            revision = None
            if "alembic_version" in counts:
                revision = await connection.fetchval("select version_num from alembic_version")
    finally:
        await connection.close()
    return {"kind": "postgresql", "revision": revision, "tables": counts}


async def _copy_table(
    connection: asyncpg.Connection, name: str, folder: Path, part: str | None
) -> int:
    """COPY one table (or what a query takes of it) as CSV with a header; returns how many rows."""
    with (folder / f"{name}.csv").open("wb") as file:
        status = await connection.copy_from_query(
            part or f'select * from "{name}"', output=file, format="csv", header=True
        )
    return int(status.split()[-1])


def _pack(
    part: Path, dump: Path, files: Path, counts: dict[str, Any], with_files: bool
) -> dict[str, Any]:
    members = {file.relative_to(dump).as_posix(): file for file in files_in(dump)}
    kept = {f"files/{file.name}": file for file in files_in(files)}
    packed = {**members, **kept} if with_files else members
    with zipfile.ZipFile(part, "x", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        manifest = {
            "created": datetime.now(UTC).isoformat(timespec="seconds"),
            **counts,
            "with_files": with_files,
            "file_names": [file.name for file in kept.values()],
            "sha256": {name: _add(archive, name, file) for name, file in packed.items()},
        }
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    return manifest


def files_in(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def _add(archive: zipfile.ZipFile, name: str, file: Path) -> str:
    """Add the file and return the SHA-256 of exactly the bytes that were added."""
    digest = hashlib.sha256()
    with file.open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
        while block := source.read(1 << 20):
            digest.update(block)
            target.write(block)
    return digest.hexdigest()


def make_room(out: Path) -> None:
    if out.exists():
        raise FileExistsError(out)
    out.parent.mkdir(parents=True, exist_ok=True)


def _publish(part: Path, out: Path) -> int:
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    make_room(out)
    return part.replace(out).stat().st_size
