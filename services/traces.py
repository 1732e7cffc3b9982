"""What the program itself changes of items, written down so that a past day can be told.

services.changes writes down what people do; here are the terms, which follow by themselves, and
changes in bulk: owners who come and go with their roles, days that move with the calendar.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, ItemEvent, ItemOwner, Occurrence
from services.item_states import encoded
from services.upsert import batches

NOTED = "noted"
"""The action of such an event: nobody did it, nothing of it can be taken back or is told."""

FIELDS = ("status", "done_on", "done_by", "sharing")
Term = tuple[str, str | None, str, str, str | None]
"""Kind, first and last day, state and the day of closing of an occurrence."""

Terms = Mapping[int, Counter[Term]]


def terms_of(session: Session, item_ids: Iterable[int]) -> Terms:
    """The occurrences of items as they are written down."""
    found: defaultdict[int, Counter[Term]] = defaultdict(Counter)
    for some in batches(item_ids):
        rows = session.execute(
            select(
                Occurrence.item_id, Occurrence.kind, Occurrence.starts, Occurrence.due,
                Occurrence.state, Occurrence.closed_on,
            ).where(Occurrence.item_id.in_(some))
        )  # fmt: skip
        for item_id, kind, starts, due, state, closed_on in rows:
            term = kind.value, _iso(starts), due.isoformat(), state.value, _iso(closed_on)
            found[item_id][term] += 1
    return found


def lost(before: Terms, after: Terms) -> dict[int, list[list[Any]]]:
    """By item, what was in `before` and is not in `after`; swapped, what is new."""
    gone = {item_id: terms - after.get(item_id, Counter()) for item_id, terms in before.items()}
    return {
        item_id: [list(term) for term in terms.elements()]
        for item_id, terms in gone.items()
        if terms
    }


def owners_of(session: Session, item_ids: Iterable[int]) -> defaultdict[int, list[list[Any]]]:
    """Person and phrase of everybody who answers, by item."""
    found: defaultdict[int, list[list[Any]]] = defaultdict(list)
    for some in batches(item_ids):
        rows = session.execute(
            select(ItemOwner.item_id, ItemOwner.person_id, ItemOwner.phrase)
            .where(ItemOwner.item_id.in_(some))
            .order_by(ItemOwner.id)
        )
        for item_id, person_id, phrase in rows:
            found[item_id].append([person_id, phrase])
    return found


def with_parts(session: Session, item_ids: Iterable[int]) -> list[int]:
    """The items and all parts of them."""
    found: dict[int, None] = {}
    below = list(item_ids)
    while below:
        found |= dict.fromkeys(below)
        parts = session.scalars(select(Item.id).where(Item.parent_id.in_(below)))
        below = [part for part in parts if part not in found]
    return list(found)


class Trace:
    """Make one before items are changed in bulk, `save` it when all is flushed and replanned."""

    def __init__(self, session: Session, item_ids: Iterable[int]) -> None:
        self._session = session
        self._ids = list(dict.fromkeys(item_ids))
        self._fields, self._places = self._now()
        self._owners = owners_of(session, self._ids)
        self._terms = terms_of(session, self._ids)

    def _now(self) -> tuple[dict[int, dict[str, Any]], dict[int, int]]:
        fields: dict[int, dict[str, Any]] = {}
        places: dict[int, int] = {}
        for some in batches(self._ids):
            for item in self._session.scalars(select(Item).where(Item.id.in_(some))):
                fields[item.id] = {field: encoded(getattr(item, field)) for field in FIELDS}
                places[item.id] = item.roadmap_id
        return fields, places

    def save(self, at: datetime, actor_id: int | None, created: Iterable[int] = ()) -> None:
        """One event a roadmap in which anything has changed; `created`: items that are new."""
        parts = self._changed()
        for item in self._session.scalars(select(Item).where(Item.id.in_(list(created)))):
            self._places[item.id] = item.roadmap_id
            parts["items"][item.id] = {"removed_at": at.isoformat()}
        for roadmap_id in dict.fromkeys(self._places.values()):
            own = {part: self._inside(kept, roadmap_id) for part, kept in parts.items()}
            ids = [int(key) for part in own.values() for key in part]
            if ids:
                self._write(at, actor_id, min(ids), own)
        self._session.flush()

    def _changed(self) -> dict[str, dict[int, Any]]:
        """By part, what was and is no more; of terms also what is new."""
        fields, _ = self._now()
        owners = owners_of(self._session, self._ids)
        terms = terms_of(self._session, self._ids)
        return {
            "items": _differing(self._fields, fields),
            "owners": {i: was for i in self._ids if (was := self._owners[i]) != owners[i]},
            "gone": lost(self._terms, terms),
            "come": lost(terms, self._terms),
        }

    def _inside(self, kept: Mapping[int, Any], roadmap_id: int) -> dict[str, Any]:
        return {str(i): value for i, value in kept.items() if self._places[i] == roadmap_id}

    def _write(
        self, at: datetime, actor_id: int | None, item_id: int, own: Mapping[str, Any]
    ) -> None:
        """In the shape of services.changes; the item is only where the event is kept."""
        before = {
            "items": own["items"], "owners": own["owners"], "evidence": {}, "closed": [],
            "terms": own["gone"],
        }  # fmt: skip
        after = {"terms": own["come"], "told": {}}
        self._session.add(
            ItemEvent(
                item_id=item_id, at=at, actor_id=actor_id, action=NOTED, before=before, after=after
            )
        )


def _differing(
    before: Mapping[int, dict[str, Any]], after: Mapping[int, dict[str, Any]]
) -> dict[int, dict[str, Any]]:
    found = {
        item_id: {field: value for field, value in old.items() if value != after[item_id][field]}
        for item_id, old in before.items()
        if item_id in after
    }
    return {item_id: fields for item_id, fields in found.items() if fields}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
