"""What is wrong with the installation itself: told to its administrators once a day and kind."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Person, RoleGrant
from domain.roles import Role
from services import outbox

KIND = "trouble"


def no_copy(session: Session, day: date, now: datetime) -> int:
    """A day's copy was not made: told to every administrator; how many did not know it yet."""
    told = 0
    for person_id in _administrators(session):
        told += outbox.enqueue(
            session,
            person_id,
            KIND,
            {"day": day.isoformat()},
            dedup_key=f"{KIND}:no_copy:{day}:{person_id}",
            send_after=now,
            now=now,
        )
    return told


def _administrators(session: Session) -> list[int]:
    return list(
        session.scalars(
            select(RoleGrant.person_id)
            .join(Person, Person.id == RoleGrant.person_id)
            .where(
                RoleGrant.role == Role.ADMINISTRATOR,
                RoleGrant.until.is_(None),
                Person.archived_at.is_(None),
            )
            .distinct()
            .order_by(RoleGrant.person_id)
        )
    )
