"""Who leaves the school leaves its bank, and comes back to it with the person."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import BankEntry, BankEvent
from domain.banks import BankState
from services.actor import Actor
from services.banks import asking, log

BECAUSE = "because"
_GONE = "gone"


def gone(session: Session, actor: Actor, person_id: int, place: int) -> None:
    rows = session.scalars(
        select(BankEntry).where(
            BankEntry.person_id == person_id,
            BankEntry.organisation_id == place,
            BankEntry.state.in_([BankState.CANDIDATE, BankState.IN_BANK]),
        )
    ).all()
    for entry in rows:
        with log.changing(session, actor.at, actor.person_id, entry, log.LEFT, **{BECAUSE: _GONE}):
            entry.state = BankState.LEFT
    asking.refresh(session, actor.at, place)


def back(session: Session, actor: Actor, person_id: int, place: int) -> None:
    """Those that only the leaving has ended."""
    rows = session.scalars(
        select(BankEntry).where(
            BankEntry.person_id == person_id,
            BankEntry.organisation_id == place,
            BankEntry.state == BankState.LEFT,
        )
    ).all()
    for entry in rows:
        last = session.scalar(
            select(BankEvent)
            .where(BankEvent.entry_id == entry.id)
            .order_by(BankEvent.id.desc())
            .limit(1)
        )
        if last is not None and last.after.get(log.TOLD, {}).get(BECAUSE) == _GONE:
            with log.changing(session, actor.at, actor.person_id, entry, log.UNDONE):
                entry.state = BankState(last.before["state"])
    asking.refresh(session, actor.at, place)
