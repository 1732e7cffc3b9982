"""The card of one row or step of a draft: as written, as understood, and whether it is needed."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.models import Item
from db.models.roadmap import ItemLevel
from domain.deadlines import Span, Warning_
from domain.progress import Status, combined
from domain.search import key_of
from services import calendars, responsibles, settling, terms
from services.actor import Actor
from services.assigning import Told, told
from services.draft_rows import Row, changing, draft_item, row_of, rows
from services.questions import doubts
from services.row_people import chosen_people, row_meaning
from services.terms import Term


@dataclass(frozen=True, slots=True)
class Card:
    """`own`: people chosen for this very item; `phrases`: each entry with what it means.

    `gone`: the terms of several that are over.
    """

    roadmap_id: int
    item: Item
    row: Row
    status: Status
    term: Term
    remarks: tuple[Warning_, ...]
    gone: tuple[Span, ...]
    own: Told | None
    phrases: tuple[tuple[str, Told | None], ...]
    today: date
    uniform: bool  # the steps have the term and the people of their row

    @property
    def is_step(self) -> bool:
        return self.item.level is ItemLevel.STEP


def card(session: Session, actor: Actor, item_id: int) -> Card:
    roadmap, item = draft_item(session, actor, item_id)
    every = rows(session, roadmap.id)
    row = row_of(every, item.id)
    known = {p.key: p.meaning for p in responsibles.phrases(session, roadmap, every)}
    place = roadmap.organisation_id
    entries = [str(entry) for entry in item.responsible]
    own = row_meaning(session, item) or row_meaning(session, row.item)
    return Card(
        roadmap_id=roadmap.id,
        item=item,
        row=row,
        status=_status(row) if item is row.item else item.status,
        term=terms.of_item(item),
        remarks=doubts(item, terms.period_of(roadmap), calendars.schooling(session, place)),
        gone=settling.gone_spans(row, actor.today),
        own=told(session, place, own),
        phrases=tuple(
            (entry, told(session, place, known.get(key_of(entry)))) for entry in entries
        ),
        today=actor.today,
        uniform=_uniform(session, row),
    )


def _uniform(session: Session, row: Row) -> bool:
    chosen, term = chosen_people(session, list(row)), terms.of_item(row.item)
    return all(
        terms.of_item(step) == term and chosen.get(step.id) in (None, chosen.get(row.item.id))
        for step in row.steps
    )


def _status(row: Row) -> Status:
    return combined(leaf.status for leaf in row.leaves)


def set_needed(session: Session, actor: Actor, item_id: int, needed: bool) -> None:
    """Take a row or step out of the count, or back into it. What is done stays done."""
    roadmap, item = draft_item(session, actor, item_id)
    changing(session, actor, roadmap.id)
    row = row_of(rows(session, roadmap.id), item.id)
    before, after = (Status.NA, Status.TODO) if needed else (Status.TODO, Status.NA)
    touched = row.leaves if item is row.item else (item,)
    for leaf in touched:
        if leaf.status is before:
            leaf.status = after
    row.item.status = _status(row)
