"""A roadmap's items and their owners in memory, while many of them are changed together.

`services.changes.together` puts them there. Whoever reads parts or owners asks here first, and
the database where nothing is held; whoever writes owners does it by `own`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.models import Item, ItemOwner, Roadmap
from db.models.roadmap import ItemLevel
from services.traces import owners_of
from services.upsert import batches

Owners = list[list[Any]]
"""Person and phrase of everybody who answers for an item."""

_KEY = "held"


class Held:
    """Removed items as well.

    They are kept here, and the roadmap, so that the session knows them without asking.
    """

    def __init__(self, session: Session, roadmap_id: int) -> None:
        self._session, self.roadmap_id = session, roadmap_id
        self.roadmap = session.get(Roadmap, roadmap_id)
        self.reload()

    def reload(self) -> None:
        """After a rollback."""
        found = self._session.scalars(select(Item).where(Item.roadmap_id == self.roadmap_id))
        self.items: dict[int, Item] = {}
        self._below: defaultdict[int | None, list[Item]] = defaultdict(list)
        self._owners = owners_of(self._session, ())
        self.add(found.all())
        self.reread(self.items)

    def add(self, items: Iterable[Item]) -> None:
        for item in items:
            if item.id not in self.items:
                self.items[item.id] = item
                self._below[item.parent_id].append(item)

    def reread(self, item_ids: Iterable[int]) -> None:
        """The owners anew, after they were written in bulk."""
        ids = list(item_ids)
        found = owners_of(self._session, ids)
        self._owners.update((item_id, found[item_id]) for item_id in ids)

    def parts(self, item_id: int) -> list[Item]:
        """The steps or shares that an item has at present."""
        present = (part for part in self._below[item_id] if part.removed_at is None)
        return sorted(present, key=lambda part: (part.position, part.id))

    def share_of(self, item_id: int, person_id: int | None) -> Item | None:
        """The first share of an item that a person answers for."""
        shares = (
            part
            for part in self.parts(item_id)
            if part.level is ItemLevel.SHARE
            and any(owner == person_id for owner, _ in self._owners[part.id])
        )
        return min(shares, key=lambda share: share.id, default=None)

    def sharers(self, item_id: int) -> list[int]:
        """Those who have a share of an item."""
        shares = (part for part in self.parts(item_id) if part.level is ItemLevel.SHARE)
        return list(dict.fromkeys(who for each in shares for who, _ in self._owners[each.id]))

    def owners(self, item_id: int) -> Owners:
        return list(self._owners[item_id])

    def own(self, wanted: Mapping[int, Owners]) -> None:
        self._owners.update(wanted)


def hold(session: Session, roadmap_id: int) -> Held:
    found = session.info[_KEY] = Held(session, roadmap_id)
    return found


def drop(session: Session) -> None:
    del session.info[_KEY]


def of(session: Session, roadmap_id: int) -> Held | None:
    """What is held of a roadmap just now."""
    found: Held | None = session.info.get(_KEY)
    return found if found is not None and found.roadmap_id == roadmap_id else None


def owners(session: Session, items: Sequence[Item]) -> dict[int, Owners]:
    """Who answers for each of some items of one roadmap."""
    if not items:
        return {}
    held = of(session, items[0].roadmap_id)
    if held is not None:
        return {item.id: held.owners(item.id) for item in items}
    found = owners_of(session, [item.id for item in items])
    return {item.id: found[item.id] for item in items}


def own(session: Session, roadmap_id: int, wanted: Mapping[int, Owners]) -> None:
    """Make these the owners of items, by item."""
    for some in batches(wanted):
        session.execute(delete(ItemOwner).where(ItemOwner.item_id.in_(some)))
    session.add_all(
        ItemOwner(item_id=item_id, person_id=person, phrase=phrase)
        for item_id, rows in wanted.items()
        for person, phrase in rows
    )
    held = of(session, roadmap_id)
    if held is not None:
        held.own(wanted)


def reread(session: Session, roadmap_id: int, item_ids: Iterable[int]) -> None:
    """After owners were written by other ways than `own`."""
    held = of(session, roadmap_id)
    if held is not None:
        held.reread(item_ids)
