"""Give a term its days: the year is found first, then the spans."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.deadlines.days import Calendar, Days, after, months_of, school_start, until
from domain.deadlines.model import MonthDay, Period, Span
from domain.deadlines.nodes import Atom, Term

# Any year that is not a leap year, and one that is: months and days are shown without a year.
_SOME_YEARS = (2001, 2004)


class Placer:
    """Collects the spans of terms, and as month and day what has no year.

    `repeats`: a term that fits several years of the period stands for each of them.
    """

    def __init__(
        self, period: Period | None, calendar: Calendar, terms: Sequence[Term], repeats: bool
    ) -> None:
        self._period = period
        self._calendar = calendar
        self._warn = calendar.warn
        self._terms = terms
        self._repeats = repeats
        self.spans: list[Span] = []
        self.md: list[MonthDay] = []
        self._before: date | None = None

    def place(self, term: Term) -> None:
        """Add the spans of the term; without a year, its months and days."""
        starts = self._starts(term)
        if not starts and not (only_years(term) and self._period):
            self._add_md(term)
        for year in starts:
            span = self._span(term, year)
            if span is not None:
                self.spans.append(span)
                self._before = span[0] or span[1]

    def _starts(self, term: Term) -> list[int]:
        """The calendar years in which the term may begin."""
        stated = _stated_start(term)
        if stated is not None:
            return [stated]
        if self._period is None:
            return []
        school = self._period.first_school_year
        if school is not None:
            return [self._start_in_school_year(term, school)]
        return self._starts_in_period(term, self._period)

    def _start_in_school_year(self, term: Term, school: int) -> int:
        anchor = term.first
        year = school_start(anchor, school)
        if anchor.month == 8 and self._follows_summer(school + 1):
            return school + 1
        if anchor.month == 8 and self._only_august():
            self._warn("lone_august", str(year))
        return year - 1 if self._begins_earlier(term, year) else year

    def _begins_earlier(self, term: Term, year: int) -> bool:
        """«III квартал» begins before the school year and reaches into it, not after its end."""
        return not self._touches(term, year) and self._touches(term, year - 1)

    def _touches(self, term: Term, year: int) -> bool:
        days = self._ends(term, year, Calendar(self._calendar.own))
        period = self._period
        return bool(days and period and days[0] <= period.end and period.start <= days[1])

    def _follows_summer(self, year: int) -> bool:
        """«июнь, июль, август»: August goes on with the summer before it."""
        before = self._before
        return before is not None and (before.year, before.month) in ((year, 6), (year, 7))

    def _only_august(self) -> bool:
        return all(atom.month == 8 for term in self._terms for atom in (term.first, term.last))

    def _starts_in_period(self, term: Term, period: Period) -> list[int]:
        years = range(period.start.year - 1, period.end.year + 1)
        fits = [year for year in years if self._fits(term, year, period)]
        return fits if len(fits) == 1 or self._repeats else []

    def _fits(self, term: Term, year: int, period: Period) -> bool:
        days = self._ends(term, year, Calendar(self._calendar.own))
        if days is None:
            return False
        start, end = days
        if term.relation in ("until", "by"):
            start = end
        if term.relation in ("since", "after"):
            end = start
        return period.start <= start and end <= period.end

    def _ends(self, term: Term, year: int, calendar: Calendar) -> Days | None:
        """The first day of the first atom and the last day of the last one."""
        first = calendar.days(term.first, year)
        if term.first == term.last:
            return first
        stated = _stated_year(term.last)
        last = calendar.days(term.last, year if stated is None else stated)
        if first is None or last is None:
            return None
        if stated is None and last[1] < first[0] and not _same_month(term):
            last = calendar.days(term.last, year + 1)
        return (first[0], last[1]) if last is not None else None

    def _span(self, term: Term, year: int) -> Span | None:
        days = self._ends(term, year, self._calendar)
        if days is None:
            self._warn("impossible_date", term.text)
            return None
        if days[0] > days[1]:
            self._warn("reversed_range", term.text)
            return None
        self._tell_vague(term)
        return _related(term, days)

    def _tell_vague(self, term: Term) -> None:
        for atom in (term.first, term.last):
            if atom.part and atom.unit != "month" and term.relation == "within":
                self._warn("approximate")
        wide = term.last.unit not in ("day", "weekday") and term.last.part is None
        if term.relation == "until" and wide:
            self._warn("before_beginning", term.text)

    def _add_md(self, term: Term) -> None:
        """29 February and the weekday of a month can be told only when the year is known."""
        probe = term
        if term.last.unit == "weekday":
            as_week = replace(term.last, unit="week")
            probe = replace(term, first=as_week, last=as_week)
        for year in _SOME_YEARS:
            days = self._ends(probe, year, Calendar(self._calendar.own))
            if days is not None:
                break
        span = self._span(probe, year)
        if span is not None:
            self.md.append(_month_days(span))
        if self._only_august() and span is not None:
            self._warn("lone_august", "")


def only_years(term: Term) -> bool:
    whole = term.first.unit in ("year", "school_year") and term.first.part is None
    return whole and term.relation == "within" and term.first == term.last


def _same_month(term: Term) -> bool:
    """«с 15 по 1 октября» is an error, not a whole year."""
    return term.first.month == term.last.month != 0


def _stated_year(atom: Atom) -> int | None:
    """The calendar year in which the atom begins, when the phrase names it."""
    if atom.school is not None:
        return school_start(atom, atom.school)
    return atom.year


def _stated_start(term: Term) -> int | None:
    first, last = _stated_year(term.first), _stated_year(term.last)
    if first is not None or last is None:
        return first
    if term.last.school is not None:
        return school_start(term.first, term.last.school)
    crosses = _key(term.first) > _key(term.last) and not _same_month(term)
    return last - 1 if crosses else last


def _key(atom: Atom) -> tuple[int, int]:
    return months_of(atom)[0], atom.n


def _related(term: Term, days: Days) -> Span:
    start, end = days
    if term.relation in ("until", "by"):
        return None, until(term.last, days, term.relation == "by")
    if term.relation == "since":
        return start, None
    if term.relation == "after":
        return after(term.first, days), None
    return start, end


def _month_days(span: Span) -> MonthDay:
    start, end = (day.strftime("%m-%d") if day is not None else None for day in span)
    return start, end
