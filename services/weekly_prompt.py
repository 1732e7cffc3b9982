"""The matter that brings the week's first bundle to who has muted duties."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import OutboxMessage, Prompt, Reminder
from db.models.outbox import OutboxState
from services.bundling import KIND
from services.live import live
from services.prompts import WEEKLY, prompt


@dataclass(frozen=True, slots=True)
class Together:
    """What was muted during the week stands in this bundle."""


@prompt(WEEKLY, again=(), rank=90)
def _together(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Together]:
    return {row.id: Together() for row in rows if _something(session, row.person_id)}


def _something(session: Session, person_id: int) -> bool:
    """Whether something that was claimed has stood in no message yet."""
    last = session.scalar(
        select(OutboxMessage.sent_at)
        .where(
            OutboxMessage.person_id == person_id,
            OutboxMessage.kind == KIND,
            OutboxMessage.state == OutboxState.SENT,
        )
        .order_by(OutboxMessage.sent_at.desc())
        .limit(1)
    )
    reminders = live().where(Reminder.person_id == person_id, Reminder.claimed_at.is_not(None))
    others = select(Prompt.id).where(
        Prompt.person_id == person_id, Prompt.kind != WEEKLY, Prompt.claimed_at.is_not(None)
    )
    if last is not None:
        reminders = reminders.where(Reminder.claimed_at > last)
        others = others.where(Prompt.claimed_at > last)
    return any(session.execute(query.limit(1)).first() for query in (reminders, others))
