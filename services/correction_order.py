"""The rows of a corrected roadmap in the order of the new document."""

from collections.abc import Container, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item
from db.models.roadmap import ItemLevel
from services.draft_rows import Row


def ordered(
    present: Sequence[int], document: Sequence[Row], both: Container[int], added: Container[int]
) -> list[int]:
    """Ids as rows will stand: as in the document, what is only ours after its neighbour.

    `present`: the rows that run, in their order; `both`: those that the document has as well.
    """
    order: list[int] = []
    for row in document:
        ours = row.item.carried_from_id
        if ours is not None and ours in both:
            order.append(ours)
        elif row.item.id in added:
            order.append(row.item.id)
    last = -1
    for item_id in present:
        if item_id in order:
            last = order.index(item_id)
        else:
            last += 1
            order.insert(last, item_id)
    return order


def reorder(
    session: Session, roadmap_id: int, order: Sequence[int], steps: Mapping[int, int]
) -> None:
    """Rows in their order, each followed by its parts; `steps`: their places in the document."""
    place = {id_: at for at, id_ in enumerate(order)}
    items = session.scalars(
        select(Item).where(Item.roadmap_id == roadmap_id).order_by(Item.position, Item.id)
    ).all()
    rows_ = sorted(
        (item for item in items if item.parent_id is None),
        key=lambda item: place.get(item.id, len(place)),
    )
    below: dict[int | None, list[Item]] = {}
    for item in items:
        below.setdefault(item.parent_id, []).append(item)
    position = 0
    for row in rows_:
        row.position = position
        parts = sorted(below.get(row.id, ()), key=lambda item: steps.get(item.id, item.position))
        for part in parts:
            position += part.level is ItemLevel.STEP
            part.position = position
            for share in below.get(part.id, ()):
                share.position = position
        position += 1
    session.flush()


def positions(session: Session, roadmap_id: int) -> dict[str, int]:
    """The order of all items, to be kept for taking a correction back."""
    found = session.execute(select(Item.id, Item.position).where(Item.roadmap_id == roadmap_id))
    return {str(id_): position for id_, position in found}
