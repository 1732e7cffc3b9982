"""Who is away and who hears in their place: read by everything that speaks unasked."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from db.models import Absence
from services import recall

DAY = timedelta(days=1)
# Until somebody says when a leave ends it is asked about again after so long.
UNKNOWN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Away:
    """A leave, first to last day (None: not known yet); `deputy_id`: who was named for it."""

    id: int
    person_id: int
    deputy_id: int | None
    first: date
    last: date | None

    def on(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    def back(self, day: date) -> date:
        """The day after the leave; while that is not known, some days after `day`."""
        return self.last + DAY if self.last else day + UNKNOWN


def coming(session: Session, person_ids: Collection[int], now: datetime) -> dict[int, list[Away]]:
    """Leaves of these people that are not over, wherever the people live, by their first day."""
    found: defaultdict[int, list[Away]] = defaultdict(list)
    day = (now - DAY).date()
    for row in session.scalars(_standing(day).where(Absence.person_id.in_(person_ids))):
        found[row.person_id].append(_away(row))
    return found


def deputies(leaves: Mapping[int, Collection[Away]]) -> set[int]:
    return {each.deputy_id for some in leaves.values() for each in some if each.deputy_id}


def stood_for(session: Session, deputy_id: int, day: date, zone: ZoneInfo) -> dict[int, datetime]:
    """Those away on a day in whose place somebody hears, and since when.

    Who stands in for a deputy that is away hears for those the deputy stands in for, too.
    """
    key = ("stood_for", deputy_id, day, zone.key)
    return dict(recall.once(session, key, lambda: _stood_for(session, deputy_id, day, zone)))


def _stood_for(session: Session, deputy_id: int, day: date, zone: ZoneInfo) -> dict[int, datetime]:
    found: dict[int, datetime] = {}
    frontier: dict[int, datetime] = {deputy_id: datetime.min.replace(year=1900, tzinfo=zone)}
    while frontier:
        rows = session.scalars(
            _standing(day).where(Absence.deputy_id.in_(frontier), Absence.first <= day)
        )
        frontier = {
            row.person_id: max(frontier[row.deputy_id], _start(row.first, zone))
            for row in rows
            if row.deputy_id is not None
            and row.person_id != deputy_id
            and row.person_id not in found
        }
        found |= frontier
    return found


def _standing(day: date) -> Select[Any]:
    return (
        select(Absence)
        .where(
            Absence.cancelled_at.is_(None),
            Absence.last.is_(None) | (Absence.last >= day),
        )
        .order_by(Absence.first, Absence.id)
    )


def _away(row: Absence) -> Away:
    return Away(row.id, row.person_id, row.deputy_id, row.first, row.last)


def _start(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(0), zone)
