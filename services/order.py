"""Orders of work in a draft or a running roadmap that cannot be meant: shown, never forbidden."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.models import Item, Roadmap
from db.models.roadmap import RoadmapState
from domain import order
from domain.deadlines import Kind, Span
from domain.labels import labels
from domain.order import Doubt, Rule, Task
from domain.roles import Action
from services import terms, tree
from services.actor import Actor, require
from services.draft_rows import Row, rows
from services.errors import Refusal
from services.tree import OVER


@dataclass(frozen=True, slots=True)
class Side:
    """A row of a doubtful pair and when it is due."""

    id: int
    label: str
    days: Span


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """`rows` are to be looked at against `other`."""

    rule: Rule
    rows: tuple[Side, ...]
    other: Side


@dataclass(frozen=True, slots=True)
class OrderView:
    """What is doubtful. `draft`: the roadmap is not launched yet."""

    roadmap_id: int
    title: str
    draft: bool
    lines: tuple[DoubtLine, ...]


def view(session: Session, actor: Actor, roadmap_id: int) -> OrderView:
    """Raises Refusal("gone" | "forbidden")."""
    roadmap = _roadmap(session, actor, roadmap_id)
    every = rows(session, roadmap_id)
    found = doubts(roadmap, every)
    days = {row.item.id: _days(row.item) for row in every}
    named = labels(tree.labelled(row.item, None) for row in every)

    def side(item_id: int) -> Side:
        return Side(item_id, named[item_id], days[item_id] or (None, None))

    lines = tuple(
        DoubtLine(one.rule, tuple(map(side, one.rows)), side(one.other)) for one in found
    )
    draft = roadmap.state is RoadmapState.DRAFT
    return OrderView(roadmap.id, roadmap.title, draft, lines)


def doubts(roadmap: Roadmap, every: Iterable[Row]) -> list[Doubt]:
    """Those that nobody has found right yet."""
    right = set((roadmap.answers or {}).get("order", ()))
    return [one for one in order.check(_tasks(every)) if _key(one) not in right]


def find_right(session: Session, actor: Actor, roadmap_id: int, rule: Rule, other_id: int) -> None:
    """«Всё верно»: it is not shown again."""
    roadmap = _roadmap(session, actor, roadmap_id, lock=True)
    for one in doubts(roadmap, rows(session, roadmap_id)):
        if (one.rule, one.other) == (rule, other_id):
            answers = dict(roadmap.answers or {})
            known = [*answers.get("order", ()), _key(one)]
            roadmap.answers = {**answers, "order": known}


def _key(one: Doubt) -> str:
    return f"{one.rule}:{one.other}"


def _roadmap(session: Session, actor: Actor, roadmap_id: int, *, lock: bool = False) -> Roadmap:
    roadmap = session.get(Roadmap, roadmap_id, with_for_update=lock)
    if roadmap is None:
        raise Refusal("gone")
    require(session, actor, Action.EDIT_ROADMAP, roadmap.organisation_id)
    if lock and roadmap.state is RoadmapState.CLOSED:
        raise Refusal("closed")
    return roadmap


def _tasks(every: Iterable[Row]) -> Iterable[Task]:
    """What is still open and has days of its own."""
    for row in every:
        item = row.item
        above = " ".join(filter(None, (item.section, item.stage, item.title)))
        for leaf in row.leaves:
            span = _days(leaf)
            if span is None or leaf.status in OVER:
                continue
            text = leaf.title if row.steps else f"{leaf.title} {leaf.content or ''}"
            yield Task(item.id, text, above, *span)


def _days(item: Item) -> tuple[date, date] | None:
    """From the first to the last day that the term names; None where there is none."""
    if item.term_kind is not Kind.DATES or not item.term_decided:
        return None
    spans = terms.spans_of(item)
    starts = [start or end for start, end in spans]
    ends = [end or start for start, end in spans]
    known = [day for day in (*starts, *ends) if day is not None]
    return (min(known), max(known)) if known else None
