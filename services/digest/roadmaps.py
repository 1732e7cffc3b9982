"""The running roadmaps of a digest: what is late, of whom, and what changed since the last one."""

import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Roadmap
from db.models.roadmap import RoadmapState
from domain.labels import SEPARATOR, Labelled, cut, labels
from domain.named import Named
from domain.progress import Progress, Status, count, is_overdue
from services import asked, file_names, people, tree
from services.digest.parts import Before, Reader
from services.roadmaps import of_school
from services.subjects import years_of
from services.tree import OVER, Node, Tree

# How long the name of an item may be, and of that the name of its roadmap.
_LABEL, _PLACE = 78, 40
# What is kept of an item: its status, its day, its owners, a sum of its term.
State = list[Any]


@dataclass(frozen=True, slots=True)
class Running:
    """A running roadmap with its items."""

    id: int
    title: str
    tree: Tree

    def nodes(self) -> Iterator[Node]:
        """Rows and steps in the order of the document: what a reader sees as lines."""
        for row in self.tree.rows:
            yield from _with_steps(row)


def _with_steps(node: Node) -> Iterator[Node]:
    yield node
    for step in node.steps:
        yield from _with_steps(step)


@dataclass(frozen=True, slots=True)
class Whose:
    """Who answers for the open part of an item: those who may be named, how many may not yet."""

    named: tuple[Named, ...]
    hidden: int
    mine: bool  # the reader is among them
    nobody: bool


class World:
    """Everything that a digest says of an organisation's roadmaps, read in a few statements."""

    def __init__(self, session: Session, reader: Reader, before: Before | None) -> None:
        self.reader = reader
        self.before = before
        self.roadmaps = running(session, reader.organisation_id)
        self.leaves = [leaf for each in self.roadmaps for leaf in each.tree.leaves()]
        self.place_of = {
            node.id: each.id for each in self.roadmaps for node in each.tree.nodes.values()
        }
        told = asked.of_roadmaps(session, [each.id for each in self.roadmaps])
        self._nameable = asked.nameable(session, told, reader.now, reader.organisation_id)
        owners = {owner for leaf in self.leaves for owner in leaf.owners}
        self._names = people.named(session, owners)
        self.in_files = file_names.names(session, owners, reader.now)
        self._titles = _told_apart(session, self.roadmaps)
        self.label = self._labels()

    def _labels(self) -> dict[int, str]:
        """A title that stands in several roadmaps says which of them it is of."""
        places: defaultdict[str, set[int]] = defaultdict(set)
        for leaf in self.leaves:
            places[leaf.item.title.casefold()].add(leaf.item.roadmap_id)
        named: dict[int, str] = {}
        for each in self.roadmaps:
            named |= labels(
                tree.labelled(leaf.item, leaf.parent.item if leaf.parent else None)
                for leaf in each.tree.leaves()
            )
        for leaf in self.leaves:
            if len(places[leaf.item.title.casefold()]) > 1:
                where = cut(self._titles[leaf.item.roadmap_id], _PLACE)
                label = cut(named[leaf.id], _LABEL - len(where))
                named[leaf.id] = f"{label}{SEPARATOR}{where}"
        return named

    def title_among(self, one: Running) -> str:
        """What tells a roadmap from the others that run; empty where it is the only one."""
        if len(self.roadmaps) < 2:
            return ""
        same = sum(each.title == one.title for each in self.roadmaps) > 1
        return self._titles[one.id] if same else one.title

    def title_of(self, node: Node) -> str:
        """The same by an item."""
        return next(self.title_among(x) for x in self.roadmaps if x.id == node.item.roadmap_id)

    @property
    def late(self) -> list[Node]:
        """The overdue ones, the longest first; of linked lines, which one paper closes, one."""
        found = [leaf for leaf in self.leaves if is_overdue(leaf.leaf, self.reader.today)]
        once = {leaf.item.twin_group or -leaf.id: leaf for leaf in reversed(found)}
        return sorted(once.values(), key=lambda leaf: (leaf.due or date.max, leaf.item.position))

    @property
    def progress(self) -> Progress:
        return count((leaf.leaf for leaf in self.leaves), self.reader.today)

    def whose(self, node: Node, *, names: bool) -> Whose:
        """`names`: whether this reader may get any; whoever was not asked is never named."""
        open_ = [part for part in node.work() if part.status not in OVER] or list(node.work())
        pairs = {(part.id, owner) for part in open_ for owner in part.owners}
        ids = {owner for _, owner in pairs}
        may = {owner for part, owner in pairs if (part, owner) in self._nameable}
        me = self.reader.person_id
        shown = sorted(may - {me}) if names else []
        return Whose(
            named=tuple(self._names[each] for each in shown if each in self._names),
            hidden=len(ids - {me}) - len(shown),
            mine=me in ids,
            nobody=not ids,
        )

    def states(self) -> dict[str, State]:
        """What the next digest compares with."""
        return {str(leaf.id): _state(leaf) for leaf in self.leaves}

    def news(self, node: Node) -> tuple[str, ...]:
        """What changed of an item since the last digest, the most telling first."""
        if self.before is None:
            return ()
        known: Mapping[str, State] = self.before.state.get("items", {})
        old = known.get(str(node.id))
        if old is None:
            return ("new",) if known else ()
        return tuple(_news(node, old, self.before.day, self.reader.today))

    def gone(self) -> int:
        """How many items were there last time and are not now, in roadmaps that still run."""
        if self.before is None:
            return 0
        known = self.before.state.get("items", {})
        still = set(self.before.state.get("roadmaps", [])) == {each.id for each in self.roadmaps}
        return len(known.keys() - {str(leaf.id) for leaf in self.leaves}) if still else 0


def titles(session: Session, organisation_id: int) -> list[tuple[int, str]]:
    """The running roadmaps of an organisation, the oldest first: ids and titles."""
    found = session.execute(
        select(Roadmap.id, Roadmap.title)
        .where(
            Roadmap.organisation_id == organisation_id,
            Roadmap.state == RoadmapState.RUNNING,
            of_school(),
        )
        .order_by(Roadmap.id)
    )
    return [(row.id, row.title) for row in found]


def running(session: Session, organisation_id: int) -> list[Running]:
    """The same with their items."""
    found = titles(session, organisation_id)
    return [Running(each, title, tree.load(session, each)) for each, title in found]


def _told_apart(session: Session, roadmaps: Sequence[Running]) -> dict[int, str]:
    """Titles of which no two are equal: by the years, where it is the same one."""
    rows = session.execute(
        select(Roadmap.id, Roadmap.period_start, Roadmap.period_end).where(
            Roadmap.id.in_([each.id for each in roadmaps])
        )
    )
    said = {row.id: years_of(row.period_start, row.period_end) for row in rows}
    years = {each.id: said[each.id] for each in roadmaps}
    if len(set(years.values())) == len(years):
        return {each.id: years[each.id] or each.title for each in roadmaps}
    return labels(Labelled(x.id, None, x.title, (years[x.id],)) for x in roadmaps)


def _state(node: Node) -> State:
    due = node.due.isoformat() if node.due else None
    return [node.status.value, due, sorted(set(node.owners)), _term(node)]


def _term(node: Node) -> int:
    """A sum of the term itself: the day of a monthly item moves on without anybody moving it."""
    item = node.item
    return zlib.crc32(repr((item.term_kind.value, item.spans, item.rule)).encode())


def _news(node: Node, old: State, then: date, today: date) -> Iterator[str]:
    was, due, owners, term = Status(old[0]), old[1], old[2], old[3]
    yield from _acts(node, was, due, term)
    late_before = was not in OVER and due is not None and date.fromisoformat(due) < then
    if is_overdue(node.leaf, today) and not late_before:
        yield "late"
    if term != _term(node):
        yield "moved"
    if owners != sorted(set(node.owners)):
        yield "owners"


def _acts(node: Node, was: Status, due: str | None, term: int) -> Iterator[str]:
    now = node.status
    if now is not was and now in OVER:
        yield now.value
    elif was in OVER and now not in OVER:
        yield "reopened"
    elif now not in OVER and term == _term(node) and _moved_on(node.due, due):
        # One time of many was ticked off: the item waits for the next one.
        yield "done"


def _moved_on(now: date | None, due: str | None) -> bool:
    return now is not None and due is not None and now.isoformat() > due


def stages(roadmaps: Sequence[Running], today: date) -> list[tuple[str, Progress]]:
    """How far each stage has come; of several roadmaps, each of them."""
    if len(roadmaps) != 1:
        return [
            (each.title, count((leaf.leaf for leaf in each.tree.leaves()), today))
            for each in roadmaps
        ]
    whole = roadmaps[0].tree
    found = []
    for wanted in whole.groups():
        rows = [row for row in whole.rows if tree.group(row.item) == wanted]
        leaves = [leaf.leaf for row in rows for leaf in row.leaves()]
        found.append((" · ".join(filter(None, wanted)), count(leaves, today)))
    return found
