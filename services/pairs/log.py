"""Every change of a pair is written down with what was before: the log, undo and past days."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Pair, PairEvent
from services.actor import Actor

# What a change of a pair means for a feature, in the same transaction.
Listener = Callable[[Session, Actor, Pair, PairEvent], None]
LISTENERS: list[Listener] = []
PAPER = "paper"  # of what is told: the day that stands on the paper
TOLD = "told"  # of `after`, beside the facts: what the words of the event need


def listener(heard: Listener) -> Listener:
    """Register a function that hears of every event of every pair once it is written."""
    LISTENERS.append(heard)
    return heard


def record(
    session: Session,
    actor: Actor,
    pair: Pair,
    action: str,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> PairEvent:
    """One event and one version; `before` and `after` hold what changed, as plain values."""
    event = PairEvent(
        pair_id=pair.id,
        at=actor.at,
        actor_id=actor.person_id,
        action=action,
        before=before or {},
        after=after or {},
    )
    pair.version += 1
    session.add(event)
    session.flush()
    for heard in LISTENERS:
        heard(session, actor, pair, event)
    return event


def actors(session: Session, pair_id: int, action: str) -> set[int]:
    """Who has done something to a pair that stands, themselves or on paper."""
    found = session.scalars(
        select(PairEvent).where(
            PairEvent.pair_id == pair_id,
            PairEvent.action == action,
            PairEvent.undone_at.is_(None),
        )
    )
    return {each for each in map(whose, found) if each is not None}


def whose(event: PairEvent) -> int | None:
    """Whose word it was: of a paper that of who signed it, not of who entered it."""
    told = event.after.get(TOLD, {})
    return told.get("who") if PAPER in told else event.actor_id
