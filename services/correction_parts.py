"""What a correction does to one item and its parts."""

from collections.abc import Container, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from db.models import Evidence, Item, ItemEvent, ItemOwner, Roadmap
from db.models.roadmap import ItemLevel
from domain.progress import Status
from domain.search import search_key
from services import casting, people, terms
from services.actor import Actor
from services.changes import Change
from services.item_acts import parts
from services.tree import OVER


def shares_of(session: Session, item: Item) -> list[Item]:
    """What each of several people does of an item."""
    return [part for part in parts(session, item) if part.level is ItemLevel.SHARE]


def leaves_of(session: Session, item: Item) -> list[Item]:
    """The steps of a row, or itself without any."""
    steps = [part for part in parts(session, item) if part.level is ItemLevel.STEP]
    return steps or [item]


def retitle(item: Item, shares: Sequence[Item], title: str) -> None:
    """A school's name stays behind the title of its share."""
    for share in shares:
        share.title = title + share.title.removeprefix(item.title)
        share.search = search_key(f"{share.number or ''} {share.title}")
    item.title = title
    item.search = search_key(f"{item.number or ''} {title}")


def retime(session: Session, change: Change, item: Item, new: Item) -> None:
    """A new term for the row and for its open parts that had the same one."""
    if new.deadline and not new.term_decided:
        return
    before = terms.of_item(item)
    found = [item]
    for each in found:
        found += [part for part in parts(session, each) if part.status not in OVER]
    for each in found:
        if terms.of_item(each) == before:
            change.touch(each)
            each.deadline = new.deadline
            terms.store(each, terms.of_item(new))


def is_free(session: Session, leaf: Item, proved: Container[int]) -> bool:
    """Whether nobody has begun: neither it nor anybody's share of it."""
    shares = shares_of(session, leaf)
    begun = any(worked_on(session, share, proved) for share in shares)
    return leaf.status is Status.TODO and not begun


def chosen_by_hand(session: Session, actor: Actor, roadmap: Roadmap) -> set[int]:
    """Items of which a person has said who answers, in the draft or since the launch.

    The curator, who got what nobody owned, is no choice.
    """
    said = select(ItemEvent.item_id).where(
        ItemEvent.item_id.in_(_items(roadmap.id)),
        ItemEvent.action == "reassigned",
        ItemEvent.undone_at.is_(None),
    )
    place = roadmap.organisation_id
    leading = {casting.curator_of(session, actor, place), *people.curators(session, place)}
    named = select(ItemOwner.item_id).where(
        ItemOwner.item_id.in_(_items(roadmap.id)),
        ItemOwner.phrase.is_(None),
        ItemOwner.person_id.not_in(leading),
    )
    return {*session.scalars(said), *session.scalars(named)}


def proved(session: Session, roadmap_id: int) -> set[int]:
    """Items of a roadmap that have evidence."""
    found = select(Evidence.item_id).where(
        Evidence.item_id.in_(_items(roadmap_id)), Evidence.removed_at.is_(None)
    )
    return set(session.scalars(found))


def _items(roadmap_id: int) -> Select[int]:
    return select(Item.id).where(Item.roadmap_id == roadmap_id)


def worked_on(session: Session, item: Item, proved: Container[int]) -> bool:
    """Whether something has been done of an item, or proved; `proved`: what has evidence."""
    every = [item]
    for each in every:
        every += parts(session, each)
    return any(
        each.status in (Status.STARTED, Status.DONE) or each.note or each.id in proved
        for each in every
    )
