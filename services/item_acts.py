"""What is done with an item but for finishing it: begun, taken up, commented, not needed."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, Occurrence
from db.models.roadmap import ItemLevel, OccState
from domain.progress import Status
from services import chat, held
from services.actor import Actor
from services.changes import Change
from services.errors import Refusal
from services.evidence import own_part
from services.item_rights import for_acting, for_editing
from services.twin_groups import partners, told

TEXT_LIMIT = 2000
OVER = (Status.DONE, Status.NA)


@dataclass(frozen=True, slots=True)
class Acted:
    """An act that can be undone by its event."""

    item_id: int
    event_id: int


def mark_started(session: Session, actor: Actor, item_id: int) -> Acted:
    """From «не начато» to «в работе»; anything else is left as it is."""
    access = own_part(session, actor, for_acting(session, actor, item_id))
    require_whole(session, access.item)
    if access.item.status is not Status.TODO:
        raise Refusal("not_todo")
    change = Change(session, actor, access)
    others = [x for x in partners(session, access.item) if x.status is Status.TODO]
    for each in [access.item, *others]:
        change.touch(each)
        each.status = Status.STARTED
    return Acted(access.item.id, change.save("started", **told(others)))


def set_aside(session: Session, actor: Actor, item_id: int) -> Acted:
    """From «в работе» back to «не начато». Raises Refusal("not_done") for anything else."""
    access = own_part(session, actor, for_acting(session, actor, item_id))
    require_whole(session, access.item)
    if access.item.status is not Status.STARTED:
        raise Refusal("not_done")
    change = Change(session, actor, access)
    others = [x for x in partners(session, access.item) if x.status is Status.STARTED]
    for each in [access.item, *others]:
        change.touch(each)
        each.status = Status.TODO
    return Acted(access.item.id, change.save("reopened", **told(others)))


def reopen(session: Session, actor: Actor, item_id: int) -> Acted:
    """Take a done (or not applicable) item up again. What is not needed only an editor takes up.

    The last closed term is open again.
    """
    access = own_part(session, actor, for_acting(session, actor, item_id))
    item = access.item
    if item.status is Status.NA:
        access = for_editing(session, actor, item.id)
    elif item.status is not Status.DONE:
        raise Refusal("not_done")
    change = Change(session, actor, access)
    others = [each for each in partners(session, item) if each.status is item.status]
    for each in [item, *others]:
        change.touch(each)
        _take_up(session, each)
    return Acted(item.id, change.save("reopened", **told(others)))


def _take_up(session: Session, item: Item) -> None:
    last = _last_closed(session, item) if item.status is Status.DONE else None
    if last is not None:
        last.state, last.closed_on, last.closed_by = OccState.OPEN, None, None
    item.status, item.done_on, item.done_by = Status.TODO, None, None


def comment(session: Session, actor: Actor, item_id: int, text: str) -> Acted:
    """Add a note that stands on the card and in the sheet; the newest is the last line."""
    access = own_part(session, actor, for_acting(session, actor, item_id))
    words = said(text)
    change = Change(session, actor, access)
    change.touch(access.item)
    access.item.note = f"{access.item.note}\n{words}".strip()
    chat.clear(session, actor)
    return Acted(access.item.id, change.save("commented", text=words))


def not_applicable(session: Session, actor: Actor, item_id: int, reason: str) -> Acted:
    """Take an item with all its parts out of every count, with a reason."""
    access = for_editing(session, actor, item_id)
    words = said(reason)
    change = Change(session, actor, access)
    for item in _work(session, access.item):
        if item.status in {Status.TODO, Status.STARTED}:
            change.touch(item)
            item.status = Status.NA
    chat.clear(session, actor)
    return Acted(item_id, change.save("na", reason=words))


def said(text: str) -> str:
    """What a person typed, of a length that can be kept. Raises Refusal("nothing_said")."""
    words = "\n".join(line.strip() for line in text.strip().splitlines() if line.strip())
    if not words:
        raise Refusal("nothing_said")
    return words[:TEXT_LIMIT]


def parts(session: Session, item: Item) -> list[Item]:
    """The steps or shares that an item has at present."""
    kept = held.of(session, item.roadmap_id)
    if kept is not None:
        return kept.parts(item.id)
    return list(
        session.scalars(
            select(Item)
            .where(Item.parent_id == item.id, Item.removed_at.is_(None))
            .order_by(Item.position, Item.id)
        )
    )


def open_below(session: Session, item: Item) -> list[Item]:
    """The item and all its parts, without what is over."""
    found = [item]
    for each in found:
        found.extend(part for part in parts(session, each) if part.status not in OVER)
    return found


def _work(session: Session, item: Item) -> list[Item]:
    below = parts(session, item)
    return [leaf for part in below for leaf in _work(session, part)] if below else [item]


def require_whole(session: Session, item: Item) -> None:
    below = parts(session, item)
    if below:
        raise Refusal("has_shares" if below[0].level is ItemLevel.SHARE else "has_steps")


def _last_closed(session: Session, item: Item) -> Occurrence | None:
    return session.scalar(
        select(Occurrence)
        .where(Occurrence.item_id == item.id, Occurrence.state == OccState.DONE)
        .order_by(Occurrence.closed_on.desc(), Occurrence.due.desc(), Occurrence.seq.desc())
        .limit(1)
    )
