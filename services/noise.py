"""When something unasked-for may come: working days, quiet hours and the weekly budget."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from domain.reminders import WEEK, WEEKLY_BUDGET, budget_allows
from services import outbox, recipients
from services.digest.merging import KIND as DIGEST
from services.digest.merging import PATIENCE, ahead
from services.recipients import Recipient

MOST_PARTS = 2


def parts(kind: str) -> int:
    """How many messages of the budget one of this kind begins: a digest's table follows it, and
    what was promised takes none."""
    if kind in outbox.PROMISED:
        return 0
    return MOST_PARTS if kind == DIGEST else 1


def hold_until(
    session: Session, person_id: int, now: datetime, zone: str, parts: int = 1,
    *, lesser: bool = False,
) -> datetime | None:  # fmt: skip
    """The moment to wait for, or None when a message may go now; `parts`: how many go at once.
    `lesser`: it leaves room for the weekly messages that have a day and an hour set. What takes
    nothing of the budget waits for quiet time and leave only.

    `zone`: that of the installation, for those who belong to no organisation.
    """
    who = recipients.one(session, person_id, now) or recipients.of_nobody(person_id, now, zone)
    sent = outbox.sent_moments(session, person_id, now - WEEK)
    at = allowed(who, sent, now, parts)
    if at == now and lesser and parts:
        at = _beside(who, sent, now, ahead(session, person_id, now, now + WEEK))
    return at if at > now else None


def _beside(
    who: Recipient, sent: Sequence[datetime], now: datetime, digests: Sequence[datetime]
) -> datetime:
    """When a message may go that must not take the place of the next digest. Those that were
    sent at the digest's hour a week before make room in time."""
    if not digests:
        return now
    first = digests[0]
    room = WEEKLY_BUDGET - min(MOST_PARTS * len(digests), WEEKLY_BUDGET - 1)
    counted = sum(first - WEEK + PATIENCE < each <= now for each in sent)
    return now if counted < room else who.next_moment(first)


def allowed(who: Recipient, sent: Sequence[datetime], now: datetime, parts: int = 1) -> datetime:
    """The earliest moment from `now` on that is neither quiet nor above the budget."""
    at, limit = who.next_moment(now), WEEKLY_BUDGET - parts + 1
    while parts and not budget_allows(sent, at, limit):
        counted = sorted(each for each in sent if at - WEEK < each <= at)
        at = who.next_moment(counted[-limit] + WEEK)
    return at
