"""The table of roadmaps: their rows and steps as the overview shows them today."""

from collections.abc import Collection, Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Evidence, Roadmap
from db.models.roadmap import ItemLevel, RoadmapState
from domain.exporting import Level
from domain.named import Named
from domain.progress import is_overdue
from exports.big.model import Batch, Column, Value
from services import file_names, tree
from services.exporting import naming
from services.exporting.model import Scope, Source
from services.roadmaps import of_school
from services.tree import Node

COLUMNS = (
    Column("school", width=28),
    Column("roadmap", width=36),
    Column("section", width=24),
    Column("stage", width=24),
    Column("number", width=8),
    Column("level", width=14),
    Column("activity", width=48),
    Column("term", width=24),
    Column("due", "date", 12),
    Column("owners", width=32),
    Column("status", width=16),
    Column("fact", "date", 12),
    Column("proofs", "number", 16),
    Column("note", width=32),
)


def read(session: Session, scope: Scope, after: int) -> Batch:
    """One roadmap a batch, with the rows that are of the period."""
    roadmap = session.scalar(
        select(Roadmap)
        .where(
            Roadmap.id > after,
            Roadmap.state != RoadmapState.DRAFT,
            of_school(),
            scope.within(Roadmap.organisation_id),
        )
        .order_by(Roadmap.id)
        .limit(1)
    )
    if roadmap is None:
        return Batch((), None)
    nodes = [node for node in _in_order(tree.load(session, roadmap.id).rows) if _has(node, scope)]
    names = file_names.names(session, {each for node in nodes for each in node.owners}, scope.at)
    proofs = _proofs(session, {part for node in nodes for part in _parts(node)})
    school = naming.schools(session, [roadmap.organisation_id])[roadmap.organisation_id]
    rows = tuple(
        (
            school, roadmap.title, node.item.section, node.item.stage, node.number or None,
            Level.ROW if node.item.level is ItemLevel.ROW else Level.STEP, node.item.title,
            node.item.deadline, node.due,
            _owners(node, names),
            node.shown(scope.today), node.done_on,
            sum(proofs.get(part, 0) for part in _parts(node)), node.item.note,
        )
        for node in nodes
    )  # fmt: skip
    return Batch(rows, roadmap.id)


def _in_order(nodes: Collection[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _in_order(node.steps)


def _parts(node: Node) -> list[int]:
    """An item with the shares of those who do it."""
    return [node.id, *(share.id for share in node.shares)]


def _owners(node: Node, names: dict[int, Named]) -> tuple[Value, ...]:
    """People; where nobody is named yet, the words of the document."""
    return file_names.of(names, node.owners) or tuple(str(each) for each in node.item.responsible)


def _has(node: Node, scope: Scope) -> bool:
    """What is due or was done in the period, and what is owed."""
    days = [day for day in (node.due, node.done_on) if day is not None]
    owed = is_overdue(node.leaf, scope.today)
    below = any(_has(step, scope) for step in node.steps)
    return owed or below or any(map(scope.has, days)) or (not days and scope.has(None))


def _proofs(session: Session, item_ids: Collection[int]) -> dict[int, int]:
    rows = session.execute(
        select(Evidence.item_id, func.count())
        .where(Evidence.item_id.in_(item_ids), Evidence.removed_at.is_(None))
        .group_by(Evidence.item_id)
    )
    return {row[0]: row[1] for row in rows}


SOURCE = Source(COLUMNS, read)
