"""What is said of a leave in the daily bundle: to who stands in, and to who is back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Absence, ItemEvent, ItemOwner, Prompt
from domain.named import Named
from services import people, recipients
from services.prompts import prompt
from services.standing.due import things_due

DEPUTY, BACK = "leave_deputy", "leave_back"
_DONE = "done"


@dataclass(frozen=True, slots=True)
class StandsIn:
    """`due`: things of the colleague that fall due till the last day; `over`: somebody who was
    told so stands in no more, earlier than was said."""

    absence_id: int
    who: Named
    first: date
    last: date | None
    due: int
    today: date
    over: bool = False


@dataclass(frozen=True, slots=True)
class IsBack:
    """`done`: what the deputy has ticked off meanwhile."""

    deputy: Named | None
    done: int
    due: int


@prompt(DEPUTY, again=(), rank=5)
def _deputies(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, StandsIn]:
    absences = _absences(session, rows)
    names = people.named(session, {each.person_id for each in absences.values()})
    who = recipients.load(session, {row.person_id for row in rows}, now)
    found: dict[int, StandsIn] = {}
    for row in rows:
        absence, told = absences.get(row.subject_id), who.get(row.person_id)
        if absence is None or told is None:
            continue
        today = told.today(now)
        if row.data.get("over"):
            found[row.id] = StandsIn(
                absence.id, names[absence.person_id], absence.first, absence.last, 0, today,
                over=True,
            )  # fmt: skip
            continue
        if absence.deputy_id != row.person_id or absence.cancelled_at is not None:
            continue
        if absence.last is None or absence.last >= today:
            due = things_due(session, [absence.person_id], absence.last)
            found[row.id] = StandsIn(
                absence.id, names[absence.person_id], absence.first, absence.last,
                due.get(absence.person_id, 0), today,
            )  # fmt: skip
    return found


@prompt(BACK, again=(), rank=5)
def _back(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, IsBack]:
    absences = _absences(session, rows)
    names = people.named(session, {each.deputy_id for each in absences.values()} - {None})
    who = recipients.load(session, {row.person_id for row in rows}, now)
    found: dict[int, IsBack] = {}
    for row in rows:
        absence, told = absences.get(row.subject_id), who.get(row.person_id)
        if absence is None or told is None or absence.last is None:
            continue
        if absence.cancelled_at is not None:
            continue
        today = told.today(now)
        if absence.last < today:
            deputy = names.get(absence.deputy_id or 0)
            due = things_due(session, [absence.person_id], today)
            done = _done(session, absence, told.days.at(absence.first, 0), now)
            found[row.id] = IsBack(deputy, done, due.get(absence.person_id, 0))
    return found


def _absences(session: Session, rows: Sequence[Prompt]) -> dict[int, Any]:
    found = session.scalars(
        select(Absence).where(Absence.id.in_({row.subject_id for row in rows}))
    )
    return {each.id: each for each in found}


def _done(session: Session, absence: Absence, since: datetime, now: datetime) -> int:
    """Items of the person that somebody else has ticked off meanwhile."""
    return (
        session.scalar(
            select(func.count(func.distinct(ItemEvent.item_id)))
            .join(ItemOwner, ItemOwner.item_id == ItemEvent.item_id)
            .where(
                ItemOwner.person_id == absence.person_id,
                ItemEvent.actor_id != absence.person_id,
                ItemEvent.action == _DONE,
                ItemEvent.undone_at.is_(None),
                ItemEvent.at >= since,
                ItemEvent.at <= now,
            )
        )
        or 0
    )
