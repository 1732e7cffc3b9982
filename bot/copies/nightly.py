"""The nightly copy: made once a night whatever was off at night, checked, and thinned out.

Evidence can be gigabytes and never changes, so a night's .zip holds the database alone; where the
copies lie elsewhere (BACKUP_DIR) the files are copied beside them, each once.
"""

import asyncio
import os
import shutil
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from bot import logs
from bot.copies import making
from bot.settings import Settings

log = logs.get("nightly")
HOUR = 3  # local: nobody works, and the disk is idle
MONTHS = 12
PREFIX = "nightly-"

Tell = Callable[[date], Awaitable[None]]


@dataclass(frozen=True)
class Nightly:
    """The copies of the real bot. `tell` is called when a night's copy could not be made."""

    settings: Settings
    now: Callable[[], datetime]
    tell: Tell

    async def tick(self) -> None:
        """Make the night's copy if it is missing. To be called every hour or so."""
        local = self.now().astimezone(self.settings.zone)
        night = (local - timedelta(hours=HOUR)).date()
        if not self.settings.backup_days:
            return
        out = self.settings.backups_for(sandbox=False) / f"{PREFIX}{night}.zip"
        if await asyncio.to_thread(out.exists):
            return
        try:
            await self._make(out)
        except Exception as error:  # whatever is wrong with it, the bot goes on
            log.error("no_copy", error, night=night.isoformat())
            await self.tell(night)
            return
        log.info("copied", night=night.isoformat())
        await asyncio.to_thread(thin_out, out.parent, night, self.settings.backup_days)

    async def _make(self, out: Path) -> None:
        files = self.settings.files_for(sandbox=False)
        url = self.settings.database_url_for(sandbox=False)
        await making.create(url, files, out, with_files=False)
        if self.settings.backup_dir is not None:
            await asyncio.to_thread(add_missing, making.files_in(files), out.parent / "files")


def add_missing(files: Iterable[Path], target: Path) -> int:
    """Copy the files that `target` has not; each appears there whole. How many were copied."""
    target.mkdir(parents=True, exist_ok=True)
    copied = 0
    for file in files:
        if not (target / file.name).exists():
            part = target / f".{file.name}.part"
            shutil.copyfile(file, part)
            with part.open("rb+") as written:
                os.fsync(written.fileno())
            part.replace(target / file.name)
            copied += 1
    return copied


def thin_out(folder: Path, night: date, days: int) -> None:
    """Keep the last `days` nights and the first of each of the last twelve months."""
    found = {day: file for file in folder.glob(f"{PREFIX}*.zip") if (day := _night(file))}
    for day in sorted(found.keys() - kept(found, night, days)):
        found[day].unlink()


def kept(nights: Iterable[date], night: date, days: int) -> set[date]:
    """Which nights' copies stay on the morning after `night`."""
    recent = {day for day in nights if day > night - timedelta(days=days)}
    first: dict[tuple[int, int], date] = {}
    for day in sorted(nights):
        first.setdefault((day.year, day.month), day)
    oldest = night.year * 12 + night.month - MONTHS
    monthly = {day for (year, month), day in first.items() if year * 12 + month > oldest}
    return recent | monthly


def _night(file: Path) -> date | None:
    try:
        return date.fromisoformat(file.stem.removeprefix(PREFIX))
    except ValueError:
        return None
