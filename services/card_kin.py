"""What of other roadmaps and lines belongs on an item's card: its plan, equal lines, last year."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, Roadmap
from db.models.roadmap import ItemLevel, RoadmapState
from domain.labels import labels
from domain.twins.alike import has_own_plan
from services import tree
from services.carried import years_by_item
from services.plan_facts import Plan, line_of
from services.tree import Node
from services.twin_groups import partners


@dataclass(frozen=True, slots=True)
class CardKin:
    """`draft`: the draft of a plan; `wanted`: the document says that there is a plan, and none is
    here yet; `may_link`, `may_plan`: whether a linked line or a plan may be added at all.

    `carried`: the years, and the item then.
    """

    plan: Plan | None
    draft: int | None
    wanted: bool
    may_plan: bool
    may_link: bool
    linked: tuple[str, ...]
    carried: tuple[str, int] | None


def card_kin(session: Session, node: Node, roadmap: Roadmap, *, edits: bool) -> CardKin:
    """`edits`: whether the one who looks keeps the plan."""
    item = node.item
    plain = item.level is not ItemLevel.SHARE and not node.steps
    draft = _draft(session, item.id) if edits and node.plan is None else None
    free = edits and plain and line_of(session, roadmap) is None
    years = years_by_item(session, [item]).get(item.id)
    return CardKin(
        plan=node.plan,
        draft=draft,
        wanted=free and node.plan is None and draft is None and has_own_plan(item.deadline),
        may_plan=free or (edits and (node.plan is not None or draft is not None)),
        may_link=edits and item.level is not ItemLevel.SHARE and not node.steps,
        linked=_linked(session, item),
        carried=(years, item.carried_from_id) if years and item.carried_from_id else None,
    )


def _draft(session: Session, item_id: int) -> int | None:
    return session.scalar(
        select(Roadmap.id)
        .where(Roadmap.parent_item_id == item_id, Roadmap.state == RoadmapState.DRAFT)
        .order_by(Roadmap.id.desc())
        .limit(1)
    )


def _linked(session: Session, item: Item) -> tuple[str, ...]:
    others = partners(session, item)
    named = labels(tree.labelled(each, None) for each in others)
    return tuple(named[each.id] for each in others)
