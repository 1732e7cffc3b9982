"""A corrected document beside the roadmap that runs: taken for one, bound row to row, released.

It waits as a draft with `corrects_id`; each of its rows that the running roadmap has carries the
id of that item in `carried_from_id`. What is the same in both is not asked about again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from db.models import Item, Roadmap
from db.models.roadmap import RoadmapState
from domain.deadlines import Period
from domain.matching_rows import Line, likeness, match, resembles
from domain.progress import Status
from domain.roles import Action
from domain.search import key_of, search_key
from services import calendars, draft_period, terms
from services.actor import Actor
from services.draft_rows import Row, changing, draft, rows
from services.errors import Refusal
from services.item_rights import roadmap_for
from services.roadmaps import of_school

SAME_TITLE = 0.9
MOST_ROWS = 0.5


@dataclass(frozen=True, slots=True)
class Offer:
    """A running roadmap that a new document looks like; `twin`: it is the very same file."""

    draft_id: int
    running_id: int
    title: str
    source_name: str
    twin: bool


def offer(session: Session, actor: Actor, draft_id: int) -> Offer | None:
    """The running roadmap of the organisation that resembles a draft most, if one does."""
    new = draft(session, actor, draft_id)
    theirs = _lines(row.item for row in rows(session, draft_id))
    found: list[tuple[float, int, Roadmap]] = []
    for old in _running(session, new.organisation_id):
        ours = _lines(row.item for row in rows(session, old.id))
        titles, share = likeness(old.title, new.title), resembles(ours, theirs)
        if titles >= SAME_TITLE or share >= MOST_ROWS or old.source_sha == new.source_sha:
            found.append((share + titles, old.id, old))
    if not found:
        return None
    best = max(found, key=lambda one: one[:2])[2]
    twin = best.source_sha == new.source_sha
    return Offer(draft_id, best.id, best.title, new.source_name, twin)


def _running(session: Session, organisation_id: int) -> Sequence[Roadmap]:
    return session.scalars(
        select(Roadmap)
        .where(
            Roadmap.organisation_id == organisation_id,
            Roadmap.state == RoadmapState.RUNNING,
            of_school(),
        )
        .order_by(Roadmap.id)
    ).all()


def begin(session: Session, actor: Actor, draft_id: int, running_id: int) -> None:
    """Bind a draft to the running roadmap that it corrects; an earlier correction of it goes.

    Raises Refusal("gone" | "forbidden" | "draft_launched" | "not_launched" | "closed").
    """
    new = changing(session, actor, draft_id)
    old = corrected(session, actor, running_id)
    if old.organisation_id != new.organisation_id:
        raise Refusal("gone")
    if new.corrects_id == old.id:
        return
    unbind(session, new)
    period = terms.period_of(old)
    if period is not None and (not new.period_stated or _moved_on(new, period, actor.today)):
        draft_period.set_period(session, actor, draft_id, period)
    session.execute(
        delete(Roadmap).where(
            Roadmap.corrects_id == old.id,
            Roadmap.state == RoadmapState.DRAFT,
            Roadmap.id != new.id,
        )
    )
    new.corrects_id = old.id
    _bind(rows(session, old.id), rows(session, new.id))
    session.flush()


def _moved_on(new: Roadmap, running: Period, today: date) -> bool:
    """Whether the document still names the years that the roadmap was moved away from."""
    stated = terms.period_of(new)
    return stated is not None and stated.end < today <= running.end


def corrected(session: Session, actor: Actor, running_id: int) -> Roadmap:
    """The roadmap to be changed; refused as `roadmap_for` refuses, and with "closed"."""
    roadmap = roadmap_for(session, actor, running_id, Action.EDIT_ROADMAP)
    if roadmap.state is RoadmapState.CLOSED:
        raise Refusal("closed")
    return roadmap


def release(session: Session, actor: Actor, draft_id: int) -> None:
    """It is another roadmap after all: an ordinary draft again."""
    new = changing(session, actor, draft_id)
    unbind(session, new)


def unbind(session: Session, new: Roadmap) -> None:
    """Forget what a draft corrects: its rows are read and asked about anew."""
    if new.corrects_id is None:
        return
    new.corrects_id, new.answers = None, None
    calendar = calendars.schooling(session, new.organisation_id)
    period = terms.period_of(new)
    for row in rows(session, new.id):
        for item in row:
            if item.carried_from_id is not None:
                terms.store(item, terms.of_phrase(item.deadline, period, calendar))
    session.flush()
    mine = update(Item).where(Item.roadmap_id == new.id)
    session.execute(mine.values(carried_from_id=None))
    session.execute(mine.where(Item.status == Status.STARTED).values(status=Status.TODO))
    session.expire_all()


def same_phrase(one: str | None, other: str | None) -> bool:
    """Whether two phrases of documents differ at most in case, spaces and stops around."""
    return key_of(one or "") == key_of(other or "")


def same_people(one: Sequence[object], other: Sequence[object]) -> bool:
    return {key_of(str(entry)) for entry in one} == {key_of(str(entry)) for entry in other}


def _lines(items: Iterable[Item]) -> list[Line]:
    return [
        Line(
            id=item.id,
            number=item.number or "",
            title=item.title,
            group=f"{item.section or ''} {item.stage or ''}".strip(),
            more=" ".join([item.content or "", item.deadline or "", *map(str, item.responsible)]),
        )
        for item in items
    ]


def _bind(old: Sequence[Row], new: Sequence[Row]) -> None:
    ours = {row.item.id: row for row in old}
    theirs = {row.item.id: row for row in new}
    pairs = match(_lines(row.item for row in old), _lines(row.item for row in new))
    for new_id, old_id in pairs.items():
        _bind_row(ours[old_id], theirs[new_id])


def _bind_row(old: Row, new: Row) -> None:
    """What stands in both as it was keeps its present meaning and raises no question."""
    new.item.carried_from_id = old.item.id
    same_term = same_phrase(old.item.deadline, new.item.deadline)
    asks = not same_term or (
        bool(new.item.responsible) and not same_people(old.item.responsible, new.item.responsible)
    )
    before = {step.id: step for step in old.steps}
    pairs = match(_lines(old.steps), _lines(new.steps))
    for step in new.steps:
        step.carried_from_id = pairs.get(step.id)
    for item in new:
        ours = old.item if item is new.item else before.get(item.carried_from_id or 0, old.item)
        if same_term:
            terms.store(item, terms.of_item(ours))
            item.term_decided = True
        if not asks:
            item.status = Status.STARTED


def is_same(one: str | None, other: str | None) -> bool:
    """Whether two texts of documents are the same but for case and spaces."""
    return search_key(one or "") == search_key(other or "")
