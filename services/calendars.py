"""The days of a school: the production calendar with its own days, week, hours and leave."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.calendar import default_calendar
from db.models import Break, DayOverride, Organisation
from domain.deadlines import SchoolCalendar
from domain.schoolyear import school_year
from domain.worktime import Span, WorkCalendar
from services import recall, workcalendar
from services.preferences import Preferences, read

LEAVE = "leave"
HOLIDAY = "holiday"
QUARTER, TRIMESTER = "quarter", "trimester"
# Roadmaps run for two or three years; the past one is needed for what is overdue.
_YEARS_BACK, _YEARS_ON = 1, 3


@dataclass(frozen=True, slots=True)
class SchoolDays:
    """`staff` has the teachers' leave in it, `steady` is for those who work through it."""

    zone: ZoneInfo
    preferences: Preferences
    steady: WorkCalendar
    staff: WorkCalendar

    def today(self, now: datetime) -> date:
        return now.astimezone(self.zone).date()

    def at(self, day: date, hour: int) -> datetime:
        """The moment of a local hour, in UTC."""
        return datetime.combine(day, time(hour), self.zone).astimezone(UTC)


def load(
    session: Session, organisation_ids: Iterable[int], now: datetime
) -> dict[int, SchoolDays]:
    """The days of several organisations in three statements."""
    years = _years(now)
    return recall.each(
        session, ("days", years), set(organisation_ids), lambda ids: _load(session, ids, years)
    )


def _load(session: Session, ids: set[int], years: range) -> dict[int, SchoolDays]:
    if not ids:
        return {}
    rows = session.execute(
        select(Organisation.id, Organisation.timezone, Organisation.preferences).where(
            Organisation.id.in_(ids)
        )
    ).all()
    overrides, leaves = _overrides(session, ids), _leaves(session, ids)
    return {
        row.id: build(
            row.timezone, read(row.preferences), years, overrides[row.id], leaves[row.id]
        )
        for row in rows
    }


def usual(zone: str, now: datetime) -> SchoolDays:
    """The days of a place that has chosen nothing."""
    return build(zone, Preferences(), _years(now), {}, [])


def _years(now: datetime) -> range:
    return range(now.year - _YEARS_BACK, now.year + _YEARS_ON + 1)


def of(session: Session, organisation_id: int, now: datetime) -> SchoolDays:
    """Raises KeyError for an organisation that does not exist."""
    return load(session, [organisation_id], now)[organisation_id]


def build(
    zone: str,
    preferences: Preferences,
    years: Iterable[int],
    overrides: dict[date, bool],
    leaves: list[Span],
) -> SchoolDays:
    """The days from plain values; a year without an own leave has the usual one."""
    spans = tuple(leaves) + tuple(_usual_leaves(years, leaves))
    quiet_from, quiet_to = preferences.quiet
    steady = workcalendar.build(
        years, overrides, six_day=preferences.six_day, quiet_from=quiet_from, quiet_to=quiet_to
    )
    return SchoolDays(ZoneInfo(zone), preferences, steady, steady.with_leave(*spans))


def schooling(session: Session, organisation_id: int) -> SchoolCalendar:
    """The quarters, trimesters and holidays by which deadline phrases are read.

    Quarters and trimesters count for a year only when all of them are entered.
    """
    found: defaultdict[str, list[Span]] = defaultdict(list)
    rows = session.execute(
        select(Break.kind, Break.first, Break.last)
        .where(Break.organisation_id == organisation_id)
        .order_by(Break.first)
    )
    for kind, first, last in rows:
        found[kind].append((first, last))
    return SchoolCalendar(
        quarters=_whole(found[QUARTER], 4),
        trimesters=_whole(found[TRIMESTER], 3),
        breaks=tuple(found[HOLIDAY]),
        usual=default_calendar(),
    )


def _whole(spans: list[Span], parts: int) -> tuple[Span, ...]:
    years = Counter(school_year(first) for first, _ in spans)
    return tuple(span for span in spans if years[school_year(span[0])] == parts)


def _usual_leaves(years: Iterable[int], own: list[Span]) -> Iterable[Span]:
    taken = {day.year for span in own for day in span}
    return (default_calendar().leave_in(year) for year in years if year not in taken)


def _overrides(session: Session, ids: set[int]) -> defaultdict[int, dict[date, bool]]:
    found: defaultdict[int, dict[date, bool]] = defaultdict(dict)
    rows = session.execute(
        select(DayOverride.organisation_id, DayOverride.day, DayOverride.works).where(
            DayOverride.organisation_id.in_(ids)
        )
    )
    for row in rows:
        found[row.organisation_id][row.day] = row.works
    return found


def _leaves(session: Session, ids: set[int]) -> defaultdict[int, list[Span]]:
    found: defaultdict[int, list[Span]] = defaultdict(list)
    rows = session.execute(
        select(Break.organisation_id, Break.first, Break.last)
        .where(Break.organisation_id.in_(ids), Break.kind == LEAVE)
        .order_by(Break.first)
    )
    for row in rows:
        found[row.organisation_id].append((row.first, row.last))
    return found
