"""The roadmaps that belong with one: the line it spells out, plans of its own lines, last and
next year."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, Roadmap
from db.models.roadmap import RoadmapState
from domain.deadlines import Period
from domain.labels import Labelled, labels
from domain.next_year import period_after, years, years_ahead
from domain.roles import Action
from services import plan_facts, terms, tree
from services.actor import Actor
from services.item_rights import roadmap_for
from services.plan_facts import Plan
from services.roadmaps import of_school
from services.subjects import years_of
from services.twin_groups import path

NAME_LIMIT = 60


@dataclass(frozen=True, slots=True)
class Parent:
    """The line that a roadmap spells out; `ask`: the plan is complete and the line is open."""

    item_id: int
    label: str
    ask: bool


@dataclass(frozen=True, slots=True)
class Year:
    """The roadmap of another year."""

    roadmap_id: int
    years: str
    draft: bool


@dataclass(frozen=True, slots=True)
class Kin:
    """`plans`: how many lines have a plan, done and all of those together; `offered`: the years
    for which it is time to make a roadmap; `name`: what tells it from others of its school."""

    parent: Parent | None = None
    plans: tuple[int, int, int] | None = None
    previous: Year | None = None
    following: Year | None = None
    offered: str = ""
    name: str = ""


def kin_of(session: Session, actor: Actor, roadmap: Roadmap) -> Kin:
    """For who may see the roadmap; what only an editor can open is left out for others."""
    edits = actor.may(Action.EDIT_ROADMAP, roadmap.organisation_id)
    following = _following(session, roadmap, drafts=edits)
    return Kin(
        parent=_parent(session, roadmap),
        plans=_plans(list(plan_facts.of_roadmap(session, roadmap.id).values())),
        previous=_previous(session, roadmap),
        following=following,
        offered=_offered(session, roadmap, actor.today) if edits and following is None else "",
        name=_name(session, roadmap),
    )


def name_of(session: Session, actor: Actor, roadmap_id: int, title: str | None = None) -> str:
    """`Kin.name` for the name of a file; `title`: as it was called on the day that the file tells
    of. Raises Refusal("gone" | "forbidden" | "not_launched").
    """
    return _name(session, roadmap_for(session, actor, roadmap_id, Action.SEE_ROADMAP), title)


def item_label(session: Session, item: Item) -> str:
    above = session.get(Item, item.parent_id) if item.parent_id else None
    number = path(item.number, above.number if above else None, item.level)
    return labels([replace(tree.labelled(item, above), number=number)])[item.id]


def next_period(roadmap: Roadmap, today: date) -> tuple[Period, int] | None:
    """The period of the next roadmap, and how many years on it is; None without a period."""
    period = terms.period_of(roadmap)
    if period is None:
        return None
    ahead = years_ahead(period, today)
    return period_after(period, ahead), ahead


def following_id(session: Session, roadmap_id: int) -> int | None:
    """The newest roadmap that was made from this one."""
    return session.scalar(
        select(Roadmap.id)
        .where(Roadmap.previous_id == roadmap_id)
        .order_by(Roadmap.id.desc())
        .limit(1)
    )


def _parent(session: Session, roadmap: Roadmap) -> Parent | None:
    item = plan_facts.line_of(session, roadmap)
    if item is None:
        return None
    plan = plan_facts.of_items(session, [item.id]).get(item.id)
    complete = plan is not None and plan.complete
    asks = complete and plan_facts.is_open(session, item)
    return Parent(item.id, item_label(session, item), asks)


def _plans(found: list[Plan]) -> tuple[int, int, int] | None:
    if not found:
        return None
    return len(found), sum(plan.done for plan in found), sum(plan.total for plan in found)


def _year(roadmap: Roadmap) -> Year:
    said = years_of(roadmap.period_start, roadmap.period_end)
    return Year(roadmap.id, said or roadmap.title, roadmap.state is RoadmapState.DRAFT)


def _previous(session: Session, roadmap: Roadmap) -> Year | None:
    old = session.get(Roadmap, roadmap.previous_id) if roadmap.previous_id else None
    return _year(old) if old is not None else None


def _following(session: Session, roadmap: Roadmap, *, drafts: bool) -> Year | None:
    found_id = following_id(session, roadmap.id)
    found = session.get(Roadmap, found_id) if found_id is not None else None
    if found is None or (found.state is RoadmapState.DRAFT and not drafts):
        return None
    return _year(found)


def _offered(session: Session, roadmap: Roadmap, today: date) -> str:
    """From the month on in which the period ends; of a plan its own roadmap speaks while it
    runs."""
    found = next_period(roadmap, today)
    end = roadmap.period_end
    if found is None or end is None or today < end.replace(day=1):
        return ""
    line = plan_facts.line_of(session, roadmap)
    if line and session.get_one(Roadmap, line.roadmap_id).state is RoadmapState.RUNNING:
        return ""
    return years(found[0])


def _name(session: Session, roadmap: Roadmap, title: str | None = None) -> str:
    """Empty where the school has no other roadmap; else the title with what tells it apart."""
    rows = session.scalars(
        select(Roadmap)
        .where(
            Roadmap.organisation_id == roadmap.organisation_id,
            Roadmap.state != RoadmapState.DRAFT,
            of_school(),
        )
        .order_by(Roadmap.id)
    ).all()
    if len(rows) < 2:
        return ""

    def titled(row: Roadmap) -> str:
        return title if title is not None and row.id == roadmap.id else row.title

    named = labels(
        (
            Labelled(row.id, None, titled(row), (years_of(row.period_start, row.period_end),))
            for row in rows
        ),
        NAME_LIMIT,
    )
    return named[roadmap.id]
