"""Rows whose term was over when the roadmap was read: settled, so that nothing starts overdue."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from db.models import Item, Roadmap
from domain.deadlines import Kind, Period, Span
from domain.past import is_past, last_day, moved, target_year
from domain.period import retitled
from domain.progress import Status, combined
from services import terms
from services.actor import Actor
from services.draft_labels import Line, Mark, labelled
from services.draft_rows import Row, changing, draft, draft_item, row_of, rows


class Settle(StrEnum):
    DONE = "d"  # done earlier
    SHIFT = "s"  # the same month of a school year that is not over
    NOT_NEEDED = "n"


@dataclass(frozen=True, slots=True)
class PastView:
    """The rows to settle; `year`: the school year that SHIFT would move them to, and by item
    the one for a row `alone`."""

    roadmap_id: int
    title: str
    lines: tuple[Line, ...]
    year: int
    alone: Mapping[int, int]
    this_year: int
    period: Period | None
    whole: bool  # the period of the whole roadmap is over
    dated: bool  # some of the rows name days of their own, not those of the period
    today: date


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of a row with several terms: `before`, what is `left`, what is `gone`."""

    label: str
    before: Spans
    left: Spans
    gone: Spans


@dataclass(frozen=True, slots=True)
class Settled:
    """How many rows were settled, and what the curator should know of them."""

    roadmap_id: int
    count: int
    changed: tuple[Changed, ...] = ()


def past_rows(every: Iterable[Row], period: Period | None, today: date) -> list[Row]:
    """Rows of which something open is over; none while no period is known."""
    return [row for row in every if period is not None and any(_past_leaves(row, period, today))]


def _past_leaves(row: Row, period: Period, today: date) -> list[Item]:
    return [leaf for leaf in row.leaves if _is_past(leaf, period, today)]


def _is_past(item: Item, period: Period, today: date) -> bool:
    term = terms.of_item(item)
    over = is_past(term.kind, term.spans, term.rule, period=period, today=today)
    return over and item.status is Status.TODO


def _dated(past: Iterable[Row], period: Period | None) -> bool:
    whole = ((period.start, period.end),) if period else ()
    return any(terms.spans_of(row.item) not in ((), whole) for row in past)


def expired(past: Iterable[Row], period: Period | None, today: date) -> bool:
    """Whether only the period is over: another one makes the rows timely again."""
    return period is not None and period.end < today and not _dated(past, period)


def gone_spans(row: Row, today: date) -> tuple[Span, ...]:
    """Those of several terms that are over, while others are still to come."""
    if not row.open or row.item.term_kind is Kind.CONTINUOUS:
        return ()
    spans = terms.spans_of(row.item)
    over = tuple(span for span in spans if span[1] is not None and span[1] < today)
    return over if len(over) < len(spans) else ()


def view(session: Session, actor: Actor, roadmap_id: int) -> PastView:
    roadmap = draft(session, actor, roadmap_id)
    period = terms.period_of(roadmap)
    past = past_rows(rows(session, roadmap_id), period, actor.today)
    named = labelled(row.item for row in past)
    return PastView(
        roadmap_id=roadmap.id,
        title=roadmap.title,
        lines=tuple(Line(row.item.id, named[row.item.id], Mark.PLAIN) for row in past),
        year=_year(past, actor.today),
        alone={row.item.id: _year([row], actor.today) for row in past},
        this_year=target_year(actor.today),
        period=period,
        dated=_dated(past, period),
        whole=period is not None and period.end < actor.today,
        today=actor.today,
    )


def _year(past: Iterable[Row], today: date) -> int:
    """This school year, or the next where this one's month is over for all of them too."""
    year = target_year(today)
    ends = [_moved_end(row.item, year) for row in past]
    return year if any(end is None or end >= today for end in ends) or not ends else year + 1


def _moved_end(item: Item, year: int) -> date | None:
    term = terms.of_item(item)
    return last_day(term.kind, moved(term.kind, term.spans, year), None, None)


def settle_all(session: Session, actor: Actor, roadmap_id: int, how: Settle) -> Settled:
    """Settle every past row in one way."""
    roadmap = changing(session, actor, roadmap_id)
    past = past_rows(rows(session, roadmap_id), terms.period_of(roadmap), actor.today)
    return _settled(roadmap, past, how, actor.today)


def settle_one(session: Session, actor: Actor, item_id: int, how: Settle) -> Settled:
    """Settle one row. A row that is settled already stays as it is."""
    roadmap, item = draft_item(session, actor, item_id, lock=True)
    changing(session, actor, roadmap.id)
    every = rows(session, roadmap.id)
    row = row_of(every, item.id)
    past = [row] if row in past_rows(every, terms.period_of(roadmap), actor.today) else []
    return _settled(roadmap, past, how, actor.today)


def _settled(roadmap: Roadmap, past: list[Row], how: Settle, today: date) -> Settled:
    """A row that was moved into a month that is over as well is not settled yet."""
    changed = _settle(roadmap, past, how, today)
    left = past_rows(past, terms.period_of(roadmap), today)
    return Settled(roadmap.id, len(past) - len(left), changed)


def _settle(roadmap: Roadmap, past: list[Row], how: Settle, today: date) -> tuple[Changed, ...]:
    period = terms.period_of(roadmap)
    if period is None or not past:
        return ()
    if how is Settle.SHIFT:
        before = [terms.spans_of(row.item) for row in past]
        _shift(roadmap, past, _year(past, today), today)
        return _changed(past, before, today)
    for row in past:
        for leaf in _past_leaves(row, period, today):
            _close(leaf, how)
        row.item.status = combined(leaf.status for leaf in row.leaves)
    return ()


def _changed(past: Sequence[Row], before: Sequence[Spans], today: date) -> tuple[Changed, ...]:
    """Rows of several terms of which some are over again, or fell into one."""
    named = labelled(row.item for row in past)
    found: list[Changed] = []
    for row, old in zip(past, before, strict=True):
        now = terms.spans_of(row.item)
        gone = gone_spans(row, today)
        if len(old) > 1 and (gone or len(now) < len(old)):
            left = tuple(span for span in now if span not in gone)
            found.append(Changed(named[row.item.id], old, left, gone))
    return tuple(found)


def _close(leaf: Item, how: Settle) -> None:
    """Nobody said on which day it was done, so no day is written down."""
    leaf.status = Status.NA if how is Settle.NOT_NEEDED else Status.DONE


def _shift(roadmap: Roadmap, past: list[Row], year: int, today: date) -> None:
    """A period that is over becomes the new school year; one that goes on is widened."""
    period = terms.period_of(roadmap)
    assert period is not None
    for row in past:
        leaves = {leaf.id for leaf in _past_leaves(row, period, today)}
        for item in (row.item, *row.steps):
            if item is row.item or item.id in leaves:
                _move(item, year)
    whole = Period.school_year(year)
    if period.end < today:
        roadmap.title = retitled(roadmap.title, period, whole)
        roadmap.period_start, roadmap.period_end = whole.start, whole.end
    ends = [end for row in past for leaf in row for _, end in terms.spans_of(leaf) if end]
    roadmap.period_end = max([*ends, roadmap.period_end or whole.end])


def _move(item: Item, year: int) -> None:
    term = terms.of_item(item)
    item.spans = terms.as_json(moved(term.kind, term.spans, year))
