"""Lines of roadmaps that a campaign does: several, tied before the launch or at any time later."""

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.models import Campaign, CampaignItem, Item, Roadmap
from db.models.roadmap import RoadmapState
from db.models.surveys import CampaignState
from domain.kinds import WorkKind
from domain.search import search_key
from services import kinds, tree
from services.actor import Actor, require
from services.errors import Refusal
from services.item_rights import see
from services.subjects import Subject, subjects
from services.surveys import campaigns, choosing, rates, renewing
from services.surveys.rates import Line
from services.tree import Node


@dataclass(frozen=True, slots=True)
class Lines:
    """What a campaign is tied to, and what it may be tied to: with a query what fits it, without
    one the likeliest first."""

    campaign_id: int
    title: str
    draft: bool
    tied: tuple[Line, ...]
    found: tuple[Subject, ...]


@dataclass(frozen=True, slots=True)
class Tied:
    """`event_id`: the line has become one that asks for a survey, which can be undone."""

    line: Subject
    event_id: int | None


def lines(session: Session, actor: Actor, campaign_id: int, query: str = "") -> Lines:
    """Raises Refusal("gone" | "forbidden")."""
    row = rates.see(session, actor, campaign_id)
    tied = rates.lines(session, row.id)
    taken = {each.subject.item_id for each in tied}
    nodes = [node for node in _editable(session, actor, row) if node.id not in taken]
    ids = [node.id for node in _ordered(nodes, query, row.title)]
    known = subjects(session, ids)
    found = tuple(known[each] for each in ids if each in known)
    return Lines(row.id, row.title, row.state is CampaignState.DRAFT, tied, found)


def tie(session: Session, actor: Actor, campaign_id: int, item_id: int) -> Tied:
    """From now on its answers are the state of the line, which becomes one that asks for a
    survey; tied twice it is tied once.

    Raises Refusal("gone" | "forbidden" | "closed" | "campaign_cancelled").
    """
    row = campaigns.take(session, actor, campaign_id)
    if row.state is CampaignState.CANCELLED:
        raise Refusal("campaign_cancelled")
    campaigns.ensure_line(session, actor, item_id, row.organisation_id)
    item = see(session, actor, item_id).item
    known = select(CampaignItem.id).where(
        CampaignItem.campaign_id == row.id, CampaignItem.item_id == item_id
    )
    event_id = None
    if session.scalar(known) is None:
        if kinds.kind_of(item) is not WorkKind.SURVEY:
            event_id = kinds.choose(session, actor, item_id, WorkKind.SURVEY).event_id
        session.add(CampaignItem(campaign_id=row.id, item_id=item_id))
        _changed(session, actor, row, "survey_tied")
    return Tied(subjects(session, [item_id])[item_id], event_id)


def untie(session: Session, actor: Actor, campaign_id: int, item_id: int) -> None:
    """The answers are the line's no more; what was marked stays. Raises Refusal("gone" |
    "forbidden")."""
    row = campaigns.take(session, actor, campaign_id)
    if session.get(Item, item_id) is not None:
        campaigns.ensure_line(session, actor, item_id, row.organisation_id)
    session.execute(
        delete(CampaignItem).where(
            CampaignItem.campaign_id == row.id, CampaignItem.item_id == item_id
        )
    )
    _changed(session, actor, row, "survey_untied")


def _changed(session: Session, actor: Actor, row: Campaign, action: str) -> None:
    """Whom an open one asks may be the owners of its lines."""
    session.flush()
    campaigns.log(session, actor, action, row)
    if row.state is CampaignState.OPEN:
        renewing.renew(session, row, actor.at)


def _editable(session: Session, actor: Actor, row: Campaign) -> list[Node]:
    """Rows and steps of the school's running roadmaps, in order."""
    require(session, actor, campaigns.KEEPS, row.organisation_id)
    roadmaps = session.scalars(
        select(Roadmap)
        .where(
            Roadmap.organisation_id == row.organisation_id,
            Roadmap.state == RoadmapState.RUNNING,
            Roadmap.pair_id.is_(None),
        )
        .order_by(Roadmap.id.desc())
    ).all()
    return [
        node
        for roadmap in roadmaps
        for above in tree.load(session, roadmap.id).rows
        for node in (above, *above.steps)
    ]


def _ordered(nodes: list[Node], query: str, title: str) -> list[Node]:
    wanted = search_key(query)
    words = wanted.split()
    if words:
        fitting = [
            node for node in nodes
            if node.number.startswith(wanted) or all(word in node.item.search for word in words)
        ]  # fmt: skip
        return sorted(fitting, key=lambda node: not node.number.startswith(wanted))
    mine = choosing.roots(title)
    return sorted(nodes, key=lambda node: (
        kinds.kind_of(node.item) is not WorkKind.SURVEY,
        -len(mine & choosing.roots(node.item.title)),
    ))  # fmt: skip
