"""What is open of last year: ticked in the draft of the new one, line by line or all at once."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from db.models import Item, Roadmap
from domain.labels import labels
from services import tree
from services.actor import Actor
from services.draft_rows import changing, draft, rows
from services.errors import Refusal
from services.next_year import is_left, tick
from services.subjects import years_of
from services.tree import Node


@dataclass(frozen=True, slots=True)
class CarryLine:
    """`id`: of last year's row."""

    id: int
    label: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class CarryView:
    """Rows of last year that are still open; `years`: last year's."""

    roadmap_id: int
    title: str
    years: str
    lines: tuple[CarryLine, ...]

    @property
    def ticked(self) -> int:
        return sum(line.ticked for line in self.lines)


@dataclass(frozen=True, slots=True)
class _Pairing:
    """Open rows of last year with their copies, by last year's ids."""

    old: Roadmap
    left: tuple[Node, ...]
    copies: dict[int, Item]

    def ticked(self, row: Node) -> bool:
        new = self.copies.get(row.id)
        return new is not None and new.carried_from_id == row.id


def view(session: Session, actor: Actor, roadmap_id: int) -> CarryView:
    """Raises Refusal("gone" | "forbidden" | "draft_launched")."""
    roadmap = draft(session, actor, roadmap_id)
    found = _pairing(session, roadmap)
    named = labels(tree.labelled(row.item, None) for row in found.left)
    return CarryView(
        roadmap_id=roadmap.id,
        title=roadmap.title,
        years=years_of(found.old.period_start, found.old.period_end),
        lines=tuple(CarryLine(row.id, named[row.id], found.ticked(row)) for row in found.left),
    )


def toggle(session: Session, actor: Actor, roadmap_id: int, item_id: int) -> None:
    """Tick one row of last year, or take the tick off. Raises Refusal("gone") too."""
    found = _pairing(session, changing(session, actor, roadmap_id))
    row = next((row for row in found.left if row.id == item_id), None)
    if row is None:
        raise Refusal("gone")
    tick(row, found.copies, ticked=not found.ticked(row))
    session.flush()


def tick_all(session: Session, actor: Actor, roadmap_id: int, ticked: bool) -> None:
    found = _pairing(session, changing(session, actor, roadmap_id))
    for row in found.left:
        tick(row, found.copies, ticked=ticked)
    session.flush()


def counts(session: Session, roadmap: Roadmap) -> tuple[int, int] | None:
    """How many are ticked of how many; None where nothing can be carried over."""
    if roadmap.previous_id is None:
        return None
    found = _pairing(session, roadmap)
    return (sum(map(found.ticked, found.left)), len(found.left)) if found.left else None


def _pairing(session: Session, roadmap: Roadmap) -> _Pairing:
    """A copy stands where the original stood, under the same title."""
    old = session.get(Roadmap, roadmap.previous_id) if roadmap.previous_id else None
    if old is None:
        raise Refusal("gone")
    places = {_place(item): item for row in rows(session, roadmap.id) for item in row}
    whole = tree.load(session, old.id)
    every = [node for row in whole.rows for node in (row, *row.steps)]
    copies = {n.id: places[_place(n.item)] for n in every if _place(n.item) in places}
    left = tuple(row for row in whole.rows if is_left(row) and row.id in copies)
    return _Pairing(old, left, copies)


def _place(item: Item) -> tuple[str, int, str]:
    return item.level.value, item.position, item.title
