"""Names in exports: a file leaves the school, so nobody without consent is named in it."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Organisation
from domain.named import Named
from services import gate, people


def names(session: Session, ids: Iterable[int | None], now: datetime) -> dict[int, Named]:
    """By person; of whom a file may not speak, without the name."""
    wanted = {each for each in ids if each is not None}
    allowed = gate.allowed(session, wanted, gate.Purpose.REPORTS, now)
    return {
        each.id: each if each.id in allowed else Named(each.id, "", each.pupil)
        for each in people.named(session, wanted).values()
    }


def of(found: dict[int, Named], ids: Iterable[int]) -> tuple[Named, ...]:
    """Those of the people that are still there, each once."""
    return tuple(found[each] for each in dict.fromkeys(ids) if each in found)


def schools(session: Session, ids: Iterable[int | None]) -> dict[int | None, str]:
    """The names of organisations; «None» has none."""
    rows = session.execute(select(Organisation.id, Organisation.name).where(
        Organisation.id.in_({each for each in ids if each is not None})
    ))  # fmt: skip
    return {None: "", **{row.id: row.name for row in rows}}


def local(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    """As a cell holds it: without a zone, to the minute."""
    if moment is None:
        return None
    return moment.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)


def day(moment: datetime | None, zone: ZoneInfo) -> date | None:
    return moment.astimezone(zone).date() if moment else None
