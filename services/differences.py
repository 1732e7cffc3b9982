"""What a corrected document says otherwise than the roadmap that runs, change by change."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Evidence, Item, ItemEvent, Roadmap
from domain.labels import labels
from domain.named import Named
from domain.progress import Status
from services import people, tree
from services.actor import Actor
from services.correction import is_same
from services.correction_parts import chosen_by_hand
from services.difference_parts import Part, PartChange, parts_of, whole
from services.draft_rows import Row, changing, draft, rows
from services.errors import Refusal
from services.tree import OVER, Node

LABEL = 150
_BY_HAND = ("added", "split")


class What(StrEnum):
    ADDED = "a"
    CHANGED = "c"
    GONE = "g"


@dataclass(frozen=True, slots=True)
class Difference:
    """One change. `item_id` is of the running roadmap, of what is added that of the draft.

    `apply`: whether it will be made; `held`: there is work in what is gone, so by default not.
    `under`: of a step, the title of its row.
    """

    what: What
    item_id: int
    label: str
    number: str | None
    title: str
    under: str
    apply: bool
    held: bool = False
    parts: tuple[PartChange, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.what}{self.item_id}"


@dataclass(frozen=True, slots=True)
class Pair:
    """A row or step of the running roadmap and of the document that corrects it."""

    old: Node
    new: Item


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs. `pairs`: all rows and steps that both have.

    `places`: those of them whose number or stage is another: nothing that is asked about.
    """

    draft: Roadmap
    running: Roadmap
    found: tuple[Difference, ...]
    places: tuple[Pair, ...]
    pairs: tuple[Pair, ...]

    def of(self, what: What) -> list[Difference]:
        return [one for one in self.found if one.what is what]

    @property
    def renamed(self) -> bool:
        return not is_same(self.draft.title, self.running.title)


def compare(session: Session, actor: Actor, draft_id: int) -> Comparison:
    """Raises Refusal("gone" | "forbidden" | "draft_launched" | "not_correction")."""
    new = draft(session, actor, draft_id)
    if new.corrects_id is None:
        raise Refusal("not_correction")
    return _Comparing(session, actor, new, session.get_one(Roadmap, new.corrects_id)).run()


def one_of(found: Iterable[Difference], item_id: int) -> Difference:
    """Raises Refusal("gone") for a change that is no more."""
    for one in found:
        if one.item_id == item_id:
            return one
    raise Refusal("gone")


def choose(
    session: Session, actor: Actor, draft_id: int, what: What, item_id: int, apply: bool
) -> None:
    """Make a change with the rest, or leave things as they are."""
    found = one_of(compare(session, actor, draft_id).of(what), item_id)
    roadmap = changing(session, actor, draft_id)
    answers = dict(roadmap.answers or {})
    roadmap.answers = {**answers, "apply": {**answers.get("apply", {}), found.key: apply}}


class _Comparing:
    def __init__(self, session: Session, actor: Actor, new: Roadmap, old: Roadmap) -> None:
        self._session, self._actor, self._new, self._old = session, actor, new, old
        self._tree = tree.load(session, old.id)
        self._rows = rows(session, new.id)
        self._chosen = dict((new.answers or {}).get("apply", {}))
        self._proved = set(
            session.scalars(
                select(Evidence.item_id)
                .join(Item, Item.id == Evidence.item_id)
                .where(Item.roadmap_id == old.id, Evidence.removed_at.is_(None))
            )
        )
        self._own = self._added_by_hand()
        self._planned = self._with_plans()
        self._pairs: list[Pair] = []
        self._found: list[Difference] = []

    def _added_by_hand(self) -> set[int]:
        """Rows that never stood in a document, and rows that were split by hand."""
        events = self._session.execute(
            select(ItemEvent.item_id, ItemEvent.after)
            .join(Item, Item.id == ItemEvent.item_id)
            .where(
                Item.roadmap_id == self._old.id,
                ItemEvent.action.in_(_BY_HAND),
                ItemEvent.undone_at.is_(None),
            )
        )
        return {id_ for id_, after in events if "correction" not in after.get("told", {})}

    def _with_plans(self) -> set[int]:
        """Lines that go by a roadmap of their own, launched or not."""
        ours = select(Item.id).where(Item.roadmap_id == self._old.id)
        found = select(Roadmap.parent_item_id).where(Roadmap.parent_item_id.in_(ours))
        return {id_ for id_ in self._session.scalars(found) if id_ is not None}

    def run(self) -> Comparison:
        partners = {
            row.item.carried_from_id: row
            for row in self._rows
            if row.item.carried_from_id in self._tree.nodes
        }
        for row in self._rows:
            if row.item.carried_from_id not in self._tree.nodes:
                self._add(What.ADDED, row.item, parts=tuple(whole(row.item, gone=False)))
        for node in self._tree.rows:
            partner = partners.get(node.id)
            if partner is None:
                self._gone(node)
            else:
                self._pair(node, partner)
        self._keep_chosen()
        named = self._labels()
        return Comparison(
            draft=self._new,
            running=self._old,
            found=tuple(self._named(found, named) for found in self._found),
            places=tuple(pair for pair in self._pairs if _moved(pair)),
            pairs=tuple(self._pairs),
        )

    def _pair(self, node: Node, row: Row) -> None:
        self._pairs.append(Pair(node, row.item))
        self._changed(node, row.item)
        steps = {step.id: step for step in node.steps}
        there: set[int] = set()
        for step in row.steps:
            mine = steps.get(step.carried_from_id or 0)
            if mine is not None:
                there.add(mine.id)
                self._pairs.append(Pair(mine, step))
                self._changed(mine, step, node.item)
            elif node.steps or (_may_split(node) and node.id not in self._planned):
                self._add(What.ADDED, step, under=node.item)
        if row.steps and node.id not in self._own:
            for step_node in node.steps:
                if step_node.id not in there:
                    self._gone(step_node, node.item)

    def _changed(self, node: Node, new: Item, under: Item | None = None) -> None:
        parts = tuple(parts_of(node.item, new, whole=under is None))
        if parts:
            self._add(What.CHANGED, node.item, under=under, parts=parts)

    def _gone(self, node: Node, under: Item | None = None) -> None:
        said = tuple(whole(node.item, gone=True)) if under is None else ()
        self._add(What.GONE, node.item, under=under, held=self._has_work(node), parts=said)

    def _has_work(self, node: Node) -> bool:
        every = list(_below(node))
        return any(
            one.item.status in (Status.STARTED, Status.DONE)
            or bool(one.item.note)
            or one.id in self._proved
            or one.id in self._own
            or one.id in self._planned
            for one in every
        )

    def _add(
        self,
        what: What,
        item: Item,
        *,
        under: Item | None = None,
        held: bool = False,
        parts: tuple[PartChange, ...] = (),
    ) -> None:
        self._found.append(
            Difference(
                what=what,
                item_id=item.id,
                label="",
                number=item.number,
                title=item.title,
                under=under.title if under is not None else "",
                apply=self._chosen.get(f"{what}{item.id}", not held),
                held=held,
                parts=parts,
            )
        )

    def _keep_chosen(self) -> None:
        """Where new words name others than the people that were chosen by hand, these stay."""
        asked = [one for one in self._found if any(part.part is Part.WHO for part in one.parts)]
        if not any(one.what is What.CHANGED for one in asked):
            return
        by_hand = chosen_by_hand(self._session, self._actor, self._old)
        nodes = self._tree.nodes
        kept = {
            one.item_id: nodes[one.item_id].owners
            for one in asked
            if one.what is What.CHANGED and by_hand & {x.id for x in _below(nodes[one.item_id])}
        }
        names = people.named(self._session, {id_ for ids in kept.values() for id_ in ids})
        self._found = [
            _staying(one, [names[id_] for id_ in kept[one.item_id] if id_ in names])
            if one.what is What.CHANGED and one.item_id in kept
            else one
            for one in self._found
        ]

    def _labels(self) -> dict[int, str]:
        items = [row_item for row in self._rows for row_item in row]
        items += [node.item for node in self._tree.nodes.values()]
        known = {item.id: item for item in items}
        wanted = [known[found.item_id] for found in self._found]
        return labels((tree.labelled(item, None) for item in wanted), LABEL)

    def _named(self, found: Difference, named: dict[int, str]) -> Difference:
        return Difference(
            what=found.what, item_id=found.item_id, label=named[found.item_id],
            number=found.number, title=found.title, under=found.under, apply=found.apply,
            held=found.held, parts=found.parts,
        )  # fmt: skip


def _staying(one: Difference, who: Sequence[Named]) -> Difference:
    parts = (
        replace(part, stay=tuple(who)) if part.part is Part.WHO else part for part in one.parts
    )
    return replace(one, parts=tuple(parts))


def _below(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _below(child)


def _may_split(node: Node) -> bool:
    """Whether a row without steps can get some: nothing is done of it, nobody shares it."""
    return not node.children and node.status not in OVER


def _moved(pair: Pair) -> bool:
    old, new = pair.old.item, pair.new
    here, there = (
        (each.number or "", each.section or "", each.stage or "") for each in (old, new)
    )
    return here != there
