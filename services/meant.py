"""What the terms of items mean: the days on which something is due, looked at or asked about."""

from datetime import date, datetime
from functools import cache, partial

from db.models import Item, Roadmap
from domain.deadlines import Period, Slot, parse
from domain.occurrences import Occurrence, plan
from domain.schoolyear import school_year, year_bounds
from domain.worktime import WorkCalendar
from services.calendars import SchoolDays


class Planner:
    """The occurrences that terms mean in one organisation; equal terms are read once."""

    def __init__(self, days: SchoolDays, now: datetime) -> None:
        self.today = days.today(now)
        self._plan = cache(partial(_plan, days.steady))
        self._named = cache(_named)

    def meant(
        self, item: Item, roadmap: Roadmap, since: date | None = None
    ) -> tuple[Occurrence, ...]:
        """What is meant from `since` (None: today) on; named dates of any time."""
        period = _period(roadmap, self.today)
        months, slots = self._named(item.deadline, item.rule, period) if item.rule else ((), ())
        spans = tuple((_day(start), _day(end)) for start, end in item.spans)
        since = since or self.today
        return self._plan(item.term_kind, spans, item.rule, months, slots, period, since)


def _plan(
    cal: WorkCalendar,
    kind: str,
    spans: tuple[tuple[date | None, date | None], ...],
    rule: str | None,
    months: tuple[int, ...],
    slots: tuple[Slot, ...],
    period: tuple[date, date],
    since: date,
) -> tuple[Occurrence, ...]:
    return plan(kind, spans, rule, months, period=period, cal=cal, from_day=since, slots=slots)


def _period(roadmap: Roadmap, today: date) -> tuple[date, date]:
    first, last = year_bounds(school_year(today))
    start, end = roadmap.period_start or first, roadmap.period_end or last
    return start, max(start, end)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def slots_of(item: Item, roadmap: Roadmap, today: date) -> tuple[Slot, ...]:
    """The days that a repeat names, as it is planned; none of what has no rule."""
    return _named(item.deadline, item.rule, _period(roadmap, today))[1] if item.rule else ()


def _named(
    deadline: str | None, rule: str, period: tuple[date, date]
) -> tuple[tuple[int, ...], tuple[Slot, ...]]:
    """Months and days of a recurring phrase: the row keeps the phrase, not what it names."""
    meant = parse(deadline, Period(*period))
    return (meant.months, meant.slots) if meant.rule == rule else ((), ())
