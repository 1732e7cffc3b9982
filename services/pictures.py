"""What the pictures of a roadmap show, from the database to plain values."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, Occurrence, Organisation, Roadmap
from domain.deadlines import Kind
from domain.labels import labels
from domain.occurrences import OccKind
from domain.progress import Progress, Status, count
from domain.roles import Action
from domain.shown import Shown
from exports.pictures.data import (
    ROWS,
    BurndownData,
    GanttBar,
    GanttData,
    Point,
    Span,
    StageBar,
    StagesData,
)
from services import terms, tree
from services.actor import Actor
from services.item_rights import roadmap_for
from services.overview import stage_title
from services.tree import Group, Node, Tree

LABEL_LIMIT = 100


@dataclass(frozen=True, slots=True)
class GanttView:
    """A page of the plan. `stages`: the bars are stages, each of which has pages of its own;
    `page` is the one shown."""

    data: GanttData
    stages: tuple[str, ...]
    page: int
    progress: Progress


def stages(session: Session, actor: Actor, roadmap_id: int) -> StagesData:
    """Progress by stage. Raises Refusal("gone" | "forbidden" | "not_launched")."""
    roadmap = roadmap_for(session, actor, roadmap_id, Action.SEE_ROADMAP)
    whole = tree.load(session, roadmap_id)
    return StagesData(
        title=roadmap.title,
        organisation=session.get_one(Organisation, roadmap.organisation_id).name,
        as_of=actor.today,
        stages=tuple(_stage_bar(name, rows, actor.today) for name, rows in _groups(whole)),
    )


def _groups(whole: Tree) -> list[tuple[str, list[Node]]]:
    """The rows of each stage, in the order of the document."""
    found: dict[Group, list[Node]] = {}
    for row in whole.rows:
        found.setdefault(tree.group(row.item), []).append(row)
    return [(stage_title(group), rows) for group, rows in found.items()]


def _stage_bar(name: str, rows: Iterable[Node], today: date) -> StageBar:
    progress = _progress(rows, today)
    return StageBar(name, progress.done, progress.total, progress.overdue)


def _progress(rows: Iterable[Node], today: date) -> Progress:
    return count((leaf.leaf for row in rows for leaf in row.leaves()), today)


def gantt(
    session: Session, actor: Actor, roadmap_id: int, stage: int | None, page: int
) -> GanttView:
    """The plan along the months: of a long roadmap its stages, of a stage its rows by page.

    A stage or page that is no more shows the whole or the last page. Raises as `stages`.
    """
    roadmap = roadmap_for(session, actor, roadmap_id, Action.SEE_ROADMAP)
    whole = tree.load(session, roadmap_id)
    plan = _Plan(actor.today, _occurrences(session, roadmap_id))
    groups = _groups(whole)
    chosen = groups[stage] if stage is not None and 0 <= stage < len(groups) else None
    by_stage = chosen is None and len(whole.rows) > ROWS and len(groups) > 1
    rows = chosen[1] if chosen else whole.rows
    bars = [plan.stage(*one) for one in groups] if by_stage else plan.bars(rows)
    at = min(max(page, 0), max(len(bars) - 1, 0) // ROWS)
    return GanttView(
        data=_data(roadmap, plan, whole, chosen[0] if chosen else "", bars, at),
        stages=tuple(name for name, _ in groups) if by_stage else (),
        page=at,
        progress=_progress(rows, actor.today),
    )


def _data(
    roadmap: Roadmap, plan: "_Plan", whole: Tree, stage: str, bars: Sequence[GanttBar], page: int
) -> GanttData:
    days = [day for row in whole.rows for span in plan.spans(row) for day in span if day]
    days += [day for day in (roadmap.period_start, roadmap.period_end) if day]
    return GanttData(
        title=roadmap.title,
        stage=stage,
        start=page * ROWS + 1,
        total=len(bars),
        today=plan.today,
        first=min(days, default=plan.today),
        last=max(days, default=plan.today),
        bars=tuple(bars[page * ROWS : (page + 1) * ROWS]),
    )


def burndown(session: Session, actor: Actor, roadmap_id: int) -> BurndownData:
    """How much was left on each day, and how much the terms would have left. Raises as `stages`.

    What is done without a known day counts from the first day on.
    """
    roadmap = roadmap_for(session, actor, roadmap_id, Action.SEE_ROADMAP)
    plan = _Plan(actor.today, _occurrences(session, roadmap_id))
    leaves = [n for n in tree.load(session, roadmap_id).leaves() if n.status is not Status.NA]
    ends = [end for leaf in leaves if (end := plan.end(leaf)) is not None]
    done = [leaf.done_on for leaf in leaves if leaf.status is Status.DONE]
    known = [day for day in done if day is not None]
    stated = [day for day in (roadmap.period_start, roadmap.period_end) if day]
    first = min([*ends, *known, *stated], default=actor.today)
    closed = [day or first for day in done]
    return BurndownData(
        title=roadmap.title,
        today=actor.today,
        first=first,
        last=max([*ends, *stated, actor.today]),
        total=len(leaves),
        plan=tuple(_left(len(leaves), ends)),
        fact=tuple(_left(len(leaves), [min(day, actor.today) for day in closed])),
    )


def _left(total: int, closed: Iterable[date]) -> Iterator[Point]:
    """How much is left from the end of each day on which something is closed."""
    for day, many in sorted(Counter(closed).items()):
        total -= many
        yield day, total


@dataclass(frozen=True, slots=True)
class _Plan:
    """The terms of a roadmap's items; `due`: of each the days that its rule or dates give."""

    today: date
    due: dict[int, list[Span]]

    def bars(self, rows: Sequence[Node]) -> list[GanttBar]:
        named = labels((tree.labelled(row.item, None) for row in rows), LABEL_LIMIT)
        return [self._bar(named[row.id], row) for row in rows]

    def _bar(self, label: str, row: Node) -> GanttBar:
        return GanttBar(
            label=label,
            state=row.shown(self.today).value,
            spans=tuple(self.spans(row)),
            lasting=_is_lasting(row),
        )

    def stage(self, name: str, rows: Sequence[Node]) -> GanttBar:
        """First to last day of a stage, and how far it has come."""
        days = [day for row in rows for span in self.spans(row) for day in span if day]
        progress = _progress(rows, self.today)
        return GanttBar(
            label=name,
            state=_stage_state(progress).value,
            spans=((min(days), max(days)),) if days else (),
            counts=(progress.done, progress.total, progress.overdue),
        )

    def spans(self, node: Node) -> list[Span]:
        """The terms of a row with those of its steps, each once."""
        own = self._own(node.item)
        below = (span for step in node.steps for span in self.spans(step))
        return list(dict.fromkeys([*own, *below]))

    def _own(self, item: Item) -> list[Span]:
        """As written; where a rule repeats it, the days that it gives."""
        written = [span for span in terms.spans_of(item) if span != (None, None)]
        repeated = self.due.get(item.id, []) if item.rule or not written else []
        return [(end, end) for _, end in repeated] if len(repeated) > 1 else repeated or written

    def end(self, leaf: Node) -> date | None:
        """The day by which the plan has it done; None where it names none."""
        if not leaf.leaf.firm:
            return None
        return max((end for _, end in self._own(leaf.item) if end), default=None)


def _is_lasting(row: Node) -> bool:
    return not row.leaf.firm and row.item.term_kind is not Kind.ON_CONDITION


def _stage_state(progress: Progress) -> Shown:
    if progress.overdue:
        return Shown.OVERDUE
    if progress.done == progress.total:
        return Shown.DONE if progress.total else Shown.NA
    return Shown.STARTED if progress.done or progress.started else Shown.TODO


def _occurrences(session: Session, roadmap_id: int) -> dict[int, list[Span]]:
    rows = session.execute(
        select(Occurrence.item_id, Occurrence.starts, Occurrence.due)
        .join(Item, Item.id == Occurrence.item_id)
        .where(Item.roadmap_id == roadmap_id, Occurrence.kind == OccKind.DUE)
        .order_by(Occurrence.item_id, Occurrence.due)
    )
    found: defaultdict[int, list[Span]] = defaultdict(list)
    for row in rows:
        found[row.item_id].append((row.starts, row.due))
    return found
