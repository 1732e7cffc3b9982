"""The append-only log of who did what."""

from sqlalchemy.orm import Session

from db.models import AuditEntry
from services.actor import Actor


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
