"""When a person is next due with one of several linked lines."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import func
from sqlalchemy.orm import Session, aliased

from db.models import Item, Occurrence, Reminder
from db.models.roadmap import ItemLevel
from domain.occurrences import OccKind
from services.live import live


def first_due(session: Session, person_id: int, groups: Collection[int]) -> dict[int, date]:
    """The earliest open term, by group of linked lines, that a person will hear of again."""
    if not groups:
        return {}
    whole = aliased(Item)
    group = func.coalesce(whole.twin_group, Item.twin_group)
    rows = session.execute(
        live(group.label("twin"))
        .outerjoin(whole, (whole.id == Item.parent_id) & (Item.level == ItemLevel.SHARE))
        .where(
            Reminder.person_id == person_id,
            Reminder.escalated.is_(False),
            Reminder.remind_at.is_not(None),
            Occurrence.kind == OccKind.DUE,
            group.in_(groups),
        )
    )
    found: dict[int, date] = {}
    for row in rows:
        found[row.twin] = min(row.due, found.get(row.twin, row.due))
    return found
