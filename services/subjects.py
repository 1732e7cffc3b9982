"""What an item is called in a message: enough words to tell it from all others."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from db.models import Item
from db.models.roadmap import ItemLevel


@dataclass(frozen=True, slots=True)
class Subject:
    """`above` is the row that a step belongs to; a person's share is called as the whole is."""

    item_id: int
    number: str
    title: str
    above: str
    stage: str


def subjects(session: Session, item_ids: Iterable[int]) -> dict[int, Subject]:
    """Several items in one statement."""
    parent, grand = aliased(Item), aliased(Item)
    rows = session.execute(
        select(
            Item.id, Item.level, Item.number, Item.title, Item.stage,
            parent.number.label("parent_number"), parent.title.label("parent_title"),
            parent.level.label("parent_level"), parent.stage.label("parent_stage"),
            grand.title.label("grand_title"),
        )
        .outerjoin(parent, parent.id == Item.parent_id)
        .outerjoin(grand, grand.id == parent.parent_id)
        .where(Item.id.in_(set(item_ids)))
    )  # fmt: skip
    found: dict[int, Subject] = {}
    for row in rows:
        stage = row.stage or row.parent_stage or ""
        if row.level is ItemLevel.SHARE:
            above = row.grand_title or ""
            found[row.id] = Subject(
                row.id, row.parent_number or row.number or "", row.parent_title or row.title,
                above, stage,
            )  # fmt: skip
        else:
            found[row.id] = Subject(
                row.id, row.number or "", row.title, row.parent_title or "", stage
            )
    return found
