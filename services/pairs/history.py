"""The history of a pair, newest first, in the terms of the words that tell it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import PairEvent
from domain.named import Named
from services import people
from services.actor import Actor
from services.pairs import rights, snapshot, undo
from services.pairs.views import PairView, view


@dataclass(frozen=True, slots=True)
class Step:
    """`by` None: happened by itself. `was`, `now`: what the event changed, field by field;
    `who`: the person it is about."""

    event_id: int
    action: str
    at: datetime
    day: date
    by: Named | None
    who: Named | None
    was: dict[str, Any]
    now: dict[str, Any]
    told: dict[str, Any]
    undone: bool


@dataclass(frozen=True, slots=True)
class History:
    """`undoable`: the event that can be taken back now."""

    pair: PairView
    steps: tuple[Step, ...]
    undoable: int | None


def history(session: Session, actor: Actor, pair_id: int) -> History:
    """Raises Refusal("gone" | "forbidden")."""
    access = rights.see(session, actor, pair_id)
    last = undo.last(session, actor, access.pair) if access.edit else None
    return History(
        pair=view(session, actor, pair_id),
        steps=tuple(steps(session, actor, pair_id)),
        undoable=last.id if last else None,
    )


def steps(session: Session, actor: Actor, pair_id: int) -> list[Step]:
    """All events, newest first, for callers that checked the right to them."""
    events = session.scalars(
        select(PairEvent).where(PairEvent.pair_id == pair_id).order_by(PairEvent.id.desc())
    ).all()
    about = {event.id: event.after.get(snapshot.TOLD, {}).get("who") for event in events}
    ids = {event.actor_id for event in events if event.actor_id} | {w for w in about.values() if w}
    names = people.named(session, ids)
    return [_step(each, names, about[each.id], actor) for each in events]


def _step(event: PairEvent, names: dict[int, Named], who: int | None, actor: Actor) -> Step:
    changed = {
        name
        for name, value in event.after.items()
        if name not in (snapshot.TOLD, "members", "papers") and event.before.get(name) != value
    }
    return Step(
        event_id=event.id,
        action=event.action,
        at=event.at,
        day=event.at.astimezone(actor.zone).date(),
        by=names.get(event.actor_id) if event.actor_id else None,
        who=names.get(who) if who else None,
        was={name: event.before.get(name) for name in changed},
        now={name: event.after[name] for name in changed},
        told=event.after.get(snapshot.TOLD, {}),
        undone=event.undone_at is not None,
    )
