"""What the wizard shows: a stage with what it lacks, the months to choose, who may answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from content.rhythm import rhythm
from db.models import Item
from domain import rhythm as rhythms
from domain.deadlines import Period
from domain.deadlines.model import FIRST_YEAR, LAST_YEAR
from domain.rhythm import Months
from services import settling, terms
from services.actor import Actor
from services.assigning import Told, told
from services.draft_labels import Line, Mark, labelled
from services.draft_rows import Row, draft_item
from services.errors import Refusal
from services.terms import Term
from services.wizard_stages import Plan, Stage, plan

OFFERED_FROM = 3  # rows that lack something: fewer are quicker answered one by one


@dataclass(frozen=True, slots=True)
class StageView:
    """A stage and what it lacks. `term` and `told`: what most of its rows have.

    `months` None: the whole period is proposed. `own`: rows and steps with a term of their own.
    """

    roadmap_id: int
    title: str
    stage: Stage
    total: int
    things: tuple[str, ...]
    undated: int
    unowned: int
    own: int
    term: Term | None
    told: Told | None
    months: Months | None
    previous: int | None
    today: date


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage in the list of all."""

    anchor: int
    number: int
    name: str
    first: int
    last: int
    lacks: bool
    term: Term | None
    told: Told | None


@dataclass(frozen=True, slots=True)
class StageList:
    """`following`: the stage to go on with; `past`: rows whose term is over already."""

    roadmap_id: int
    title: str
    lines: tuple[StageLine, ...]
    following: int | None
    past: int
    today: date


@dataclass(frozen=True, slots=True)
class About:
    """What an answer would be for: a stage, or (`alone`) one row or step. `rows`: how many."""

    roadmap_id: int
    anchor: int
    stage: Stage
    total: int
    item: Item | None
    rows: int
    term: Term | None
    period: Period
    today: date


def resume(session: Session, actor: Actor, roadmap_id: int) -> int | None:
    """The stage to go on with: the first that lacks something after the last that is complete.

    One that was left out comes when none is left after it; None: nothing is lacking.
    """
    return _following(plan(session, actor, roadmap_id))


def _following(found: Plan) -> int | None:
    done = [at for at, stage in enumerate(found.stages) if found.complete(stage)]
    last = max(done, default=-1)
    order = [*found.stages[last + 1 :], *found.stages[: last + 1]]
    return _first_lacking(found, order)


def onward(session: Session, actor: Actor, item_id: int, *, skip: bool) -> int | None:
    """Where to go from a stage: it is asked about till it lacks nothing, unless `skip`.

    None: no stage after it lacks anything.
    """
    found = plan_at(session, actor, item_id)
    here = found.stage(item_id)
    at = found.stages.index(here) + skip
    return _first_lacking(found, found.stages[at:])


def _first_lacking(found: Plan, order: Sequence[Stage]) -> int | None:
    return next((stage.anchor for stage in order if not found.complete(stage)), None)


def plan_at(session: Session, actor: Actor, item_id: int) -> Plan:
    """The draft that an item stands in. Raises as `plan`."""
    roadmap, _ = draft_item(session, actor, item_id)
    return plan(session, actor, roadmap.id)


def stage_view(session: Session, actor: Actor, item_id: int) -> StageView:
    found = plan_at(session, actor, item_id)
    stage = found.stage(item_id)
    at = found.stages.index(stage)
    place = found.roadmap.organisation_id
    return StageView(
        roadmap_id=found.roadmap.id,
        title=found.roadmap.title,
        stage=stage,
        total=len(found.stages),
        things=_things(stage),
        undated=len(found.undated(stage)),
        unowned=len(found.unowned(stage)),
        own=found.own_terms(stage),
        term=found.term(stage),
        told=told(session, place, found.people(stage)),
        months=_proposed(found, actor.today)[at],
        previous=found.stages[at - 1].anchor if at else None,
        today=actor.today,
    )


def _things(stage: Stage) -> tuple[str, ...]:
    """What is to be done; of a row that only repeats the stage's name what stands beside it."""
    leaves = [leaf for row in stage.rows for leaf in row.leaves]
    return tuple(
        leaf.content if leaf.content and leaf.title == stage.name else leaf.title
        for leaf in leaves
    )


def _labels(stage: Stage) -> dict[int, str]:
    return labelled(leaf for row in stage.rows for leaf in row.leaves)


def _proposed(found: Plan, today: date) -> list[Months | None]:
    known = [rhythms.Stage(stage.name, _titles(stage.rows)) for stage in found.stages]
    return rhythms.propose(known, rhythm(), found.period, today)


def _titles(stage_rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(leaf.title for row in stage_rows for leaf in row.leaves)


def stage_list(session: Session, actor: Actor, roadmap_id: int) -> StageList:
    """All stages with what they have, for a look at the whole."""
    found = plan(session, actor, roadmap_id)
    place = found.roadmap.organisation_id
    every = [row for stage in found.stages for row in stage.rows]
    return StageList(
        roadmap_id=roadmap_id,
        title=found.roadmap.title,
        lines=tuple(
            StageLine(
                stage.anchor, stage.number, stage.name, stage.first, stage.last,
                not found.complete(stage), found.term(stage),
                told(session, place, found.people(stage)),
            )
            for stage in found.stages
        ),
        following=_following(found),
        past=len(settling.past_rows(every, found.period, actor.today)),
        today=actor.today,
    )  # fmt: skip


def about(session: Session, actor: Actor, item_id: int, alone: bool) -> About:
    """What a term or a person is being chosen for."""
    found = plan_at(session, actor, item_id)
    return about_of(session, actor, found, item_id, alone)


def about_of(session: Session, actor: Actor, found: Plan, item_id: int, alone: bool) -> About:
    """The same of a draft that was read already."""
    stage = found.stage(item_id)
    item = session.get_one(Item, item_id) if alone else None
    return About(
        roadmap_id=found.roadmap.id,
        anchor=stage.anchor,
        stage=stage,
        total=len(found.stages),
        item=item,
        rows=1 if item else len(found.to_date(stage)),
        term=terms.of_item(item) if item else found.term(stage),
        period=found.period,
        today=actor.today,
    )


def row_lines(session: Session, actor: Actor, item_id: int) -> tuple[About, tuple[Line, ...]]:
    """The rows and steps of a stage, to take one of them out of its common answer."""
    found = plan_at(session, actor, item_id)
    known = about_of(session, actor, found, item_id, alone=False)
    marks = {
        leaf.id: Mark.PLAIN if leaf.term_decided else Mark.OPEN
        for row in known.stage.rows
        for leaf in row.leaves
    }
    named = _labels(known.stage)
    return known, tuple(Line(id_, label, marks[id_]) for id_, label in named.items())


def calendar_month(here: About, year: int | None, month: int | None) -> tuple[int, int]:
    """The month to show: the one asked for, else the first that can still be kept."""
    if year is None or month is None:
        day = rhythms.months(here.period, here.today)[0]
        return day.year, day.month
    if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12:
        return year, month
    raise Refusal("not_understood")
