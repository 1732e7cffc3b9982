"""The period of a roadmap that names none: from the first to the last day of its dated rows."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Protocol

from domain.deadlines import Period, parse


class Dated(Protocol):
    @property
    def deadline(self) -> str | None:
        """The phrase as written."""


def envelope(rows: Iterable[Dated]) -> Period | None:
    """First to last day that the rows name with a year of their own; None if none does."""
    days: list[date] = []
    for row in rows:
        for start, end in parse(row.deadline).spans:
            days += [day for day in (start, end) if day is not None]
    return Period(min(days), max(days)) if days else None


def retitled(title: str, before: Period | None, after: Period) -> str:
    """The title with the years of another period: «на 2022-2023» becomes «на 2026-2027», and
    «2022/23» becomes «2026/27».

    Only the very years of the period before are replaced; without them the title stays.
    """
    if before is None or before == after:
        return title
    old, new = _years(before), _years(after)
    last = f"{old[1]}|{old[1] % 100:02}"
    years = re.compile(rf"(?<!\d){old[0]}(\s*[-\u2013\u2014/]\s*)({last})(?![.]?\d)")
    if old[0] == old[1]:
        years = re.compile(rf"(?<![\d.]){old[0]}()()(?!\d)")
    several = new[0] != new[1]

    def written(found: re.Match[str]) -> str:
        between = found.group(1) or "-"
        end = f"{new[1] % 100:02}" if len(found.group(2)) == 2 else new[1]
        return f"{new[0]}{between}{end}" if several else str(new[0])

    return years.sub(written, title)


def _years(period: Period) -> tuple[int, int]:
    return period.start.year, period.end.year
