"""The open items of an organisation's running roadmaps with their shares and owners, to change."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from db.models import Item, ItemEvent, ItemOwner, Organisation, Person, Roadmap
from db.models.people import OrganisationKind
from db.models.roadmap import ItemLevel, RoadmapState
from domain.progress import Status
from domain.roles import Role
from services.actor import Actor
from services.item_copies import copy
from services.replanning import replan_all
from services.roadmaps import of_school
from services.seniors import seniors_of
from services.traces import Trace

JOINED, LEFT, REASSIGNED = "joined", "left", "reassigned"
_OVER = (Status.DONE, Status.NA)
Owners = dict[int, str | None]


class Board:
    """Change owners through it, then `save`: history, versions and reminders follow."""

    def __init__(self, session: Session, actor: Actor, organisation_id: int) -> None:
        self._session, self._actor = session, actor
        # Writers of one roadmap come one after the other.
        self._roadmaps = session.scalars(
            select(Roadmap.id)
            .where(
                Roadmap.organisation_id == organisation_id,
                Roadmap.state == RoadmapState.RUNNING,
                of_school(),
            )
            .with_for_update()
        ).all()
        self._items = {row.id: row for row in self._present()}
        self._below: defaultdict[int | None, list[Item]] = defaultdict(list)
        for item in self._items.values():
            self._below[item.parent_id].append(item)
        self.owners = self._owners()
        self._events = self._acts()
        self._touched: dict[int, None] = {}
        self._created: list[int] = []
        self._trace = Trace(session, self._items)
        seniors = seniors_of(session, [organisation_id])
        self.curators = seniors.get((organisation_id, Role.CURATOR), ())
        place = session.get_one(Organisation, organisation_id)
        self._municipal = place.kind is OrganisationKind.MUNICIPALITY
        self.today = actor.today

    def _present(self) -> Iterable[Item]:
        return self._session.scalars(
            select(Item)
            .where(Item.roadmap_id.in_(self._roadmaps), Item.removed_at.is_(None))
            .order_by(Item.position, Item.id)
            .execution_options(populate_existing=True)
        ).all()

    def _owners(self) -> defaultdict[int, Owners]:
        found: defaultdict[int, Owners] = defaultdict(dict)
        rows = self._session.execute(
            select(ItemOwner.item_id, ItemOwner.person_id, ItemOwner.phrase)
            .join(Item, Item.id == ItemOwner.item_id)
            .where(Item.roadmap_id.in_(self._roadmaps))
            .order_by(ItemOwner.id)
        )
        for item_id, person_id, phrase in rows:
            found[item_id][person_id] = phrase
        return found

    def _acts(self) -> dict[str, set[int]]:
        rows = self._session.execute(
            select(ItemEvent.action, ItemEvent.item_id)
            .join(Item, Item.id == ItemEvent.item_id)
            .where(
                Item.roadmap_id.in_(self._roadmaps),
                ItemEvent.action.in_([LEFT, REASSIGNED]),
                ItemEvent.undone_at.is_(None),
            )
        )
        found: dict[str, set[int]] = {LEFT: set(), REASSIGNED: set()}
        for action, item_id in rows:
            found[action].add(item_id)
        return found

    def open(self) -> Iterator[Item]:
        """Open items, shares as well; without those that were removed with what is above."""
        return (item for item in self._items.values() if self._is_open(item))

    def _is_open(self, item: Item) -> bool:
        return item.status not in _OVER and self._is_there(item)

    def _is_there(self, item: Item) -> bool:
        if item.parent_id is None:
            return True
        above = self._items.get(item.parent_id)
        return above is not None and self._is_there(above)

    def smallest(self) -> Iterator[Item]:
        """Open rows and steps that have no steps of their own."""
        for item in self.open():
            steps = any(part.level is ItemLevel.STEP for part in self._below[item.id])
            if item.level is not ItemLevel.SHARE and not steps:
                yield item

    def shares(self, item: Item) -> list[Item]:
        return [part for part in self._below[item.id] if part.level is ItemLevel.SHARE]

    def of_school(self, item: Item) -> bool:
        """Whether it is the share of a school rather than of a person."""
        return self._municipal and item.level is ItemLevel.SHARE

    def homes(self, person_ids: Iterable[int]) -> set[int | None]:
        """The organisations that the people belong to."""
        return set(
            self._session.scalars(
                select(Person.organisation_id).where(Person.id.in_(list(person_ids)))
            )
        )

    def by_hand(self, item: Item) -> bool:
        """Whether a person has said who answers for the item since the launch."""
        return bool({item.id, item.parent_id} & self._events[REASSIGNED])

    def given_up(self, share: Item) -> bool:
        """Whether it is not needed only because its holder had left."""
        return share.status is Status.NA and share.id in self._events[LEFT]

    def share(self, item: Item, owners: Owners, title: str, status: Status = Status.TODO) -> None:
        """A new share of an item."""
        new = copy(item, ItemLevel.SHARE, title, item.position)
        new.status = status
        self._session.add(new)
        self._session.flush()
        self._below[item.id].append(new)
        self._created.append(new.id)
        self.give(new, owners)

    def give(self, item: Item, owners: Owners) -> None:
        """Make these the owners."""
        self._session.execute(delete(ItemOwner).where(ItemOwner.item_id == item.id))
        self._session.add_all(
            ItemOwner(item_id=item.id, person_id=person, phrase=phrase)
            for person, phrase in owners.items()
        )
        self.owners[item.id] = owners
        self._touched[item.id] = None

    def told(self, item: Item, action: str) -> None:
        """A line of the item's history."""
        self._touched[item.id] = None
        self._session.add(
            ItemEvent(
                item_id=item.id, at=self._actor.at, actor_id=self._actor.person_id,
                action=action, before={}, after={},
            )
        )  # fmt: skip

    def save(self, *, unowned: bool) -> None:
        """`unowned`: whether what nobody owns is to be reminded of anew, for the curators are."""
        self._session.flush()
        changed = {self._items[i].roadmap_id for i in self._touched if i in self._items}
        if changed:
            self._session.execute(
                update(Roadmap).where(Roadmap.id.in_(changed)).values(version=Roadmap.version + 1)
            )
        ids = dict(self._touched)
        if unowned:
            ids |= {item.id: None for item in self.open() if not self.owners[item.id]}
        replan_all(self._session, ids, self._actor.at)
        self._trace.save(self._actor.at, self._actor.person_id, self._created)
