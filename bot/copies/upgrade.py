"""The copy before an upgrade: the way back when a new version turns out worse."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from bot import stored
from bot.copies import making
from bot.settings import Settings, sqlite_path

KEEP = 5


def copy_before_migration(settings: Settings, *, sandbox: bool) -> Path | None:
    """Copy a database that is about to be migrated to backups/, keeping the last five.

    Returns the copy: the file itself of SQLite, a .zip of PostgreSQL. None when there is nothing
    to copy: no database yet, or one that stands at the newest migration already.
    """
    url = settings.database_url_for(sandbox)
    try:
        revision = asyncio.run(stored.revision(url))
    except stored.Missing:
        return None
    if revision == stored.head() or (revision is None and sqlite_path(url) is None):
        return None
    folder = settings.backups_for(sandbox)
    folder.mkdir(parents=True, exist_ok=True)
    copy = copy_now(settings, sandbox, f"before-{revision or 'empty'}")
    _keep_last(folder)
    return copy


def copy_now(settings: Settings, sandbox: bool, name: str) -> Path:
    """Copy the database, without the files, under a name that tells the moment."""
    url, folder = settings.database_url_for(sandbox), settings.backups_for(sandbox)
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{name}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    path = sqlite_path(url)
    if path is not None:
        copy = folder / f"{stem}.db"
        making.copy_sqlite(path, copy)
        return copy
    copy = folder / f"{stem}.zip"
    asyncio.run(making.create(url, settings.files_for(sandbox), copy, with_files=False))
    return copy


def _keep_last(folder: Path) -> None:
    found = [file for file in folder.glob("before-*") if file.suffix in (".db", ".zip")]
    for old in sorted(found, key=lambda file: file.stem.rpartition("-")[2])[:-KEEP]:
        old.unlink()
