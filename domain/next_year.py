"""A school year later: days, periods and the years that terms name."""

import re
from collections.abc import Callable
from datetime import date

from domain.deadlines import Kind, Period, Span
from domain.past import in_year
from domain.schoolyear import month_end

_LONGEST = 10  # a period of more years is a mistake of the document
_YEAR = re.compile(r"(?<![\d№])(?<!№\s)((?:19|20)\d\d)(?!\d)(?:(\s*[-–—/]\s*)(\d{4}|\d\d)(?!\d))?")
_DATE = re.compile(r"(?<!\d)(\d{1,2}\.\d{1,2}\.)((?:19|20)\d\d|\d\d)(?!\d)")
Works = Callable[[date], bool]


def years_ahead(period: Period, today: date) -> int:
    """By how many years the next period lies after this one: it begins when this one is over,
    and it is not over itself."""
    for ahead in range(1, _LONGEST):
        later = period_after(period, ahead)
        if later.start > period.end and later.end >= today:
            return ahead
    return _LONGEST


def period_after(period: Period, ahead: int) -> Period:
    return Period(in_year(period.start, ahead), in_year(period.end, ahead))


def years(period: Period) -> str:
    """A school year as «2026/27», several calendar years as «2022–2024», one as «2026»."""
    first, last = period.start.year, period.end.year
    if first == last:
        return str(first)
    short = last == first + 1 and period.start.month >= 7
    return f"{first}/{last % 100:02}" if short else f"{first}\N{EN DASH}{last}"


def shifted(kind: Kind, spans: tuple[Span, ...], ahead: int, works: Works) -> tuple[Span, ...]:
    """The same days `ahead` years on.

    The first and the last day of a month stay that; any other working day that falls on a day
    off becomes the nearest working day before it, for a term must not get longer. Of what lasts
    the first and last day stay as they are.
    """
    if kind is Kind.CONTINUOUS:
        return tuple((_later(start, ahead), _later(end, ahead)) for start, end in spans)
    return tuple(_shift(span, ahead, works) for span in spans)


def _shift(span: Span, ahead: int, works: Works) -> Span:
    start, end = span
    if start is not None and start == end:
        day = _safe(start, ahead, works)
        return day, day
    last = _safe(end, ahead, works) if end else None
    first = _later(start, ahead)
    return (min(first, last) if first and last else first), last


def _later(day: date | None, ahead: int) -> date | None:
    return in_year(day, ahead) if day else None


def _safe(day: date, ahead: int, works: Works) -> date:
    moved = in_year(day, ahead)
    if day.day == 1 or day == month_end(day) or not works(day):
        return moved
    return next((each for each in _back(moved) if works(each)), moved)


def _back(day: date) -> list[date]:
    """The day and those before it in the same month."""
    return [day.replace(day=number) for number in range(day.day, 0, -1)]


def in_phrase(phrase: str, ahead: int) -> str:
    """A term in words with all its years moved on: «октябрь 2026», «до 15.10.26»."""
    dated = _DATE.sub(lambda found: found[1] + _plus(found[2], ahead), phrase)
    whole = [found.span(2) for found in _DATE.finditer(dated)]

    def later(found: re.Match[str]) -> str:
        if any(first <= found.start() < last for first, last in whole):
            return found[0]
        return f"{int(found[1]) + ahead}{found[2] or ''}{_plus(found[3] or '', ahead)}"

    return _YEAR.sub(later, dated)


def _plus(year: str, ahead: int) -> str:
    """«2026» or «26» some years on."""
    if not year:
        return ""
    return str(int(year) + ahead) if len(year) == 4 else f"{(int(year) + ahead) % 100:02}"
