"""Last year's roadmap gives way to the new one when that is launched, and comes back with it."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session, aliased

from db.models import AuditEntry, Item, Roadmap
from db.models.roadmap import RoadmapState
from services import audit
from services.actor import Actor
from services.tree import OVER

SUCCEEDED = "roadmap_succeeded"


def to_close(session: Session, actor: Actor, roadmap: Roadmap) -> int | None:
    """The running roadmap of last year that a launch closes; noted, to be undone with it.

    What was carried over and has been done there since is begun anew here.
    """
    old = session.get(Roadmap, roadmap.previous_id) if roadmap.previous_id else None
    if old is None:
        return None
    before = aliased(Item)
    done = select(before.id).where(before.roadmap_id == old.id, before.status.in_(OVER))
    session.execute(
        update(Item)
        .where(Item.roadmap_id == roadmap.id, Item.carried_from_id.in_(done))
        .values(carried_from_id=None)
    )
    if old.state is not RoadmapState.RUNNING:
        return None
    audit.record(
        session, actor, SUCCEEDED, f"roadmap:{old.id}", old.organisation_id, next=roadmap.id
    )
    return old.id


def to_resume(session: Session, roadmap: Roadmap) -> int | None:
    """The roadmap of last year that the launch of this one has closed."""
    old = session.get(Roadmap, roadmap.previous_id) if roadmap.previous_id else None
    if old is None or old.state is not RoadmapState.CLOSED:
        return None
    noted = session.scalar(
        select(AuditEntry)
        .where(AuditEntry.action == SUCCEEDED, AuditEntry.subject == f"roadmap:{old.id}")
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )
    return old.id if noted is not None and noted.data.get("next") == roadmap.id else None
