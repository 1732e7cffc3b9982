"""Terms that are over on the day a roadmap is read, and the same terms a school year later."""

from collections.abc import Sequence
from datetime import date

from domain.deadlines import Kind, Period, Rule, Span
from domain.schoolyear import lessons, month_end, school_year

_LONG_DAYS = 366
Spans = Sequence[Span]


def target_year(today: date) -> int:
    """The school year that is going on, or after its last lesson the next one."""
    year = school_year(today)
    return year if today <= lessons(year)[1] else year + 1


def last_day(kind: Kind, spans: Spans, rule: Rule | None, period: Period | None) -> date | None:
    """The last day on which something is still to be done; None: nobody knows."""
    closing = period.end if period else None
    if not spans:
        return closing
    if kind is Kind.RECURRING and rule is Rule.YEARLY and len(spans) == 1 and closing:
        return max(closing, spans[0][1] or closing)
    ends = [end or closing for _, end in spans]
    known = [end for end in ends if end is not None]
    return max(known) if len(known) == len(ends) else None


def is_past(
    kind: Kind, spans: Spans, rule: Rule | None, *, period: Period | None, today: date
) -> bool:
    """Whether all of the term lies before today. What has no dates goes with the period."""
    last = last_day(kind, spans, rule, period)
    return last is not None and last < today


def moved(kind: Kind, spans: Spans, year: int) -> tuple[Span, ...]:
    """The same months and days in the school year that starts in `year`.

    What lasted longer than a year, and what went on all the time, becomes that whole year.
    """
    whole = lessons(year)
    found = {
        whole if kind is Kind.CONTINUOUS or _is_long(span) else _shifted(span, year)
        for span in spans
    }
    return tuple(sorted(found, key=lambda span: (span[1] or date.max, span[0] or date.min)))


def _is_long(span: Span) -> bool:
    start, end = span
    return start is not None and end is not None and (end - start).days >= _LONG_DAYS


def _shifted(span: Span, year: int) -> Span:
    start, end = span
    anchor = end or start
    if anchor is None:
        return span
    years = year - school_year(anchor)
    return start and in_year(start, years), end and in_year(end, years)


def in_year(day: date, years: int) -> date:
    """A month's last day stays the last: 28 February is 29 in a leap year."""
    if day == month_end(day):
        return month_end(date(day.year + years, day.month, 1))
    return day.replace(year=day.year + years)
