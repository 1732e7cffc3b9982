"""`python -m bot export WHAT --out FILE`: the data as tables, while the bot runs or not."""

import os
import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bot import stored
from bot.commands.moment import clock_of
from bot.settings import Settings
from db.engine import Database, Session
from db.models import Organisation
from domain.exporting import What, tables
from exports.big import spool
from exports.big.making import make
from exports.big.model import Job
from services import audit
from services.actor import Actor
from services.exporting import access
from services.exporting.model import Scope
from services.exporting.tables import batch, table
from texts import exporting as words
from texts import reminders as reminder_words
from texts import roadmap as roadmap_words

NO_DATABASE, REFUSED = 1, 2
NO_LIMIT = 1 << 40  # of the bytes of a file: nobody sends it


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for; `school` None: all organisations."""

    what: What
    school: int | None
    since: date | None
    until: date | None
    csv: bool


async def run(settings: Settings, wanted: Wanted, out: Path) -> int:
    """Write the file (with a number in the name where there are several) and say which.

    0; 1 without a database; 2 for a period or an organisation that there is not.
    """
    if wanted.since and wanted.until and wanted.until < wanted.since:
        print(words.reversed_period())
        return REFUSED
    url = settings.database_url_for(settings.sandbox)
    try:
        await stored.revision(url)
    except (stored.Missing, stored.Unusable):
        print(reminder_words.no_database())
        return NO_DATABASE
    db = Database(url)
    try:
        return await _export(db, settings, wanted, out)
    finally:
        await db.close()


async def _export(db: Database, settings: Settings, wanted: Wanted, out: Path) -> int:
    now = clock_of(settings).now()
    name = await db.read(_name, wanted.school)
    if name is None:
        print(words.no_place(wanted.school or 0))
        return REFUSED
    places = await db.read(_places, wanted.school)
    scope = Scope(places, wanted.since, wanted.until, now, settings.zone)
    await db.write(_note, Actor(at=now, zone=settings.zone), wanted)
    whats = tables(wanted.what, None)
    # Beside the file, so that moving it there is one step.
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        rows = 0
        for what in whats:
            rows += await _read(db, scope, what, Path(folder))
        job = _job(settings, scope, whats, name, csv=wanted.csv)
        for number, made in enumerate(make(Path(folder), job, Path(folder), limit=NO_LIMIT), 1):
            target = out if number == 1 else out.with_stem(f"{out.stem}-{number}")
            os.replace(made, target)
            print(words.written(str(target), rows))
    return 0


async def _read(db: Database, scope: Scope, what: What, folder: Path) -> int:
    count, after = 0, 0
    while True:
        found = await db.read(batch, what, scope, after)
        spool.add(folder, what.value, found.rows)
        count += len(found.rows)
        if found.after is None:
            return count
        after = found.after


def _note(session: Session, actor: Actor, wanted: Wanted) -> None:
    audit.record(session, actor, "exported", f"export:{wanted.what.value}", wanted.school)


def _name(session: Session, school: int | None) -> str | None:
    if school is None:
        return words.all_places()
    found = session.get(Organisation, school)
    return found.name if found else None


def _places(session: Session, school: int | None) -> tuple[int, ...] | None:
    return None if school is None else (school, *access.below(session, school))


def _job(
    settings: Settings, scope: Scope, whats: tuple[What, ...], place: str, *, csv: bool
) -> Job:
    local = scope.at.astimezone(scope.zone)
    return Job(
        tables=tuple(map(table, whats)),
        place=place,
        first=scope.first,
        last=scope.last,
        at=local,
        zone=roadmap_words.clock_in_file(scope.zone.key, local.utcoffset() or timedelta()),
        made_by=words.by_console(),
        names=settings.names_in_files,
        csv=csv,
    )
