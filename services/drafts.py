"""Drafts of roadmaps: made of a document that was read, given a period, deleted."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.models import Item, Organisation, Roadmap
from db.models.roadmap import ItemLevel, RoadmapState
from domain.deadlines import Kind, Period, SchoolCalendar
from domain.roles import Action
from domain.search import search_key
from imports.roadmap import Document
from imports.roadmap import Row as ReadRow
from services import audit, calendars, order, questions, responsibles, settling, terms
from services.actor import Actor, require
from services.draft_kin import DraftKin, draft_kin
from services.draft_rows import draft, rows
from services.kinds import kind_of
from services.roadmaps import of_school
from services.unowned import unowned

NUMBER_LIMIT = 64
NAME_LIMIT = 255


@dataclass(frozen=True, slots=True)
class Created:
    """What came of a document; `fresh`: this very file has made no draft before."""

    roadmap_id: int
    fresh: bool


@dataclass(frozen=True, slots=True)
class DraftSummary:
    """What was found and what is still to be decided."""

    roadmap_id: int
    title: str
    organisation: str
    source_name: str
    period: Period | None
    period_stated: bool
    rows: int
    steps: int
    dated: int  # rows whose term is known
    questions: int  # terms and phrases that need a decision
    past: int  # rows whose term is over
    proposed: int  # phrases understood by the program, not yet confirmed
    phrases: int
    remarked: int  # rows whose term is read with a remark, or is over in part
    unowned: int  # rows that name nobody
    unset: int  # rows without a term, or without anybody who answers
    gone: int  # rows of which a part of the terms is over
    expired: bool  # the period is over, and no row that is over has a term of its own
    twin: bool  # the same file runs already
    doubts: int  # orders of work that should be looked at
    corrects: int | None  # the running roadmap that it is to correct
    kin: DraftKin


def place_for(actor: Actor) -> int | None:
    """The organisation whose roadmap the actor may edit: the current one first; or None."""
    current = actor.current.organisation_id if actor.current else None
    held = [current, *(role.organisation_id for role in actor.roles)]
    return next((place for place in held if place and actor.may(Action.EDIT_ROADMAP, place)), None)


def create(
    session: Session, actor: Actor, document: Document, source_name: str, sha: str
) -> Created:
    """Make the draft of a document, beside other drafts of the organisation.

    The same file sent again opens the draft that it made. Raises Refusal("forbidden").
    """
    place = place_for(actor)
    require(session, actor, Action.EDIT_ROADMAP, place)
    assert place is not None
    made = session.scalar(
        select(Roadmap.id)
        .where(
            Roadmap.organisation_id == place,
            Roadmap.state == RoadmapState.DRAFT,
            Roadmap.source_sha == sha,
            Roadmap.parent_item_id.is_(None),
            of_school(),
        )
        .order_by(Roadmap.id.desc())
        .limit(1)
    )
    if made is not None:
        return Created(made, fresh=False)
    roadmap = add(session, actor, place, document, source_name, sha)
    return Created(roadmap.id, fresh=True)


def add(
    session: Session,
    actor: Actor,
    place: int,
    document: Document,
    source_name: str,
    sha: str,
    of_pair: tuple[int, Period] | None = None,
) -> Roadmap:
    """Another draft of the organisation, for callers that checked the right to it.

    `of_pair`: it is the programme of this pair, for this time.
    """
    roadmap = _roadmap(actor, place, document, source_name, sha)
    if of_pair is not None:
        roadmap.pair_id, period = of_pair
        roadmap.period_start, roadmap.period_end = period.start, period.end
        roadmap.period_stated = True
    session.add(roadmap)
    session.flush()
    _add_items(session, roadmap, document.rows)
    audit.record(
        session, actor, "roadmap_uploaded", f"roadmap:{roadmap.id}", place,
        rows=len(document.rows),
    )  # fmt: skip
    return roadmap


def _roadmap(actor: Actor, place: int, document: Document, source_name: str, sha: str) -> Roadmap:
    stated = Period.parse(document.period_label) if document.period_label else None
    return Roadmap(
        organisation_id=place,
        title=_clean(document.title),
        period_start=stated.start if stated else None,
        period_end=stated.end if stated else None,
        period_stated=stated is not None,
        approval=[_clean(line) for line in document.approval],
        columns=[_clean(name) for name in document.columns],
        source_name=_clean(source_name)[-NAME_LIMIT:],
        source_sha=sha,
        created_by=actor.me,
        created_at=actor.at,
    )


def _add_items(session: Session, roadmap: Roadmap, found: Iterable[ReadRow]) -> None:
    period = terms.period_of(roadmap)
    calendar = calendars.schooling(session, roadmap.organisation_id)
    position = 0
    pairs: list[tuple[Item, ReadRow]] = []
    for row in found:
        item = _item(roadmap.id, row, period, calendar)
        item.position = position
        position += 1 + len(row.steps)
        pairs.append((item, row))
    session.add_all(item for item, _ in pairs)
    session.flush()
    session.add_all(step for item, row in pairs for step in _steps(item, row))
    session.flush()


def _item(roadmap_id: int, row: ReadRow, period: Period | None, calendar: SchoolCalendar) -> Item:
    number = _clean(row.number)[:NUMBER_LIMIT] if row.number else None
    title = _clean(row.title)
    item = Item(
        roadmap_id=roadmap_id,
        level=ItemLevel.ROW,
        section=row.section and _clean(row.section),
        stage=row.stage and _clean(row.stage),
        number=number,
        title=title,
        search=search_key(f"{number or ''} {title}"),
        content=row.content and _clean(row.content),
        result=row.result and _clean(row.result),
        deadline=row.deadline and _clean(row.deadline),
        responsible=[_clean(entry) for entry in row.responsible],
        note=_clean(row.done or ""),
    )
    terms.store(item, terms.of_phrase(item.deadline, period, calendar))
    item.kind = kind_of(item)
    return item


def _steps(item: Item, row: ReadRow) -> Iterable[Item]:
    """A step has the term and the people of its row until it is given its own."""
    for at, text in enumerate(row.steps, 1):
        title = _clean(text)
        step = Item(
            roadmap_id=item.roadmap_id,
            parent_id=item.id,
            level=ItemLevel.STEP,
            position=item.position + at,
            section=item.section,
            stage=item.stage,
            number=str(at),
            title=title,
            search=search_key(f"{at} {title}"),
            deadline=item.deadline,
            term_kind=item.term_kind,
            spans=item.spans,
            rule=item.rule,
            term_decided=item.term_decided,
            responsible=item.responsible,
        )
        step.kind = kind_of(step)
        yield step


def _clean(text: str) -> str:
    """PostgreSQL keeps no NUL."""
    return text.replace("\0", "")


def summary(session: Session, actor: Actor, roadmap_id: int) -> DraftSummary:
    roadmap = draft(session, actor, roadmap_id)
    every = rows(session, roadmap_id)
    phrases = responsibles.phrases(session, roadmap, every)
    nobodys = unowned(session, every)
    asked = questions.questions(every, phrases, nobodys, actor.today, terms.period_of(roadmap))
    organisation = session.get_one(Organisation, roadmap.organisation_id)
    period = terms.period_of(roadmap)
    calendar = calendars.schooling(session, roadmap.organisation_id)
    past = settling.past_rows(every, period, actor.today)
    return DraftSummary(
        roadmap_id=roadmap.id,
        title=roadmap.title,
        organisation=organisation.name,
        source_name=roadmap.source_name,
        period=period,
        period_stated=roadmap.period_stated,
        rows=len(every),
        steps=sum(len(row.steps) for row in every),
        dated=sum(_dated(row.item) for row in every),
        questions=len(asked),
        past=len(past),
        proposed=sum(phrase.proposed for phrase in phrases),
        phrases=len(phrases),
        remarked=sum(questions.remarked(row, period, calendar, actor.today) for row in every),
        unowned=len(nobodys),
        unset=len({one.item_id for one in asked if one.entry is None or one.entry < 0}),
        gone=sum(bool(settling.gone_spans(row, actor.today)) for row in every),
        expired=bool(past) and settling.expired(past, period, actor.today),
        twin=_runs_already(session, roadmap),
        doubts=len(order.doubts(roadmap, every)),
        corrects=roadmap.corrects_id,
        kin=draft_kin(session, roadmap),
    )


def _runs_already(session: Session, roadmap: Roadmap) -> bool:
    found = session.scalar(
        select(Roadmap.id)
        .where(
            Roadmap.organisation_id == roadmap.organisation_id,
            Roadmap.source_sha == roadmap.source_sha,
            Roadmap.state == RoadmapState.RUNNING,
            of_school(),
        )
        .limit(1)
    )
    return found is not None


def _dated(item: Item) -> bool:
    return item.term_decided and item.term_kind is not Kind.NONE


def remove(session: Session, actor: Actor, roadmap_id: int) -> None:
    """Delete a draft for good; what was learnt about people stays for the next upload."""
    roadmap = draft(session, actor, roadmap_id, lock=True)
    audit.record(session, actor, "draft_deleted", f"roadmap:{roadmap.id}", roadmap.organisation_id)
    session.execute(delete(Roadmap).where(Roadmap.id == roadmap.id))
