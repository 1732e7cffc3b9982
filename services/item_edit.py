"""Changes of the plan itself: words, rows and steps. For those who keep it."""

import re
from enum import StrEnum

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from db.models import Item
from db.models.roadmap import ItemLevel
from domain.search import search_key
from services import chat, tree
from services.actor import Actor
from services.changes import Change
from services.errors import Refusal
from services.item_acts import OVER, Acted, parts, said
from services.item_copies import copy
from services.item_owners import owners, set_owners
from services.item_rights import for_editing, plan_for, see, take
from services.item_terms import meaning, set_meaning
from services.kinds import kind_of
from services.terms import Term, store
from services.tree import Group

STEPS_LIMIT = 50
NUMBER_LIMIT = 64  # of the column
DASHES = frozenset("-–—")
_ENTRIES = re.compile(r"[\n;]")


class Field(StrEnum):
    """What of an item can be written anew."""

    TITLE = "t"
    NUMBER = "n"
    STAGE = "s"
    CONTENT = "c"
    RESULT = "r"
    RESPONSIBLE = "w"


def rewrite(session: Session, actor: Actor, item_id: int, field: Field, text: str) -> Acted:
    """Correct what the document says of an item; the term has `item_terms.rewrite_term`.

    A dash empties everything but the title. Parts of the item go along where they have the same.
    Raises Refusal("number_long" | "stage_of_row") beside those of `said`.
    """
    access = for_editing(session, actor, item_id)
    words = said(text)
    value = "" if words in DASHES and field is not Field.TITLE else words
    change = Change(session, actor, access)
    change.touch(access.item)
    if field is Field.STAGE:
        _restage(session, change, access.item, (access.item.section, value or None))
    elif field is Field.RESPONSIBLE:
        access.item.responsible = [part for part in map(str.strip, _ENTRIES.split(value)) if part]
    else:
        _rewrite(session, change, access.item, field, value)
    chat.clear(session, actor)
    return Acted(item_id, change.save("edited", field=field.value, text=words))


def to_stage(session: Session, actor: Actor, item_id: int, number: int) -> Acted:
    """Put a row into a stage that the roadmap has. Raises Refusal("gone" | "stage_of_row")."""
    access = for_editing(session, actor, item_id)
    groups = tree.load(session, access.roadmap.id).groups()
    if not 0 <= number < len(groups):
        raise Refusal("gone")
    change = Change(session, actor, access)
    _restage(session, change, access.item, groups[number])
    chat.clear(session, actor)
    told = groups[number][1] or groups[number][0]
    return Acted(item_id, change.save("edited", field=Field.STAGE.value, text=told))


def _restage(session: Session, change: Change, row: Item, group: Group) -> None:
    """A row goes with all its parts."""
    if row.level is not ItemLevel.ROW:
        raise Refusal("stage_of_row")
    moved = [row]
    for each in moved:
        change.touch(each)
        each.section, each.stage = group
        moved += parts(session, each)


def _rewrite(session: Session, change: Change, item: Item, field: Field, value: str) -> None:
    """What shares carry of the whole is the same in all of them, but for a school's name."""
    if field is Field.NUMBER and len(value) > NUMBER_LIMIT:
        raise Refusal("number_long", limit=NUMBER_LIMIT)
    shares = [part for part in parts(session, item) if part.level is ItemLevel.SHARE]
    before = item.title
    for each in [item, *shares]:
        change.touch(each)
        if field is Field.TITLE:
            each.title = value + each.title.removeprefix(before) if each in shares else value
        elif field is Field.NUMBER:
            each.number = value or None
        elif field is Field.CONTENT:
            each.content = value or None
        else:
            each.result = value or None
        if not each.kind_chosen:
            each.kind = None
            each.kind = kind_of(each)
        each.search = search_key(f"{each.number or ''} {each.title}")


def add_row(
    session: Session, actor: Actor, roadmap_id: int, after_id: int | None, text: str
) -> Acted:
    """A row of one's own after another of the same stage (or at the end).

    The first line is what is to be done, a second one may be the term.
    """
    take(session, roadmap_id)
    roadmap = plan_for(session, actor, roadmap_id)
    title, _, term = said(text).partition("\n")
    before = session.get(Item, after_id) if after_id is not None else None
    if before is not None and (before.roadmap_id != roadmap_id or before.parent_id is not None):
        raise Refusal("gone")
    row = _row_after(session, roadmap_id, before, None, title)
    if term:
        set_meaning(row, meaning(session, term, roadmap))
        row.deadline = term
    row.kind = kind_of(row)
    return _born(session, actor, [row], "added")


def insert_row(
    session: Session,
    actor: Actor,
    roadmap_id: int,
    after: Item,
    title: str,
    *,
    number: str | None,
    note: str,
    term: Term | None,
) -> Acted:
    """The same of what was understood elsewhere (a returned table). Raises Refusal("closed")."""
    take(session, roadmap_id)
    plan_for(session, actor, roadmap_id)
    row = _row_after(session, roadmap_id, after, number, said(title))
    row.note = note
    if term is not None:
        store(row, term)
    row.kind = kind_of(row)
    return _born(session, actor, [row], "added")


def _row_after(
    session: Session, roadmap_id: int, before: Item | None, number: str | None, title: str
) -> Item:
    return Item(
        roadmap_id=roadmap_id,
        level=ItemLevel.ROW,
        position=_room_after(session, roadmap_id, before),
        section=before.section if before else None,
        stage=before.stage if before else None,
        number=number,
        title=title,
        search=search_key(f"{number or ''} {title}"),
        spans=[],
        responsible=[],
    )


def add_steps(session: Session, actor: Actor, item_id: int, text: str) -> Acted:
    """Split a row into steps, or add to those it has: one a line. A step gives way to several.

    They begin with the term and owners of what is split. The first part of a step is the step
    itself with its history and evidence. Raises Refusal("only_rows" | "split_shared" | "is_over" |
    "too_many_steps" | "one_step").
    """
    access = for_editing(session, actor, item_id)
    whole = access.item
    present = _splittable(session, whole)
    lines = said(text).splitlines()
    if len(present) + len(lines) > STEPS_LIMIT:
        raise Refusal("too_many_steps", limit=STEPS_LIMIT)
    change = Change(session, actor, access)
    change.touch(whole)
    if whole.level is ItemLevel.STEP:
        _split_step(session, change, whole, lines)
    else:
        place = _room_after(session, whole.roadmap_id, whole, len(lines))
        _grow(session, change, whole, whole.id, lines, place, len(present) + 1)
    chat.clear(session, actor)
    return Acted(item_id, change.save("split", count=len(lines)))


def check_split(session: Session, actor: Actor, item_id: int) -> None:
    """Refuse as `add_steps` would before anything is typed."""
    access = see(session, actor, item_id)
    if not access.edit:
        raise Refusal("forbidden")
    if access.closed:
        raise Refusal("closed")
    _splittable(session, access.item)


def _splittable(session: Session, whole: Item) -> list[Item]:
    """The steps that stand beside the new ones already."""
    if whole.level is ItemLevel.SHARE:
        raise Refusal("only_rows")
    present = parts(session, whole)
    if any(part.level is ItemLevel.SHARE for part in present):
        raise Refusal("split_shared")
    if not present and whole.status in OVER:
        raise Refusal("is_over")
    if whole.level is ItemLevel.ROW or whole.parent_id is None:
        return present
    siblings = parts(session, session.get_one(Item, whole.parent_id))
    return [step for step in siblings if step.id != whole.id]


def _split_step(session: Session, change: Change, step: Item, lines: list[str]) -> None:
    """«3.2» becomes «3.2.1», «3.2.2» …, all of them steps of the same row."""
    if len(lines) < 2 or step.parent_id is None:
        raise Refusal("one_step")
    place = _room_after(session, step.roadmap_id, step, len(lines) - 1)
    _grow(session, change, step, step.parent_id, lines[1:], place, 2)
    step.number = f"{step.number}.1" if step.number else None
    step.title = lines[0]
    if not step.kind_chosen:
        step.kind = None
    step.search = search_key(f"{step.number or ''} {step.title}")


def _grow(
    session: Session,
    change: Change,
    like: Item,
    parent_id: int,
    lines: list[str],
    place: int,
    first: int,
) -> None:
    """Steps with the term and owners of `like`, numbered from `first` under its number."""
    carried = owners(session, like.id)
    for at, line in enumerate(lines):
        step = copy(like, ItemLevel.STEP, line, place + at)
        step.parent_id = parent_id
        step.number = f"{like.number}.{first + at}"[:NUMBER_LIMIT] if like.number else None
        step.search = search_key(f"{step.number or ''} {line}")
        step.kind = kind_of(step)
        session.add(step)
        session.flush()
        set_owners(session, step, carried)
        change.created(step)


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
