"""Open terms for a calendar: one's own, or all of a roadmap. Nobody is named in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, Occurrence, Roadmap
from db.models.roadmap import OccState
from domain.labels import labels
from domain.occurrences import OccKind
from domain.roles import Action
from services import items, tree
from services.actor import Actor
from services.errors import Refusal
from services.item_rights import roadmap_for
from services.tree import OVER
from services.upsert import batches


@dataclass(frozen=True, slots=True)
class OpenTerm:
    """`seq` counts the terms of an item; `label` is different for different items."""

    item_id: int
    seq: int
    due: date
    label: str
    roadmap: str


@dataclass(frozen=True, slots=True)
class Terms:
    """`name`: of the roadmap, empty for one's own terms."""

    name: str
    terms: tuple[OpenTerm, ...]


def mine(session: Session, actor: Actor) -> Terms:
    """Of everything that the actor answers for. Raises Refusal("no_terms") where none is open."""
    named = {line.id: line.label for line in items.my_items(session, actor)}
    return _of(session, "", named, {item_id: item_id for item_id in named})


def of_roadmap(session: Session, actor: Actor, roadmap_id: int) -> Terms:
    """Raises Refusal("gone" | "forbidden" | "not_launched" | "no_terms")."""
    roadmap = roadmap_for(session, actor, roadmap_id, Action.SEE_ROADMAP)
    leaves = [n for n in tree.load(session, roadmap_id).leaves() if n.status not in OVER]
    named = labels(
        tree.labelled(leaf.item, leaf.parent.item if leaf.parent else None) for leaf in leaves
    )
    # What each of several people does has its terms in their shares: once in the calendar.
    parts = {part.id: leaf.id for leaf in leaves for part in leaf.work()}
    return _of(session, roadmap.title, named, parts)


def _of(session: Session, name: str, named: Mapping[int, str], parts: Mapping[int, int]) -> Terms:
    """`parts`: of which of the `named` items the parts are that have terms."""
    open_ = {
        (parts[row.item_id], row.seq): OpenTerm(
            parts[row.item_id], row.seq, row.due, named[parts[row.item_id]], row.title
        )
        for part in batches(parts)
        for row in session.execute(
            select(Occurrence.item_id, Occurrence.seq, Occurrence.due, Roadmap.title)
            .join(Item, Item.id == Occurrence.item_id)
            .join(Roadmap, Roadmap.id == Item.roadmap_id)
            .where(
                Occurrence.item_id.in_(part),
                Occurrence.kind == OccKind.DUE,
                Occurrence.state == OccState.OPEN,
            )
        )
    }
    if not open_:
        raise Refusal("no_terms")
    found = open_.values()
    return Terms(name, tuple(sorted(found, key=lambda term: (term.due, term.item_id, term.seq))))
