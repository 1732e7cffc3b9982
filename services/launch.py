"""Launching a draft: everybody's part of it is made, then the reminders are planned."""

from dataclasses import dataclass

from sqlalchemy import update
from sqlalchemy.orm import Session

from db.models import Roadmap
from db.models.roadmap import RoadmapState
from domain.deadlines import Kind
from domain.progress import Status
from services import (
    audit,
    casting,
    closing,
    plan_echo,
    reminders,
    responsibles,
    settling,
    succession,
    terms,
)
from services.actor import Actor
from services.draft_rows import Row, draft, rows
from services.errors import Refusal
from services.forecast import Preview
from services.succession import Ending


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a launch would do. `obstacle`: what has to be settled before ("period" | "past")."""

    roadmap_id: int
    title: str
    obstacle: str | None
    open: int  # smallest items to be done
    closed: int  # settled as done earlier or not needed
    undated: int
    unowned: int  # items that fall to the curator
    people: int
    preview: Preview | None
    ending: Ending | None


@dataclass(frozen=True, slots=True)
class Launched:
    """What was launched; `first`: who hears first."""

    roadmap_id: int
    title: str
    open: int
    people: int


def rehearse(session: Session, actor: Actor, roadmap_id: int) -> Rehearsal:
    """What would happen; nothing stays of it in the database.

    Must run where writing is possible: everybody's part is made, looked at and rolled back.
    """
    roadmap = _own_draft(session, actor, roadmap_id)
    every = rows(session, roadmap_id)
    leaves = [leaf for row in every for leaf in row.leaves]
    waiting = [leaf for leaf in leaves if leaf.status is Status.TODO]
    obstacle = _obstacle(roadmap, every, actor)
    title = roadmap.title
    undated = sum(leaf.term_kind is Kind.NONE for leaf in waiting)
    prepared, seen = None, None
    ending = succession.ending(session, actor, roadmap)
    if obstacle is None:
        with session.begin_nested() as trial:
            prepared = casting.prepare(session, actor, roadmap, every)
            seen = reminders.preview(session, actor, roadmap_id)
            trial.rollback()
    return Rehearsal(
        roadmap_id=roadmap_id,
        title=title,
        obstacle=obstacle,
        open=len(waiting),
        closed=len(leaves) - len(waiting),
        undated=undated,
        unowned=prepared.unowned if prepared else 0,
        people=prepared.people if prepared else 0,
        preview=seen,
        ending=ending,
    )


def _own_draft(session: Session, actor: Actor, roadmap_id: int) -> Roadmap:
    """What waits to correct a running roadmap is not launched beside it."""
    roadmap = draft(session, actor, roadmap_id, lock=True)
    if roadmap.corrects_id is not None:
        raise Refusal("is_correction")
    return roadmap


def _obstacle(roadmap: Roadmap, every: list[Row], actor: Actor) -> str | None:
    period = terms.period_of(roadmap)
    if period is None:
        return "period"
    return "past" if settling.past_rows(every, period, actor.today) else None


def launch(session: Session, actor: Actor, roadmap_id: int) -> Launched:
    """Make it run.

    Raises Refusal("period_unclear" | "past_unsettled" | "draft_launched" | "is_correction").
    """
    roadmap = _own_draft(session, actor, roadmap_id)
    every = rows(session, roadmap_id)
    obstacle = _obstacle(roadmap, every, actor)
    if obstacle is not None:
        raise Refusal("past_unsettled" if obstacle == "past" else "period_unclear")
    responsibles.confirm(session, roadmap, every)
    prepared = casting.prepare(session, actor, roadmap, every)
    _run(session, actor, roadmap)
    reminders.replan_all(session, [leaf.id for leaf in prepared.leaves], actor.at)
    plan_echo.changed(session, actor, roadmap)
    waiting = sum(leaf.status is Status.TODO for row in every for leaf in row.leaves)
    audit.record(
        session, actor, "roadmap_launched", f"roadmap:{roadmap_id}", roadmap.organisation_id,
        open=waiting, people=prepared.people,
    )  # fmt: skip
    title = roadmap.title
    old = succession.to_close(session, actor, roadmap)
    if old is not None:
        closing.finish(session, actor, old)
    return Launched(roadmap_id, title, waiting, prepared.people)


def _run(session: Session, actor: Actor, roadmap: Roadmap) -> None:
    done = session.execute(
        update(Roadmap)
        .where(Roadmap.id == roadmap.id, Roadmap.state == RoadmapState.DRAFT)
        .values(state=RoadmapState.RUNNING, launched_at=actor.at, version=Roadmap.version + 1)
        .returning(Roadmap.id)
    ).all()
    if not done:
        raise Refusal("draft_launched")
    session.refresh(roadmap)
