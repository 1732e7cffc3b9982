"""Acts on items of a roadmap that are replanned together, each with an event of its own."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.models import Item, ItemEvent, Roadmap
from services import held
from services.item_states import Fields, fields_of
from services.replanning import replan_all
from services.traces import Term, Terms, terms_of, with_parts
from services.upsert import batches

_KEY = "ledger"


@dataclass(eq=False, slots=True)
class Saved:
    """An act: its event, and the items that it touched and made."""

    event: ItemEvent
    touched: tuple[int, ...]
    created: frozenset[int]


class Ledger:
    """Keeps what the terms were before any of the acts."""

    def __init__(self, session: Session, roadmap_id: int, at: datetime) -> None:
        self._session, self._roadmap_id, self._at = session, roadmap_id, at
        self._terms: dict[int, Counter[Term]] = {}
        self._saved: list[Saved] = []

    def know(self, item_ids: Iterable[int]) -> None:
        """To be told before the terms of items change."""
        unknown = [item_id for item_id in item_ids if item_id not in self._terms]
        if unknown:
            found = terms_of(self._session, unknown)
            self._terms |= {item_id: found.get(item_id, Counter()) for item_id in unknown}

    def add(self, saved: Saved) -> None:
        self._saved.append(saved)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """What is refused inside leaves no trace."""
        present = len(self._saved)
        try:
            with self._session.begin_nested():
                yield
        except Exception:
            del self._saved[present:]
            kept = held.of(self._session, self._roadmap_id)
            if kept is not None:
                kept.reload()
            raise

    def settle(self) -> None:
        """Replan; what follows by itself is written down with the last act on the item."""
        if not self._saved:
            return
        session = self._session
        session.flush()
        session.execute(
            update(Roadmap)
            .where(Roadmap.id == self._roadmap_id)
            .values(version=Roadmap.version + 1)
        )
        acts = {i: saved for saved in self._saved for i in (*saved.touched, *saved.created)}
        items = _with_parts(session, acts)
        was = {item.id: fields_of(item) for item in items}
        self.know(was)
        replan_all(session, was, self._at)
        now = terms_of(session, was)
        self._follow(acts, items, was, now)
        self._terms |= {item_id: now.get(item_id, Counter()) for item_id in was}
        self._saved.clear()

    def _follow(
        self,
        acts: Mapping[int, Saved],
        items: Iterable[Item],
        was: Mapping[int, Fields],
        now: Terms,
    ) -> None:
        """Of what an act has made nothing else is told: before it there was none."""
        news: defaultdict[Saved, _News] = defaultdict(_News)
        for item in items:
            saved = acts[item.id]
            if item.id not in saved.created:
                before, after = self._terms[item.id], now.get(item.id, Counter())
                news[saved].terms(item.id, before, after)
                news[saved].fields(item.id, was[item.id], fields_of(item))
        for saved, found in news.items():
            found.write(saved.event)


def _with_parts(session: Session, acts: dict[int, Saved]) -> list[Item]:
    """The items with all parts of them; the act on a whole is one on its parts."""
    ids = with_parts(session, acts)
    found: dict[int, Item] = {}
    for some in batches(ids):
        rows = session.scalars(select(Item).where(Item.id.in_(some)))
        found |= {item.id: item for item in rows}
    for item_id in ids:
        if item_id not in acts:
            acts[item_id] = acts[found[item_id].parent_id or 0]
    return [found[item_id] for item_id in ids]


class _News:
    """What replanning changed after an act."""

    def __init__(self) -> None:
        self._gone: dict[str, list[list[Any]]] = {}
        self._come: dict[str, list[list[Any]]] = {}
        self._items: list[tuple[str, str, Any, Any]] = []

    def terms(self, item_id: int, before: Counter[Term], after: Counter[Term]) -> None:
        if before != after:
            self._gone[str(item_id)] = [list(term) for term in (before - after).elements()]
            self._come[str(item_id)] = [list(term) for term in (after - before).elements()]

    def fields(self, item_id: int, before: Fields, after: Fields) -> None:
        self._items += [
            (str(item_id), field, value, after[field])
            for field, value in before.items()
            if value != after[field]
        ]

    def write(self, event: ItemEvent) -> None:
        if not (self._gone or self._items):
            return
        before = {key: dict(fields) for key, fields in event.before["items"].items()}
        after = {key: dict(fields) for key, fields in event.after["items"].items()}
        for key, field, was, now in self._items:
            before.setdefault(key, {}).setdefault(field, was)
            after.setdefault(key, {})[field] = now
        event.before = {**event.before, "items": before, "terms": self._gone}
        event.after = {**event.after, "items": after, "terms": self._come}


def open_ledger(session: Session, roadmap_id: int, at: datetime) -> Ledger:
    found = session.info[_KEY] = Ledger(session, roadmap_id, at)
    return found


def close_ledger(session: Session) -> None:
    del session.info[_KEY]


@contextmanager
def attempt(session: Session) -> Iterator[None]:
    """What is refused inside leaves no trace of itself; among collected acts only."""
    collected = current(session)
    assert collected is not None
    with collected.attempt():
        yield


def current(session: Session) -> Ledger | None:
    """Where acts are collected just now; None: each is saved by itself."""
    found: Ledger | None = session.info.get(_KEY)
    return found
