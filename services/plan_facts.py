"""How far the roadmaps are that spell out single lines of others («По отдельному плану»)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from db.models import Item, Roadmap
from db.models.roadmap import ItemLevel, RoadmapState
from domain.progress import Status, combined
from services.upsert import batches


@dataclass(frozen=True, slots=True)
class Plan:
    """A launched roadmap that a line goes by; counted by its smallest parts, without `na`."""

    roadmap_id: int
    title: str
    closed: bool
    done: int
    total: int
    begun: bool

    @property
    def counts(self) -> tuple[int, int]:
        return self.done, self.total

    @property
    def complete(self) -> bool:
        """All of it is done, or it was brought to its end."""
        return self.closed or (self.total > 0 and self.done == self.total)


def of_items(session: Session, item_ids: Iterable[int]) -> dict[int, Plan]:
    """The plans of some items, by item."""
    found: dict[int, Plan] = {}
    for some in batches(item_ids):
        found |= _load(session, Roadmap.parent_item_id.in_(some))
    return found


def of_roadmap(session: Session, roadmap_id: int) -> dict[int, Plan]:
    """The plans of all items of a roadmap, by item."""
    items = select(Item.id).where(Item.roadmap_id == roadmap_id, Item.removed_at.is_(None))
    return _load(session, Roadmap.parent_item_id.in_(items))


def line_of(session: Session, roadmap: Roadmap) -> Item | None:
    """The line that a roadmap spells out; None where there is none, or none any more."""
    item = session.get(Item, roadmap.parent_item_id) if roadmap.parent_item_id else None
    return item if item is not None and item.removed_at is None else None


def line_to_ask(session: Session, roadmap_id: int) -> int | None:
    """The line above a plan that is complete, while the line itself is open."""
    item = session.scalar(
        select(Item)
        .join(Roadmap, Roadmap.parent_item_id == Item.id)
        .where(Roadmap.id == roadmap_id, Item.removed_at.is_(None))
    )
    plan = of_items(session, [item.id]).get(item.id) if item is not None else None
    asks = plan is not None and plan.complete and item is not None and is_open(session, item)
    return item.id if item is not None and asks else None


def is_open(session: Session, item: Item) -> bool:
    """Whether anything of a line is still to be done, of its parts where it has some."""
    below: Below = defaultdict(list)
    for row in session.execute(_items([item.roadmap_id])):
        below[row.parent_id].append(row)
    return _status(item, below) in {Status.TODO, Status.STARTED}


def _load(session: Session, condition: Any) -> dict[int, Plan]:
    roadmaps = session.execute(
        select(Roadmap.id, Roadmap.title, Roadmap.state, Roadmap.parent_item_id)
        .where(condition, Roadmap.state != RoadmapState.DRAFT)
        .order_by(Roadmap.id)
    ).all()
    statuses = _statuses(session, [row.id for row in roadmaps])
    return {
        row.parent_item_id: _plan(row.id, row.title, row.state, statuses[row.id])
        for row in roadmaps
    }


def _plan(roadmap_id: int, title: str, state: RoadmapState, statuses: list[Status]) -> Plan:
    counted = [status for status in statuses if status is not Status.NA]
    return Plan(
        roadmap_id=roadmap_id,
        title=title,
        closed=state is RoadmapState.CLOSED,
        done=counted.count(Status.DONE),
        total=len(counted),
        begun=any(status is not Status.TODO for status in counted),
    )


def _statuses(session: Session, roadmap_ids: list[int]) -> defaultdict[int, list[Status]]:
    """Of the smallest counted parts, by roadmap."""
    found: defaultdict[int, list[Status]] = defaultdict(list)
    if not roadmap_ids:
        return found
    rows = session.execute(_items(roadmap_ids)).all()
    below: defaultdict[int | None, list[Any]] = defaultdict(list)
    for row in rows:
        below[row.parent_id].append(row)
    for row in below[None]:
        found[row.roadmap_id] += _leaves(row, below)
    return found


def _items(roadmap_ids: list[int]) -> Select[*tuple[Any, ...]]:
    return select(Item.id, Item.roadmap_id, Item.parent_id, Item.level, Item.status).where(
        Item.roadmap_id.in_(roadmap_ids), Item.removed_at.is_(None)
    )


Below = defaultdict[int | None, list[Any]]


def _leaves(row: Any, below: Below) -> Iterator[Status]:
    steps = [part for part in below[row.id] if part.level is not ItemLevel.SHARE]
    if not steps:
        yield _status(row, below)
    for step in steps:
        yield from _leaves(step, below)


def _status(row: Any, below: Below) -> Status:
    parts = below[row.id]
    own: Status = row.status
    return combined(_status(part, below) for part in parts) if parts else own
