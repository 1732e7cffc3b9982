"""Every change of an item is written down with what was before, so that it can be undone."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Evidence, Item, ItemEvent, Occurrence, Roadmap
from db.models.roadmap import RoadmapState
from services import held, ledger, restoring
from services.actor import Actor
from services.errors import Refusal
from services.held import Owners
from services.item_rights import Access, alive, for_acting, for_editing, plan_for, take
from services.item_states import Fields, differing, fields_of
from services.ledger import Ledger, Saved
from services.traces import NOTED
from services.upsert import batches

UNDO_FOR = timedelta(days=1)
UNDONE = "undone"
NUDGED = "nudged"  # a reminder out of turn: nothing that could be taken back
# What whoever may tick the item off may also take back; the rest takes the right to edit.
ACTS = frozenset({
    "started", "done", "reopened", "commented", "evidence", "evidence_removed", "unchanged",
    "not_yet", "happened",
})  # fmt: skip
Kept = TypeVar("Kept", Evidence, ItemEvent)


class Change:
    """Touch what is going to change, change it, then `save`: one event, one version, replanned."""

    def __init__(self, session: Session, actor: Actor, access: Access) -> None:
        self._session, self._actor, self._access = session, actor, access
        self._together = ledger.current(session)
        self._ledger = self._together or Ledger(session, access.roadmap.id, actor.at)
        self._items: dict[int, Item] = {}
        self._fields: dict[int, Fields] = {}
        self._owners: dict[int, Owners] = {}
        self._created: list[int] = []
        self._proofs: dict[int, bool] = {}
        self._closed: list[int] = []

    def touch(self, *items: Item) -> None:
        new = [item for item in items if item.id not in self._items]
        self._items |= {item.id: item for item in new}
        self._fields |= {item.id: fields_of(item) for item in new}
        self._owners |= held.owners(self._session, new)
        self._ledger.know(item.id for item in new)

    def created(self, item: Item) -> None:
        """A new row, flushed: undoing removes it."""
        self._created.append(item.id)
        kept = held.of(self._session, item.roadmap_id)
        if kept is not None:
            kept.add([item])

    def proved(self, evidence: Evidence, *, before: bool) -> None:
        """`before`: whether the evidence was there."""
        self._proofs[evidence.id] = before

    def closed(self, occurrence: Occurrence) -> None:
        """An occurrence that this change has closed: undoing opens it again."""
        self._closed.append(occurrence.id)

    def save(self, action: str, **told: str | int | None) -> int:
        """The id of the event; `told` is kept for the words of the history."""
        event = self.record(action, **told)
        self._session.flush()
        return event.id

    def record(self, action: str, **told: str | int | None) -> ItemEvent:
        """The same in `together`, where the event has an id once everything is saved."""
        event = ItemEvent(
            item_id=self._access.item.id,
            at=self._actor.at,
            actor_id=self._actor.person_id,
            action=action,
            before=self._before(),
            after={**self._after(), "told": told},
        )
        self._ledger.add(Saved(event, tuple(self._items), frozenset(self._created)))
        if self._together is None:
            self._ledger.settle()
        self._session.add(event)
        return event

    def _before(self) -> dict[str, Any]:
        items: dict[str, Any] = {
            str(i): changed
            for i, old in self._fields.items()
            if (changed := differing(old, fields_of(self._items[i])))
        }
        now = self._actor.at.isoformat()
        return {
            "items": items | {str(i): {"removed_at": now} for i in self._created},
            "owners": {str(i): self._owners[i] for i in self._reassigned()},
            "evidence": {str(i): there for i, there in self._proofs.items()},
            "closed": self._closed,
            "terms": {},
        }

    def _after(self) -> dict[str, Any]:
        items: dict[str, Any] = {
            str(i): changed
            for i, old in self._fields.items()
            if (changed := differing(fields_of(self._items[i]), old))
        }
        return {
            "items": items | {str(i): {"removed_at": None} for i in self._created},
            "owners": {str(i): rows for i, rows in self._reassigned().items()},
            "evidence": {str(i): not there for i, there in self._proofs.items()},
            "terms": {},
        }

    def _reassigned(self) -> dict[int, Owners]:
        """Who answers now for what others have answered for."""
        now = held.owners(self._session, list(self._items.values()))
        return {i: rows for i, rows in now.items() if rows != self._owners[i]}


@contextmanager
def together(session: Session, actor: Actor, roadmap_id: int) -> Iterator[Ledger]:
    """Changes of a roadmap made inside are read at once, and replanned at once at the end.

    Each has its event as ever, and can be undone by itself. Whoever goes on with an item whose
    terms have followed from an earlier change lets the ledger `settle` in between.
    """
    around = ledger.current(session)
    if around is not None:
        yield around
        return
    take(session, roadmap_id)
    kept = held.hold(session, roadmap_id)
    collected = ledger.open_ledger(session, roadmap_id, actor.at)
    collected.know(kept.items)
    try:
        yield collected
        collected.settle()
        session.flush()
    finally:
        held.drop(session)
        ledger.close_ledger(session)


def undo(session: Session, actor: Actor, event_id: int) -> int:
    """Take back an act of the last day, by whoever may act so; the id of its item.

    Raises Refusal("gone" | "forbidden" | "closed" | "undone_already" | "undo_late" |
    "undo_changed"): the last where something else has changed the same since.
    """
    event = session.get(ItemEvent, event_id)
    if event is None or not _is_act(event):
        raise Refusal("gone")
    access = _taken_back(session, actor, event)
    session.refresh(event)
    _take_back(session, actor, access, event)
    session.flush()
    return event.item_id


def undo_all(
    session: Session, actor: Actor, roadmap_id: int, event_ids: Sequence[int]
) -> dict[int, str]:
    """Take back many acts on items of one roadmap, in the order given, by whoever keeps the plan.

    By event, why it stays: a key as of `undo`. Raises Refusal("gone" | "forbidden" |
    "not_launched" | "closed").
    """
    left: dict[int, str] = {}
    with together(session, actor, roadmap_id):
        roadmap = plan_for(session, actor, roadmap_id)
        if roadmap.state is RoadmapState.CLOSED:
            raise Refusal("closed")
        events = _by_id(session, ItemEvent, event_ids)
        proofs = [int(key) for event in events.values() for key in event.before["evidence"]]
        known = _by_id(session, Evidence, proofs)  # the session forgets what nobody keeps
        for event_id in event_ids:
            try:
                _one_of_many(session, actor, roadmap, events.get(event_id))
            except Refusal as refusal:
                left[event_id] = refusal.key
        del known
    return left


def _by_id(session: Session, model: type[Kept], ids: Iterable[int]) -> dict[int, Kept]:
    found: dict[int, Kept] = {}
    for some in batches(dict.fromkeys(ids)):
        rows = session.scalars(select(model).where(model.id.in_(some)))
        found |= {row.id: row for row in rows}
    return found


def _one_of_many(
    session: Session, actor: Actor, roadmap: Roadmap, event: ItemEvent | None
) -> None:
    item = session.get(Item, event.item_id) if event is not None else None
    if event is None or not _is_act(event) or item is None or item.roadmap_id != roadmap.id:
        raise Refusal("gone")
    above = session.get(Item, item.parent_id) if item.parent_id is not None else None
    whole = above if event.action == "removed" else item
    if whole is not None and not alive(session, whole):
        raise Refusal("gone")
    _take_back(session, actor, Access(item, roadmap, None, act=True, edit=True), event)


def _is_act(event: ItemEvent) -> bool:
    return event.action not in {UNDONE, NOTED} and "items" in event.before


def _take_back(session: Session, actor: Actor, access: Access, event: ItemEvent) -> None:
    if event.undone_at is not None:
        raise Refusal("undone_already")
    if actor.at - event.at > UNDO_FOR:
        raise Refusal("undo_late")
    if not restoring.is_as_left(session, event):
        raise Refusal("undo_changed")
    change = Change(session, actor, access)
    change.touch(*restoring.items_of(session, event))
    for proof in restoring.proofs_of(session, event):
        change.proved(proof, before=proof.removed_at is None)
    event.undone_at = actor.at
    restoring.restore(session, access.roadmap.id, event.before)
    change.record(UNDONE, event=event.id)


def is_light(event: ItemEvent, actor: Actor) -> bool:
    """Whether an act can be taken back without the right to edit: one's own always."""
    return event.action in ACTS or event.actor_id == actor.person_id


def _taken_back(session: Session, actor: Actor, event: ItemEvent) -> Access:
    """What was removed cannot be looked at, yet its removal can be taken back."""
    right = for_acting if is_light(event, actor) and _runs(session, event) else for_editing
    if event.action != "removed" or event.undone_at is not None:
        return right(session, actor, event.item_id)
    item = session.get_one(Item, event.item_id)
    gone, item.removed_at = item.removed_at, None
    session.flush()
    access = right(session, actor, event.item_id)
    item.removed_at = gone
    session.flush()
    return access


def _runs(session: Session, event: ItemEvent) -> bool:
    """Of a programme that is still being written only changes of it are taken back."""
    item = session.get(Item, event.item_id)
    roadmap = session.get_one(Roadmap, item.roadmap_id) if item is not None else None
    return roadmap is not None and roadmap.state is not RoadmapState.DRAFT


def last_act(session: Session, item_id: int, now: datetime) -> ItemEvent | None:
    """The newest act on the item that may still be undone."""
    events = session.scalars(
        select(ItemEvent)
        .where(
            ItemEvent.item_id == item_id,
            ItemEvent.undone_at.is_(None),
            ItemEvent.at >= now - UNDO_FOR,
            ItemEvent.action.not_in([UNDONE, NUDGED, NOTED]),
        )
        .order_by(ItemEvent.id.desc())
        .limit(1)
    )
    return next((event for event in events if "items" in event.before), None)
