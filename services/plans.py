"""A line that goes by a roadmap of its own («По отдельному плану»): given, taken, taken away.

A plan has no plans: one level below another, never more, so that there are no circles. A line
that each of several people does may have one as well: the plan says how it is done, its counts
show on the line, and what is done of the line is still what everybody's shares say.
"""

from dataclasses import dataclass

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from db.models import Item, ItemEvent, Roadmap
from db.models.roadmap import ItemLevel, RoadmapState
from domain.schoolyear import school_year
from imports.roadmap import Document
from services import chat, draft_period, drafts, plan_facts, templates, terms
from services.actor import Actor
from services.errors import Refusal
from services.item_acts import parts
from services.item_rights import for_editing, see
from services.kin import item_label
from services.plan_echo import retell
from services.plan_facts import Plan
from services.plans_then import PLAN
from services.roadmaps import of_school
from services.subjects import years_of

ATTACHED, DETACHED = "plan_attached", "plan_detached"


@dataclass(frozen=True, slots=True)
class PlanView:
    """An item with its plan: a launched one, or a draft of it, or none."""

    item_id: int
    label: str
    written: str
    plan: Plan | None
    draft: tuple[int, str] | None
    organisation_id: int


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """A roadmap of the school that may become the plan."""

    roadmap_id: int
    title: str
    years: str
    draft: bool


@dataclass(frozen=True, slots=True)
class Given:
    """What became the plan of which item."""

    item_id: int
    label: str
    roadmap_id: int
    title: str
    draft: bool


def view(session: Session, actor: Actor, item_id: int) -> PlanView:
    """Raises Refusal("gone" | "forbidden" | "closed" | "plan_nested" | "plan_parts")."""
    access = see(session, actor, item_id)
    if not access.edit:
        raise Refusal("forbidden")
    if access.closed:
        raise Refusal("closed")
    item = access.item
    plan = plan_facts.of_items(session, [item.id]).get(item.id)
    waiting = _draft(session, item.id)
    if plan is None and waiting is None:
        _require_free(session, item, access.roadmap)
    return PlanView(
        item_id=item.id,
        label=item_label(session, item),
        written=item.deadline or "",
        plan=plan,
        draft=(waiting.id, waiting.title) if waiting else None,
        organisation_id=access.roadmap.organisation_id,
    )


def choices(session: Session, actor: Actor, item_id: int) -> tuple[str, list[PlanChoice]]:
    """The item's label, and the running roadmaps and drafts that may become its plan."""
    shown = view(session, actor, item_id)
    own = session.get_one(Item, item_id).roadmap_id
    removed = select(Item.id).where(Item.removed_at.is_not(None))
    parents = select(Item.roadmap_id).join(Roadmap, Roadmap.parent_item_id == Item.id)
    found = session.scalars(
        select(Roadmap)
        .where(
            Roadmap.organisation_id == shown.organisation_id,
            Roadmap.state != RoadmapState.CLOSED,
            or_(Roadmap.parent_item_id.is_(None), Roadmap.parent_item_id.in_(removed)),
            Roadmap.corrects_id.is_(None),
            of_school(),
            Roadmap.id != own,
            Roadmap.id.not_in(parents),
        )
        .order_by(Roadmap.id.desc())
    )
    return shown.label, [
        PlanChoice(
            row.id, row.title, years_of(row.period_start, row.period_end),
            row.state is RoadmapState.DRAFT,
        )
        for row in found
    ]  # fmt: skip


def upload(
    session: Session, actor: Actor, item_id: int, document: Document, source_name: str, sha: str
) -> Given:
    """Make the draft of a plan out of a document; an older draft of it gives way.

    Where the document names no period it is that of the roadmap above.
    """
    item, above = _taken(session, actor, item_id)
    older = _draft(session, item.id)
    if older is not None:
        session.execute(delete(Roadmap).where(Roadmap.id == older.id))
    made = drafts.add(session, actor, above.organisation_id, document, source_name, sha)
    period = terms.period_of(above)
    if made.period_start is None and period is not None:
        draft_period.set_period(session, actor, made.id, period)
    return _give(session, actor, item, made)


def attach(session: Session, actor: Actor, item_id: int, roadmap_id: int) -> Given:
    """Make a roadmap of the school the plan of an item. Raises Refusal("plan_there") too."""
    item, above = _taken(session, actor, item_id)
    plan = session.get(Roadmap, roadmap_id)
    if plan is None or plan.organisation_id != above.organisation_id:
        raise Refusal("gone")
    if plan.state is RoadmapState.CLOSED:
        raise Refusal("closed")
    if _draft(session, item.id) is not None:
        raise Refusal("plan_there")
    taken = plan_facts.line_of(session, plan) is not None
    if plan.id == above.id or taken or plan.corrects_id is not None:
        raise Refusal("plan_nested")
    if _has_below(session, plan.id):
        raise Refusal("plan_nested")
    return _give(session, actor, item, plan)


def from_template(session: Session, actor: Actor, item_id: int, key: str) -> Given:
    """Begin the plan with one of the templates, in the school year of the roadmap above.

    Raises Refusal("gone" | "period_unclear") too.
    """
    item, above = _taken(session, actor, item_id)
    period = terms.period_of(above)
    if period is None:
        raise Refusal("period_unclear")
    made = templates.start(session, actor, key, school_year(period.start))
    return attach(session, actor, item.id, made)


def detach(session: Session, actor: Actor, item_id: int) -> int:
    """The roadmap goes its own way again; its id. Raises Refusal("plan_none")."""
    access = for_editing(session, actor, item_id)
    plan = session.scalar(
        select(Roadmap)
        .where(Roadmap.parent_item_id == item_id)
        .order_by(Roadmap.id.desc())
        .limit(1)
    )
    if plan is None:
        raise Refusal("plan_none")
    plan.parent_item_id = None
    plan.version += 1
    session.flush()
    _note(session, actor, access.item, DETACHED, plan, before=plan.id)
    retell(session, actor, item_id)
    return plan.id


def _taken(session: Session, actor: Actor, item_id: int) -> tuple[Item, Roadmap]:
    """An item that may get a plan, with its roadmap, locked."""
    access = for_editing(session, actor, item_id)
    if plan_facts.of_items(session, [item_id]):
        raise Refusal("plan_there")
    _require_free(session, access.item, access.roadmap)
    chat.clear(session, actor)
    return access.item, access.roadmap


def _require_free(session: Session, item: Item, roadmap: Roadmap) -> None:
    if plan_facts.line_of(session, roadmap) is not None:
        raise Refusal("plan_nested")
    whole = all(part.level is ItemLevel.SHARE for part in parts(session, item))
    if item.level is ItemLevel.SHARE or not whole:
        raise Refusal("plan_parts")


def _draft(session: Session, item_id: int) -> Roadmap | None:
    return session.scalar(
        select(Roadmap)
        .where(Roadmap.parent_item_id == item_id, Roadmap.state == RoadmapState.DRAFT)
        .order_by(Roadmap.id.desc())
        .limit(1)
    )


def _has_below(session: Session, roadmap_id: int) -> bool:
    """Whether any line of a roadmap has a plan, launched or not."""
    found = (
        select(Roadmap.id)
        .join(Item, Item.id == Roadmap.parent_item_id)
        .where(Item.roadmap_id == roadmap_id)
        .limit(1)
    )
    return session.scalar(found) is not None


def _give(session: Session, actor: Actor, item: Item, plan: Roadmap) -> Given:
    plan.parent_item_id = item.id
    plan.version += 1
    session.flush()
    _note(session, actor, item, ATTACHED, plan, before=None)
    retell(session, actor, item.id)
    draft = plan.state is RoadmapState.DRAFT
    return Given(item.id, item_label(session, item), plan.id, plan.title, draft)


def _note(
    session: Session, actor: Actor, item: Item, action: str, plan: Roadmap, before: int | None
) -> None:
    """In the item's history; it is taken back by its own button, not as an act on the item.

    `before`: the plan that the line had until then.
    """
    session.add(
        ItemEvent(
            item_id=item.id, at=actor.at, actor_id=actor.me, action=action,
            before={PLAN: before}, after={"told": {"title": plan.title}},
        )
    )  # fmt: skip
    session.flush()
