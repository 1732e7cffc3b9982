"""The text of a programme as it is agreed to, from its rows."""

import json

from sqlalchemy.orm import Session

from db.models import Item, Programme, Roadmap
from db.models.roadmap import RoadmapState
from domain.deadlines import Kind
from domain.programmes import Head, PlanLine, Stage, core_hash, stage_of, text_hash
from services import calendars, terms
from services.draft_rows import rows


def head_of(programme: Programme) -> Head:
    return Head(programme.difficulties, programme.goal, programme.tasks, programme.expected)


def lines_of(session: Session, roadmap_id: int) -> list[PlanLine]:
    """Rows and their steps, in the order of the document."""
    return [_line(item) for row in rows(session, roadmap_id) for item in row]


def text_of(session: Session, programme: Programme) -> str:
    """The hash of the whole text at present."""
    return text_hash(head_of(programme), lines_of(session, programme.roadmap_id))


def core_of(session: Session, programme: Programme) -> str:
    """The hash of its goal and terms."""
    return core_hash(head_of(programme), lines_of(session, programme.roadmap_id))


def moved(session: Session, roadmap: Roadmap) -> set[int]:
    """Rows and steps whose days are not those that the words of their terms mean."""
    calendar = calendars.schooling(session, roadmap.organisation_id)
    period = terms.period_of(roadmap)
    return {
        item.id
        for row in rows(session, roadmap.id)
        for item in row
        if item.spans and item.rule is None and item.term_kind is Kind.DATES
        and terms.of_phrase(item.deadline, period, calendar).spans != terms.spans_of(item)
    }  # fmt: skip


def stage(session: Session, programme: Programme, roadmap: Roadmap) -> Stage:
    """How far it is: what was put to both and changed since is being written again."""
    closed, draft = roadmap.state is RoadmapState.CLOSED, roadmap.state is RoadmapState.DRAFT
    put = draft and programme.text_hash is not None
    same = put and programme.text_hash == text_of(session, programme)
    return stage_of(draft=draft, closed=closed, put=same)


def _line(item: Item) -> PlanLine:
    term = json.dumps([item.term_kind.value, item.rule, item.spans])
    return PlanLine(item.title, item.result or "", item.deadline or "", term)
