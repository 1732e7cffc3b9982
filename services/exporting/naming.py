"""Schools and days in exports; people: services/file_names.py."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Organisation


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
