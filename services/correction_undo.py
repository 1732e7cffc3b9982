"""A correction is taken back as a whole, within a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.models import Item, ItemEvent, Roadmap
from db.models.roadmap import RoadmapState
from domain.roles import Action
from services import audit
from services.actor import Actor
from services.changes import UNDO_FOR, together, undo_all
from services.correction_parts import proved, worked_on
from services.errors import Refusal
from services.item_rights import roadmap_for
from services.traces import NOTED
from services.upsert import batches

_ACTIONS = ("corrected", "added", "removed")
_DAYS = ("period_start", "period_end")


@dataclass(frozen=True, slots=True)
class Restored:
    """`left`: changes that stay, for something has been done with them since."""

    roadmap_id: int
    undone: int
    left: int


def undo(session: Session, actor: Actor, event_id: int) -> Restored:
    """Take a correction back within a day; what has been worked on since stays as it is.

    Raises Refusal("gone" | "forbidden" | "closed" | "undone_already" | "undo_late").
    """
    first = session.get(ItemEvent, event_id)
    if first is None or "correction" not in first.before:
        raise Refusal("gone")
    roadmap_id = session.get_one(Item, first.item_id).roadmap_id
    with together(session, actor, roadmap_id):
        old = roadmap_for(session, actor, roadmap_id, Action.EDIT_ROADMAP)
        if old.state is not RoadmapState.RUNNING:
            raise Refusal("closed")
        session.refresh(first)
        kept: dict[str, Any] = dict(first.before)
        if "taken_back" in kept:
            raise Refusal("undone_already")
        if actor.at - first.at > UNDO_FOR:
            raise Refusal("undo_late")
        ids: list[int] = kept["correction"]
        worked = _worked_on(session, roadmap_id, ids)
        wanted = [event_id for event_id in reversed(ids) if event_id not in worked]
        left = len(worked) + len(undo_all(session, actor, roadmap_id, wanted))
    _note(session, actor, old, first)
    for field, value in kept["roadmap"].items():
        setattr(old, field, date.fromisoformat(value) if value and field in _DAYS else value)
    _put_back(session, kept["positions"])
    first.before = {**first.before, "taken_back": actor.at.isoformat()}
    audit.record(
        session, actor, "correction_undone", f"roadmap:{old.id}", old.organisation_id, left=left
    )
    return Restored(old.id, len(ids) - left, left)


def _worked_on(session: Session, roadmap_id: int, event_ids: Sequence[int]) -> set[int]:
    """The events of added rows of which something has been done since."""
    added: dict[int, int] = {}
    for some in batches(event_ids):
        rows = session.execute(
            select(ItemEvent.id, ItemEvent.item_id).where(
                ItemEvent.id.in_(some), ItemEvent.action == "added"
            )
        )
        added |= {row.id: row.item_id for row in rows}
    known = proved(session, roadmap_id)
    return {
        event_id
        for event_id, item_id in added.items()
        if worked_on(session, session.get_one(Item, item_id), known)
    }


def latest(session: Session, roadmap_id: int, now: datetime) -> int | None:
    """The first event of the newest correction that can still be taken back."""
    events = session.scalars(
        select(ItemEvent)
        .join(Item, Item.id == ItemEvent.item_id)
        .where(
            Item.roadmap_id == roadmap_id,
            ItemEvent.action.in_(_ACTIONS),
            ItemEvent.at >= now - UNDO_FOR,
        )
        .order_by(ItemEvent.id.desc())
    )
    kept = (event for event in events if "correction" in event.before)
    newest = next(kept, None)
    return newest.id if newest is not None and "taken_back" not in newest.before else None


def _note(session: Session, actor: Actor, roadmap: Roadmap, first: ItemEvent) -> None:
    """The title and the order of rows that the correction had brought, for the days between."""
    session.flush()
    rows = session.execute(select(Item.id, Item.position).where(Item.roadmap_id == roadmap.id))
    before = {
        "roadmap": {"title": roadmap.title},
        "positions": {str(row.id): row.position for row in rows},
    }
    session.add(
        ItemEvent(
            item_id=first.item_id, at=actor.at, actor_id=actor.me, action=NOTED,
            before=before, after={"told": {}},
        )
    )  # fmt: skip


def _put_back(session: Session, positions: dict[str, int]) -> None:
    session.flush()
    session.execute(
        update(Item), [{"id": int(id_), "position": at} for id_, at in positions.items()]
    )
    session.expire_all()
