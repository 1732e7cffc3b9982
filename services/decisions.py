"""Which rows of a draft need a decision, in what order, and what is decided about terms."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from db.models import Item, Roadmap
from db.models.roadmap import ItemLevel
from domain.deadlines import Deadline, Kind, Period, Span, Warning_, parse
from domain.past import target_year
from domain.schoolyear import lessons, place, school_year
from services import chat, responsibles, settling, terms
from services.actor import Actor
from services.draft_rows import Row, changing, draft, draft_item, row_of, rows
from services.errors import Refusal
from services.responsibles import Phrase
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
class Question:
    """A row without a sure term, or (with `entry`) a phrase that names nobody known."""

    item_id: int
    entry: int | None
    position: int

    @property
    def order(self) -> tuple[bool, int, int]:
        """Terms come first, each kind in the order of the document."""
        return self.entry is not None, self.position, self.entry or 0


@dataclass(frozen=True, slots=True)
class TermView:
    """A row whose term is to be decided."""

    roadmap_id: int
    item: Item
    number: int  # of the question, from 1; 0: the term is decided already
    total: int
    reading: Deadline
    group: int  # open rows of the stage and section, this one included
    everywhere: int  # open rows of the whole roadmap
    year: int  # the school year whose months are offered
    years: tuple[int, ...]  # school years to choose from
    period: Period | None
    today: date


def questions(
    every: Sequence[Row], phrases: Iterable[Phrase], today: date, period: Period | None
) -> list[Question]:
    """What waits for the curator. Rows whose term is over are settled on a screen of their own."""
    past = {row.item.id for row in settling.past_rows(every, period, today)}
    found = [
        Question(row.item.id, None, row.item.position)
        for row in every
        if not row.item.term_decided and row.open and row.item.id not in past
    ]
    found += [
        Question(phrase.item_id, phrase.entry, phrase.position)
        for phrase in phrases
        if phrase.meaning is None
    ]
    return sorted(found, key=lambda question: question.order)


def open_questions(session: Session, actor: Actor, roadmap_id: int) -> list[Question]:
    roadmap = draft(session, actor, roadmap_id)
    every = rows(session, roadmap_id)
    phrases = responsibles.phrases(session, roadmap, every)
    return questions(every, phrases, actor.today, terms.period_of(roadmap))


def after(
    session: Session, actor: Actor, item_id: int, entry: int | None
) -> tuple[int, Question | None]:
    """The roadmap, and the question that follows one that was answered or left for later."""
    roadmap, item = draft_item(session, actor, item_id)
    here = Question(item.id, entry, item.position).order
    left = open_questions(session, actor, roadmap.id)
    return roadmap.id, next((question for question in left if question.order > here), None)


def remarked(row: Row, period: Period | None) -> bool:
    """Whether the reading of the row's phrase says something that a person should check."""
    return bool(doubts(row.item, period))


def doubts(item: Item, period: Period | None) -> tuple[Warning_, ...]:
    """The remarks of a reading that stands; none once a person has decided otherwise."""
    if item.deadline is None:
        return ()
    reading = parse(item.deadline, period)
    return reading.warnings if terms.of_reading(reading) == terms.of_item(item) else ()


def term_view(session: Session, actor: Actor, item_id: int, year: int | None) -> TermView:
    roadmap, item = draft_item(session, actor, item_id)
    every = rows(session, roadmap.id)
    period = terms.period_of(roadmap)
    order = [q.item_id for q in open_questions(session, actor, roadmap.id)]
    reading = parse(item.deadline, period)
    years = _years(period, actor.today)
    likely = _likely(years, actor.today)
    if reading.needs_year:
        years = tuple(year for year in years if _in_year(item.deadline, year, period))
    return TermView(
        roadmap_id=roadmap.id,
        item=item,
        number=order.index(item.id) + 1 if item.id in order else 0,
        total=len(order),
        reading=reading,
        group=len(_targets(every, item, Scope.GROUP)),
        everywhere=len(_targets(every, item, Scope.ALL)),
        year=likely if year is None else year,
        years=years,
        period=period,
        today=actor.today,
    )


def calendar_start(view: TermView) -> date:
    """The month that the calendar opens at: today, or the first of the offered school year."""
    first, last = lessons(view.year)
    return view.today if view.today <= last and view.today >= first else first


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
    if not (1 <= month <= 12 and 2000 <= year <= 2100):
        raise Refusal("not_understood")
    return place((month, 1), year)


def set_day(session: Session, actor: Actor, item_id: int, scope: Scope, day: date) -> int:
    """Until a day."""
    return _decide(session, actor, item_id, scope, Term(Kind.DATES, ((None, day),)))


def choose(session: Session, actor: Actor, item_id: int, scope: Scope, choice: Choice) -> int:
    """One of the terms without a date of their own."""
    roadmap, _ = draft_item(session, actor, item_id)
    period = terms.period_of(roadmap)
    if choice is Choice.EVERY_YEAR:
        years = _years(period, actor.today)
        return _place(session, actor, item_id, scope, years, within=period)
    term = _chosen(choice, period, actor.today)
    return _decide(session, actor, item_id, scope, term)


def _chosen(choice: Choice, period: Period | None, today: date) -> Term:
    if choice is Choice.NONE:
        return Term(Kind.NONE)
    year = Period.school_year(_likely(_years(period, today), today))
    if choice is Choice.YEAR_END:
        return Term(Kind.DATES, ((None, year.end),))
    whole = period or year
    return Term(Kind.CONTINUOUS, ((whole.start, whole.end),))


def set_year(session: Session, actor: Actor, item_id: int, scope: Scope, year: int) -> int:
    """The phrase's days in one school year, for rows that wait for a year."""
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
    roadmap, item = _locked(session, actor, item_id)
    placed = 0
    for row in _targets(rows(session, roadmap.id), item, scope):
        reading = parse(row.item.deadline, terms.period_of(roadmap))
        if reading.needs_year:
            _give(row.parts, row.item, _in_years(row.item.deadline, reading, years, within))
            placed += 1
    return placed


def _in_years(
    phrase: str | None, reading: Deadline, years: Sequence[int], within: Period | None
) -> Term:
    spans = {span for year in years for span in _in_year(phrase, year, within)}
    if not spans:
        raise Refusal("term_unclear")
    ordered = sorted(spans, key=lambda span: (span[1] or date.max, span[0] or date.min))
    kind = Kind.RECURRING if reading.kind is Kind.RECURRING else Kind.DATES
    return Term(kind, tuple(ordered), reading.rule)


def _in_year(phrase: str | None, year: int, within: Period | None) -> list[Span]:
    spans = parse(phrase, Period.school_year(year)).spans
    return [span for span in spans if within is None or _touches(span, within)]


def _touches(span: Span, period: Period) -> bool:
    start, end = span
    return (start or end or period.start) <= period.end and (
        end or start or period.end
    ) >= period.start


def type_term(session: Session, actor: Actor, item_id: int, scope: Scope, text: str) -> int:
    """A term in words. Raises Refusal("term_unclear") for what is not surely understood."""
    roadmap, _ = draft_item(session, actor, item_id)
    term = typed(text, terms.period_of(roadmap))
    chat.clear(session, actor)
    return _decide(session, actor, item_id, scope, term)


def typed(text: str, period: Period | None) -> Term:
    """The meaning of typed words. Raises Refusal("term_unclear")."""
    term = terms.of_phrase(text, period)
    if not term.decided:
        raise Refusal("term_unclear")
    return term


def _decide(session: Session, actor: Actor, item_id: int, scope: Scope, term: Term) -> int:
    roadmap, item = _locked(session, actor, item_id)
    if item.level is ItemLevel.STEP:
        terms.store(item, term)
        return 1
    targets = _targets(rows(session, roadmap.id), item, scope)
    for row in targets:
        _give(row.parts, row.item, term)
    return len(targets)


def _locked(session: Session, actor: Actor, item_id: int) -> tuple[Roadmap, Item]:
    roadmap, item = draft_item(session, actor, item_id)
    return changing(session, actor, roadmap.id), item


def _give(parts: Iterable[Item], row: Item, term: Term) -> None:
    """To a row and to the steps that have its term, not one of their own."""
    before = terms.of_item(row)
    for item in parts:
        if terms.of_item(item) == before:
            terms.store(item, term)


def apply_term(row: Row, term: Term) -> None:
    """Give one row a term that came in a file."""
    _give(row.parts, row.item, term)
