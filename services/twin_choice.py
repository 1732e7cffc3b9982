"""Lines that may be equal: suggested, or chosen by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from db.models import Roadmap
from db.models.roadmap import RoadmapState
from domain.labels import Labelled, labels
from domain.progress import Status
from domain.search import search_key
from domain.twins.alike import alike, likeness
from services import tree
from services.actor import Actor
from services.errors import Refusal
from services.tree import OVER, Node
from services.twin_groups import path
from services.twins import APART, editable, item_of, line_of, lines_of


@dataclass(frozen=True, slots=True)
class TwinLine:
    """A line that may be linked, in words that tell it from the others."""

    id: int
    label: str
    place: str
    written: str
    done: bool


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of a roadmap that look the same and wait for an answer."""

    roadmap_id: int
    title: str
    draft: bool
    pairs: tuple[tuple[TwinLine, TwinLine], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What an item may be linked with, the likeliest first; `linked`: what it is linked with."""

    roadmap_id: int
    item: TwinLine
    linked: tuple[TwinLine, ...]
    lines: tuple[TwinLine, ...]


def suggested(session: Session, actor: Actor, roadmap_id: int) -> Pairs:
    """Raises Refusal("gone" | "forbidden" | "closed")."""
    roadmap = editable(session, actor, roadmap_id)
    nodes = lines_of(session, roadmap.id)
    shown = _shown(nodes)
    found = _pairs(roadmap, nodes)
    return Pairs(
        roadmap_id=roadmap.id,
        title=roadmap.title,
        draft=roadmap.state is RoadmapState.DRAFT,
        pairs=tuple((shown[one], shown[other]) for one, other in found),
    )


def waiting(session: Session, roadmap: Roadmap) -> int:
    """How many pairs of a roadmap wait for an answer."""
    return len(_pairs(roadmap, lines_of(session, roadmap.id)))


def choice(session: Session, actor: Actor, item_id: int, query: str = "") -> Choice:
    """Lines with all words of the query, without one the likeliest first.

    Raises Refusal("gone" | "forbidden" | "closed" | "twin_parts").
    """
    item = item_of(session, item_id)
    roadmap = editable(session, actor, item.roadmap_id)
    nodes = lines_of(session, roadmap.id)
    here = next((node for node in nodes if node.id == item_id), None)
    if here is None:
        raise Refusal("twin_parts")
    shown, group = _shown(nodes), item.twin_group
    words = search_key(query).split()
    others = [node for node in nodes if node.id != item_id]
    free = [n for n in others if group is None or n.item.twin_group != group]
    fitting = [node for node in free if all(word in node.item.search for word in words)]
    mine = line_of(here)
    ranked = sorted(fitting, key=lambda node: -likeness(mine, line_of(node)))
    return Choice(
        roadmap_id=roadmap.id,
        item=shown[item_id],
        linked=tuple(shown[n.id] for n in others if group and n.item.twin_group == group),
        lines=tuple(shown[node.id] for node in ranked),
    )


def _pairs(roadmap: Roadmap, nodes: Sequence[Node]) -> list[tuple[int, int]]:
    groups = {node.id: node.item.twin_group for node in nodes}
    apart = {tuple(pair) for pair in (roadmap.answers or {}).get(APART, ())}
    lines = [line_of(node) for node in nodes if node.status not in OVER]
    return [
        (one, other)
        for one, other in alike(lines)
        if (groups[one] is None or groups[one] != groups[other])
        and (min(one, other), max(one, other)) not in apart
    ]


def _shown(nodes: Sequence[Node]) -> dict[int, TwinLine]:
    named = labels(_labelled(node) for node in nodes)
    return {
        node.id: TwinLine(
            id=node.id,
            label=named[node.id],
            place=node.parent.item.title if node.parent else tree.group_name(node.item) or "",
            written=node.item.deadline or "",
            done=node.status is Status.DONE,
        )
        for node in nodes
    }


def _labelled(node: Node) -> Labelled:
    """A step by the number that people know it by."""
    above = node.parent.item if node.parent else None
    made = tree.labelled(node.item, above)
    return replace(
        made, number=path(made.number, above.number if above else None, node.item.level)
    )
