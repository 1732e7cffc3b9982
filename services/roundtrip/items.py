"""What sheets about the items of a running roadmap share."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, ItemEvent
from db.models.roadmap import ItemLevel
from services import ledger
from services.actor import Actor
from services.changes import together, undo_all
from services.errors import Refusal
from services.roundtrip.model import Act, Applied, Touched, Wanted
from services.tree import Node

Doing = Callable[[int, Mapping[str, Wanted]], tuple[list[int], list[tuple[str, str]]]]
"""Does the edits of one row: ids of events, and (column, key of the refusal)."""


def in_order(node: Node, *, shares: bool) -> list[Node]:
    """A row, its steps and, if wanted, everybody's shares, as the document has them."""
    below = node.children if shares else node.steps
    return [node, *(deep for child in below for deep in in_order(child, shares=shares))]


def name(item: Item) -> str:
    """«2.1. Анкетирование»."""
    return f"{item.number}. {item.title}" if item.number else item.title


def label(node: Node, whose: Sequence[str] = ()) -> str:
    """A step after its row, a share with whose it is."""
    if node.item.level is ItemLevel.SHARE:
        return f"{name(node.item)} ({', '.join(whose)})" if whose else name(node.item)
    above = node.parent
    return name(node.item) if above is None else f"{name(above.item)} → {name(node.item)}"


def touched(
    session: Session, actor: Actor, roadmap_id: int, row_ids: Sequence[int], since: datetime
) -> dict[int, Touched]:
    """Who changed items last since a moment, by what the history kept."""
    events = session.scalars(
        select(ItemEvent)
        .join(Item, Item.id == ItemEvent.item_id)
        .where(Item.roadmap_id == roadmap_id, ItemEvent.at > since)
        .order_by(ItemEvent.id)
    )
    wanted = set(row_ids)
    found: dict[int, Touched] = {}
    for event in events:
        on = event.at.astimezone(actor.zone).date()
        parts = [*event.before.get("items", ()), *event.before.get("owners", ())]
        for item_id in {event.item_id, *map(int, parts)} & wanted:
            found[item_id] = Touched(event.actor_id, on)
    return found


def apply(
    session: Session,
    actor: Actor,
    roadmap_id: int,
    edits: Mapping[int, Mapping[str, Wanted]],
    *passes: Doing,
) -> Applied:
    """`passes`: each goes over all rows, and knows what followed from those before it."""
    acts: list[Act] = []
    failed: list[tuple[int, str, str]] = []
    with together(session, actor, roadmap_id) as collected:
        for do in passes:
            for row_id, wanted in edits.items():
                events, refused = do(row_id, wanted)
                acts += [{"event": event, "row": row_id} for event in events]
                failed += [(row_id, column, key) for column, key in refused]
            collected.settle()
    return Applied(tuple(acts), tuple(failed))


def attempt(
    session: Session, column: str, act: Callable[[], list[int]]
) -> tuple[list[int], list[tuple[str, str]]]:
    """One edit, inside `apply`: what is refused leaves no trace and stops nothing."""
    try:
        with ledger.attempt(session):
            return act(), []
    except Refusal as refusal:
        return [], [(column, refusal.key)]


def undo(
    session: Session, actor: Actor, roadmap_id: int, acts: Sequence[Act]
) -> list[tuple[Act, str]]:
    left = undo_all(session, actor, roadmap_id, [act["event"] for act in acts])
    return [(act, left[act["event"]]) for act in acts if act["event"] in left]
