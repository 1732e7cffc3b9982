"""Last year's roadmap gives way to the new one when that is launched, and comes back with it.

A plan that is still under way goes along with its line, where the line was carried over; a
finished one stays with last year's as a part of its history.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session, aliased

from db.models import AuditEntry, Item, ItemEvent, Roadmap
from db.models.roadmap import RoadmapState
from services import audit, plan_echo, tree
from services.actor import Actor
from services.plans_then import PLAN
from services.subjects import years_of
from services.traces import NOTED
from services.tree import OVER
from services.upsert import batches

SUCCEEDED = "roadmap_succeeded"


@dataclass(frozen=True, slots=True)
class Ending:
    """Last year's roadmap, of which nobody will be reminded after a launch: how many of its
    open items are still to come, and when the first of them is due."""

    years: str
    ahead: int
    nearest: date | None


def ending(session: Session, actor: Actor, roadmap: Roadmap) -> Ending | None:
    """What `to_close` would close."""
    old = session.get(Roadmap, roadmap.previous_id) if roadmap.previous_id else None
    if old is None or old.state is not RoadmapState.RUNNING:
        return None
    leaves = [node for node in tree.load(session, old.id).leaves() if node.status not in OVER]
    days = [node.due for node in leaves if node.due is not None and node.due >= actor.today]
    years = years_of(old.period_start, old.period_end)
    return Ending(years, len(days), min(days, default=None))


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
    _move_plans(session, actor, _carried(session, roadmap))
    if old.state is not RoadmapState.RUNNING:
        return None
    audit.record(
        session, actor, SUCCEEDED, f"roadmap:{old.id}", old.organisation_id, next=roadmap.id
    )
    return old.id


def to_resume(session: Session, actor: Actor, roadmap: Roadmap) -> int | None:
    """The roadmap of last year that the launch of this one has closed; its plans come back."""
    old = session.get(Roadmap, roadmap.previous_id) if roadmap.previous_id else None
    back = {new: line for line, new in _carried(session, roadmap).items()}
    _move_plans(session, actor, back)
    if old is None or old.state is not RoadmapState.CLOSED:
        return None
    noted = session.scalar(
        select(AuditEntry)
        .where(AuditEntry.action == SUCCEEDED, AuditEntry.subject == f"roadmap:{old.id}")
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )
    return old.id if noted is not None and noted.data.get("next") == roadmap.id else None


def plans_to_come(session: Session, roadmap: Roadmap) -> int:
    """How many plans come along with carried lines when a draft of the next year is launched."""
    lines = _carried(session, roadmap)
    return len(_under_way(session, lines))


def _carried(session: Session, roadmap: Roadmap) -> dict[int, int]:
    """Lines of a roadmap by those of last year that go on in them."""
    rows = session.execute(
        select(Item.carried_from_id, Item.id).where(
            Item.roadmap_id == roadmap.id, Item.carried_from_id.is_not(None)
        )
    )
    return {row.carried_from_id: row.id for row in rows}


def _under_way(session: Session, lines: Iterable[int]) -> list[Roadmap]:
    """Plans of some lines that are not finished, drafts of them as well."""
    return [
        plan
        for some in batches(lines)
        for plan in session.scalars(
            select(Roadmap).where(
                Roadmap.parent_item_id.in_(some), Roadmap.state != RoadmapState.CLOSED
            )
        )
    ]


def _move_plans(session: Session, actor: Actor, lines: Mapping[int, int]) -> None:
    """From lines to lines; the next year of a plan stays on the line that it was made for."""
    found = _under_way(session, lines)
    moving = {plan.id for plan in found}
    moved: list[int] = []
    for plan in found:
        if plan.parent_item_id is not None and plan.previous_id not in moving:
            now = lines[plan.parent_item_id]
            _note(session, actor, plan.parent_item_id, plan.id)
            _note(session, actor, now, None)
            plan.parent_item_id = now
            plan.version += 1
            moved.append(now)
    session.flush()
    for line_id in moved:
        plan_echo.retell(session, actor, line_id)


def _note(session: Session, actor: Actor, line_id: int, before: int | None) -> None:
    """Which plan a line had until now, so that a past day can be told."""
    session.add(
        ItemEvent(
            item_id=line_id, at=actor.at, actor_id=actor.me, action=NOTED,
            before={PLAN: before}, after={"told": {}},
        )
    )  # fmt: skip
