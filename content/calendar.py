"""The default school calendar, read from calendar.toml and checked on load."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from domain.schoolyear import MonthDay, Part, SchoolCalendar, place

_FILE = Path(__file__).with_name("calendar.toml")
_ANY_YEAR = 2026
_LEAP_YEAR = 2028


@cache
def default_calendar() -> SchoolCalendar:
    """The usual quarters, trimesters, breaks and teachers' leave."""
    return parse(_FILE.read_text(encoding="utf-8"))


def parse(text: str) -> SchoolCalendar:
    """A calendar from TOML; ValueError says what is wrong with it."""
    data = tomllib.loads(text)
    try:
        return SchoolCalendar(
            quarters=_parts(data["quarters"], 4),
            trimesters=_parts(data["trimesters"], 3),
            breaks=_parts(data["breaks"], None),
            leave=_leave(data["leave"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"a value is missing or of a wrong kind: {error}") from error


def _parts(rows: Sequence[Mapping[str, Any]], count: int | None) -> tuple[Part, ...]:
    parts = tuple(_part(row) for row in rows)
    if count is not None and len(parts) != count:
        raise ValueError(f"{count} parts are expected, not {len(parts)}")
    for earlier, later in pairwise(parts):
        if place(earlier.end, _ANY_YEAR) >= place(later.start, _ANY_YEAR):
            raise ValueError(f"{later.name!r} starts before {earlier.name!r} ends")
    return parts


def _part(row: Mapping[str, Any]) -> Part:
    part = Part(str(row["name"]), _month_day(row["start"]), _month_day(row["end"]))
    start, end = part.dates(_ANY_YEAR)
    if start > end:
        raise ValueError(f"{part.name!r} ends before it starts")
    return part


def _leave(row: Mapping[str, Any]) -> tuple[MonthDay, MonthDay]:
    start, end = _month_day(row["start"]), _month_day(row["end"])
    if start > end:
        raise ValueError("the leave ends before it starts")
    return start, end


def _month_day(text: str) -> MonthDay:
    month, _, day = text.partition("-")
    found = date(_LEAP_YEAR, int(month), int(day))
    return found.month, found.day
