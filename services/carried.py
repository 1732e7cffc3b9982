"""Which items go on with open ones of last year."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from db.models import Item, Roadmap
from services.subjects import years_of
from services.upsert import batches


def years_by_item(session: Session, items: Iterable[Item]) -> dict[int, str]:
    """The years that items were carried over from, by item; most rows of most lists have none."""
    wanted = [item.id for item in items if item.carried_from_id is not None]
    found: dict[int, str] = {}
    for some in batches(wanted):
        old, now, last = aliased(Item), aliased(Roadmap), aliased(Roadmap)
        rows = session.execute(
            select(Item.id, last.period_start, last.period_end)
            .join(old, old.id == Item.carried_from_id)
            .join(now, now.id == Item.roadmap_id)
            .join(last, last.id == old.roadmap_id)
            .where(Item.id.in_(some), now.previous_id == last.id)
        )
        found |= {row.id: years_of(row.period_start, row.period_end) for row in rows}
    return found
