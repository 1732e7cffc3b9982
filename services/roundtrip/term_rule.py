"""The term of a row: any phrase that the grammar understands, a date, or none."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from domain.deadlines import Kind, Period, Rule, SchoolCalendar, Span, parse
from domain.deadlines.model import FIRST_YEAR, LAST_YEAR
from domain.search import search_key
from imports.cells import Typed
from services import terms
from services.errors import Refusal
from services.roundtrip import words
from services.roundtrip.model import Misread, State
from services.roundtrip.typed import computed
from services.terms import Term

_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?:\s+\d{1,2}:\d\d(?::\d\d)?)?")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T\s]+\d{1,2}:\d\d(?::\d\d)?)?")
_YEARS = range(2000, 2101)
_AROUND = timedelta(days=366)  # beyond the period of the roadmap


class TermRule:
    """`may_move` raises Refusal for a row whose term cannot be given."""

    clears = False
    exact = False

    def __init__(
        self,
        period: Period | None,
        calendar: SchoolCalendar,
        may_move: Callable[[int], None] = lambda _: None,
    ) -> None:
        self._period, self._calendar, self._may_move = period, calendar, may_move

    def read(self, row_id: int, typed: Typed, shown: str) -> State:
        term = self._term(typed)
        self._require_near(term)
        try:
            self._may_move(row_id)
        except Refusal as refusal:
            raise Misread(refusal.key) from refusal
        return encoded(term)

    def _term(self, typed: Typed) -> Term:
        text = computed(typed)
        day = day_of(typed)
        if day is not None:
            return Term(Kind.DATES, ((None, day),))
        if typed.kind == "number" and not (text.isdigit() and int(text) in _YEARS):
            # 15.10 typed as a number has lost its zero: the fifteenth of January or of October?
            raise Misread("term_number")
        if search_key(text) in words.NO_TERM:
            return Term(Kind.NONE)
        return self._phrase(text)

    def _require_near(self, term: Term) -> None:
        """2062 for 2026 is a slip of the pen: nobody would ever be reminded."""
        if self._period is None:
            return
        first, last = self._period.start - _AROUND, self._period.end + _AROUND
        days = [day for span in term.spans for day in span if day is not None]
        if any(not first <= day <= last for day in days):
            raise Misread("term_far")

    def _phrase(self, text: str) -> Term:
        read = parse(text, self._period, self._calendar)
        if any(warning.code == "impossible_date" for warning in read.warnings):
            raise Misread("no_such_day")
        if read.needs_year:
            raise Misread("term_year")
        if read.kind is Kind.NONE and not read.warnings:
            return Term(Kind.NONE)  # «нет», «не указан»
        if not terms.sure(read):
            raise Misread("term_unclear")
        return Term(read.kind, read.spans, read.rule, phrase=text)

    def same(self, wanted: State, present: State) -> bool:
        return bool(wanted == present)

    def moved(self, base: State, present: State) -> bool:
        """A launch takes what is undecided for decided, which moves nothing."""
        return bool({**base, "decided": True} != {**present, "decided": True})


def day_of(typed: Typed) -> date | None:
    """The day of a cell that holds a whole date, however it was typed; None: no date.

    Raises Misread for a day that no calendar has, or of another age.
    """
    if typed.day:
        return _checked(date.fromisoformat(typed.day))
    found = _DAY.fullmatch(typed.text.strip(" ."))
    if found is not None:
        day, month, year = map(int, found.groups())
        return _day(year + 2000 if year < 100 else year, month, day)
    found = _ISO.fullmatch(typed.text)
    return _day(*map(int, found.groups())) if found is not None else None


def _day(year: int, month: int, day: int) -> date:
    try:
        return _checked(date(year, month, day))
    except ValueError as error:
        raise Misread("no_such_day") from error


def _checked(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Misread("no_such_day")
    return day


def encoded(term: Term) -> dict[str, Any]:
    """The phrase counts where days and months of a rule are read from it."""
    ruled = term.rule is not None and term.phrase is not None
    return {
        "kind": term.kind.value,
        "spans": terms.as_json(term.spans),
        "rule": term.rule.value if term.rule else None,
        "phrase": search_key(term.phrase or "") if ruled else "",
        "decided": term.decided,
    }


def decoded(state: State, phrase: str | None = None) -> Term:
    spans: tuple[Span, ...] = tuple((_iso(start), _iso(end)) for start, end in state["spans"])
    rule = Rule(state["rule"]) if state["rule"] else None
    return Term(Kind(state["kind"]), spans, rule, state["decided"], phrase)


def _iso(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None
