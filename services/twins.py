"""Equal lines of two roadmaps: linked, parted, told apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Evidence, Item, Roadmap
from db.models.roadmap import RoadmapState
from domain.progress import Status
from domain.roles import Action
from domain.twins.alike import Line
from services import chat, tree
from services.actor import Actor, require
from services.changes import Change
from services.draft_rows import draft
from services.errors import Refusal
from services.evidence import copy_proof, same_paper
from services.item_acts import parts
from services.item_done import tick_off
from services.item_rights import for_editing, take
from services.tree import OVER, Node
from services.twin_groups import told

APART = "apart"  # in Roadmap.answers: pairs that were said to be different work


@dataclass(frozen=True, slots=True)
class Linked:
    """`event_id` None: in a draft, where nothing is written down."""

    roadmap_id: int
    item_id: int
    event_id: int | None
    done: bool  # the other line became done with it


def link(session: Session, actor: Actor, one_id: int, other_id: int) -> Linked:
    """From now on one paper closes both. What is done already closes the other at once.

    Raises Refusal("gone" | "forbidden" | "closed" | "twin_parts" | "twins_already").
    """
    one, other = _two(session, actor, one_id, other_id)
    both = _group(session, one) + _group(session, other)
    if one.twin_group is not None and one.twin_group == other.twin_group:
        raise Refusal("twins_already")
    roadmap = session.get_one(Roadmap, one.roadmap_id)
    chat.clear(session, actor)
    if roadmap.state is RoadmapState.DRAFT:
        roadmap.version += 1
        _join(both)
        return Linked(roadmap.id, one.id, None, done=False)
    access = for_editing(session, actor, one.id)
    change = Change(session, actor, access)
    for each in both:
        change.touch(each)
    _join(both)
    finished = _even_out(session, actor, change, both)
    rest = [each for each in both if each.id != one.id]
    event = change.save("linked", **told(rest))
    return Linked(roadmap.id, one.id, event, done=finished)


def unlink(session: Session, actor: Actor, item_id: int) -> Linked:
    """The item goes its own way again; what is done stays done. Raises Refusal("twins_none")."""
    item = item_of(session, item_id)
    roadmap = editable(session, actor, item.roadmap_id, lock=True)
    session.refresh(item)
    if item.twin_group is None:
        raise Refusal("twins_none")
    group = _group(session, item)
    rest = [each for each in group if each.id != item.id]
    if roadmap.state is RoadmapState.DRAFT:
        roadmap.version += 1
        _part(item, rest)
        return Linked(roadmap.id, item.id, None, done=False)
    change = Change(session, actor, for_editing(session, actor, item.id))
    for each in group:
        change.touch(each)
    _part(item, rest)
    return Linked(roadmap.id, item.id, change.save("unlinked", **told(rest)), done=False)


def tell_apart(session: Session, actor: Actor, one_id: int, other_id: int) -> int:
    """They are different work and are not suggested again; the roadmap's id."""
    one, other = _two(session, actor, one_id, other_id)
    roadmap = session.get_one(Roadmap, one.roadmap_id)
    answers = roadmap.answers or {}
    pair = sorted((one.id, other.id))
    known = [old for old in answers.get(APART, ()) if old != pair]
    roadmap.answers = {**answers, APART: [*known, pair]}
    session.flush()
    return roadmap.id


# --- the lines --------------------------------------------------------------------------------


def lines_of(session: Session, roadmap_id: int) -> list[Node]:
    """What can be linked: the smallest counted parts."""
    return list(tree.load(session, roadmap_id).leaves())


def line_of(node: Node) -> Line:
    row = node.parent or node
    around = f"{row.item.title if row is not node else ''} {node.item.stage or ''}"
    return Line(node.id, node.item.title, around, row.id)


# --- rights and guards ------------------------------------------------------------------------


def item_of(session: Session, item_id: int) -> Item:
    item = session.get(Item, item_id)
    if item is None or item.removed_at is not None:
        raise Refusal("gone")
    return item


def editable(session: Session, actor: Actor, roadmap_id: int, *, lock: bool = False) -> Roadmap:
    """A draft or a running roadmap of somebody who keeps it."""
    if lock:
        take(session, roadmap_id)
    roadmap = session.get(Roadmap, roadmap_id)
    if roadmap is None:
        raise Refusal("gone")
    if roadmap.state is RoadmapState.DRAFT:
        return draft(session, actor, roadmap_id)
    require(session, actor, Action.EDIT_ROADMAP, roadmap.organisation_id)
    if roadmap.state is RoadmapState.CLOSED:
        raise Refusal("closed")
    return roadmap


def _two(session: Session, actor: Actor, one_id: int, other_id: int) -> tuple[Item, Item]:
    """Two different lines of one roadmap, locked, that are carried in the same way."""
    one, other = item_of(session, one_id), item_of(session, other_id)
    roadmap = editable(session, actor, one.roadmap_id, lock=True)
    if one.id == other.id or other.roadmap_id != roadmap.id:
        raise Refusal("gone")
    whole = {node.id: node for node in lines_of(session, roadmap.id)}
    if one.id not in whole or other.id not in whole:
        raise Refusal("twin_parts")
    if bool(whole[one.id].shares) is not bool(whole[other.id].shares):
        raise Refusal("twin_unlike")
    return one, other


def _group(session: Session, item: Item) -> list[Item]:
    if item.twin_group is None:
        return [item]
    return list(
        session.scalars(
            select(Item)
            .where(
                Item.twin_group == item.twin_group,
                Item.roadmap_id == item.roadmap_id,
                Item.removed_at.is_(None),
            )
            .order_by(Item.position, Item.id)
        )
    )


def _join(items: Iterable[Item]) -> None:
    every = list(items)
    first = min(item.id for item in every)
    for item in every:
        item.twin_group = first


def _part(item: Item, rest: Sequence[Item]) -> None:
    """A group of one is none; the others keep theirs under the id of their own first."""
    item.twin_group = None
    first = min((each.id for each in rest), default=None) if len(rest) > 1 else None
    for each in rest:
        each.twin_group = first


# --- what is done already -----------------------------------------------------------------------


def _even_out(session: Session, actor: Actor, change: Change, both: Sequence[Item]) -> bool:
    """Papers of one line come to the other, and with them that it is done; whether it did."""
    _share_papers(session, actor, change, both)
    done = any(item.status is Status.DONE for item in both)
    left = [item for item in both if done and item.status not in OVER and not parts(session, item)]
    for item in left:
        tick_off(session, actor, change, item)
    return bool(left)


def _share_papers(session: Session, actor: Actor, change: Change, both: Sequence[Item]) -> None:
    proofs = session.scalars(
        select(Evidence)
        .where(Evidence.item_id.in_([each.id for each in both]), Evidence.removed_at.is_(None))
        .order_by(Evidence.id)
    ).all()
    news = [
        copy_proof(proof, item, actor)
        for item in both
        for proof in proofs
        if not any(same_paper(proof, other) for other in proofs if other.item_id == item.id)
    ]
    session.add_all(news)
    session.flush()
    for proof in news:
        change.proved(proof, before=False)
