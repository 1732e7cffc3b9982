"""A programme as its card shows it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.models import Programme
from db.models.roadmap import RoadmapState
from domain.named import Named
from domain.pairs import OPEN
from domain.programmes import Head, Stage
from domain.progress import Progress, count
from services import people, terms, tree
from services.actor import Actor
from services.errors import Refusal
from services.items import ItemLine
from services.overview import lines_of
from services.pairs import rights
from services.pairs.views import PairCard, cards
from services.programmes import agreeing, text
from services.programmes.access import Access, see
from services.programmes.agreeing import Answer
from services.programmes.asking import SHORT
from services.programmes.pausing import Shift, last_shift
from services.programmes.standing import standing
from services.tree import Node


@dataclass(frozen=True, slots=True)
class ProgrammeView:
    """`may_put`: the text can be put to both now; `changed`: it runs and its goal or terms are
    not those that were agreed to; `mark`: of the text that the actor may agree to now; `papers`:
    whose signature may be entered; `shift`: the last move of the terms by a pause."""

    id: int
    pair: PairCard
    roadmap_id: int
    stage: Stage
    period: tuple[date | None, date | None]
    head: Head
    lines: int
    progress: Progress
    next: ItemLine | None
    answers: tuple[Answer, ...]
    put_on: date | None
    confirmed: tuple[Named | None, date] | None
    may_write: bool
    may_put: bool
    may_confirm: bool
    mark: str
    changed: bool
    papers: tuple[Answer, ...]
    shift: Shift | None

    @property
    def agreed(self) -> int:
        return sum(answer.agreed is True for answer in self.answers)


@dataclass(frozen=True, slots=True)
class PairProgramme:
    """The programme of a pair; `id` None: there is none. `may_begin`: another one now."""

    id: int | None
    may_begin: bool


@dataclass(frozen=True, slots=True)
class Lines:
    """Its lines as a list; `written`: the words of their terms while nothing of it runs."""

    programme_id: int
    lines: tuple[ItemLine, ...]
    written: dict[int, str]
    may_write: bool


def of_pair(session: Session, actor: Actor, pair_id: int) -> PairProgramme:
    """Raises Refusal("gone" | "forbidden")."""
    access = rights.see_past(session, actor, pair_id)
    if not access.whole:
        raise Refusal("forbidden")
    found = standing(session, pair_id, actor.today)
    writes = (access.mentors or access.edit) and access.pair.state in OPEN
    over = found is None or found.stage is Stage.CLOSED
    return PairProgramme(found.id if found else None, writes and over)


def of(session: Session, actor: Actor, programme_id: int) -> ProgrammeView:
    """Raises Refusal("gone" | "forbidden")."""
    access = see(session, actor, programme_id)
    programme, roadmap = access.programme, access.roadmap
    leaves = list(tree.load(session, roadmap.id).leaves())
    stage = text.stage(session, programme, roadmap)
    said = agreeing.answers(session, programme, access.pair.members)
    put = programme.text_hash is not None and stage is not Stage.CLOSED
    same = put and programme.text_hash == text.text_of(session, programme)
    ready = bool(programme.goal.strip() and leaves)
    changed = stage is Stage.RUNNING and _changed(session, programme)
    writes = access.write and stage is not Stage.CLOSED
    return ProgrammeView(
        id=programme.id,
        pair=cards(session, [access.pair.pair], actor.today)[0],
        roadmap_id=roadmap.id,
        stage=stage,
        period=(roadmap.period_start, roadmap.period_end),
        head=text.head_of(programme),
        lines=len(leaves),
        progress=count((leaf.leaf for leaf in leaves), actor.today),
        next=_next(session, leaves, actor.today) if stage is Stage.RUNNING else None,
        answers=said,
        put_on=programme.put_at.astimezone(actor.zone).date() if programme.put_at else None,
        confirmed=_confirmed(session, actor, programme),
        may_write=writes,
        may_put=writes and ready and (changed if stage is Stage.RUNNING else not same),
        may_confirm=writes and ready and access.pair.edit and access.draft,
        mark=_mark(actor, access, said) if same else "",
        changed=changed,
        papers=tuple(x for x in said if not x.agreed) if same and _enters(actor, access) else (),
        shift=last_shift(session, actor, roadmap) if writes else None,
    )


def listing(session: Session, actor: Actor, programme_id: int) -> Lines:
    """Its rows and steps in the order of the document."""
    access = see(session, actor, programme_id)
    nodes = [
        node for row in tree.load(session, access.roadmap.id).rows for node in [row, *row.steps]
    ]
    return Lines(
        programme_id=programme_id,
        lines=lines_of(session, nodes, actor.today),
        written={node.id: node.item.deadline or "" for node in nodes} if access.draft else {},
        may_write=access.write and access.roadmap.state is not RoadmapState.CLOSED,
    )


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line in the text of a programme; `moved`: its days where they are not those of its
    words."""

    number: str
    section: str
    title: str
    result: str
    written: str
    moved: tuple[date | None, date | None] | None
    actual: str
    mark: str
    done: bool


@dataclass(frozen=True, slots=True)
class ReadView:
    """The whole text, as somebody reads it before agreeing."""

    id: int
    pair: PairCard
    head: Head
    period: tuple[date | None, date | None]
    lines: tuple[ReadLine, ...]


def whole(session: Session, actor: Actor, programme_id: int) -> ReadView:
    """Raises Refusal("gone" | "forbidden")."""
    access = see(session, actor, programme_id)
    nodes = [
        node for row in tree.load(session, access.roadmap.id).rows for node in [row, *row.steps]
    ]
    roadmap = access.roadmap
    moved = text.moved(session, roadmap)
    return ReadView(
        id=programme_id,
        pair=cards(session, [access.pair.pair], actor.today)[0],
        head=text.head_of(access.programme),
        period=(roadmap.period_start, roadmap.period_end),
        lines=tuple(_read(node, node.id in moved) for node in nodes),
    )


def _read(node: Node, moved: bool) -> ReadLine:
    item = node.item
    spans = terms.spans_of(item)
    return ReadLine(
        number=item.number or "",
        section=tree.group_name(item) or "",
        title=item.title,
        result=item.result or "",
        written=item.deadline or "",
        moved=spans[-1] if moved and spans else None,
        actual=item.actual,
        mark=item.mark,
        done=node.status in tree.OVER,
    )


def _changed(session: Session, programme: Programme) -> bool:
    return programme.core_hash != text.core_of(session, programme)


def _confirmed(
    session: Session, actor: Actor, programme: Programme
) -> tuple[Named | None, date] | None:
    found = agreeing.confirmed(session, programme.pair_id, programme.created_at)
    if found is None:
        return None
    who, at = found
    names = people.named(session, [who] if who else [])
    return names.get(who or 0), at.astimezone(actor.zone).date()


def _mark(actor: Actor, access: Access, said: tuple[Answer, ...]) -> str:
    mine = next((each for each in said if each.who.id == actor.person_id), None)
    waits = mine is not None and not mine.agreed
    return (access.programme.text_hash or "")[:SHORT] if waits else ""


def _enters(actor: Actor, access: Access) -> bool:
    """Whoever keeps the pairs enters what was signed on paper."""
    return access.pair.edit


def _next(session: Session, leaves: list[Node], today: date) -> ItemLine | None:
    open_ = [leaf for leaf in leaves if leaf.status not in tree.OVER and leaf.due is not None]
    nearest = min(open_, key=lambda leaf: leaf.due or date.max, default=None)
    return lines_of(session, [nearest], today)[0] if nearest is not None else None
