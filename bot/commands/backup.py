"""`python -m bot backup`: one .zip with the database and the files, made while the bot works."""

import sqlite3
from pathlib import Path

import asyncpg

from bot import stored
from bot.copies import making
from bot.settings import Settings
from texts import copies as texts


async def run(settings: Settings, out: Path, *, sandbox: bool | None = None) -> int:
    """Write the copy to `out`; 0 when it is there whole, 1 with a sentence when it is not.

    `sandbox` says whose data: by default those of the mode that `up` would start.
    """
    mode = settings.sandbox if sandbox is None else sandbox
    try:
        copy = await making.create(settings.database_url_for(mode), settings.files_for(mode), out)
    except FileExistsError:
        print(texts.exists(out))
    except stored.Missing:
        print(texts.no_database())
    except making.Damaged:
        print(texts.damaged())
    except (stored.Unusable, sqlite3.Error, asyncpg.PostgresError):
        print(texts.database_silent())
    except OSError:
        print(texts.not_written(out))
    else:
        print(texts.done(copy.out, copy.rows, copy.files, copy.size / (1 << 20)))
        return 0
    return 1
