"""How far the plans of a roadmap's lines were at the end of a past day."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, ItemEvent, Roadmap
from db.models.roadmap import RoadmapState
from domain.progress import Status
from services import as_of, plan_facts
from services.actor import Actor
from services.plan_facts import Plan

PLAN = "plan"
"""Under this key of `before` an event keeps which plan its line had until then."""


def of(session: Session, actor: Actor, roadmap: Roadmap, day: date) -> dict[int, Plan]:
    """By line; one that was launched after the day is left out, as it was no plan yet.

    Whether it was closed by then is not told.
    """
    if day >= actor.today:
        return plan_facts.of_roadmap(session, roadmap.id)
    ids = _then(session, actor, roadmap, day)
    found = session.scalars(select(Roadmap).where(Roadmap.id.in_(ids.values())))
    known = {plan.id: plan for plan in found if _began(actor, plan, day)}
    return {
        line: _counted(session, actor, known[plan_id], day)
        for line, plan_id in ids.items()
        if plan_id in known
    }


def _then(session: Session, actor: Actor, roadmap: Roadmap, day: date) -> dict[int, int]:
    """Plans of lines by what they are now and what was done with them since."""
    own = select(Item.id).where(Item.roadmap_id == roadmap.id)
    now = session.execute(
        select(Roadmap.parent_item_id, Roadmap.id)
        .where(Roadmap.parent_item_id.in_(own))
        .order_by(Roadmap.id)
    )
    found: dict[int, int | None] = {row.parent_item_id: row.id for row in now}
    events = session.scalars(
        select(ItemEvent)
        .where(ItemEvent.item_id.in_(own), ItemEvent.at >= as_of.end_of(actor, day))
        .order_by(ItemEvent.id.desc())
    )
    for event in events:
        if PLAN in event.before:
            found[event.item_id] = event.before[PLAN]
    return {line: plan_id for line, plan_id in found.items() if plan_id is not None}


def _began(actor: Actor, plan: Roadmap, day: date) -> bool:
    return plan.state is not RoadmapState.DRAFT and as_of.since(actor, plan) <= day


def _counted(session: Session, actor: Actor, plan: Roadmap, day: date) -> Plan:
    leaves = as_of.state(session, actor, plan, day).tree.leaves()
    counted = [status for status in (leaf.status for leaf in leaves) if status is not Status.NA]
    return Plan(
        roadmap_id=plan.id,
        title=plan.title,
        closed=False,
        done=counted.count(Status.DONE),
        total=len(counted),
        begun=any(status is not Status.TODO for status in counted),
    )
