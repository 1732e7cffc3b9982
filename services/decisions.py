"""What is decided about the terms of a draft: for one row, a stage, or all that wait."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from db.models import Item, Roadmap
from db.models.roadmap import ItemLevel
from domain.deadlines import Deadline, Kind, Period, SchoolCalendar, Span, parse
from domain.deadlines.model import FIRST_YEAR, LAST_YEAR
from domain.past import target_year
from domain.schoolyear import lessons, place, school_year
from services import calendars, chat, terms
from services.actor import Actor
from services.draft_rows import Row, draft_item, row_of, rows
from services.errors import Refusal
from services.questions import counted, open_questions, to_answer
from services.terms import Term


class Scope(StrEnum):
    """What a decision about a term is for."""

    ONE = "1"
    GROUP = "g"  # all open rows of the same stage and section
    ALL = "a"


class Choice(StrEnum):
    """Terms that need no date."""

    YEAR_END = "e"
    PERIOD = "p"
    NONE = "n"
    EVERY_YEAR = "y"  # the phrase's days in every year of the period


@dataclass(frozen=True, slots=True)
class TermView:
    """A row whose term is to be decided."""

    roadmap_id: int
    item: Item
    number: int  # of the question, from 1; 0: the term is decided already
    total: int
    reading: Deadline
    as_read: bool  # the term is still what the phrase gives
    group: int  # open rows of the stage and section, this one included
    everywhere: int  # open rows of the whole roadmap
    year: int  # the school year whose months are offered
    years: tuple[int, ...]  # school years to choose from
    period: Period | None
    today: date


def term_view(session: Session, actor: Actor, item_id: int, year: int | None) -> TermView:
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refusal("not_understood")
    roadmap, item = draft_item(session, actor, item_id)
    every = rows(session, roadmap.id)
    period = terms.period_of(roadmap)
    order = [q.item_id for q in open_questions(session, actor, roadmap.id)]
    asked = item.id in order
    number, total = counted(roadmap, len(order), order.index(item.id) if asked else 0)
    calendar = calendars.schooling(session, roadmap.organisation_id)
    reading = parse(item.deadline, period, calendar)
    years = _years(period, actor.today)
    likely = _likely(years, actor.today)
    if reading.needs_year:
        years = tuple(year for year in years if _in_year(item.deadline, year, period, calendar))
    return TermView(
        roadmap_id=roadmap.id,
        item=item,
        number=number if asked else 0,
        total=total,
        reading=reading,
        as_read=terms.of_item(item) == terms.of_phrase(item.deadline, period, calendar),
        group=len(_targets(every, item, Scope.GROUP)),
        everywhere=len(_targets(every, item, Scope.ALL)),
        year=likely if year is None else year,
        years=years,
        period=period,
        today=actor.today,
    )


def calendar_month(view: TermView, year: int | None, month: int | None) -> tuple[int, int]:
    """The month to show: the one asked for, else today's, or the offered school year's first."""
    if year is not None and month is not None:
        if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12:
            return year, month
        raise Refusal("not_understood")
    first, last = lessons(view.year)
    day = view.today if first <= view.today <= last else first
    return day.year, day.month


def _years(period: Period | None, today: date) -> tuple[int, ...]:
    if period is None:
        return (target_year(today),)
    return tuple(range(school_year(period.start), school_year(period.end) + 1))


def _likely(years: Sequence[int], today: date) -> int:
    return next((year for year in years if lessons(year)[1] >= today), years[-1])


def _targets(every: list[Row], item: Item, scope: Scope) -> list[Row]:
    """The rows a decision is for: the item's own, and with a wider scope all open ones there."""
    own = row_of(every, item.id)
    if scope is Scope.ONE:
        return [own]
    there = (own.item.section, own.item.stage)
    return [
        row
        for row in every
        if row is own
        or (
            not row.item.term_decided
            and row.open
            and scope in (Scope.ALL, Scope.GROUP)
            and (scope is Scope.ALL or (row.item.section, row.item.stage) == there)
        )
    ]


def set_month(
    session: Session, actor: Actor, item_id: int, scope: Scope, *, year: int, month: int
) -> int:
    """The whole month of a school year. Returns how many rows got it."""
    first = _day(year, month)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    return _decide(session, actor, item_id, scope, Term(Kind.DATES, ((first, last),)))


def _day(year: int, month: int) -> date:
    if not (1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR):
        raise Refusal("not_understood")
    return place((month, 1), year)


def set_day(session: Session, actor: Actor, item_id: int, scope: Scope, day: date) -> int:
    """Until a day."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refusal("not_understood")
    return _decide(session, actor, item_id, scope, Term(Kind.DATES, ((None, day),)))


def choose(session: Session, actor: Actor, item_id: int, scope: Scope, choice: Choice) -> int:
    """One of the terms without a date of their own."""
    roadmap, _ = draft_item(session, actor, item_id)
    period = terms.period_of(roadmap)
    if choice is Choice.EVERY_YEAR:
        years = _years(period, actor.today)
        return _place(session, actor, item_id, scope, years, within=period)
    term = term_of_choice(choice, period, actor.today)
    return _decide(session, actor, item_id, scope, term)


def term_of_choice(choice: Choice, period: Period | None, today: date) -> Term:
    """What a choice without a date of its own means; not EVERY_YEAR, which needs the phrase."""
    if choice is Choice.NONE:
        return Term(Kind.NONE)
    year = Period.school_year(_likely(_years(period, today), today))
    if choice is Choice.YEAR_END:
        return Term(Kind.DATES, ((None, year.end),))
    whole = period or year
    return Term(Kind.CONTINUOUS, ((whole.start, whole.end),))


def set_year(session: Session, actor: Actor, item_id: int, scope: Scope, year: int) -> int:
    """The phrase's days in one school year, for rows that wait for a year."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refusal("not_understood")
    return _place(session, actor, item_id, scope, (year,))


def _place(
    session: Session,
    actor: Actor,
    item_id: int,
    scope: Scope,
    years: Sequence[int],
    *,
    within: Period | None = None,
) -> int:
    roadmap, item = to_answer(session, actor, item_id)
    calendar = calendars.schooling(session, roadmap.organisation_id)
    placed = 0
    for row in _targets(rows(session, roadmap.id), item, scope):
        reading = parse(row.item.deadline, terms.period_of(roadmap), calendar)
        if reading.needs_year:
            spans = _in_years(row.item.deadline, years, within, calendar)
            _give(row.parts, row.item, _placed(reading, spans))
            placed += 1
    return placed


def _in_years(
    phrase: str | None, years: Sequence[int], within: Period | None, calendar: SchoolCalendar
) -> tuple[Span, ...]:
    spans = {span for year in years for span in _in_year(phrase, year, within, calendar)}
    if not spans:
        raise Refusal("term_unclear")
    return tuple(sorted(spans, key=lambda span: (span[1] or date.max, span[0] or date.min)))


def _placed(reading: Deadline, spans: tuple[Span, ...]) -> Term:
    """What lasts or repeats goes on doing so, now that its days are known."""
    return Term(reading.kind, spans, reading.rule)


def _in_year(
    phrase: str | None, year: int, within: Period | None, calendar: SchoolCalendar
) -> list[Span]:
    spans = parse(phrase, Period.school_year(year), calendar).spans
    return [span for span in spans if within is None or _touches(span, within)]


def _touches(span: Span, period: Period) -> bool:
    start, end = span
    return (start or end or period.start) <= period.end and (
        end or start or period.end
    ) >= period.start


def type_term(session: Session, actor: Actor, item_id: int, scope: Scope, text: str) -> int:
    """A term in words. Raises Refusal("term_unclear") for what is not surely understood."""
    roadmap, _ = draft_item(session, actor, item_id)
    term = typed(session, text, roadmap)
    chat.clear(session, actor)
    return _decide(session, actor, item_id, scope, term)


def typed(session: Session, text: str, roadmap: Roadmap) -> Term:
    """The meaning of typed words. Raises Refusal("term_unclear")."""
    calendar = calendars.schooling(session, roadmap.organisation_id)
    term = terms.of_phrase(text, terms.period_of(roadmap), calendar)
    if not term.decided:
        raise Refusal("term_unclear")
    return term


def _decide(session: Session, actor: Actor, item_id: int, scope: Scope, term: Term) -> int:
    roadmap, item = to_answer(session, actor, item_id)
    if item.level is ItemLevel.STEP:
        terms.store(item, term)
        return 1
    targets = _targets(rows(session, roadmap.id), item, scope)
    for row in targets:
        _give(row.parts, row.item, term)
    return len(targets)


def _give(parts: Iterable[Item], row: Item, term: Term) -> None:
    """To a row and to the steps that have its term, not one of their own."""
    before = terms.of_item(row)
    for item in parts:
        if terms.of_item(item) == before:
            terms.store(item, term)


def apply_term(row: Row, term: Term) -> None:
    """Give one row a term that came in a file."""
    _give(row.parts, row.item, term)
