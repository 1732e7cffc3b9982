"""Occurrences and reminders of items made anew after anything about them has changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from db.models import Item, ItemOwner, Occurrence, Roadmap
from db.models.roadmap import ItemLevel, OccState, RoadmapState
from domain.occurrences import OccKind
from domain.occurrences import Occurrence as Planned
from domain.progress import Status
from domain.shown import is_firm
from services import calendars
from services.calendars import SchoolDays
from services.meant import Planner
from services.occurrences import settle
from services.reminding import Open, remind
from services.seniors import betters, seniors_of
from services.upsert import batches, table_of

_OVER = (Status.DONE, Status.NA)
Key = tuple[OccKind, date | None]


@dataclass(slots=True)
class Term:
    """An occurrence as it is going to be; `id` None: it is not written yet."""

    id: int | None
    seq: int
    kind: OccKind
    starts: date | None
    due: date
    state: OccState
    closed_on: date | None = None
    closed_by: int | None = None

    @property
    def key(self) -> Key:
        """What makes it the same one: its day, or the quarter that is looked at or asked about."""
        return _key(self.kind, self.starts, self.due)


def _key(kind: OccKind, starts: date | None, due: date) -> Key:
    return kind, due if kind is OccKind.DUE else starts


def replan(session: Session, item_id: int, now: datetime) -> None:
    """Bring occurrences and reminders of an item in line with its term, owners and status.

    What was closed stays as it is; what is open and still meant keeps its reminders, and so does
    what is overdue as long as the term means it. A removed, finished or not applicable item, one
    with parts of its own and one of a roadmap that does not run have none. Nothing happens to an
    item that does not exist.
    """
    replan_all(session, [item_id], now)


def replan_all(session: Session, item_ids: Iterable[int], now: datetime) -> None:
    """The same for many items in a handful of statements: a launch has hundreds."""
    for some in batches(dict.fromkeys(item_ids)):
        _Round(session, some, now).run()


def owners_of(session: Session, places: Mapping[int, int]) -> dict[int, list[int]]:
    """Who answers for each item; the curators for what nobody else does.

    `places`: items with the organisations of their roadmaps.
    """
    found: defaultdict[int, list[int]] = defaultdict(list)
    for some in batches(places):
        rows = session.execute(
            select(ItemOwner.item_id, ItemOwner.person_id)
            .where(ItemOwner.item_id.in_(some))
            .order_by(ItemOwner.id)
        )
        for item_id, person_id in rows:
            found[item_id].append(person_id)
    seniors = seniors_of(session, set(places.values()))
    return {
        item_id: found[item_id] or betters(seniors, place, ()) for item_id, place in places.items()
    }


class _Round:
    """Some items with all that has to be known of them."""

    def __init__(self, session: Session, item_ids: Sequence[int], now: datetime) -> None:
        self._session, self._now, self._ids = session, now, item_ids
        self._gone: list[int] = []
        self._moved: list[Term] = []
        self._news: list[tuple[int, Term]] = []

    def run(self) -> None:
        items = self._session.scalars(select(Item).where(Item.id.in_(self._ids))).all()
        if not items:
            return
        roadmaps = self._roadmaps({item.roadmap_id for item in items})
        places = {row.organisation_id for row in roadmaps.values()}
        days = calendars.load(self._session, places, self._now)
        alive = _alive(self._session, items, roadmaps)
        planners = {place: Planner(days[place], self._now) for place in places}
        present = self._present()
        for item in items:
            roadmap = roadmaps[item.roadmap_id]
            planner = planners[roadmap.organisation_id] if item.id in alive else None
            settle(item, self._renew(item, roadmap, planner, present[item.id]))
        self._session.flush()
        self._write()
        self._remind([item for item in items if item.id in alive], roadmaps, days)

    def _roadmaps(self, ids: set[int]) -> dict[int, Roadmap]:
        rows = self._session.scalars(select(Roadmap).where(Roadmap.id.in_(ids)))
        return {row.id: row for row in rows}

    def _present(self) -> defaultdict[int, list[Term]]:
        table = table_of(Occurrence)
        found: defaultdict[int, list[Term]] = defaultdict(list)
        rows = self._session.execute(
            select(
                table.c.item_id, table.c.id, table.c.seq, table.c.kind, table.c.starts,
                table.c.due, table.c.state, table.c.closed_on, table.c.closed_by,
            )
            .where(table.c.item_id.in_(self._ids))
            .order_by(table.c.seq)
        )  # fmt: skip
        for item_id, *values in rows:
            found[item_id].append(Term(*values))
        return found

    def _renew(
        self, item: Item, roadmap: Roadmap, planner: Planner | None, present: list[Term]
    ) -> list[Term]:
        """The terms of an item from now on; what is to be written is noted for `_write`."""
        closed = [term for term in present if term.state is not OccState.OPEN]
        open_ = [term for term in present if term.state is OccState.OPEN]
        stay = {term.key: term for term in reversed(open_)}
        wanted = _wanted(item, roadmap, planner, stay) if planner else {}
        kept = {key: term for key, term in stay.items() if key in wanted}
        self._gone += [term.id for term in open_ if kept.get(term.key) is not term and term.id]
        for key, term in kept.items():
            self._move(term, wanted[key])
        over = {term.key for term in closed}
        last = max((term.seq for term in present), default=0)
        fresh = [each for key, each in wanted.items() if key not in kept and key not in over]
        news = [
            Term(None, seq, each.kind, each.start, each.due, OccState.OPEN)
            for seq, each in enumerate(fresh, last + 1)
        ]
        if planner and not present:
            _settle_past(news, planner.today)
        self._news += [(item.id, term) for term in news]
        return [*closed, *kept.values(), *news]

    def _move(self, term: Term, to: Planned) -> None:
        if (term.starts, term.due) != (to.start, to.due):
            term.starts, term.due = to.start, to.due
            self._moved.append(term)

    def _write(self) -> None:
        session = self._session
        for some in batches(self._gone):
            session.execute(delete(Occurrence).where(Occurrence.id.in_(some)))
        if self._moved:
            session.execute(update(Occurrence), [
                {"id": term.id, "starts": term.starts, "due": term.due} for term in self._moved
            ])  # fmt: skip
        if self._news:
            session.execute(insert(Occurrence), [
                {
                    "item_id": item_id, "seq": term.seq, "kind": term.kind,
                    "starts": term.starts, "due": term.due, "state": term.state,
                }
                for item_id, term in self._news
            ])  # fmt: skip

    def _remind(
        self,
        items: Sequence[Item],
        roadmaps: Mapping[int, Roadmap],
        days: Mapping[int, SchoolDays],
    ) -> None:
        if not items:
            return
        of = {item.id: roadmaps[item.roadmap_id].organisation_id for item in items}
        owners = owners_of(self._session, of)
        table = table_of(Occurrence)
        rows = self._session.execute(
            select(table.c.id, table.c.item_id, table.c.kind, table.c.due).where(
                table.c.item_id.in_(of), table.c.state == OccState.OPEN
            )
        )
        terms = [
            Open(row.id, row.kind, row.due, of[row.item_id], owners[row.item_id]) for row in rows
        ]
        moved = {term.id for term in self._moved if term.id is not None}
        remind(self._session, terms, moved, days, self._now)


def _wanted(
    item: Item, roadmap: Roadmap, planner: Planner, stay: Mapping[Key, Term]
) -> dict[Key, Planned]:
    """What the term means from today on, and of what is open and overdue that which it means.

    A rule by itself speaks only of what is to come.
    """
    found = {_key(x.kind, x.start, x.due): x for x in planner.meant(item, roadmap)}
    owed = {
        key: x for key, x in stay.items() if x.kind is not OccKind.DUE or x.due < planner.today
    }
    if owed:
        since = min(term.starts or term.due for term in owed.values())
        for each in planner.meant(item, roadmap, since):
            key = _key(each.kind, each.start, each.due)
            if key in owed:
                found.setdefault(key, each)
    return found


def _alive(session: Session, items: Sequence[Item], roadmaps: Mapping[int, Roadmap]) -> set[int]:
    """The smallest items of running roadmaps that are neither over nor removed."""
    found = {
        item.id: item.parent_id
        for item in items
        if item.removed_at is None
        and item.status not in _OVER
        and roadmaps[item.roadmap_id].state is RoadmapState.RUNNING
    }
    whole = session.scalars(
        select(Item.parent_id).where(Item.parent_id.in_(found), Item.removed_at.is_(None))
    )
    for item_id in set(whole):
        found.pop(item_id or 0, None)
    removed = _removed(session, {above for above in found.values() if above is not None})
    asked = {
        item.id: (item.parent_id or item.id) if item.level is ItemLevel.SHARE else item.id
        for item in items
        if item.id in found and not is_firm(item.term_kind, item.spans, item.rule)
    }
    spelt_out = _with_running_plans(session, set(asked.values()))
    return {
        item_id
        for item_id, above in found.items()
        if above not in removed and asked.get(item_id) not in spelt_out
    }


def _with_running_plans(session: Session, item_ids: set[int]) -> set[int]:
    """Lines that go by a roadmap of their own: that one asks, so nobody is asked of the line or
    of a share in it."""
    if not item_ids:
        return set()
    rows = session.scalars(
        select(Roadmap.parent_item_id).where(
            Roadmap.parent_item_id.in_(item_ids), Roadmap.state == RoadmapState.RUNNING
        )
    )
    return {item_id for item_id in rows if item_id is not None}


def _removed(session: Session, ids: set[int]) -> set[int]:
    """Those that were removed themselves or with what they are a part of."""
    if not ids:
        return set()
    rows = session.execute(
        select(Item.id, Item.parent_id, Item.removed_at).where(Item.id.in_(ids))
    ).all()
    above = _removed(session, {row.parent_id for row in rows if row.parent_id is not None})
    return {row.id for row in rows if row.removed_at is not None or row.parent_id in above}


def _settle_past(news: list[Term], today: date) -> None:
    """Of several terms those that were over before the item came here are not held against it."""
    terms = [term for term in news if term.kind is OccKind.DUE]
    if not any(term.due >= today for term in terms):
        return
    for term in terms:
        if term.due < today:
            term.state = OccState.SKIPPED
