"""A roadmap comes to its end, is taken up again, or goes back to the draft it was."""

from datetime import timedelta

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from db.models import Item, ItemEvent, ItemOwner, Occurrence, Reminder, Roadmap
from db.models.roadmap import ItemLevel, RoadmapState, Sharing
from domain.roles import Action
from services import audit, people, plan_echo
from services.actor import Actor
from services.casting import curator_of
from services.errors import Refusal
from services.item_rights import roadmap_for, take
from services.replanning import replan_all
from services.succession import to_resume
from services.traces import NOTED, Trace

UNDO_FOR = timedelta(days=1)
# What the program notes by itself, and what was taken back, is nothing that anybody has done.
_PASSIVE = ("launched", "joined", "left", "undone", NOTED)


def finish(session: Session, actor: Actor, roadmap_id: int) -> None:
    """From now on it is only looked at and nobody is reminded of it.

    Raises Refusal("gone" | "forbidden" | "not_launched" | "closed").
    """
    roadmap = _running(session, actor, roadmap_id)
    terms = select(Occurrence.id).where(Occurrence.item_id.in_(_items(roadmap_id)))
    session.execute(delete(Reminder).where(Reminder.occurrence_id.in_(terms)))
    _become(session, actor, roadmap, RoadmapState.CLOSED)
    _log(session, actor, roadmap, "roadmap_closed")


def resume(session: Session, actor: Actor, roadmap_id: int) -> None:
    """Take a finished one up again: what is open is reminded of from now on.

    Raises Refusal("gone" | "forbidden" | "not_launched" | "not_closed").
    """
    take(session, roadmap_id)
    roadmap = roadmap_for(session, actor, roadmap_id, Action.EDIT_ROADMAP)
    if roadmap.state is not RoadmapState.CLOSED:
        raise Refusal("not_closed")
    _become(session, actor, roadmap, RoadmapState.RUNNING)
    items = session.scalars(_items(roadmap_id)).all()
    trace = Trace(session, items)
    replan_all(session, items, actor.at)
    trace.save(actor.at, actor.person_id)
    _log(session, actor, roadmap, "roadmap_reopened")


def undo_launch(session: Session, actor: Actor, roadmap_id: int) -> None:
    """Back to the draft, with who was chosen in it; terms, reminders and shares are dropped.

    A bundle that is queued already finds nothing of it to say. Raises Refusal("gone" |
    "forbidden" | "not_launched" | "closed" | "launch_late" | "launch_begun").
    """
    roadmap = _running(session, actor, roadmap_id)
    if not _fresh(actor, roadmap):
        raise Refusal("launch_late")
    if _begun(session, roadmap_id):
        raise Refusal("launch_begun")
    _gather_owners(session, actor, roadmap)
    items = _items(roadmap_id)
    session.execute(delete(Occurrence).where(Occurrence.item_id.in_(items)))
    session.execute(delete(ItemEvent).where(ItemEvent.item_id.in_(items)))
    session.execute(
        delete(Item).where(Item.roadmap_id == roadmap_id, Item.level == ItemLevel.SHARE)
    )
    session.execute(update(Item).where(Item.roadmap_id == roadmap_id).values(due=None))
    session.expire_all()
    roadmap.launched_at = None
    _become(session, actor, roadmap, RoadmapState.DRAFT)
    _log(session, actor, roadmap, "launch_undone")
    old = to_resume(session, actor, roadmap)
    if old is not None:
        resume(session, actor, old)


def may_undo_launch(session: Session, actor: Actor, roadmap: Roadmap) -> bool:
    """Whether it was launched within a day and nobody has done anything since."""
    running = roadmap.state is RoadmapState.RUNNING
    return running and _fresh(actor, roadmap) and not _begun(session, roadmap.id)


def _running(session: Session, actor: Actor, roadmap_id: int) -> Roadmap:
    take(session, roadmap_id)
    roadmap = roadmap_for(session, actor, roadmap_id, Action.EDIT_ROADMAP)
    if roadmap.state is RoadmapState.CLOSED:
        raise Refusal("closed")
    return roadmap


def _fresh(actor: Actor, roadmap: Roadmap) -> bool:
    return roadmap.launched_at is not None and actor.at - roadmap.launched_at <= UNDO_FOR


def _begun(session: Session, roadmap_id: int) -> bool:
    done = (
        select(ItemEvent.id)
        .where(
            ItemEvent.item_id.in_(_items(roadmap_id)),
            ItemEvent.undone_at.is_(None),
            ItemEvent.action.not_in(_PASSIVE),
        )
        .limit(1)
    )
    return session.scalar(done) is not None


def _gather_owners(session: Session, actor: Actor, roadmap: Roadmap) -> None:
    """People chosen by hand stand on the item itself again; the others come by its phrases.

    The curator, who got what nobody owned, is no choice.
    """
    place = roadmap.organisation_id
    leading = {curator_of(session, actor, place), *people.curators(session, place)}
    rows = session.execute(
        select(Item, ItemOwner.person_id)
        .join(ItemOwner, ItemOwner.item_id == Item.id)
        .where(
            Item.roadmap_id == roadmap.id, Item.removed_at.is_(None), ItemOwner.phrase.is_(None)
        )
        .order_by(ItemOwner.id)
    ).all()
    chosen: dict[int, list[int]] = {}
    for item, person_id in rows:
        whole = item.parent_id if item.level is ItemLevel.SHARE else None
        chosen.setdefault(whole or item.id, []).append(person_id)
    session.execute(delete(ItemOwner).where(ItemOwner.item_id.in_(_items(roadmap.id))))
    for item in session.scalars(select(Item).where(Item.roadmap_id == roadmap.id)):
        by_hand = list(dict.fromkeys(chosen.get(item.id, ())))
        if len(by_hand) == 1 and by_hand[0] in leading:
            by_hand = []
        each = item.sharing is Sharing.EACH and len(by_hand) > 1
        item.sharing = Sharing.EACH if each else Sharing.ONE
        session.add_all(ItemOwner(item_id=item.id, person_id=person) for person in by_hand)
    session.flush()


def _items(roadmap_id: int) -> Select[int]:
    return select(Item.id).where(Item.roadmap_id == roadmap_id)


def _become(session: Session, actor: Actor, roadmap: Roadmap, state: RoadmapState) -> None:
    roadmap.state = state
    roadmap.version += 1
    session.flush()
    plan_echo.changed(session, actor, roadmap)


def _log(session: Session, actor: Actor, roadmap: Roadmap, action: str) -> None:
    audit.record(session, actor, action, f"roadmap:{roadmap.id}", roadmap.organisation_id)
