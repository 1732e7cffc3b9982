"""The sheet of terms and owners: of a draft, and of the same roadmap once it runs."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from db.models import Roadmap
from db.models.roadmap import RoadmapState
from domain.roles import Action
from services.actor import Actor, require
from services.errors import Refusal
from services.roundtrip import items, plan_draft
from services.roundtrip.model import Act, Kind, Wording, stamp_of_roadmap
from services.roundtrip.plan_draft import DraftPlan
from services.roundtrip.plan_running import RunningPlan


def open_plan(
    session: Session, actor: Actor, roadmap_id: int, wording: Wording
) -> DraftPlan | RunningPlan:
    """Raises Refusal("gone" | "forbidden" | "closed")."""
    roadmap = session.get(Roadmap, roadmap_id)
    if roadmap is None:
        raise Refusal("gone")
    require(session, actor, Action.EDIT_ROADMAP, roadmap.organisation_id)
    if roadmap.state is RoadmapState.CLOSED:
        raise Refusal("closed")
    if roadmap.state is RoadmapState.DRAFT:
        return DraftPlan(session, actor, roadmap, wording)
    return RunningPlan(session, actor, roadmap, wording)


def _undo(
    session: Session, actor: Actor, roadmap_id: int, acts: Sequence[Act]
) -> list[tuple[Act, str]]:
    """A sheet is applied to a draft or to what runs, never to both."""
    events = any("event" in act for act in acts)
    return (items.undo if events else plan_draft.undo)(session, actor, roadmap_id, acts)


KIND = Kind("plan", "activity", stamp_of_roadmap, open_plan, _undo)
