"""Next school year's roadmap, made from this one: terms shifted, people kept, what is open
carried over."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from db.models import Item, ItemOwner, Roadmap
from db.models.roadmap import RoadmapState, Sharing
from domain.deadlines import Kind, Period, Rule, SchoolCalendar, Span
from domain.next_year import in_phrase, shifted, years
from domain.period import retitled
from domain.progress import Status
from domain.roles import Action
from domain.worktime import WorkCalendar
from services import audit, calendars, kin, people, plan_facts, terms, tree
from services.actor import Actor
from services.errors import Refusal
from services.item_rights import roadmap_for, take
from services.terms import Term
from services.tree import OVER, Node, Tree
from services.twins import APART
from services.upsert import table_of


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be made; `left`: how many rows are open; `made`: it is there already."""

    roadmap_id: int
    title: str
    new_title: str
    years: str
    rows: int
    left: int
    made: int | None


def preview(session: Session, actor: Actor, roadmap_id: int) -> Preview:
    """Raises Refusal("gone" | "forbidden" | "not_launched" | "period_unclear" | "next_there")."""
    roadmap = roadmap_for(session, actor, roadmap_id, Action.EDIT_ROADMAP)
    old, new, _ = _periods(roadmap, actor)
    whole = tree.load(session, roadmap_id)
    return Preview(
        roadmap_id=roadmap_id,
        title=roadmap.title,
        new_title=retitled(roadmap.title, old, new),
        years=years(new),
        rows=len(whole.rows),
        left=sum(is_left(row) for row in whole.rows),
        made=_made(session, roadmap_id),
    )


def make(session: Session, actor: Actor, roadmap_id: int) -> int:
    """The draft of the next year, the one that is there if any; its id. Raises as `preview`."""
    take(session, roadmap_id)
    roadmap = roadmap_for(session, actor, roadmap_id, Action.EDIT_ROADMAP)
    made = _made(session, roadmap_id)
    if made is not None:
        return made
    old, new, ahead = _periods(roadmap, actor)
    draft = _draft(actor, roadmap, retitled(roadmap.title, old, new), new)
    session.add(draft)
    session.flush()
    whole = tree.load(session, roadmap_id)
    place = roadmap.organisation_id
    mover = _Mover(
        old, new, ahead, calendars.schooling(session, place),
        calendars.of(session, place, actor.at).steady,
    )  # fmt: skip
    draft.parent_item_id = _line_then(session, roadmap)
    copies = _copy(session, draft, whole, mover)
    _keep_people(session, place, whole, copies)
    _keep_twins(roadmap, draft, whole, copies)
    for row in whole.rows:
        if is_left(row) and row.item.term_kind is not Kind.CONTINUOUS:
            tick(row, copies, ticked=True)
    session.flush()
    audit.record(
        session, actor, "next_year_made", f"roadmap:{draft.id}", place, previous=roadmap_id
    )
    return draft.id


def is_left(row: Node) -> bool:
    """Whether anything of a row is still to be done."""
    return row.status not in OVER


def tick(row: Node, copies: dict[int, Item], *, ticked: bool) -> None:
    """Go on with a row of last year: what of it was done stays so. Or begin it anew."""
    for node in [row, *row.steps]:
        new = copies.get(node.id)
        if new is None or new.status is Status.NA:
            continue
        over = node.status in OVER
        new.carried_from_id = node.id if ticked and not over else None
        new.status = Status.DONE if ticked and over else Status.TODO


def _periods(roadmap: Roadmap, actor: Actor) -> tuple[Period, Period, int]:
    found, old = kin.next_period(roadmap, actor.today), terms.period_of(roadmap)
    if found is None or old is None:
        raise Refusal("period_unclear")
    return old, *found


def _made(session: Session, roadmap_id: int) -> int | None:
    """The draft that was made from it. Raises Refusal("next_there") where it was launched."""
    found_id = kin.following_id(session, roadmap_id)
    if found_id is None:
        return None
    if session.get_one(Roadmap, found_id).state is not RoadmapState.DRAFT:
        raise Refusal("next_there")
    return found_id


def _draft(actor: Actor, roadmap: Roadmap, title: str, period: Period) -> Roadmap:
    """The stamp above the title is that of last year's order, so it is left out."""
    source = f"{roadmap.id} {actor.at.isoformat()}"
    return Roadmap(
        organisation_id=roadmap.organisation_id,
        title=title,
        period_start=period.start,
        period_end=period.end,
        period_stated=False,
        approval=[],
        columns=list(roadmap.columns),
        source_name=roadmap.source_name,
        source_sha=sha256(source.encode()).hexdigest(),
        created_by=actor.me,
        created_at=actor.at,
        previous_id=roadmap.id,
    )


def _line_then(session: Session, roadmap: Roadmap) -> int | None:
    """The next year's copy of the line that a roadmap spells out, where that year is made already
    and the line has no plan there."""
    line = plan_facts.line_of(session, roadmap)
    above = kin.following_id(session, line.roadmap_id) if line is not None else None
    if line is None or above is None:
        return None
    taken = select(Roadmap.parent_item_id).where(Roadmap.parent_item_id.is_not(None))
    return session.scalar(
        select(Item.id)
        .where(
            Item.roadmap_id == above,
            Item.level == line.level,
            Item.position == line.position,
            Item.title == line.title,
            Item.removed_at.is_(None),
            Item.id.not_in(taken),
        )
        .limit(1)
    )


# --- rows and terms -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Mover:
    """Terms of one roadmap some years on."""

    old: Period
    new: Period
    ahead: int
    school: SchoolCalendar
    days: WorkCalendar

    def move(self, item: Item) -> tuple[str | None, Term]:
        """The words of the document go along as long as they mean the term, and then the term is
        read from them anew; what a person has set is moved as it is."""
        term, phrase = terms.of_item(item), item.deadline
        later = in_phrase(phrase, self.ahead) if phrase else None
        if phrase and _meant(terms.of_phrase(phrase, self.old, self.school)) == _meant(term):
            read = terms.of_phrase(later, self.new, self.school)
            if (read.kind, read.rule) == (term.kind, term.rule):
                return self._as_read(later, term, read)
        return later if term.rule else None, self._as_set(term)

    def _as_read(self, phrase: str | None, term: Term, read: Term) -> tuple[str | None, Term]:
        """Days that fell on a day off are moved, and then the words are no longer true."""
        if term.kind is not Kind.DATES or len(read.spans) != len(term.spans):
            return phrase, read
        moved = self._as_set(term)
        exact = moved.spans == read.spans
        return (phrase, read) if exact else (None, moved)

    def _as_set(self, term: Term) -> Term:
        spans = shifted(term.kind, term.spans, self.ahead, self.days.is_workday)
        return Term(term.kind, spans, term.rule, term.decided)


def _meant(term: Term) -> tuple[Kind, tuple[Span, ...], Rule | None]:
    """Whether somebody has confirmed it is no part of what it means."""
    return term.kind, term.spans, term.rule


def _copy(session: Session, draft: Roadmap, whole: Tree, mover: _Mover) -> dict[int, Item]:
    """Rows, then their steps, by the ids of last year's; shares are made anew at the launch."""
    copies = {row.id: _copied(row, draft.id, None, mover) for row in whole.rows}
    session.add_all(copies.values())
    session.flush()
    steps = {
        step.id: _copied(step, draft.id, copies[row.id].id, mover)
        for row in whole.rows
        for step in row.steps
    }
    session.add_all(steps.values())
    session.flush()
    return copies | steps


def _copied(node: Node, roadmap_id: int, parent_id: int | None, mover: _Mover) -> Item:
    old = node.item
    phrase, term = mover.move(old)
    new = Item(
        roadmap_id=roadmap_id,
        parent_id=parent_id,
        level=old.level,
        position=old.position,
        section=old.section,
        stage=old.stage,
        number=old.number,
        title=old.title,
        search=old.search,
        content=old.content,
        result=old.result,
        responsible=list(old.responsible),
        status=Status.NA if node.status is Status.NA else Status.TODO,
        kind=old.kind,
        kind_chosen=old.kind_chosen,
    )
    terms.store(new, term)
    new.deadline = phrase
    return new


# --- people and links ---------------------------------------------------------------------------


def _keep_people(session: Session, place: int, whole: Tree, copies: dict[int, Item]) -> None:
    """Who was chosen by hand and is still there; what the document's words mean the school
    remembers, and asks about those who have gone."""
    present = {card.id for card in people.staff(session, place)}
    chosen = _chosen(session, whole)
    rows: list[dict[str, int]] = []
    for node in _lines(whole):
        ids = [id_ for id_ in chosen.get(node.id, ()) if id_ in present]
        if len(ids) > 1 and node.shares:
            copies[node.id].sharing = Sharing.EACH
        rows += [{"item_id": copies[node.id].id, "person_id": id_} for id_ in ids]
    session.flush()
    if rows:
        session.execute(insert(table_of(ItemOwner)), rows)


def _chosen(session: Session, whole: Tree) -> dict[int, list[int]]:
    """Everybody who answers for a line some of whose people no words of the document name."""
    lines = {part.id: node.id for node in _lines(whole) for part in [node, *node.shares]}
    roadmaps = {node.item.roadmap_id for node in whole.rows}
    rows = session.execute(
        select(ItemOwner.item_id, ItemOwner.person_id, ItemOwner.phrase)
        .join(Item, Item.id == ItemOwner.item_id)
        .where(Item.roadmap_id.in_(roadmaps))
        .order_by(Item.position, Item.id, ItemOwner.id)
    )
    found: dict[int, list[int]] = {}
    by_hand: set[int] = set()
    for item_id, person_id, phrase in rows:
        if item_id in lines:
            found.setdefault(lines[item_id], []).append(person_id)
            by_hand |= set() if phrase is not None else {lines[item_id]}
    return {line: list(dict.fromkeys(ids)) for line, ids in found.items() if line in by_hand}


def _lines(whole: Tree) -> Iterator[Node]:
    for row in whole.rows:
        yield row
        yield from row.steps


def _keep_twins(roadmap: Roadmap, draft: Roadmap, whole: Tree, copies: dict[int, Item]) -> None:
    """Linked lines stay linked, and what was said to be different stays so."""
    groups: defaultdict[int, list[Item]] = defaultdict(list)
    for node in _lines(whole):
        if node.item.twin_group is not None:
            groups[node.item.twin_group].append(copies[node.id])
    for members in groups.values():
        for each in members if len(members) > 1 else ():
            each.twin_group = min(member.id for member in members)
    pairs = (roadmap.answers or {}).get(APART, ())
    known = [pair for pair in pairs if set(pair) <= copies.keys()]
    draft.answers = {APART: [sorted(copies[each].id for each in pair) for pair in known]}
