"""Rows and steps of a draft as lists show them: labels that tell them apart, and a mark."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from domain.progress import Status, combined
from services import calendars, terms
from services.actor import Actor
from services.draft_labels import Line, Mark, labelled
from services.draft_rows import Row, draft, draft_item, row_of, rows
from services.questions import remarked


@dataclass(frozen=True, slots=True)
class Listing:
    """`title` is that of the roadmap, of steps that of their row."""

    roadmap_id: int
    title: str
    lines: tuple[Line, ...]


def row_lines(session: Session, actor: Actor, roadmap_id: int, only_remarked: bool) -> Listing:
    """All rows, or those whose phrase was read with a remark."""
    roadmap = draft(session, actor, roadmap_id)
    period = terms.period_of(roadmap)
    calendar = calendars.schooling(session, roadmap.organisation_id)
    every = rows(session, roadmap_id)
    today = actor.today
    chosen = [row for row in every if not only_remarked or remarked(row, period, calendar, today)]
    named = labelled(row.item for row in chosen)
    lines = tuple(Line(row.item.id, named[row.item.id], _mark(row)) for row in chosen)
    return Listing(roadmap.id, roadmap.title, lines)


def step_lines(session: Session, actor: Actor, item_id: int) -> Listing:
    """The steps of a row."""
    roadmap, item = draft_item(session, actor, item_id)
    row = row_of(rows(session, roadmap.id), item.id)
    named = labelled(row.steps)
    lines = tuple(Line(s.id, named[s.id], _of(s.status, s.term_decided)) for s in row.steps)
    return Listing(roadmap.id, row.item.title, lines)


def _mark(row: Row) -> Mark:
    status = combined(leaf.status for leaf in row.leaves)
    return _of(status, row.item.term_decided)


def _of(status: Status, decided: bool) -> Mark:
    if status in (Status.DONE, Status.NA):
        return Mark(status.value)
    return Mark.PLAIN if decided else Mark.OPEN
