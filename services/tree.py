"""A roadmap's items as a tree: rows, their steps, everybody's shares. For reading."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from db.models import Item, ItemOwner
from db.models.roadmap import ItemLevel
from domain.labels import Labelled, outlined
from domain.progress import Leaf, Status, combined, shares
from domain.shown import Shown, is_firm, shown
from services import plan_facts
from services.plan_facts import Plan

OVER = (Status.DONE, Status.NA)


@dataclass(slots=True)
class Node:
    """An item with what lies under it. What has parts is what its parts make of it; a plan that
    is under way begins it, and never ends it."""

    item: Item
    parent: "Node | None"
    own_owners: list[int] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)
    plan: Plan | None = None  # the roadmap that spells it out

    @property
    def id(self) -> int:
        return self.item.id

    @property
    def number(self) -> str:
        """As papers number it: «1.2» is the second step of row 1; of a share, its whole's."""
        above = self.parent.number if self.parent else None
        if above is not None and self.item.level is ItemLevel.SHARE:
            return above
        return outlined(self.item.number, above) or ""

    @property
    def steps(self) -> list["Node"]:
        return [child for child in self.children if child.item.level is not ItemLevel.SHARE]

    @property
    def shares(self) -> list["Node"]:
        return [child for child in self.children if child.item.level is ItemLevel.SHARE]

    @property
    def status(self) -> Status:
        parts = [child.status for child in self.children]
        found = combined(parts) if parts else self.item.status
        begun = self.plan is not None and self.plan.begun
        return Status.STARTED if begun and found is Status.TODO else found

    @property
    def shared(self) -> tuple[int, int] | None:
        """«7 из 12»; None where nobody has a share of it."""
        parts = self.shares
        return shares(part.status for part in parts) if parts else None

    @property
    def due(self) -> date | None:
        """The earliest day on which something of it is due."""
        if not self.children:
            return self.item.due
        days = (child.due for child in self.children if child.status not in OVER)
        return min((day for day in days if day is not None), default=None)

    @property
    def done_on(self) -> date | None:
        """Of what has parts, the day of the last of them, once all are done."""
        if not self.children:
            return self.item.done_on
        days = [child.done_on for child in self.children]
        known = [day for day in days if day is not None]
        return max(known, default=None) if self.status is Status.DONE else None

    @property
    def leaf(self) -> Leaf:
        item = self.item
        firm = is_firm(item.term_kind, item.spans, item.rule)
        return Leaf(self.status, self.due, firm)

    @property
    def owners(self) -> list[int]:
        """Its own, else those of its parts; each once."""
        below = (owner for child in self.children for owner in child.owners)
        return list(dict.fromkeys(self.own_owners or below))

    def shown(self, today: date) -> Shown:
        if self.steps and self.status not in OVER:
            states = {step.shown(today) for step in self.steps}
            if Shown.OVERDUE in states:
                return Shown.OVERDUE
        return shown(self.leaf, self.item.term_kind, today)

    def work(self) -> Iterator["Node"]:
        """The parts in which it is done: itself where it has none."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.work()

    def leaves(self) -> Iterator["Node"]:
        """The smallest counted parts: steps, or a row without steps."""
        if not self.steps:
            yield self
        for step in self.steps:
            yield from step.leaves()


Group = tuple[str | None, str | None]


@dataclass(slots=True)
class Tree:
    """`rows` in the order of the document."""

    rows: list[Node]
    nodes: dict[int, Node]

    def leaves(self) -> Iterator[Node]:
        for row in self.rows:
            yield from row.leaves()

    def groups(self) -> list[Group]:
        """Stages (of sections, where the document has both) in the order of the document."""
        return list(dict.fromkeys(group(row.item) for row in self.rows))


def group(item: Item) -> Group:
    return item.section, item.stage


def group_name(item: Item) -> str | None:
    return item.stage or item.section


def load(session: Session, roadmap_id: int) -> Tree:
    """The items that are not removed, with their owners and plans: a handful of statements."""
    items = session.scalars(
        select(Item)
        .where(Item.roadmap_id == roadmap_id, Item.removed_at.is_(None))
        .order_by(Item.position, Item.id)
    ).all()
    found = grow(items, _owners(session, select(Item.id).where(Item.roadmap_id == roadmap_id)))
    return with_plans(found, plan_facts.of_roadmap(session, roadmap_id))


def branch(session: Session, item: Item) -> Node:
    """One item with all that lies under it, and nothing of the rest of the roadmap."""
    items, level = [item], [item.id]
    while level:
        parts = session.scalars(
            select(Item)
            .where(Item.parent_id.in_(level), Item.removed_at.is_(None))
            .order_by(Item.position, Item.id)
        ).all()
        items += parts
        level = [part.id for part in parts]
    ids = [each.id for each in items]
    found = grow(items, _owners(session, ids), item.parent_id)
    return with_plans(found, plan_facts.of_items(session, ids)).rows[0]


def with_plans(found: Tree, plans: dict[int, Plan]) -> Tree:
    """The same tree, its lines knowing the roadmaps that spell them out."""
    for item_id, plan in plans.items():
        if item_id in found.nodes:
            found.nodes[item_id].plan = plan
    return found


def _owners(session: Session, item_ids: Iterable[int] | Select[Any]) -> dict[int, list[int]]:
    rows = session.execute(
        select(ItemOwner.item_id, ItemOwner.person_id)
        .where(ItemOwner.item_id.in_(item_ids))
        .order_by(ItemOwner.id)
    )
    found: defaultdict[int, list[int]] = defaultdict(list)
    for row in rows:
        found[row.item_id].append(row.person_id)
    return found


def grow(items: Iterable[Item], owners: dict[int, list[int]], root: int | None = None) -> Tree:
    """Items in their order as a tree under `root`; what hangs on none of them is left out."""
    below: defaultdict[int | None, list[Item]] = defaultdict(list)
    for item in items:
        below[item.parent_id].append(item)
    nodes: dict[int, Node] = {}

    def planted(item: Item, parent: Node | None) -> Node:
        node = Node(item, parent, list(owners.get(item.id, ())))
        nodes[item.id] = node
        node.children = [planted(child, node) for child in below[item.id]]
        return node

    return Tree([planted(item, None) for item in below[root]], nodes)


def labelled(item: Item, above: Item | None, *more: str) -> Labelled:
    """What a label is made of. `above`: the row of a step; `more`: further hints."""
    hints = [above.title if above is not None else "", item.stage or "", item.section or ""]
    hints += [item.content or "", item.result or "", item.deadline or "", *more]
    number = item.number
    if above is not None and item.level is ItemLevel.STEP:
        number = outlined(number, above.number)
    return Labelled(item.id, number, item.title, tuple(hints))
