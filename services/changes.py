"""Every change of an item is written down with what was before, so that it can be undone."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from db.models import Evidence, Item, ItemEvent, ItemOwner, Occurrence, Roadmap
from db.models.roadmap import OccState, Sharing
from domain.deadlines.model import Kind
from domain.progress import Status
from services.actor import Actor
from services.errors import Refusal
from services.item_rights import Access, for_acting, for_editing
from services.reminders import replan_all

UNDO_FOR = timedelta(days=1)
FIELDS = (
    "status", "done_on", "done_by", "note", "section", "stage", "number", "title", "search",
    "content", "result", "responsible", "deadline", "term_kind", "spans", "rule", "term_decided",
    "sharing", "removed_at",
)  # fmt: skip
_ENUMS: dict[str, type[StrEnum]] = {"status": Status, "term_kind": Kind, "sharing": Sharing}
UNDONE = "undone"
# What whoever may tick the item off may also take back; the rest takes the right to edit.
ACTS = frozenset({
    "started", "done", "reopened", "commented", "evidence", "evidence_removed", "unchanged",
    "not_yet", "happened",
})  # fmt: skip

Owners = list[list[Any]]


class Change:
    """Touch what is going to change, change it, then `save`: one event, one version, replanned."""

    def __init__(self, session: Session, actor: Actor, access: Access) -> None:
        self._session, self._actor, self._access = session, actor, access
        self._fields: dict[int, dict[str, Any]] = {}
        self._owners: dict[int, Owners] = {}
        self._created: list[int] = []
        self._proofs: dict[int, bool] = {}
        self._closed: list[int] = []

    def touch(self, item: Item) -> None:
        if item.id not in self._fields:
            self._fields[item.id] = _fields(item)
            self._owners[item.id] = _owners(self._session, item.id)

    def created(self, item: Item) -> None:
        """A new row, flushed: undoing removes it."""
        self._created.append(item.id)

    def proved(self, evidence: Evidence, *, before: bool) -> None:
        """`before`: whether the evidence was there."""
        self._proofs[evidence.id] = before

    def closed(self, occurrence: Occurrence) -> None:
        """An occurrence that this change has closed: undoing opens it again."""
        self._closed.append(occurrence.id)

    def save(self, action: str, **told: str | int | None) -> int:
        """The id of the event; `told` is kept for the words of the history."""
        session = self._session
        session.flush()
        session.execute(
            update(Roadmap)
            .where(Roadmap.id == self._access.roadmap.id)
            .values(version=Roadmap.version + 1)
        )
        _replan(session, [*self._fields, *self._created], self._actor.at)
        event = ItemEvent(
            item_id=self._access.item.id,
            at=self._actor.at,
            actor_id=self._actor.person_id,
            action=action,
            before=self._before(),
            after={**self._after(), "told": told},
        )
        session.add(event)
        session.flush()
        return event.id

    def _before(self) -> dict[str, Any]:
        items: dict[str, Any] = {str(i): old for i, old in self._changed(self._fields).items()}
        now = self._actor.at.isoformat()
        items |= {str(i): {"removed_at": now} for i in self._created}
        return {
            "items": items,
            "owners": {str(i): self._owners[i] for i in self._reassigned()},
            "evidence": {str(i): there for i, there in self._proofs.items()},
            "closed": self._closed,
        }

    def _after(self) -> dict[str, Any]:
        now = {i: _fields(self._session.get_one(Item, i)) for i in self._fields}
        kept = {
            str(i): {field: now[i][field] for field in old}
            for i, old in self._changed(self._fields).items()
        }
        kept |= {str(i): {"removed_at": None} for i in self._created}
        return {
            "items": kept,
            "owners": {str(i): _owners(self._session, i) for i in self._reassigned()},
            "evidence": {str(i): not there for i, there in self._proofs.items()},
        }

    def _changed(self, fields: dict[int, dict[str, Any]]) -> dict[int, dict[str, Any]]:
        found = {}
        for item_id, old in fields.items():
            now = _fields(self._session.get_one(Item, item_id))
            differing = {field: old[field] for field in FIELDS if old[field] != now[field]}
            if differing:
                found[item_id] = differing
        return found

    def _reassigned(self) -> list[int]:
        return [i for i, old in self._owners.items() if old != _owners(self._session, i)]


def undo(session: Session, actor: Actor, event_id: int) -> int:
    """Take back an act of the last day, by whoever may act so; the id of its item.

    Raises Refusal("gone" | "forbidden" | "closed" | "undone_already" | "undo_late" |
    "undo_changed"): the last where something else has changed the same since.
    """
    event = session.get(ItemEvent, event_id)
    if event is None or event.action == UNDONE or "items" not in event.before:
        raise Refusal("gone")
    access = _taken_back(session, actor, event)
    session.refresh(event)
    if event.undone_at is not None:
        raise Refusal("undone_already")
    if actor.at - event.at > UNDO_FOR:
        raise Refusal("undo_late")
    if _now(session, event.after) != _state(event.after):
        raise Refusal("undo_changed")
    change = Change(session, actor, access)
    event.undone_at = actor.at
    _restore(session, event.before)
    touched = [int(i) for part in ("items", "owners") for i in event.before[part]]
    change.save(UNDONE, event=event.id)
    _replan(session, [*touched, event.item_id], actor.at)
    return event.item_id


def is_light(event: ItemEvent, actor: Actor) -> bool:
    """Whether an act can be taken back without the right to edit: one's own always."""
    return event.action in ACTS or event.actor_id == actor.person_id


def _taken_back(session: Session, actor: Actor, event: ItemEvent) -> Access:
    """What was removed cannot be looked at, yet its removal can be taken back."""
    right = for_acting if is_light(event, actor) else for_editing
    if event.action != "removed" or event.undone_at is not None:
        return right(session, actor, event.item_id)
    item = session.get_one(Item, event.item_id)
    gone, item.removed_at = item.removed_at, None
    session.flush()
    access = right(session, actor, event.item_id)
    item.removed_at = gone
    session.flush()
    return access


def last_act(session: Session, item_id: int, now: datetime) -> ItemEvent | None:
    """The newest act on the item that may still be undone."""
    events = session.scalars(
        select(ItemEvent)
        .where(
            ItemEvent.item_id == item_id,
            ItemEvent.undone_at.is_(None),
            ItemEvent.at >= now - UNDO_FOR,
            ItemEvent.action != UNDONE,
        )
        .order_by(ItemEvent.id.desc())
        .limit(1)
    )
    return next((event for event in events if "items" in event.before), None)


def _state(kept: dict[str, Any]) -> dict[str, Any]:
    return {part: kept[part] for part in ("items", "owners", "evidence")}


def _now(session: Session, kept: dict[str, Any]) -> dict[str, Any]:
    """What the things that `kept` speaks of are at present, in the same shape."""
    items: dict[str, Any] = {}
    for key, fields in kept["items"].items():
        item = session.get(Item, int(key))
        items[key] = {f: v for f, v in _fields(item).items() if f in fields} if item else None
    proofs = {key: session.get_one(Evidence, int(key)) for key in kept["evidence"]}
    return {
        "items": items,
        "owners": {key: _owners(session, int(key)) for key in kept["owners"]},
        "evidence": {key: proof.removed_at is None for key, proof in proofs.items()},
    }


def _restore(session: Session, before: dict[str, Any]) -> None:
    for key, fields in before["items"].items():
        item = session.get_one(Item, int(key))
        for field, value in fields.items():
            setattr(item, field, _decoded(field, value))
    for key, owners in before["owners"].items():
        session.execute(delete(ItemOwner).where(ItemOwner.item_id == int(key)))
        session.add_all(
            ItemOwner(item_id=int(key), person_id=person, phrase=phrase)
            for person, phrase in owners
        )
    for key, there in before["evidence"].items():
        proof = session.get_one(Evidence, int(key))
        proof.removed_at = None if there else proof.added_at
    session.execute(
        update(Occurrence)
        .where(Occurrence.id.in_(before["closed"]), Occurrence.state == OccState.DONE)
        .values(state=OccState.OPEN, answer=None, closed_on=None, closed_by=None)
    )
    session.flush()
    session.expire_all()


def _replan(session: Session, item_ids: Iterable[int], now: datetime) -> None:
    """The items and all parts of them."""
    found: dict[int, None] = {}
    below = list(item_ids)
    while below:
        found |= dict.fromkeys(below)
        parts = session.scalars(select(Item.id).where(Item.parent_id.in_(below)))
        below = [part for part in parts if part not in found]
    replan_all(session, found, now)


def _owners(session: Session, item_id: int) -> Owners:
    rows = session.execute(
        select(ItemOwner.person_id, ItemOwner.phrase)
        .where(ItemOwner.item_id == item_id)
        .order_by(ItemOwner.person_id)
    )
    return [[row.person_id, row.phrase] for row in rows]


def _fields(item: Item) -> dict[str, Any]:
    return {field: _encoded(getattr(item, field)) for field in FIELDS}


def _encoded(value: Any) -> Any:
    if isinstance(value, date):  # a datetime is a date too
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def _decoded(field: str, value: Any) -> Any:
    if value is None:
        return None
    if field in _ENUMS:
        return _ENUMS[field](value)
    if field == "done_on":
        return date.fromisoformat(value)
    return datetime.fromisoformat(value) if field == "removed_at" else value
