"""When something unasked-for may come: working days, quiet hours and the weekly budget."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import OutboxMessage
from db.models.outbox import OutboxState
from domain.reminders import WEEK, WEEKLY_BUDGET, budget_allows
from services import outbox, recipients
from services.digest.merging import KIND as DIGEST
from services.digest.merging import PATIENCE, ahead
from services.recipients import Recipient

MOST_PARTS = 2
# What its people count on since they agreed on a time: others leave room for it, too.
PROMISED = frozenset({"meeting_hour"})
_SHORT = timedelta(minutes=1)


def parts(kind: str) -> int:
    """How many messages of the budget one of this kind begins: a digest's table follows it."""
    return MOST_PARTS if kind == DIGEST else 1


def hold_until(
    session: Session, person_id: int, now: datetime, zone: str, parts: int = 1,
    *, lesser: bool = False,
) -> datetime | None:  # fmt: skip
    """The moment to wait for, or None when a message may go now; `parts`: how many go at once.
    `lesser`: it leaves room for what has a day and an hour of its own.

    `zone`: that of the installation, for those who belong to no organisation.
    """
    who = recipients.one(session, person_id, now) or recipients.of_nobody(person_id, now, zone)
    sent = outbox.sent_moments(session, person_id, now - WEEK)
    at = allowed(who, sent, now, parts)
    if at == now and lesser:
        at = _beside(who, sent, now, _coming(session, person_id, now))
    return at if at > now else None


def _coming(session: Session, person_id: int, now: datetime) -> list[tuple[datetime, int]]:
    """What has a moment of its own within a week, and how many messages each takes."""
    promised = session.scalars(
        select(OutboxMessage.send_after).where(
            OutboxMessage.person_id == person_id,
            OutboxMessage.kind.in_(PROMISED),
            OutboxMessage.state.in_([OutboxState.QUEUED, OutboxState.SENDING]),
            OutboxMessage.send_after > now - PATIENCE,
            OutboxMessage.send_after < now + WEEK,
        )
    )
    digests = ahead(session, person_id, now, now + WEEK)
    return sorted([*((each, MOST_PARTS) for each in digests), *((each, 1) for each in promised)])


def _beside(
    who: Recipient, sent: Sequence[datetime], now: datetime, coming: Sequence[tuple[datetime, int]]
) -> datetime:
    """When a message may go that must take the place of nothing that has its moment. Those that
    were sent at that hour a week before make room in time."""
    taken = 0
    for moment, parts in coming:
        taken = min(taken + parts, WEEKLY_BUDGET - 1)
        counted = sum(moment - WEEK + PATIENCE < each <= now for each in sent)
        if counted + taken >= WEEKLY_BUDGET:
            return who.next_moment(max(coming[0][0], now + _SHORT))
    return now


def allowed(who: Recipient, sent: Sequence[datetime], now: datetime, parts: int = 1) -> datetime:
    """The earliest moment from `now` on that is neither quiet nor above the budget."""
    at, limit = who.next_moment(now), WEEKLY_BUDGET - parts + 1
    while not budget_allows(sent, at, limit):
        counted = sorted(each for each in sent if at - WEEK < each <= at)
        at = who.next_moment(counted[-limit] + WEEK)
    return at
