"""What a person answers for, over all roadmaps, schools and years: what is due comes first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from db.models import Item, ItemOwner, Organisation, Roadmap
from db.models.roadmap import RoadmapState
from domain.labels import labels
from domain.named import Named
from domain.progress import Leaf, Status
from domain.roles import Role
from domain.shown import Shown, is_firm, shown
from services import people
from services.actor import Actor
from services.evidence import add_evidence
from services.tree import labelled

__all__ = [
    "ItemLine", "Summary", "add_evidence", "my_items", "my_open", "next_of_mine", "summary",
]  # fmt: skip
OPEN = (Status.TODO, Status.STARTED)


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item of a list. `label` is different for different items of the list; `due` is the
    earliest open term; `shares`: done and expected, where everybody has a part."""

    id: int
    label: str
    shown: Shown
    due: date | None
    owners: tuple[Named, ...] = ()
    shares: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """`week`: due from today to Sunday; `open`: everything of mine that is not done."""

    overdue: int
    week: int
    open: int


@dataclass(frozen=True, slots=True)
class _Mine:
    item: Item
    above: Item | None
    place: str

    @property
    def leaf(self) -> Leaf:
        firm = is_firm(self.item.term_kind, self.item.spans, self.item.rule)
        return Leaf(self.item.status, self.item.due, None, firm)


def summary(session: Session, actor: Actor) -> Summary:
    """Counts of what the person answers for; zeros for somebody without a person."""
    if actor.person_id is None:
        return Summary(0, 0, 0)
    mine = _mine(session, actor)
    sunday = actor.today + timedelta(days=6 - actor.today.weekday())
    due = [each.leaf.due for each in mine if each.leaf.firm and each.leaf.due is not None]
    return Summary(
        overdue=sum(day < actor.today for day in due),
        week=sum(actor.today <= day <= sunday for day in due),
        open=len(mine),
    )


def my_items(session: Session, actor: Actor) -> list[ItemLine]:
    """All my open items: late ones, then by term, then without a term, then the lasting ones."""
    mine = sorted(_mine(session, actor), key=_urgency)
    named = labels(labelled(each.item, each.above, each.place) for each in mine)
    return [
        ItemLine(
            id=each.item.id,
            label=named[each.item.id],
            shown=shown(each.leaf, each.item.term_kind, actor.today),
            due=each.leaf.due,
        )
        for each in mine
    ]


def my_open(session: Session, actor: Actor, limit: int) -> list[ItemLine]:
    """The first few of them."""
    return my_items(session, actor)[:limit]


def next_of_mine(session: Session, actor: Actor, after: int) -> int | None:
    """What to go on with once an item is done; None when nothing is left."""
    mine = sorted(_mine(session, actor), key=_urgency)
    return next((each.item.id for each in mine if each.item.id != after), None)


def names_by_item(
    session: Session, owners: dict[int, Sequence[int]]
) -> dict[int, tuple[Named, ...]]:
    """Who answers for what, by item."""
    known = people.named(session, {person for ids in owners.values() for person in ids})
    return {
        item: tuple(known[person] for person in ids if person in known)
        for item, ids in owners.items()
    }


def _urgency(mine: _Mine) -> tuple[bool, bool, date, int, int]:
    leaf, item = mine.leaf, mine.item
    return not leaf.firm, leaf.due is None, leaf.due or date.max, item.roadmap_id, item.position


def _mine(session: Session, actor: Actor) -> list[_Mine]:
    """Open items of running roadmaps that have no parts of their own."""
    parent, top, child = aliased(Item), aliased(Item), aliased(Item)
    rows = session.execute(
        select(Item, parent, Roadmap.period_start, Organisation.name)
        .join(Roadmap, Roadmap.id == Item.roadmap_id)
        .join(Organisation, Organisation.id == Roadmap.organisation_id)
        .outerjoin(parent, parent.id == Item.parent_id)
        .outerjoin(top, top.id == parent.parent_id)
        .where(
            Roadmap.state == RoadmapState.RUNNING,
            Item.status.in_(OPEN),
            Item.removed_at.is_(None),
            parent.removed_at.is_(None),
            top.removed_at.is_(None),
            ~exists().where(child.parent_id == Item.id, child.removed_at.is_(None)),
            _owned(session, actor),
        )
        .order_by(Item.roadmap_id, Item.position, Item.id)
    )
    return [_Mine(item, above, _place(name, start)) for item, above, start, name in rows]


def _owned(session: Session, actor: Actor) -> Any:
    """Carries my name, or nobody's in a school that I am the curator of."""
    mine = exists().where(ItemOwner.item_id == Item.id, ItemOwner.person_id == actor.me)
    nobodys = ~exists().where(ItemOwner.item_id == Item.id)
    schools = [held.organisation_id for held in actor.roles if held.role is Role.CURATOR]
    return or_(mine, and_(nobodys, Roadmap.organisation_id.in_(schools)))


def _place(organisation: str, start: date | None) -> str:
    return f"{organisation}, {start.year}" if start else organisation
