"""The append-only log of who did what."""

from sqlalchemy import ColumnElement, and_, not_, or_
from sqlalchemy.orm import Session

from db.models import AuditEntry
from services.actor import Actor

# Two records became one: `gone` of the data is the person that is no more.
MERGED = "people_merged"
# What somebody has said in confidence stands on no screen of the log and in no file of it.
_CONFIDENTIAL = ("help", "referral", "fit", "rating", "private")


def record(
    session: Session,
    actor: Actor,
    action: str,
    subject: str,
    organisation_id: int | None = None,
    **data: str | int | None,
) -> None:
    """Add one entry; `subject` is "kind:id". No names or texts belong into `data`."""
    session.add(
        AuditEntry(
            at=actor.at,
            actor_id=actor.person_id,
            organisation_id=organisation_id,
            action=action,
            subject=subject,
            data=data,
        )
    )


def told() -> ColumnElement[bool]:
    """Of entries: those that who reads the log may see."""
    return and_(
        *(
            not_(or_(AuditEntry.action.startswith(word), AuditEntry.subject.startswith(word)))
            for word in _CONFIDENTIAL
        )
    )
