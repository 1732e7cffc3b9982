"""What a correction does to one item and its parts."""

from collections.abc import Container, Mapping, Sequence
from datetime import date
from typing import Any

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
from services.responsibles import Meaning
from services.tree import OVER

HEADER = ("title", "source_name", "source_sha", "approval", "columns", "period_start",
          "period_end", "period_stated")  # fmt: skip


def header(roadmap: Roadmap) -> dict[str, Any]:
    """What a roadmap has of its document, as JSON keeps it."""
    values = {field: getattr(roadmap, field) for field in HEADER}
    return {
        field: value.isoformat() if isinstance(value, date) else value
        for field, value in values.items()
    }


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


def settle(item: Item) -> None:
    """What comes over from the draft is to be done: there the row that it stands in bore the mark
    of what raises no question (services.correction)."""
    if item.status is Status.STARTED:
        item.status = Status.TODO


def people_beside(
    session: Session, rows: Mapping[int, int], by_hand: Container[int]
) -> dict[int, Meaning]:
    """Who answers for new steps of running rows: the people chosen for all the others there.

    `rows`: the row by new step; `by_hand`: as `chosen_by_hand` says. Elsewhere the words of the
    document are asked, as for a new row.
    """
    known = {row_id: _chosen_for_all(session, row_id, by_hand) for row_id in set(rows.values())}
    return {step: meaning for step, row in rows.items() if (meaning := known[row]) is not None}


def _chosen_for_all(session: Session, row_id: int, by_hand: Container[int]) -> Meaning | None:
    row = session.get_one(Item, row_id)
    found = {_chosen(session, leaf, by_hand) for leaf in leaves_of(session, row)}
    return found.pop() if len(found) == 1 else None


def _chosen(session: Session, leaf: Item, by_hand: Container[int]) -> Meaning | None:
    shares = shares_of(session, leaf)
    carrying = [each.id for each in shares or [leaf]]
    if not any(id_ in by_hand for id_ in (leaf.id, *carrying)):
        return None
    held = session.execute(
        select(ItemOwner.person_id, ItemOwner.phrase)
        .where(ItemOwner.item_id.in_(carrying))
        .order_by(ItemOwner.id)
    ).all()
    if any(row.phrase is not None for row in held):
        return None
    ids = tuple(row.person_id for row in held)
    return Meaning(ids, each=bool(shares)) if ids else None


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
