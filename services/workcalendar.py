"""The Russian production calendar with a school's own changes."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from functools import lru_cache

from domain.worktime import Span, WorkCalendar


def build(
    years: Iterable[int],
    overrides: Mapping[date, bool] | None = None,
    *,
    six_day: bool = False,
    quiet_from: time = time(20),
    quiet_to: time = time(8),
    leave: tuple[Span, ...] = (),
) -> WorkCalendar:
    """A calendar for these calendar years; `overrides` says True for a day that is worked.

    Years for which the government has moved no days yet have only the days of the Labour Code.
    Moved days off hold for a six-day week too, though the decree speaks of five-day ones: a
    silent day more does no harm, and a school can override it.
    """
    own = overrides or {}
    worked = {day for day, works in own.items() if works}
    free = own.keys() - worked
    days_off, extra = _official(frozenset(years))
    return WorkCalendar(
        days_off=days_off | free,
        extra_workdays=(extra | worked) - free,
        six_day_week=six_day,
        quiet_from=quiet_from,
        quiet_to=quiet_to,
        leave=leave,
    )


@lru_cache(maxsize=32)
def _official(years: frozenset[int]) -> tuple[frozenset[date], frozenset[date]]:
    import holidays

    russia = holidays.country_holidays("RU", years=sorted(years))
    moved = russia.weekend_workdays
    return frozenset(russia), frozenset(day for day in moved if day.year in years)
