"""What a person answers for, over all roadmaps, schools and years: what is due comes first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from db.models import Item, ItemOwner, Organisation, Roadmap
from db.models.roadmap import ItemLevel, RoadmapState
from domain.labels import SEPARATOR, Labelled, cut, labels
from domain.named import Named
from domain.progress import Leaf, Status
from domain.roles import Role
from domain.shown import Shown, is_firm, shown
from services import people, plan_facts
from services.actor import Actor
from services.carried import years_by_item
from services.evidence import add_evidence
from services.subjects import years_of
from services.tree import labelled
from services.twin_groups import also

__all__ = [
    "ItemLine", "Summary", "add_evidence", "my_items", "next_of_mine", "summary",
]  # fmt: skip
OPEN = (Status.TODO, Status.STARTED)
PLACE_LIMIT = 60


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item of a list. `label` is different for different items of the list; `due` is the
    earliest open term; `shares`: done and expected, where everybody has a part.
    """

    id: int
    label: str
    shown: Shown
    due: date | None
    owners: tuple[Named, ...] = ()
    shares: tuple[int, int] | None = None
    also: tuple[str, ...] = ()  # what the lines linked with it are called
    plan: tuple[int, int] | None = None  # done and all of the roadmap that spells it out
    carried: str = ""  # the years that it was carried over from


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
    roadmap: Roadmap
    organisation: str

    @property
    def whole(self) -> Item:
        """The line that it is, or is a share of."""
        share = self.item.level is ItemLevel.SHARE
        return self.above if share and self.above is not None else self.item

    @property
    def place(self) -> tuple[str, str]:
        """The school and the years of the roadmap."""
        return self.organisation, years_of(self.roadmap.period_start, self.roadmap.period_end)

    @property
    def leaf(self) -> Leaf:
        firm = is_firm(self.item.term_kind, self.item.spans, self.item.rule)
        return Leaf(self.item.status, self.item.due, firm)


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
    mine = _mine(session, actor)
    named = _labels(mine)
    groups = {x.whole.id: x.whole.twin_group for x in mine if x.whole.twin_group is not None}
    others = also(session, groups)
    plans = plan_facts.of_items(session, [each.whole.id for each in mine])
    carried = years_by_item(session, (each.item for each in mine))
    return [
        ItemLine(
            id=each.item.id,
            label=named[each.item.id],
            shown=shown(each.leaf, each.item.term_kind, actor.today),
            due=each.leaf.due,
            also=others.get(each.whole.id, ()),
            plan=plans[each.whole.id].counts if each.whole.id in plans else None,
            carried=carried.get(each.item.id, ""),
        )
        for each in mine
    ]


def _labels(mine: Sequence[_Mine]) -> dict[int, str]:
    """Labels that say which roadmap a title, or a number, is of where it stands in several."""
    told = {each.item.id: labelled(each.item, each.above) for each in mine}
    alike: defaultdict[tuple[str, str], list[_Mine]] = defaultdict(list)
    for each in mine:
        for key in _keys(told[each.item.id]):
            alike[key].append(each)
    places = {
        each.item.id: _place(each, [x for key in _keys(told[each.item.id]) for x in alike[key]])
        for each in mine
    }
    named = labels(replace(one, hints=(places[one.id], *one.hints)) for one in told.values())
    return {
        item_id: label if places[item_id] in label else f"{label}{SEPARATOR}{places[item_id]}"
        for item_id, label in named.items()
    }


def _keys(told: Labelled) -> list[tuple[str, str]]:
    """What people take a line of a list for."""
    number = [("number", told.number.rstrip("."))] if told.number else []
    return [("title", told.title.casefold()), *number]


def _place(one: _Mine, same: Sequence[_Mine]) -> str:
    """The school and the years where they differ, and the roadmap's title where that is not
    enough."""
    if len({each.item.roadmap_id for each in same}) == 1:
        return ""
    said = [
        place
        for at, place in enumerate(one.place)
        if place and len({each.place[at] for each in same}) > 1
    ]
    if len({each.item.roadmap_id for each in same if each.place == one.place}) > 1:
        said.append(one.roadmap.title)
    return cut(" ".join(", ".join(said).split()), PLACE_LIMIT)


def next_of_mine(session: Session, actor: Actor, after: int) -> int | None:
    """What to go on with once an item is done; None when nothing is left."""
    mine = _mine(session, actor)
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


def _urgency(mine: _Mine) -> tuple[bool, bool, date, date, int, int]:
    """What is due on one day, or never, stands by years and as in the document."""
    leaf, item, start = mine.leaf, mine.item, mine.roadmap.period_start
    when = not leaf.firm, leaf.due is None, leaf.due or date.max
    return *when, start or date.max, item.roadmap_id, item.position


def _mine(session: Session, actor: Actor) -> list[_Mine]:
    """Open items of running roadmaps that have no parts of their own, the most urgent first.

    Of linked lines only the first: what closes it closes them all.
    """
    found: dict[object, _Mine] = {}
    for each in sorted(_owned_items(session, actor), key=_urgency):
        group = each.whole.twin_group
        found.setdefault(("item", each.item.id) if group is None else ("twins", group), each)
    return list(found.values())


def _owned_items(session: Session, actor: Actor) -> list[_Mine]:
    parent, top, child = aliased(Item), aliased(Item), aliased(Item)
    rows = session.execute(
        select(Item, parent, Roadmap, Organisation.name)
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
    return [_Mine(item, above, roadmap, name) for item, above, roadmap, name in rows]


def _owned(session: Session, actor: Actor) -> Any:
    """Carries my name, or nobody's in a school that I am the curator of."""
    mine = exists().where(ItemOwner.item_id == Item.id, ItemOwner.person_id == actor.me)
    nobodys = ~exists().where(ItemOwner.item_id == Item.id)
    schools = [held.organisation_id for held in actor.roles if held.role is Role.CURATOR]
    return or_(mine, and_(nobodys, Roadmap.organisation_id.in_(schools)))
