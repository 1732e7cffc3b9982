"""What an item is called in a message: enough words to tell it from all others."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from db.models import Item, Roadmap
from db.models.roadmap import ItemLevel
from domain.deadlines import Period
from domain.next_year import years
from services.twin_groups import also

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Subject:
    """`above` is the row that a step belongs to; a person's share is called as the whole is.

    `roadmap`, `years`: where it stands; `twin`: the group of equal lines that it is linked in,
    `also`: what the others of them are called.
    """

    item_id: int
    number: str
    title: str
    above: str
    stage: str
    roadmap: str = ""
    years: str = ""
    twin: int | None = None
    also: tuple[str, ...] = ()


def whole_lines(session: Session, item_ids: Iterable[int]) -> dict[int, int]:
    """Of those items that are somebody's shares, what they are shares of."""
    rows = session.execute(
        select(Item.id, Item.parent_id).where(
            Item.id.in_(set(item_ids)), Item.level == ItemLevel.SHARE
        )
    )
    return {row.id: row.parent_id for row in rows if row.parent_id is not None}


def subjects(session: Session, item_ids: Iterable[int]) -> dict[int, Subject]:
    """Several items in one statement."""
    parent, grand = aliased(Item), aliased(Item)
    rows = session.execute(
        select(
            Item.id, Item.level, Item.number, Item.title, Item.stage,
            parent.number.label("parent_number"), parent.title.label("parent_title"),
            parent.level.label("parent_level"), parent.stage.label("parent_stage"),
            grand.title.label("grand_title"), Item.parent_id,
            Item.twin_group, parent.twin_group.label("parent_twin"),
            Roadmap.title.label("roadmap"), Roadmap.period_start, Roadmap.period_end,
        )
        .join(Roadmap, Roadmap.id == Item.roadmap_id)
        .outerjoin(parent, parent.id == Item.parent_id)
        .outerjoin(grand, grand.id == parent.parent_id)
        .where(Item.id.in_(set(item_ids)))
    ).all()  # fmt: skip
    found = {row.id: _subject(row) for row in rows}
    groups = {each.item_id: each.twin for each in found.values() if each.twin is not None}
    wholes = {row.id: _whole(row) for row in rows}
    others = also(session, {wholes[item_id]: group for item_id, group in groups.items()})
    return {
        item_id: replace(each, also=others.get(wholes[item_id], ()))
        for item_id, each in found.items()
    }


def _whole(row: Any) -> int:
    whole: int = row.parent_id if row.level is ItemLevel.SHARE else row.id
    return whole


def _subject(row: Any) -> Subject:
    share = row.level is ItemLevel.SHARE
    above = row.grand_title if share else row.parent_title
    return Subject(
        item_id=row.id,
        number=(share and row.parent_number) or row.number or "",
        title=(share and row.parent_title) or row.title,
        above=above or "",
        stage=row.stage or row.parent_stage or "",
        roadmap=row.roadmap,
        years=years_of(row.period_start, row.period_end),
        twin=row.parent_twin if share else row.twin_group,
    )


def years_of(first: date | None, last: date | None) -> str:
    """The years of a roadmap as they tell it from others; empty where they are not known."""
    return years(Period(first, last)) if first and last else ""


def once(
    things: Iterable[T], subject: Callable[[T], Subject], *more: Callable[[T], object]
) -> list[T]:
    """Of linked lines the first; `more`: what else has to be equal for that."""
    seen: set[tuple[object, ...]] = set()
    found: list[T] = []
    for thing in things:
        group = subject(thing).twin
        key = (group, *(each(thing) for each in more))
        if group is None or key not in seen:
            found.append(thing)
        seen.add(key)
    return found
