"""A draft and its rows, read for those who may edit it: rows, their steps, what is counted."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, Roadmap
from db.models.roadmap import ItemLevel, RoadmapState
from domain.progress import Status
from domain.roles import Action
from services.actor import Actor, require
from services.errors import Refusal


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its steps; its leaves are the steps, or itself without any."""

    item: Item
    steps: tuple[Item, ...]

    @property
    def leaves(self) -> tuple[Item, ...]:
        return self.steps or (self.item,)

    @property
    def parts(self) -> tuple[Item, ...]:
        return (self.item, *self.steps)

    @property
    def open(self) -> bool:
        """Whether anything of it is still to be done."""
        return any(leaf.status is Status.TODO for leaf in self.leaves)

    def __iter__(self) -> Iterator[Item]:
        return iter(self.parts)


def draft(session: Session, actor: Actor, roadmap_id: int, *, lock: bool = False) -> Roadmap:
    """The draft. Raises Refusal("gone" | "forbidden" | "draft_launched")."""
    query = select(Roadmap).where(Roadmap.id == roadmap_id)
    roadmap = session.scalar(query.with_for_update() if lock else query)
    if roadmap is None or roadmap.pair_id is not None:
        raise Refusal("gone")
    require(session, actor, Action.EDIT_ROADMAP, roadmap.organisation_id)
    if roadmap.state is not RoadmapState.DRAFT:
        raise Refusal("draft_launched")
    return roadmap


def draft_item(
    session: Session, actor: Actor, item_id: int, *, lock: bool = False
) -> tuple[Roadmap, Item]:
    """An item of a draft with the draft, under the same rules."""
    item = session.get(Item, item_id)
    if item is None or item.removed_at is not None:
        raise Refusal("gone")
    return draft(session, actor, item.roadmap_id, lock=lock), item


def changing(session: Session, actor: Actor, roadmap_id: int) -> Roadmap:
    """The draft, locked, with its version grown: the list sent out before is outdated."""
    roadmap = draft(session, actor, roadmap_id, lock=True)
    roadmap.version += 1
    return roadmap


def rows(session: Session, roadmap_id: int) -> list[Row]:
    """All rows of a roadmap in the order of the document."""
    items = session.scalars(
        select(Item)
        .where(
            Item.roadmap_id == roadmap_id,
            Item.removed_at.is_(None),
            Item.level != ItemLevel.SHARE,
        )
        .order_by(Item.position, Item.id)
    ).all()
    steps: dict[int, list[Item]] = {}
    for item in items:
        if item.parent_id is not None:
            steps.setdefault(item.parent_id, []).append(item)
    return [
        Row(item, tuple(steps.get(item.id, ()))) for item in items if item.level is ItemLevel.ROW
    ]


def row_of(every: list[Row], item_id: int) -> Row:
    """The row that an item is, or is a step of. Raises Refusal("gone")."""
    for row in every:
        if any(part.id == item_id for part in row):
            return row
    raise Refusal("gone")
