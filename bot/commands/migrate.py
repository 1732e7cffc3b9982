"""Bring the database to this version, after a copy."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from bot.copies.upgrade import copy_before_migration
from bot.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


def config(url: str) -> Config:
    """Alembic's configuration for a database address."""
    made = Config(str(ROOT / "alembic.ini"))
    made.set_main_option("script_location", str(ROOT / "migrations"))
    made.attributes["url"] = url
    return made


def upgrade(url: str, to: str = "head") -> None:
    command.upgrade(config(url), to)


def run(settings: Settings, *, sandbox: bool | None = None) -> int:
    """Copy, then migrate. The copy stays in DATA_DIR/backups."""
    if sandbox is None:
        sandbox = settings.sandbox
    settings.data_dir_for(sandbox).mkdir(parents=True, exist_ok=True)
    copy_before_migration(settings, sandbox=sandbox)
    upgrade(settings.database_url_for(sandbox))
    return 0
