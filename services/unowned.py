"""Rows of a draft that name nobody: asked about like terms, for one row, a stage, or all."""

from collections.abc import Sequence
from enum import IntEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, ItemOwner
from domain.search import key_of
from services.draft_rows import Row
from services.errors import Refusal


class Reach(IntEnum):
    """What stands for the place of a phrase where a row has none: whom the answer is for."""

    ROW = -1
    STAGE = -2  # all rows of the same stage and section that name nobody
    ALL = -3


def unowned(session: Session, every: Sequence[Row]) -> list[Row]:
    """Open rows without a responsible entry for which nobody was chosen either."""
    silent = [row for row in every if row.open and not named(row)]
    parts = [part.id for row in silent for part in row]
    chosen = _chosen(session, parts)
    return [row for row in silent if not _answered(row, chosen)]


def named(row: Row) -> bool:
    """Whether the document says who answers."""
    return any(key_of(str(entry)) for entry in row.item.responsible)


def _answered(row: Row, chosen: set[int]) -> bool:
    return row.item.id in chosen or all(leaf.id in chosen for leaf in row.leaves)


def _chosen(session: Session, item_ids: Sequence[int]) -> set[int]:
    return set(
        session.scalars(
            select(ItemOwner.item_id).where(
                ItemOwner.item_id.in_(item_ids), ItemOwner.phrase.is_(None)
            )
        )
    )


def reached(open_rows: Sequence[Row], item: Item, reach: int) -> list[Item]:
    """The rows that an answer is for, the item itself among them. Raises Refusal("gone")."""
    if reach not in Reach.__members__.values():
        raise Refusal("gone")
    there = (item.section, item.stage)
    others = [row.item for row in open_rows if row.item.id != item.id]
    if reach == Reach.ROW:
        return [item]
    if reach == Reach.STAGE:
        return [item, *(each for each in others if (each.section, each.stage) == there)]
    return [item, *others]
