"""Equal lines that were linked: who goes along with whom, and what the others are called."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from db.models import Item, ItemEvent, ItemOwner
from db.models.roadmap import ItemLevel
from domain.labels import outlined

TOLD = "twins"  # in an event's particulars: the other items that the act was for


def partners(session: Session, item: Item) -> list[Item]:
    """What an act on an item is done to as well; of a share the same people's other shares."""
    share = item.level is ItemLevel.SHARE
    whole = session.get_one(Item, item.parent_id) if share else item
    others = _members(session, whole)
    if not others:
        return []
    parts = list(
        session.scalars(
            select(Item)
            .where(Item.parent_id.in_([each.id for each in others]), Item.removed_at.is_(None))
            .order_by(Item.position, Item.id)
        )
    )
    if not share:
        split = {part.parent_id for part in parts}
        return [each for each in others if each.id not in split]
    carried = _owners(session, [item.id, *(part.id for part in parts)])
    return [part for part in parts if carried[part.id] == carried[item.id]]


def _members(session: Session, item: Item) -> list[Item]:
    """The other lines of an item's group, as they stand in the document."""
    if item.twin_group is None:
        return []
    return list(
        session.scalars(
            select(Item)
            .where(
                Item.twin_group == item.twin_group,
                Item.roadmap_id == item.roadmap_id,
                Item.id != item.id,
                Item.removed_at.is_(None),
            )
            .order_by(Item.position, Item.id)
        )
    )


def _owners(session: Session, item_ids: Iterable[int]) -> defaultdict[int, set[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for item_id, person_id in session.execute(
        select(ItemOwner.item_id, ItemOwner.person_id).where(ItemOwner.item_id.in_(list(item_ids)))
    ):
        found[item_id].add(person_id)
    return found


def names_of_partners(session: Session, item: Item) -> tuple[str, ...]:
    """What the lines linked with an item are called."""
    whole = session.get_one(Item, item.parent_id) if item.level is ItemLevel.SHARE else item
    if whole.twin_group is None:
        return ()
    return also(session, {whole.id: whole.twin_group}).get(whole.id, ())


def told(others: Iterable[Item]) -> dict[str, str]:
    """The particulars by which an event is found from the other items too."""
    ids = ",".join(str(each.id) for each in others)
    return {TOLD: ids} if ids else {}


def also(session: Session, groups: Mapping[int, int]) -> dict[int, tuple[str, ...]]:
    """What the other lines are called, by item; `groups`: the group of each (whole) item."""
    if not groups:
        return {}
    above = aliased(Item)
    rows = session.execute(
        select(Item.id, Item.twin_group, Item.number, Item.title, Item.level,
               above.number.label("above"))
        .outerjoin(above, above.id == Item.parent_id)
        .where(Item.twin_group.in_(set(groups.values())), Item.removed_at.is_(None))
        .order_by(Item.position, Item.id)
    ).all()  # fmt: skip
    return {
        item_id: tuple(
            _called(row) for row in rows if row.twin_group == group and row.id != item_id
        )
        for item_id, group in groups.items()
    }


def _called(row: Any) -> str:
    """Its number; the title of what has none."""
    return path(row.number, row.above, row.level) or " ".join(row.title.split())


def path(number: str | None, above: str | None, level: ItemLevel) -> str | None:
    """«1.2», the number of a step after that of its row; None for what has none."""
    return outlined(number, above) if level is ItemLevel.STEP else number


def events_of(session: Session, item: Item, limit: int, *but: str) -> list[ItemEvent]:
    """What happened to an item, by itself or through a linked one; the newest first."""
    ids = [item.id, *(each.id for each in partners(session, item))]
    found = session.scalars(
        select(ItemEvent)
        .where(ItemEvent.item_id.in_(ids), ItemEvent.action.not_in(but))
        .order_by(ItemEvent.id.desc())
        .limit(limit * len(ids))
    )
    return [event for event in found if _concerns(event, item.id)][:limit]


def _concerns(event: ItemEvent, item_id: int) -> bool:
    others = str(event.after.get("told", {}).get(TOLD, "")).split(",")
    return event.item_id == item_id or str(item_id) in others
