"""A programme is begun: from a template, from the bank, from a document, or empty."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from content import programmes as shelf
from content.programmes import ProgrammeTemplate, TemplateLine
from db.models import Item, Organisation, Pair, Programme, Roadmap, RoadmapTemplate
from db.models.roadmap import RoadmapState
from domain.deadlines import Period
from domain.programmes import Head, HeadField, day_at, last_day
from domain.programmes.reading import head_of as head_in
from domain.progress import Status
from imports.reading import Row as ReadRow
from imports.roadmap import Document
from services import audit, chat, drafts, prompts
from services.actor import Actor
from services.errors import Refusal
from services.pairs import rights
from services.pairs.rights import Access
from services.programmes import running
from services.programmes.access import for_writing, newest

# A term of the plan in words that are surely read: from, to, the rule.
Phrase = Callable[[date | None, date | None], str]


@dataclass(frozen=True, slots=True)
class Wording:
    """How a new programme is called, and how its terms are written."""

    title: Callable[[int], str]
    term: Phrase


@dataclass(frozen=True, slots=True)
class Offered:
    """A programme to begin from. `key`: a name of content.programmes, or a number of the bank.

    `school`: whose it is; empty for ours.
    """

    key: str
    name: str
    about: str
    lines: int
    school: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What a pair may begin from; `previous`: the programme of the pair that it goes on from."""

    pair_id: int
    offered: tuple[Offered, ...]
    previous: int | None


@dataclass(frozen=True, slots=True)
class TemplateView:
    """One of them with its terms by the pair's own dates: title, result, term, section, who."""

    key: str
    name: str
    about: str
    head: Head
    lines: tuple[tuple[str, str, str], ...]


def choice(session: Session, actor: Actor, pair_id: int) -> Choice:
    """The fitting ones first; the school's own before ours. Raises Refusal("gone" |
    "forbidden")."""
    access = _writer(session, actor, pair_id)
    form = access.pair.form
    own = [
        Offered(str(row.id), row.title, "", len(shelf.parse(row.body).lines), school)
        for row, school in bank(session, access.pair.organisation_id)
        if row.form in (form.value, "")
    ]
    ours = [(key, shelf.template(key)) for key in shelf.KEYS]
    fitting = [
        Offered(key, made.name, made.about, len(made.lines), "")
        for key, made in ours
        if shelf.fits(made, form)
    ]
    return Choice(pair_id, (*own, *fitting), _previous(session, access.pair))


def bank(session: Session, place: int) -> Sequence[tuple[RoadmapTemplate, str]]:
    """Programmes kept by an organisation and by the one above it, the newest first."""
    above = session.get_one(Organisation, place).parent_id
    rows = session.execute(
        select(RoadmapTemplate, Organisation.name)
        .join(Organisation, Organisation.id == RoadmapTemplate.organisation_id)
        .where(
            RoadmapTemplate.organisation_id.in_([place, above] if above else [place]),
            RoadmapTemplate.removed_at.is_(None),
            RoadmapTemplate.form.is_not(None),
        )
        .order_by((RoadmapTemplate.organisation_id != place), RoadmapTemplate.id.desc())
    )
    return [(row, name) for row, name in rows]


def look(session: Session, actor: Actor, pair_id: int, key: str, term: Phrase) -> TemplateView:
    """Raises Refusal("gone" | "forbidden")."""
    access = _writer(session, actor, pair_id)
    made = _found(session, access.pair.organisation_id, key)
    period = _ahead(access.pair, actor.today)
    lines = tuple((x.title, x.result, _said(x, period, term)) for x in made.lines)
    return TemplateView(key, made.name, made.about, made.head, lines)


def from_template(session: Session, actor: Actor, pair_id: int, key: str, wording: Wording) -> int:
    """Raises Refusal("gone" | "forbidden" | "programme_there")."""
    access = _beginner(session, actor, pair_id)
    made = _found(session, access.pair.organisation_id, key)
    period = _ahead(access.pair, actor.today)
    rows = [_row(at, line, period, wording.term) for at, line in enumerate(made.lines, 1)]
    return _create(session, actor, access, wording, rows, made.head, made.name, f"template {key}")


def empty(session: Session, actor: Actor, pair_id: int, wording: Wording) -> int:
    access = _beginner(session, actor, pair_id)
    return _create(session, actor, access, wording, [], Head(goal=access.pair.goal), "", "empty")


def from_document(
    session: Session, actor: Actor, pair_id: int, document: Document, name: str, sha: str,
    wording: Wording,
) -> int:  # fmt: skip
    """A programme that exists: its plan is read like a roadmap, its head by its captions."""
    access = _beginner(session, actor, pair_id)
    head = head_in(document.above)
    made = _create(session, actor, access, wording, document.rows, head, name, sha)
    chat.clear(session, actor)
    return made


def from_previous(session: Session, actor: Actor, pair_id: int, wording: Wording) -> int:
    """What was left undone of the programme of the pair that this one goes on from, with its
    head. Raises Refusal("gone") where there is none."""
    access = _beginner(session, actor, pair_id)
    old_id = _previous(session, access.pair)
    if old_id is None:
        raise Refusal("gone")
    old = session.get_one(Programme, old_id)
    left = session.scalars(
        select(Item)
        .where(
            Item.roadmap_id == old.roadmap_id, Item.parent_id.is_(None),
            Item.removed_at.is_(None), Item.status.in_([Status.TODO, Status.STARTED]),
        )
        .order_by(Item.position, Item.id)
    )  # fmt: skip
    head = Head(*(getattr(old, name.value) for name in HeadField))
    source = f"programme {old_id}"
    return _create(session, actor, access, wording, [_again(x) for x in left], head, "", source)


def remove(session: Session, actor: Actor, programme_id: int) -> int:
    """Delete one that has not begun; the id of its pair. Raises Refusal("programme_runs")."""
    access = for_writing(session, actor, programme_id)
    if not access.draft:
        raise Refusal("programme_runs")
    pair = access.pair.pair
    prompts.settle(session, "programme_agree", [programme_id])
    prompts.settle(session, "programme_remarks", [programme_id])
    audit.record(
        session, actor, "programme_deleted", f"programme:{programme_id}", pair.organisation_id
    )
    session.execute(delete(Roadmap).where(Roadmap.id == access.roadmap.id))
    session.expire_all()
    return pair.id


def period_of(pair: Pair, today: date) -> Period:
    """The time of a programme: the pair's."""
    first = pair.starts or today
    return Period(first, last_day(first, pair.ends))


def _ahead(pair: Pair, today: date) -> Period:
    """What is left of it: a programme that is begun late has no term in the past."""
    whole = period_of(pair, today)
    return Period(max(whole.start, min(today, whole.end)), whole.end)


def _writer(session: Session, actor: Actor, pair_id: int) -> Access:
    access = rights.see(session, actor, pair_id)
    if not (access.mentors or access.edit):
        raise Refusal("forbidden")
    return access


def _beginner(session: Session, actor: Actor, pair_id: int) -> Access:
    """A pair has one programme at a time."""
    access = rights.for_mentoring(session, actor, pair_id)
    present = newest(session, pair_id)
    if present is not None:
        state = session.get_one(Roadmap, present.roadmap_id).state
        if state is not RoadmapState.CLOSED:
            raise Refusal("programme_there")
    return access


def _found(session: Session, place: int, key: str) -> ProgrammeTemplate:
    if key in shelf.KEYS:
        return shelf.template(key)
    for row, _ in bank(session, place):
        if str(row.id) == key:
            return shelf.parse(row.body)
    raise Refusal("gone")


def _previous(session: Session, pair: Pair) -> int | None:
    """The programme that a pair had before it was handed over, or in the year before."""
    for pair_id in (pair.id, pair.previous_id):
        found = newest(session, pair_id) if pair_id is not None else None
        if found is not None:
            return found.id
    return None


def _create(
    session: Session, actor: Actor, access: Access, wording: Wording,
    rows: Sequence[ReadRow], head: Head, name: str, source: str,
) -> int:  # fmt: skip
    pair = access.pair
    period = period_of(pair, actor.today)
    document = Document(
        title=wording.title(pair.id), organisation=None, approval=(), period_label=None,
        columns=shelf.COLUMNS, rows=tuple(rows), warnings=(),
    )  # fmt: skip
    mark = hashlib.sha256(f"{pair.id} {source}".encode()).hexdigest()
    roadmap = drafts.add(
        session, actor, pair.organisation_id, document, name, mark, (pair.id, period)
    )
    items = _results(session, roadmap.id, rows)
    running.own(session, roadmap.id, items, access.members)
    programme = Programme(
        roadmap_id=roadmap.id, pair_id=pair.id, created_by=actor.me, created_at=actor.at,
        **{part.value: head.part(part) for part in HeadField},
    )  # fmt: skip
    if not programme.goal:
        programme.goal = pair.goal
    session.add(programme)
    session.flush()
    return programme.id


def _results(session: Session, roadmap_id: int, rows: Sequence[ReadRow]) -> list[Item]:
    """What the document says has come of a line, and its mark; such a line is done."""
    items = session.scalars(
        select(Item)
        .where(Item.roadmap_id == roadmap_id, Item.parent_id.is_(None))
        .order_by(Item.position)
    ).all()
    for item, row in zip(items, rows, strict=True):
        item.actual, item.note = (row.done or "").strip(), ""
        item.mark = (row.mark or "").strip()[:100]
    return list(items)


def _row(at: int, line: TemplateLine, period: Period, term: Phrase) -> ReadRow:
    return ReadRow(
        section=line.section or None, stage=None, number=str(at), title=line.title, content=None,
        steps=(), deadline=_said(line, period, term) or None,
        responsible=(line.who,) if line.who else (), result=line.result or None,
    )  # fmt: skip


def _said(line: TemplateLine, period: Period, term: Phrase) -> str:
    if line.words or line.last is None:
        return line.words
    first = day_at(period.start, period.end, line.first) if line.first else None
    return term(first, day_at(period.start, period.end, line.last))


def _again(item: Item) -> ReadRow:
    return ReadRow(
        section=item.section, stage=item.stage, number=item.number, title=item.title,
        content=item.content, steps=(), deadline=item.deadline,
        responsible=tuple(map(str, item.responsible)), result=item.result,
    )  # fmt: skip
