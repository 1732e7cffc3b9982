"""From the term of a roadmap item, as read, to the days on which something is due or asked.

Terms that name dates make them `due`. «Continuous» items are looked at once a calendar quarter,
items that wait for an event are asked about once a quarter too, but in its middle, so that the
two do not come on the same day. Only a `due` occurrence can be overdue.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice

from domain.deadlines.model import Slot
from domain.schoolyear import (
    lessons,
    month_end,
    quarter_start,
    quarters,
    school_year,
    year_bounds,
)
from domain.worktime import WorkCalendar

LIMIT = 120
_FRIDAY = 4
_DAY = timedelta(days=1)
# A quarter of which the roadmap has only a few days is not worth a question of its own.
_SHORT_DAYS = 14

Open = tuple[date | None, date | None]
Term = tuple[date | None, date]
Window = tuple[date, date]


class OccKind(StrEnum):
    DUE = "due"
    CHECK = "check"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """`seq` counts from 1 in order of `due`; `start` is None where the term has no beginning."""

    seq: int
    kind: OccKind
    start: date | None
    due: date


def plan(
    kind: str,
    spans: Sequence[Open],
    rule: str | None,
    months: Sequence[int],
    *,
    period: Window,
    cal: WorkCalendar,
    from_day: date,
    slots: Sequence[Slot] = (),
) -> tuple[Occurrence, ...]:
    """The occurrences of one item, ordered, at most `LIMIT`.

    `kind`, `spans`, `rule`, `months` and `slots` are those of a deadline reading; without slots a
    week is due on its Friday and a month on its last day. Dates that the document
    itself names are kept even before `from_day`: the curator settles them. Days that only a rule
    gives start at `from_day`, or the item would be born overdue.

    Raises ValueError when the period ends before it starts.
    """
    if period[0] > period[1]:
        raise ValueError("the period must not end before it starts")
    concrete = _is_concrete(spans, rule) and not slots
    if kind == "dates" or (kind == "recurring" and concrete):
        return _number(OccKind.DUE, _named(spans))
    if kind == "recurring" and rule not in {None, "daily"}:
        named = set(_named(spans))
        found = _by_rule(str(rule), spans, months, period, slots)
        return _number(OccKind.DUE, (x for x in found if x in named or x[1] >= from_day))
    if kind in {"continuous", "recurring"}:
        return _number(OccKind.CHECK, _checks(_windows(spans, period), cal, from_day))
    if kind == "on_condition":
        return _number(OccKind.ASK, _asks(period, cal, from_day))
    return ()


def _is_concrete(spans: Sequence[Open], rule: str | None) -> bool:
    """Whether the spans are the occurrences themselves and not the limits of a rule."""
    return len(spans) > 1 or (len(spans) == 1 and rule is None)


def _named(spans: Sequence[Open]) -> Iterator[Term]:
    for start, end in spans:
        if end is not None:
            yield start, end
        elif start is not None:
            yield start, start


def _number(kind: OccKind, found: Iterable[Term]) -> tuple[Occurrence, ...]:
    unique = dict.fromkeys(islice(found, LIMIT))
    ordered = sorted(unique, key=lambda each: (each[1], each[0] or date.min))
    return tuple(Occurrence(seq, kind, start, due) for seq, (start, due) in enumerate(ordered, 1))


def _windows(spans: Sequence[Open], period: Window) -> list[Window]:
    """Where a rule holds: the spans with their open ends closed by the period, else the period."""
    closed = [(start or period[0], end or period[1]) for start, end in spans]
    return [each for each in closed if each[0] <= each[1]] or [period]


def _by_rule(
    rule: str,
    spans: Sequence[Open],
    months: Sequence[int],
    period: Window,
    slots: Sequence[Slot],
) -> Iterator[Term]:
    if rule == "yearly":
        yield from _yearly(spans, months, period)
        return
    for start, end in _windows(spans, period):
        for first, last in _parts(rule, slots, start, end):
            if not months or last.month in months:
                yield max(first, start), min(last, end)


def _parts(rule: str, slots: Sequence[Slot], start: date, end: date) -> Iterator[Window]:
    """The weeks, months or quarters, or the days that slots name in them."""
    if not slots:
        yield from _PARTS[rule](start, end)
        return
    named = _days_of_weeks if rule == "weekly" else _days_of_months
    for first, last in named(slots, start, end):
        if first <= end and start <= last:
            yield first, last


def _days_of_weeks(slots: Sequence[Slot], start: date, end: date) -> Iterator[Window]:
    day = start
    while day <= end:
        if any(slot.weekday == day.weekday() for slot in slots):
            yield day, day
        day += _DAY


def _days_of_months(slots: Sequence[Slot], start: date, end: date) -> Iterator[Window]:
    for month, last in _monthly(start, end):
        yield from sorted(_in_month(slot, month, last) for slot in slots)


def _in_month(slot: Slot, month: date, last: date) -> Window:
    if slot.weekday is None:
        return _nth(slot.first, last), _nth(slot.last, last)
    if slot.n < 0:
        day = last - timedelta(days=(last.weekday() - slot.weekday) % 7)
    else:
        ahead = (slot.weekday - month.weekday()) % 7
        day = month + timedelta(days=ahead + 7 * (slot.n - 1))
    return day, day


def _nth(n: int, last: date) -> date:
    """A day of the month, from its end if negative, never past it."""
    return last.replace(day=min(max(1, n if n > 0 else last.day + 1 + n), last.day))


def _yearly(spans: Sequence[Open], months: Sequence[int], period: Window) -> Iterator[Term]:
    if spans:
        yield from _each_year(spans[0], period)
    elif months:
        yield from _month_runs(months, period)
    else:
        yield from _year_ends(period)


def _each_year(span: Open, period: Window) -> Iterator[Term]:
    """«Ежегодно, до 1 июня 2023»: the same days in every year that the period still reaches."""
    start, end = span
    last = end or start
    if last is None:
        return
    yield start, last
    for later in range(1, period[1].year - last.year + 1):
        due = _shift(last, later)
        if due <= period[1]:
            yield start and _shift(start, later), due


def _shift(day: date, years: int) -> date:
    if (day.month, day.day) == (2, 29):
        return month_end(date(day.year + years, 2, 1))
    return day.replace(year=day.year + years)


def _month_runs(months: Sequence[int], period: Window) -> Iterator[Window]:
    """«Ежегодно, июнь-июль»: neighbouring months are one occurrence, over New Year as well."""
    for year in range(period[0].year - 1, period[1].year + 1):
        for run in _neighbours(months):
            start = date(year, run[0], 1)
            end = month_end(date(year + (run[-1] < run[0]), run[-1], 1))
            if period[0] <= end and start <= period[1]:
                yield max(start, period[0]), min(end, period[1])


def _neighbours(months: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for month in sorted(set(months)):
        if runs and runs[-1][-1] + 1 == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    if len(runs) > 1 and (runs[-1][-1], runs[0][0]) == (12, 1):
        runs[-1] += runs.pop(0)
    return runs


def _year_ends(period: Window) -> Iterator[Window]:
    """«Ежегодно» alone: the end of lessons in each school year, or of the period in its last."""
    for year in range(school_year(period[0]), school_year(period[1]) + 1):
        first, last = year_bounds(year)
        start, end = max(first, period[0]), min(last, period[1])
        closing = lessons(year)[1]
        yield start, (closing if start <= closing <= end else end)


def _quarterly(start: date, end: date) -> Iterator[Window]:
    """Calendar quarters without the short remainders at the edges, unless that is all there is."""
    parts = [(max(a, start), min(b, end)) for a, b in quarters(start, end)]
    long = [(a, b) for a, b in parts if (b - a).days + 1 >= _SHORT_DAYS]
    yield from long or parts


def _monthly(start: date, end: date) -> Iterator[Window]:
    first = start.replace(day=1)
    while first <= end:
        last = month_end(first)
        yield first, last
        first = last + _DAY


def _weekly(start: date, end: date) -> Iterator[Window]:
    friday = start + timedelta(days=(_FRIDAY - start.weekday()) % 7)
    while friday <= end:
        yield friday - timedelta(days=_FRIDAY), friday
        friday += timedelta(days=7)


_PARTS = {"quarterly": _quarterly, "monthly": _monthly, "weekly": _weekly}


def _checks(windows: Sequence[Window], cal: WorkCalendar, from_day: date) -> Iterator[Window]:
    for start, end in windows:
        for first, last in _quarterly(start, end):
            day = cal.last_workday(first, last)
            if day is not None and day >= from_day:
                yield first, day


def _asks(period: Window, cal: WorkCalendar, from_day: date) -> Iterator[Window]:
    """The 15th of the quarter's second month, or the first working day after it."""
    for first, last in _quarterly(*period):
        whole = quarter_start(first)
        day = cal.next_workday(date(whole.year, whole.month + 1, 15))
        if max(first, from_day) <= day <= last:
            yield first, day
