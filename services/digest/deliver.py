"""A digest of the outbox as it is worded at the moment of sending."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Digest
from services import recipients
from services.digest.compose import Weekly, weekly


def load(
    session: Session, digest_id: int, person_id: int, now: datetime, names_in_files: str
) -> Weekly | None:
    """What it says; None where that is nothing any more: the role has ended, a newer one has
    been made, nothing waits."""
    digest = session.get(Digest, digest_id)
    if digest is None or digest.person_id != person_id or _newer(session, digest):
        return None
    who = recipients.load(session, [person_id], now, digest.organisation_id).get(person_id)
    if who is None or not who.reachable:
        return None
    found = weekly(
        session, person_id, digest.organisation_id, now, names_in_files, before_id=digest_id
    )
    return None if found is None or found.empty else found


def _newer(session: Session, digest: Digest) -> bool:
    newer = select(Digest.id).where(
        Digest.person_id == digest.person_id,
        Digest.organisation_id == digest.organisation_id,
        Digest.id > digest.id,
    )
    return session.scalar(newer.limit(1)) is not None
