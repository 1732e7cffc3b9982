"""What an event has changed, and how it is put back."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from db.models import Evidence, Item, ItemEvent, Occurrence
from db.models.roadmap import OccState
from services import held
from services.item_states import decoded, fields_of


def items_of(session: Session, event: ItemEvent) -> list[Item]:
    ids = [int(i) for part in ("items", "owners") for i in event.before[part]]
    return _items(session, [*ids, event.item_id])


def proofs_of(session: Session, event: ItemEvent) -> list[Evidence]:
    return [session.get_one(Evidence, int(key)) for key in event.before["evidence"]]


def is_as_left(session: Session, event: ItemEvent) -> bool:
    """Whether nothing else has changed the same since."""
    kept = {part: event.after[part] for part in ("items", "owners", "evidence")}
    return _now(session, kept) == kept


def _items(session: Session, ids: Iterable[int]) -> list[Item]:
    return [session.get_one(Item, item_id) for item_id in dict.fromkeys(ids)]


def _now(session: Session, kept: dict[str, Any]) -> dict[str, Any]:
    """What the things that `kept` speaks of are at present, in the same shape."""
    items: dict[str, Any] = {}
    for key, fields in kept["items"].items():
        item = session.get(Item, int(key))
        items[key] = {f: v for f, v in fields_of(item).items() if f in fields} if item else None
    proofs = {key: session.get_one(Evidence, int(key)) for key in kept["evidence"]}
    owned = held.owners(session, _items(session, map(int, kept["owners"])))
    return {
        "items": items,
        "owners": {str(item_id): rows for item_id, rows in owned.items()},
        "evidence": {key: proof.removed_at is None for key, proof in proofs.items()},
    }


def restore(session: Session, roadmap_id: int, before: dict[str, Any]) -> None:
    """Make of things what they were before an event."""
    for key, fields in before["items"].items():
        item = session.get_one(Item, int(key))
        for field, value in fields.items():
            setattr(item, field, decoded(field, value))
    held.own(session, roadmap_id, {int(key): rows for key, rows in before["owners"].items()})
    for key, there in before["evidence"].items():
        proof = session.get_one(Evidence, int(key))
        proof.removed_at = None if there else proof.added_at
    if before["closed"]:
        session.execute(
            update(Occurrence)
            .where(Occurrence.id.in_(before["closed"]), Occurrence.state == OccState.DONE)
            .values(state=OccState.OPEN, answer=None, closed_on=None, closed_by=None)
        )
