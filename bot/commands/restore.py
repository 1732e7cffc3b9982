"""`python -m bot restore`: without a file the list of copies, with one the way back to it."""

import sqlite3
import sys
from datetime import datetime
from pathlib import Path

import asyncpg

from bot import stored
from bot.copies import restoring
from bot.heartbeat import Heartbeat
from bot.settings import Settings
from db.engine import SQLAlchemyError
from texts import copies as texts

ALIVE_WITHIN = 60.0  # three ticks


def run(
    settings: Settings, source: Path | None, *, sure: bool, sandbox: bool | None = None
) -> int:
    """0 when the data is that of the copy; 1 with a sentence, and nothing changed, otherwise."""
    mode = settings.sandbox if sandbox is None else sandbox
    if source is None:
        print(_list(settings.backups_for(mode), settings))
        return 0
    age = Heartbeat(settings.data_dir_for(mode)).age()
    if age is not None and age < ALIVE_WITHIN:
        print(texts.still_running())
        return 1
    if not source.exists():
        print(texts.no_such_copy(source))
        return 1
    if not (sure or _agreed(source)):
        print(texts.not_agreed())
        return 1
    return _restore(settings, source, mode)


def _restore(settings: Settings, source: Path, mode: bool) -> int:
    try:
        made = restoring.restore(settings, source, sandbox=mode)
    except FileNotFoundError:
        print(texts.no_such_copy(source))
    except restoring.Unfit as unfit:
        print(texts.unfit(unfit.why))
    except (stored.Unusable, sqlite3.Error, asyncpg.PostgresError, SQLAlchemyError):
        print(texts.restore_broken(settings.backups_for(mode)))
    except OSError:
        print(texts.restore_not_written(settings.data_dir_for(mode)))
    else:
        print(texts.restored(made.rows, made.files, made.missing, made.kept))
        return 0
    return 1


def _agreed(source: Path) -> bool:
    if not sys.stdin.isatty():
        return False
    return texts.is_yes(input(texts.ask_restore(source)))


def _list(folder: Path, settings: Settings) -> str:
    found = [file for file in folder.glob("*") if file.suffix in (".zip", ".db")]
    newest = sorted(found, key=lambda file: file.stat().st_mtime, reverse=True)
    lines = [
        (
            file,
            datetime.fromtimestamp(file.stat().st_mtime, settings.zone),
            file.stat().st_size / (1 << 20),
        )
        for file in newest
    ]
    return texts.copies(folder, lines)
