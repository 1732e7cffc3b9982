"""How much of somebody's falls due while they are away."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Item, ItemOwner, Occurrence, Roadmap
from db.models.roadmap import OccState, RoadmapState
from domain.occurrences import OccKind


def things_due(session: Session, person_ids: Collection[int], last: date | None) -> dict[int, int]:
    """By person how many open things of school roadmaps fall due by the last day."""
    query = (
        select(ItemOwner.person_id, func.count(func.distinct(Item.id)))
        .join(Item, Item.id == ItemOwner.item_id)
        .join(Roadmap, Roadmap.id == Item.roadmap_id)
        .join(Occurrence, Occurrence.item_id == Item.id)
        .where(
            ItemOwner.person_id.in_(person_ids),
            Item.removed_at.is_(None),
            Roadmap.state == RoadmapState.RUNNING,
            Roadmap.pair_id.is_(None),
            Occurrence.state == OccState.OPEN,
            Occurrence.kind == OccKind.DUE,
        )
        .group_by(ItemOwner.person_id)
    )
    if last is not None:
        query = query.where(Occurrence.due <= last)
    return {row[0]: row[1] for row in session.execute(query)}
