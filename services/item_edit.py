"""Changes of the plan itself: words, rows and steps. For those who keep it."""

from enum import StrEnum

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from db.models import Item
from db.models.roadmap import ItemLevel
from domain.roles import Action
from domain.search import search_key
from services import chat
from services.actor import Actor
from services.changes import Change
from services.errors import Refusal
from services.item_acts import OVER, Acted, open_below, parts, said
from services.item_copies import copy
from services.item_owners import owners, set_owners
from services.item_rights import for_editing, roadmap_for, take
from services.item_terms import meaning, set_meaning

STEPS_LIMIT = 50


class Field(StrEnum):
    """What of an item can be written anew."""

    TITLE = "t"
    RESULT = "r"
    TERM = "d"


def rewrite(session: Session, actor: Actor, item_id: int, field: Field, text: str) -> Acted:
    """Correct the title, the expected result, or the term as written (with its meaning)."""
    access = for_editing(session, actor, item_id)
    words = said(text)
    change = Change(session, actor, access)
    change.touch(access.item)
    if field is Field.TITLE:
        _retitle(session, change, access.item, words)
    elif field is Field.RESULT:
        access.item.result = words
    else:
        meant = meaning(words, access.roadmap)
        for item in open_below(session, access.item):
            change.touch(item)
            set_meaning(item, meant)
            item.deadline = words
    chat.clear(session, actor)
    return Acted(item_id, change.save("edited", field=field.value, text=words))


def _retitle(session: Session, change: Change, item: Item, words: str) -> None:
    shares = [part for part in parts(session, item) if part.level is ItemLevel.SHARE]
    for each in [item, *shares]:
        change.touch(each)
        each.title = words
        each.search = search_key(f"{each.number or ''} {words}")


def add_row(
    session: Session, actor: Actor, roadmap_id: int, after_id: int | None, text: str
) -> Acted:
    """A row of one's own after another of the same stage (or at the end).

    The first line is what is to be done, a second one may be the term.
    """
    take(session, roadmap_id)
    roadmap = roadmap_for(session, actor, roadmap_id, Action.EDIT_ROADMAP)
    title, _, term = said(text).partition("\n")
    before = session.get(Item, after_id) if after_id is not None else None
    if before is not None and (before.roadmap_id != roadmap_id or before.parent_id is not None):
        raise Refusal("gone")
    row = Item(
        roadmap_id=roadmap_id,
        level=ItemLevel.ROW,
        position=_room_after(session, roadmap_id, before),
        section=before.section if before else None,
        stage=before.stage if before else None,
        title=title,
        search=search_key(title),
        spans=[],
        responsible=[],
    )
    if term:
        set_meaning(row, meaning(term, roadmap))
        row.deadline = term
    return _born(session, actor, [row], "added")


def add_steps(session: Session, actor: Actor, item_id: int, text: str) -> Acted:
    """Split a row into steps, or add to those it has: one a line.

    They begin with the row's term and owners. Raises Refusal("only_rows" | "has_shares" |
    "is_over" | "too_many_steps").
    """
    access = for_editing(session, actor, item_id)
    row = access.item
    if row.level is not ItemLevel.ROW:
        raise Refusal("only_rows")
    present = parts(session, row)
    if any(part.level is ItemLevel.SHARE for part in present):
        raise Refusal("has_shares")
    if not present and row.status in OVER:
        raise Refusal("is_over")
    lines = said(text).splitlines()
    if len(present) + len(lines) > STEPS_LIMIT:
        raise Refusal("too_many_steps", limit=STEPS_LIMIT)
    place = _room_after(session, row.roadmap_id, row, len(lines))
    change = Change(session, actor, access)
    change.touch(row)
    carried = owners(session, row.id)
    for at, line in enumerate(lines):
        step = copy(row, ItemLevel.STEP, line, place + at)
        step.number = f"{row.number}.{len(present) + at + 1}" if row.number else None
        session.add(step)
        session.flush()
        set_owners(session, step, carried)
        change.created(step)
    chat.clear(session, actor)
    return Acted(item_id, change.save("split", count=len(lines)))


def remove(session: Session, actor: Actor, item_id: int) -> Acted:
    """Take an item and its parts out of the roadmap; it can be put back for a day."""
    access = for_editing(session, actor, item_id)
    change = Change(session, actor, access)
    change.touch(access.item)
    access.item.removed_at = actor.at
    return Acted(item_id, change.save("removed"))


def _born(session: Session, actor: Actor, rows: list[Item], action: str) -> Acted:
    session.add_all(rows)
    session.flush()
    access = for_editing(session, actor, rows[0].id)
    change = Change(session, actor, access)
    for row in rows:
        change.created(row)
    chat.clear(session, actor)
    return Acted(rows[0].id, change.save(action))


def _room_after(session: Session, roadmap_id: int, before: Item | None, rows: int = 1) -> int:
    """The first of `rows` free positions after an item and its parts, or at the end."""
    last = select(func.max(Item.position)).where(Item.roadmap_id == roadmap_id)
    if before is None:
        return (session.scalar(last) or 0) + 1
    step = select(Item.id).where(Item.parent_id == before.id)
    below = last.where((Item.parent_id == before.id) | Item.parent_id.in_(step))
    place = max(before.position, session.scalar(below) or 0) + 1
    session.execute(
        update(Item)
        .where(Item.roadmap_id == roadmap_id, Item.position >= place)
        .values(position=Item.position + rows)
    )
    return place
