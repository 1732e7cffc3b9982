"""The line above a plan is asked about by how the plan stands."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, Roadmap
from db.models.roadmap import ItemLevel
from services.actor import Actor
from services.replanning import replan_all
from services.traces import Trace


def retell(session: Session, actor: Actor, line_id: int | None) -> None:
    """A plan was given or taken away, launched, closed or taken up: plan its line anew, with
    everybody's shares of it."""
    if line_id is None:
        return
    shares = select(Item.id).where(Item.parent_id == line_id, Item.level == ItemLevel.SHARE)
    lines = [line_id, *session.scalars(shares)]
    trace = Trace(session, lines)
    replan_all(session, lines, actor.at)
    trace.save(actor.at, actor.person_id)


def changed(session: Session, actor: Actor, roadmap: Roadmap) -> None:
    """The state of a roadmap has changed, which may be a plan."""
    retell(session, actor, roadmap.parent_item_id)
