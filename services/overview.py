"""A running roadmap seen as a whole: counts, lists by what is asked for, search."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Organisation, Roadmap
from db.models.roadmap import RoadmapState
from domain.labels import labels
from domain.progress import (
    Progress,
    count,
    is_due_this_week,
    is_overdue,
    is_undated,
)
from domain.roles import Action
from domain.search import search_key
from services import tree
from services.actor import Actor, require
from services.carried import years_by_item
from services.closing import may_undo_launch
from services.correction_undo import latest
from services.errors import Refusal
from services.item_rights import roadmap_for
from services.items import ItemLine, names_by_item
from services.kin import Kin, kin_of
from services.roadmaps import of_school
from services.roundtrip import undoable
from services.schools import may_see_schools
from services.tree import OVER, Group, Node, Tree

QUERY_BYTES = 36


class Which(StrEnum):
    """The lists of a roadmap."""

    OVERDUE = "o"
    WEEK = "w"
    UNDATED = "u"
    STAGE = "s"
    ALL = "a"


@dataclass(frozen=True, slots=True)
class RoadmapLine:
    """A launched roadmap in the list of an organisation."""

    id: int
    title: str
    period: tuple[date | None, date | None]
    closed: bool
    progress: Progress


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage (or section); `name` is empty for rows that stand in none."""

    name: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class OverviewView:
    """`current`: the index of the first stage that is not done; None when all are."""

    roadmap_id: int
    title: str
    organisation_id: int
    organisation: str
    closed: bool
    progress: Progress
    stages: tuple[StageLine, ...]
    current: int | None
    may_edit: bool
    may_export: bool
    may_resume: bool
    may_undo_launch: bool
    finished: int  # how many roadmaps of the organisation are finished
    schools: bool  # whether the actor sees how the schools below get on
    kin: Kin
    correction: int | None  # the event by which the last correction can be undone
    returned: int | None  # the last sheet that came back, as long as it can be undone


@dataclass(frozen=True, slots=True)
class ListView:
    """A list of a roadmap's items, whole; `heading`: the stage's name or the words looked for."""

    roadmap_id: int
    heading: str
    lines: tuple[ItemLine, ...]
    may_edit: bool
    last_row: int | None = None  # of the stage: where a new row goes


def roadmaps(session: Session, actor: Actor, *, finished: bool) -> list[RoadmapLine]:
    """The running (or the finished) roadmaps of the current organisation, the newest first."""
    place = actor.organisation_id
    require(session, actor, Action.SEE_ROADMAP, place)
    state = RoadmapState.CLOSED if finished else RoadmapState.RUNNING
    found = session.scalars(
        select(Roadmap)
        .where(Roadmap.organisation_id == place, Roadmap.state == state, of_school())
        .order_by(Roadmap.id.desc())
    )
    return [
        RoadmapLine(
            id=each.id,
            title=each.title,
            period=(each.period_start, each.period_end),
            closed=each.state is RoadmapState.CLOSED,
            progress=_progress(tree.load(session, each.id).leaves(), actor.today),
        )
        for each in found
    ]


def overview(session: Session, actor: Actor, roadmap_id: int) -> OverviewView:
    """Raises Refusal("gone" | "forbidden" | "not_launched")."""
    roadmap = roadmap_for(session, actor, roadmap_id, Action.SEE_ROADMAP)
    place = roadmap.organisation_id
    whole = tree.load(session, roadmap_id)
    stages = _stages(whole, actor.today)
    undone = (at for at, stage in enumerate(stages) if stage.progress.done < stage.progress.total)
    closed = roadmap.state is RoadmapState.CLOSED
    edits = actor.may(Action.EDIT_ROADMAP, place)
    return OverviewView(
        roadmap_id=roadmap_id,
        title=roadmap.title,
        organisation_id=place,
        organisation=session.get_one(Organisation, place).name,
        closed=closed,
        progress=_progress(whole.leaves(), actor.today),
        stages=stages,
        current=next(undone, None),
        may_edit=edits and not closed,
        may_export=actor.may(Action.EXPORT_ROADMAP, place),
        may_resume=edits and closed,
        may_undo_launch=edits and may_undo_launch(session, actor, roadmap),
        finished=_finished(session, place),
        schools=may_see_schools(actor, place),
        kin=kin_of(session, actor, roadmap),
        correction=latest(session, roadmap_id, actor.at) if edits and not closed else None,
        returned=undoable.latest(session, roadmap_id, actor.at) if edits and not closed else None,
    )


def _finished(session: Session, organisation_id: int) -> int:
    found = select(func.count()).where(
        Roadmap.organisation_id == organisation_id,
        Roadmap.state == RoadmapState.CLOSED,
        of_school(),
    )
    return session.scalar(found) or 0


def listing(
    session: Session, actor: Actor, roadmap_id: int, which: Which, stage: int | None
) -> ListView:
    """One of the lists: what is due first; a stage and the whole in the document's order.

    A stage that is no more shows the whole.
    """
    roadmap = roadmap_for(session, actor, roadmap_id, Action.SEE_ROADMAP)
    whole = tree.load(session, roadmap_id)
    groups = whole.groups()
    wanted = groups[stage] if stage is not None and 0 <= stage < len(groups) else None
    nodes = _chosen(whole, which, wanted, actor.today)
    rows = [row.id for row in whole.rows if wanted is None or tree.group(row.item) == wanted]
    return _view(session, actor, roadmap, stage_title(wanted), nodes, rows[-1] if rows else None)


def search(session: Session, actor: Actor, roadmap_id: int, query: str) -> ListView:
    """Items in which every word of the query stands, in the order of the document."""
    roadmap = roadmap_for(session, actor, roadmap_id, Action.SEE_ROADMAP)
    words = search_key(query).split()
    nodes = [
        node
        for row in tree.load(session, roadmap_id).rows
        for node in [row, *row.steps]
        if words and all(word in node.item.search for word in words)
    ]
    return _view(session, actor, roadmap, query, nodes, None)


def short_query(text: str) -> str:
    """The query as the buttons of its pages can carry it: the longest words lose their ends."""
    words = search_key(text.replace(":", " ").replace("|", " ")).split()[:6]
    while len(" ".join(words).encode()) > QUERY_BYTES:
        longest = max(range(len(words)), key=lambda at: len(words[at]))
        words[longest] = words[longest][:-1]
    return " ".join(words)


def _chosen(whole: Tree, which: Which, wanted: Group | None, today: date) -> list[Node]:
    if which is Which.STAGE and wanted is not None:
        rows = [row for row in whole.rows if tree.group(row.item) == wanted]
        return [node for row in rows for node in [row, *row.steps]]
    if which in {Which.STAGE, Which.ALL}:
        return [node for row in whole.rows for node in [row, *row.steps]]
    asked = _LISTS[which]
    return sorted(
        (node for node in whole.leaves() if asked(node, today)),
        key=lambda node: (node.due or date.max, node.item.position),
    )


_LISTS: dict[Which, Callable[[Node, date], bool]] = {
    Which.OVERDUE: lambda node, today: is_overdue(node.leaf, today),
    Which.WEEK: lambda node, today: is_due_this_week(node.leaf, today),
    Which.UNDATED: lambda node, _: is_undated(node.leaf),
}


def lines_of(session: Session, nodes: Sequence[Node], today: date) -> tuple[ItemLine, ...]:
    """Nodes as the lines of one list, whose labels differ from each other."""
    owners = names_by_item(session, {node.id: node.owners for node in nodes})
    named = labels(
        tree.labelled(node.item, node.parent.item if node.parent else None) for node in nodes
    )
    carried = years_by_item(session, (node.item for node in nodes))
    return tuple(
        ItemLine(
            id=node.id,
            label=named[node.id],
            shown=node.shown(today),
            due=node.due if node.status not in OVER else None,
            owners=owners[node.id],
            shares=node.shared,
            plan=node.plan.counts if node.plan else None,
            carried=carried.get(node.id, ""),
        )
        for node in nodes
    )


def _view(
    session: Session,
    actor: Actor,
    roadmap: Roadmap,
    heading: str,
    nodes: Sequence[Node],
    last_row: int | None,
) -> ListView:
    edits = actor.may(Action.EDIT_ROADMAP, roadmap.organisation_id)
    return ListView(
        roadmap_id=roadmap.id,
        heading=heading,
        lines=lines_of(session, nodes, actor.today),
        may_edit=edits and roadmap.state is RoadmapState.RUNNING,
        last_row=last_row,
    )


def _progress(leaves: Iterable[Node], today: date) -> Progress:
    return count((node.leaf for node in leaves), today)


def _stages(whole: Tree, today: date) -> tuple[StageLine, ...]:
    return tuple(
        StageLine(
            stage_title(wanted),
            _progress(
                [n for row in whole.rows if tree.group(row.item) == wanted for n in row.leaves()],
                today,
            ),
        )
        for wanted in whole.groups()
    )


def stage_title(wanted: Group | None) -> str:
    """«Раздел · Этап», or what of it there is."""
    return " · ".join(part for part in wanted or () if part)


@dataclass(frozen=True, slots=True)
class Adding:
    """Where a new row may go: stages with the last row of each; `stage`: the chosen one."""

    stages: tuple[tuple[StageLine, int], ...]
    stage: str


def adding(session: Session, actor: Actor, roadmap_id: int, after_id: int | None) -> Adding:
    """The choice of a stage for a new row; none where the roadmap has no stages.

    Raises Refusal("gone" | "forbidden" | "not_launched" | "closed").
    """
    roadmap = roadmap_for(session, actor, roadmap_id, Action.EDIT_ROADMAP)
    if roadmap.state is RoadmapState.CLOSED:
        raise Refusal("closed")
    whole = tree.load(session, roadmap_id)
    groups = whole.groups()
    last = {tree.group(row.item): row.id for row in whole.rows}
    after = whole.nodes.get(after_id) if after_id is not None else None
    many = len(groups) > 1
    return Adding(
        stages=tuple(
            (stage, last[wanted])
            for stage, wanted in zip(_stages(whole, actor.today), groups, strict=True)
            if many
        ),
        stage=stage_title(tree.group(after.item)) if after else "",
    )
