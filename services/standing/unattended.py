"""Leaves in which nobody stands in although things fall due."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Absence, Person
from domain.named import Named
from services.person_cards import is_member
from services.standing.due import things_due

SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Alone:
    who: Named
    last: date | None
    due: int


def of(session: Session, organisation_id: int, today: date) -> list[Alone]:
    """Present leaves and those of the next week, the one that lacks most first."""
    rows = session.execute(
        select(Absence, Person.name, Person.is_pupil)
        .join(Person, Person.id == Absence.person_id)
        .where(
            is_member(organisation_id),
            Absence.cancelled_at.is_(None),
            Absence.deputy_id.is_(None),
            Absence.first <= today + SOON,
            Absence.last.is_(None) | (Absence.last >= today),
        )
        .order_by(Absence.first, Absence.id)
    ).all()
    found: list[Alone] = []
    for absence, name, pupil in rows:
        due = things_due(session, [absence.person_id], absence.last)
        if count := due.get(absence.person_id, 0):
            found.append(Alone(Named(absence.person_id, name, pupil), absence.last, count))
    return sorted(found, key=lambda each: -each.due)
