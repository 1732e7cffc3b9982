"""Time zones of schools: a day begins and ends where the school is."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Organisation, Pair


def of(session: Session, organisation_ids: Collection[int]) -> dict[int, ZoneInfo]:
    """By organisation."""
    rows = session.execute(
        select(Organisation.id, Organisation.timezone).where(Organisation.id.in_(organisation_ids))
    )
    return {row.id: ZoneInfo(row.timezone) for row in rows}


def of_pairs(session: Session, pair_ids: Collection[int]) -> dict[int, ZoneInfo]:
    """By pair, those of their schools."""
    rows = session.execute(
        select(Pair.id, Organisation.timezone)
        .join(Organisation, Organisation.id == Pair.organisation_id)
        .where(Pair.id.in_(pair_ids))
    )
    return {row.id: ZoneInfo(row.timezone) for row in rows}


def todays(session: Session, organisation_ids: Collection[int], now: datetime) -> dict[int, date]:
    """The present local day by organisation."""
    return {
        each: now.astimezone(zone).date() for each, zone in of(session, organisation_ids).items()
    }


def by_day(session: Session, now: datetime) -> dict[date, list[str]]:
    """In which of the schools' time zones it is which day; two days at most."""
    found: defaultdict[date, list[str]] = defaultdict(list)
    for name in session.scalars(select(Organisation.timezone).distinct()):
        found[now.astimezone(ZoneInfo(name)).date()].append(name)
    return found


def today(session: Session, organisation_id: int, now: datetime) -> date:
    return todays(session, [organisation_id], now)[organisation_id]
