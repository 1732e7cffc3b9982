"""Rows whose term was over when the roadmap was read: settled, so that nothing starts overdue."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from db.models import Item, Roadmap
from domain.deadlines import Period
from domain.past import is_past, last_day, moved, target_year
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
    """The rows to settle; `year`: the school year that SHIFT would move them to."""

    roadmap_id: int
    title: str
    lines: tuple[Line, ...]
    year: int
    this_year: int
    period: Period | None
    whole: bool  # the period of the whole roadmap is over
    dated: bool  # some of the rows name days of their own
    today: date


def past_rows(every: Iterable[Row], period: Period | None, today: date) -> list[Row]:
    """Rows of which something open is over; none while no period is known."""
    return [row for row in every if period is not None and any(_past_leaves(row, period, today))]


def _past_leaves(row: Row, period: Period, today: date) -> list[Item]:
    return [leaf for leaf in row.leaves if _is_past(leaf, period, today)]


def _is_past(item: Item, period: Period, today: date) -> bool:
    term = terms.of_item(item)
    over = is_past(term.kind, term.spans, term.rule, period=period, today=today)
    return over and item.status is Status.TODO


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
        this_year=target_year(actor.today),
        period=period,
        dated=any(row.item.spans for row in past),
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


def settle_all(session: Session, actor: Actor, roadmap_id: int, how: Settle) -> int:
    """Settle every past row in one way; how many there were."""
    roadmap = changing(session, actor, roadmap_id)
    past = past_rows(rows(session, roadmap_id), terms.period_of(roadmap), actor.today)
    _settle(roadmap, past, how, actor.today)
    return len(past)


def settle_one(session: Session, actor: Actor, item_id: int, how: Settle) -> int:
    """Settle one row; the roadmap's id. A row that is settled already stays as it is."""
    roadmap, item = draft_item(session, actor, item_id, lock=True)
    changing(session, actor, roadmap.id)
    every = rows(session, roadmap.id)
    row = row_of(every, item.id)
    if row in past_rows(every, terms.period_of(roadmap), actor.today):
        _settle(roadmap, [row], how, actor.today)
    return roadmap.id


def _settle(roadmap: Roadmap, past: list[Row], how: Settle, today: date) -> None:
    period = terms.period_of(roadmap)
    if period is None or not past:
        return
    if how is Settle.SHIFT:
        _shift(roadmap, past, _year(past, today), today)
        return
    for row in past:
        for leaf in _past_leaves(row, period, today):
            _close(leaf, how, period)
        row.item.status = combined(leaf.status for leaf in row.leaves)


def _close(leaf: Item, how: Settle, period: Period) -> None:
    if how is Settle.NOT_NEEDED:
        leaf.status = Status.NA
        return
    term = terms.of_item(leaf)
    leaf.status = Status.DONE
    leaf.done_on = last_day(term.kind, term.spans, term.rule, period)


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
        roadmap.period_start, roadmap.period_end = whole.start, whole.end
    ends = [end for row in past for leaf in row for _, end in terms.spans_of(leaf) if end]
    roadmap.period_end = max([*ends, roadmap.period_end or whole.end])


def _move(item: Item, year: int) -> None:
    term = terms.of_item(item)
    item.spans = terms.as_json(moved(term.kind, term.spans, year))
