"""What there still is to remind of."""

from typing import Any

from sqlalchemy import Select, select

from db.models import Item, Occurrence, Reminder, Roadmap
from db.models.roadmap import OccState, RoadmapState


def live(*columns: Any) -> Select[*tuple[Any, ...]]:
    """Open occurrences of running roadmaps with a reminder."""
    return (
        select(
            Occurrence.id.label("occurrence_id"), Occurrence.item_id, Occurrence.kind,
            Occurrence.due, *columns,
        )
        .join(Reminder, Reminder.occurrence_id == Occurrence.id)
        .join(Item, Item.id == Occurrence.item_id)
        .join(Roadmap, Roadmap.id == Item.roadmap_id)
        .where(
            Occurrence.state == OccState.OPEN,
            Roadmap.state == RoadmapState.RUNNING,
            Item.removed_at.is_(None),
        )
    )  # fmt: skip
