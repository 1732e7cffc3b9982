"""A roadmap as it stood at the end of a past day, told from the history of its items.

From the present back to that day every event gives way to what was before it. Names are always
the present ones: who has withdrawn is not brought back.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from db.models import Evidence, Item, ItemEvent, Roadmap
from db.models.roadmap import OccState
from domain.occurrences import OccKind
from services import tree
from services.actor import Actor
from services.errors import Refusal
from services.item_states import decoded
from services.traces import Term, owners_of, terms_of
from services.tree import Tree


@dataclass(frozen=True, slots=True)
class Kept:
    """A term of an item: when it was due, and the day it was closed on (None: still open)."""

    starts: date | None
    due: date
    closed_on: date | None
    open: bool


@dataclass(frozen=True, slots=True)
class State:
    """The items that were there, what each of them was due by, and its proof."""

    day: date
    title: str
    tree: Tree
    terms: Mapping[int, tuple[Kept, ...]]
    evidence: Mapping[int, tuple[Evidence, ...]]


def state(session: Session, actor: Actor, roadmap: Roadmap, day: date | None = None) -> State:
    """The end of a local day; None or today: now.

    Raises Refusal("as_of_future" | "as_of_before"): before its launch nothing was written down.
    """
    day = day or actor.today
    first = since(actor, roadmap)
    if day > actor.today:
        raise Refusal("as_of_future")
    if day < first:
        raise Refusal("as_of_before", day=f"{first:%d.%m.%Y}")
    past = _Past(session, roadmap.id)
    if day < actor.today:
        past.back_to(end_of(actor, day))
    title = past.title or roadmap.title
    return State(day, title, past.tree(), past.kept(), past.evidence())


def end_of(actor: Actor, day: date) -> datetime:
    """The moment from which on nothing belongs to a local day any more."""
    return datetime.combine(day + timedelta(days=1), time(0), actor.zone)


def since(actor: Actor, roadmap: Roadmap) -> date:
    """The first day that can be told."""
    moment = roadmap.launched_at or roadmap.created_at
    return moment.astimezone(actor.zone).date()


@dataclass(slots=True)
class _Past:
    """Everything known of the items, taken back event by event."""

    session: Session
    roadmap_id: int
    items: dict[int, Item] = field(init=False)
    changed: defaultdict[int, dict[str, Any]] = field(init=False)
    owners: dict[int, list[list[Any]]] = field(init=False)
    terms: dict[int, Counter[Term]] = field(init=False)
    proofs: list[Evidence] = field(init=False)
    there: dict[int, bool] = field(init=False)
    present: bool = True
    title: str | None = None

    def __post_init__(self) -> None:
        session = self.session
        found = session.scalars(select(Item).where(Item.roadmap_id == self.roadmap_id))
        self.items = {item.id: item for item in found}
        self.changed = defaultdict(dict)
        self.owners = dict(owners_of(session, self.items))
        self.terms = dict(terms_of(session, self.items))
        ours = select(Item.id).where(Item.roadmap_id == self.roadmap_id)
        self.proofs = list(
            session.scalars(
                select(Evidence).where(Evidence.item_id.in_(ours)).order_by(Evidence.id)
            )
        )
        self.there = {proof.id: proof.removed_at is None for proof in self.proofs}

    def back_to(self, moment: datetime) -> None:
        events = self.session.scalars(
            select(ItemEvent)
            .join(Item, Item.id == ItemEvent.item_id)
            .where(Item.roadmap_id == self.roadmap_id, ItemEvent.at >= moment)
            .order_by(ItemEvent.id.desc())
        )
        self.present = False
        for event in events:
            self._take_back(event.before, event.after)
        for proof in self.proofs:
            if proof.added_at >= moment:
                self.there[proof.id] = False

    def _take_back(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        for key, fields in before.get("items", {}).items():
            self.changed[int(key)].update(fields)
        for key, owners in before.get("owners", {}).items():
            self.owners[int(key)] = owners
        for key, there in before.get("evidence", {}).items():
            self.there[int(key)] = there
        # A corrected document brings another title and another order of rows.
        for key, position in before.get("positions", {}).items():
            self.changed[int(key)]["position"] = position
        self.title = before.get("roadmap", {}).get("title", self.title)
        come = after.get("terms", {})
        for key, gone in before.get("terms", {}).items():
            now = self.terms.get(int(key), Counter()) - Counter(map(tuple, come.get(key, ())))
            self.terms[int(key)] = now + Counter(map(tuple, gone))

    def tree(self) -> Tree:
        items = [self._item(item) for item in self.items.values()]
        present = sorted(
            (item for item in items if item.removed_at is None),
            key=lambda item: (item.position, item.id),
        )
        owners = {key: [person for person, _ in rows] for key, rows in self.owners.items()}
        return tree.grow(present, owners)

    def _item(self, item: Item) -> Item:
        """Of the past a copy that no session knows: it is never written."""
        if self.present:
            return item
        values = {column.key: getattr(item, column.key) for column in inspect(Item).column_attrs}
        changed = self.changed.get(item.id, {})
        values |= {name: decoded(name, value) for name, value in changed.items()}
        values["due"] = _due(self.terms.get(item.id, ()))
        return Item(**values)

    def kept(self) -> dict[int, tuple[Kept, ...]]:
        return {item_id: tuple(_kept(terms)) for item_id, terms in self.terms.items()}

    def evidence(self) -> dict[int, tuple[Evidence, ...]]:
        found: defaultdict[int, list[Evidence]] = defaultdict(list)
        for proof in self.proofs:
            if self.there[proof.id]:
                found[proof.item_id].append(proof)
        return {item_id: tuple(proofs) for item_id, proofs in found.items()}


def _due(terms: Iterable[Term]) -> date | None:
    """The nearest open term, as services.occurrences keeps it."""
    days = (due for kind, _, due, at, _ in terms if (kind, at) == (OccKind.DUE, OccState.OPEN))
    return min(map(date.fromisoformat, days), default=None)


def _kept(terms: Counter[Term]) -> list[Kept]:
    """The terms that a person keeps or misses: no checks, nothing that was not needed."""
    return sorted(
        (
            Kept(_day(starts), date.fromisoformat(due), _day(closed_on), at == OccState.OPEN)
            for kind, starts, due, at, closed_on in terms.elements()
            if kind == OccKind.DUE and at != OccState.SKIPPED
        ),
        key=lambda term: (term.due, term.starts or term.due),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
