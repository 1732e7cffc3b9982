"""From the items of a phrase to its deadline: years are spread, then kinds and spans follow."""

from dataclasses import replace
from datetime import date

from domain.deadlines.days import Calendar, names_month, period_window
from domain.deadlines.grammar import Phrase, read
from domain.deadlines.later import beginning, first_of, from_month_day, goes_on, slots_of
from domain.deadlines.model import (
    FIRST_YEAR,
    LAST_YEAR,
    Deadline,
    Kind,
    Period,
    Rule,
    SchoolCalendar,
    Slot,
    Span,
)
from domain.deadlines.nodes import Atom, Condition, Continuous, Repeat, Term, Then, Unit
from domain.deadlines.place import Placer, only_years
from domain.deadlines.years import spread

_DIVIDED = {"half": 2, "trimester": 3}
_RULES = {
    "year": Rule.YEARLY,
    "quarter": Rule.QUARTERLY,
    "term": Rule.QUARTERLY,
    "month": Rule.MONTHLY,
    "week": Rule.WEEKLY,
    "day": Rule.DAILY,
}


def resolve(phrase: Phrase, period: Period | None, calendar: SchoolCalendar | None) -> Deadline:
    """The deadline of a parsed phrase; a period outside 1990-2100 counts as unknown."""
    known = period is not None and FIRST_YEAR <= period.start.year <= period.end.year < LAST_YEAR
    return _Resolver(phrase, period if known else None, calendar).deadline()


def period_of(text: str) -> Period | None:
    """The one stretch of years, or the one span of two full dates, that the text names."""
    phrase = read(text)
    terms = [item for item in phrase.items if isinstance(item, Term)]
    years = [term for term in terms if term.is_year]
    understood = all(warning.code != "not_understood" for warning in phrase.warnings)
    chosen = years if len(years) == 1 else terms if understood else []
    if len(chosen) != 1:
        return None
    spans = resolve(Phrase((chosen[0],), ()), None, None).spans
    start, end = spans[0] if len(spans) == 1 else (None, None)
    return Period(start, end) if start and end else None


class _Resolver:
    def __init__(
        self, phrase: Phrase, period: Period | None, calendar: SchoolCalendar | None
    ) -> None:
        self._period = period
        self._calendar = Calendar(calendar, list(phrase.warnings))
        self._warn = self._calendar.warn
        self._items = spread(phrase.items)
        self._terms = [item for item in self._items if isinstance(item, Term)]
        self._repeats = [item for item in self._items if isinstance(item, Repeat)]
        self._divided = False

    def deadline(self) -> Deadline:
        kind = self._kind()
        rule = self._rule() if kind is Kind.RECURRING else None
        repeats = rule is Rule.YEARLY or self._divided
        placed = Placer(self._period, self._calendar, self._terms, repeats)
        if kind is not Kind.ON_CONDITION:
            for term in self._terms:
                placed.place(term)
        spans = tuple(sorted(dict.fromkeys(placed.spans), key=_order))
        md = tuple(dict.fromkeys(placed.md))
        if kind is Kind.DATES and not (spans or md):
            kind = Kind.NONE
        slots = self._slots(kind, rule, spans)
        if goes_on(self._items, kind, rule):
            spans, md = self._onwards(spans, rule), tuple(map(from_month_day, md))
        if kind in (Kind.CONTINUOUS, Kind.RECURRING):
            spans = self._lasting(spans, bool(md))
        self._check_period(spans)
        return Deadline(
            kind=kind,
            spans=spans,
            rule=rule,
            months=self._months(rule) if kind is Kind.RECURRING else (),
            needs_year=bool(md),
            md=md,
            warnings=tuple(self._calendar.warnings),
            slots=slots,
        )

    def _kind(self) -> Kind:
        has = {type(item) for item in self._items}
        dated = [term for term in self._terms if not only_years(term)]
        if self._repeats:
            return Kind.RECURRING
        if dated and not (Then in has and Continuous in has):
            if Condition in has:
                self._warn("condition_beside_dates")
            if Continuous in has:
                self._warn("continuous_beside_dates")
            return Kind.DATES
        if Condition in has:
            return Kind.ON_CONDITION
        if Continuous in has:
            return Kind.CONTINUOUS
        return Kind.DATES if self._terms else Kind.NONE

    def _rule(self) -> Rule | None:
        """«2 раза в год» are the two half-years; other numbers keep the unit and are told."""
        repeat = self._repeats[0]
        if any(other.unit != repeat.unit for other in self._repeats):
            self._warn("several_repeats")
        dated = any(not only_years(term) for term in self._terms)
        if dated and (repeat.unit, repeat.every) == ("year", 1):
            return Rule.YEARLY
        if repeat.unit in _DIVIDED:
            self._tell_frequency(repeat)
            self._divide("half" if repeat.unit == "half" else "trimester", dated)
            return None
        if (repeat.unit, repeat.every, repeat.times) == ("year", 1, 2):
            self._warn("halves_assumed")
            self._divide("half", dated)
            return None
        if (repeat.unit, repeat.every, repeat.times) == ("year", 1, 4):
            return Rule.QUARTERLY
        self._tell_frequency(repeat)
        return _RULES[repeat.unit] if repeat.every == 1 else None

    def _tell_frequency(self, repeat: Repeat) -> None:
        if repeat.times > 1 or repeat.every > 1:
            self._warn("frequency", str(repeat.times), str(repeat.every), repeat.unit)

    def _divide(self, unit: Unit, dated: bool) -> None:
        """A repeat by half-years or trimesters stands for each of them, unless dates are named."""
        if dated:
            return
        self._divided = True
        parts = [Atom(unit, n + 1) for n in range(_DIVIDED[unit])]
        schools = [term.first.school for term in self._terms if term.first.school is not None]
        years: list[int | None] = [*schools] or [None]
        self._terms = [
            Term(part, part)
            for school in years
            for part in (replace(one, school=school) for one in parts)
        ]

    def _lasting(self, spans: tuple[Span, ...], waits: bool) -> tuple[Span, ...]:
        """What names no days lasts through the period."""
        if spans or waits or self._period is None:
            return spans
        return ((self._period.start, self._period.end),)

    def _onwards(self, spans: tuple[Span, ...], rule: Rule | None) -> tuple[Span, ...]:
        """From where it begins to the end of the period."""
        end = self._period.end if self._period else None
        start = beginning(spans, rule)
        return ((start, end),) if start and (end is None or start <= end) else spans

    def _slots(self, kind: Kind, rule: Rule | None, spans: tuple[Span, ...]) -> tuple[Slot, ...]:
        named = slots_of(self._repeats) if rule in (Rule.MONTHLY, Rule.WEEKLY) else ()
        if not goes_on(self._items, kind, rule):
            return named
        first = first_of(self._terms, rule, spans, named)
        if first.code:
            self._warn(first.code, *first.data)
        return first.slots

    def _check_period(self, spans: tuple[Span, ...]) -> None:
        if self._period is None:
            return
        first, last = period_window(self._period)
        for start, end in spans:
            if (start is not None and start > last) or (end is not None and end < first):
                self._warn("outside_period", _iso(start), _iso(end))

    def _months(self, rule: Rule | None) -> tuple[int, ...]:
        """What follows «далее» is not bound to the months before it."""
        months: list[int] = []
        if goes_on(self._items, Kind.RECURRING, rule):
            return ()
        for term in self._terms:
            if not (names_month(term.first) and names_month(term.last)):
                continue
            month, last = term.first.month, term.last.month
            months.append(month)
            while month != last and 1 <= last <= 12:
                month = month % 12 + 1
                months.append(month)
        return tuple(month for month in dict.fromkeys(months) if 1 <= month <= 12)


def _order(span: Span) -> tuple[date, date]:
    return span[0] or date.min, span[1] or date.max


def _iso(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
