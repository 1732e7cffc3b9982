"""When something unasked-for may come: working days, quiet hours and the weekly budget."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from domain.reminders import WEEK, WEEKLY_BUDGET, budget_allows
from services import outbox, recipients
from services.recipients import Recipient


def hold_until(session: Session, person_id: int, now: datetime) -> datetime | None:
    """The moment to wait for, or None when a message may go now."""
    who = recipients.one(session, person_id, now)
    if who is None:
        return None
    at = allowed(who, outbox.sent_moments(session, person_id, now - WEEK), now)
    return at if at > now else None


def allowed(who: Recipient, sent: Sequence[datetime], now: datetime) -> datetime:
    """The earliest moment from `now` on that is neither quiet nor above the budget."""
    at = who.next_moment(now)
    while not budget_allows(sent, at):
        counted = sorted(each for each in sent if at - WEEK < each <= at)
        at = who.next_moment(counted[-WEEKLY_BUDGET] + WEEK)
    return at
