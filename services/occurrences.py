"""Single times that an item is due, checked on or asked about: closed, reopened, counted."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.models import Item, Occurrence, Reminder
from db.models.roadmap import OccState
from domain.occurrences import OccKind
from domain.progress import Status
from services.actor import Actor


def close_nearest(
    session: Session,
    item: Item,
    actor: Actor,
    answer: str | None = None,
    named: Occurrence | None = None,
) -> Occurrence | None:
    """Close the nearest open term of an item, or the one named; None when none is open.

    Keeps due and status.
    """
    nearest = named or session.scalar(
        select(Occurrence)
        .where(
            Occurrence.item_id == item.id,
            Occurrence.kind == OccKind.DUE,
            Occurrence.state == OccState.OPEN,
        )
        .order_by(Occurrence.due, Occurrence.seq)
        .limit(1)
    )
    if nearest is None or not close(session, nearest, actor, answer):
        return None
    refresh_due(session, item)
    return nearest


def close(
    session: Session,
    occurrence: Occurrence,
    actor: Actor,
    answer: str | None,
    state: OccState = OccState.DONE,
) -> bool:
    """Close one occurrence; False when somebody was first. Its reminders fall silent."""
    closed = session.execute(
        update(Occurrence)
        .where(Occurrence.id == occurrence.id, Occurrence.state == OccState.OPEN)
        .values(state=state, answer=answer, closed_on=actor.today, closed_by=actor.person_id)
        .returning(Occurrence.id)
    ).all()
    if not closed:
        return False
    session.execute(
        update(Reminder).where(Reminder.occurrence_id == occurrence.id).values(remind_at=None)
    )
    session.refresh(occurrence)
    return True


def refresh_due(session: Session, item: Item) -> None:
    """Bring `due` and the status in line with the terms of the item."""
    settle(item, session.scalars(select(Occurrence).where(Occurrence.item_id == item.id)).all())
    session.flush()


class _Term(Protocol):
    """What counts of an occurrence here."""

    seq: int
    kind: OccKind
    due: date
    state: OccState
    closed_on: date | None
    closed_by: int | None


def settle(item: Item, occurrences: Iterable[_Term]) -> None:
    """Set `due` and the status by all occurrences of the item.

    `due` is the nearest open term. When terms were kept and none is open the item is done; a
    done item with an open term is not. What has no terms (checks, questions) keeps its status.
    """
    terms = [each for each in occurrences if each.kind is OccKind.DUE]
    left = [term for term in terms if term.state is OccState.OPEN]
    kept = [term for term in terms if term.state is OccState.DONE]
    item.due = min((term.due for term in left), default=None)
    if left and item.status is Status.DONE:
        item.status, item.done_on, item.done_by = Status.TODO, None, None
    elif kept and not left and item.status in {Status.TODO, Status.STARTED}:
        last = max(kept, key=lambda term: (term.closed_on or term.due, term.due, -term.seq))
        item.status, item.done_on, item.done_by = Status.DONE, last.closed_on, last.closed_by
