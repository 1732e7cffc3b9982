"""When something unasked-for may come: working days, quiet hours and the weekly budget.

The rule is told in docs/digest.md, «Noise».
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import OutboxMessage
from db.models.outbox import OutboxState
from domain.reminders import WEEK, WEEKLY_BUDGET, budget_allows
from services import outbox, recipients
from services.digest.merging import PATIENCE, ahead
from services.recipients import Recipient

# What its people count on since they agreed on a time: others leave room for it, too.
PROMISED = frozenset({"meeting_hour"})
# A daily message that can wait leaves room for one on each of so many working days after it.
KEPT_DAYS = 2
_SHORT, _DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Coming:
    """What has a moment of its own within a week."""

    digests: Sequence[datetime] = ()
    promised: Sequence[datetime] = ()

    @property
    def moments(self) -> list[datetime]:
        return sorted([*self.digests, *self.promised])


@dataclass(frozen=True, slots=True)
class Weight:
    """What a message gives way to. `lesser`: to what has a day and an hour of its own; `presses`:
    of the daily one only, whether it cannot wait for the next (asked where room is scarce)."""

    lesser: bool = True
    presses: Callable[[], bool] | None = None

    @property
    def daily(self) -> bool:
        return self.presses is not None


FIXED, LESSER = Weight(lesser=False), Weight()


def hold_until(
    session: Session, person_id: int, now: datetime, zone: str, weight: Weight = FIXED
) -> datetime | None:
    """The moment to wait for, or None when a message may go now.

    `zone`: that of the installation, for those who belong to no organisation.
    """
    who = recipients.one(session, person_id, now) or recipients.of_nobody(person_id, now, zone)
    sent = outbox.sent_moments(session, person_id, now - WEEK)
    return held(session, who, sent, now, weight)


def held(
    session: Session, who: Recipient, sent: Sequence[datetime], now: datetime, weight: Weight
) -> datetime | None:
    """The same by what was sent to the person in the last seven days."""
    at = allowed(who, sent, now, daily=weight.daily)
    if at == now and weight.lesser and sent:
        ahead_of_it = coming(session, who.id, now)
        at = _beside(who, sent, now, ahead_of_it.moments, weight)
        if at == now and weight.presses and _crowded(who, [*sent, *ahead_of_it.promised], now):
            following = who.at(who.next_workday(who.today(now) + _DAY))
            at = who.daily(now) if weight.presses() else following
    return at if at > now else None


def coming(session: Session, person_id: int, now: datetime) -> Coming:
    promised = session.scalars(
        select(OutboxMessage.send_after).where(
            OutboxMessage.person_id == person_id,
            OutboxMessage.kind.in_(PROMISED),
            OutboxMessage.state.in_([OutboxState.QUEUED, OutboxState.SENDING]),
            OutboxMessage.send_after > now - PATIENCE,
            OutboxMessage.send_after < now + WEEK,
        )
    )
    return Coming(ahead(session, person_id, now, now + WEEK), promised.all())


def _beside(
    who: Recipient,
    sent: Sequence[datetime],
    now: datetime,
    moments: Sequence[datetime],
    weight: Weight,
) -> datetime:
    """When a message may go that must take the place of nothing that has its moment. Those that
    were sent at that hour a week before make room in time."""
    for taken, moment in enumerate(moments, 1):
        counted = sum(moment - WEEK + PATIENCE < each <= now for each in sent)
        if counted + min(taken, WEEKLY_BUDGET - 1) >= WEEKLY_BUDGET:
            return _open(who, max(moments[0], now + _SHORT), daily=weight.daily)
    return now


def _crowded(who: Recipient, known: Sequence[datetime], now: datetime) -> bool:
    """Whether, if one goes now, there is no room for one on each of the next working days."""
    would, day = [*known, now], who.today(now)
    if who.daily(now) > now:
        would.append(who.daily(now))  # it goes before the day's own one
    for _ in range(KEPT_DAYS):
        day = who.next_workday(day + _DAY)
        at = who.at(day)
        if sum(at - WEEK + PATIENCE < each <= at for each in would) >= WEEKLY_BUDGET:
            return True
        would.append(at)
    return False


def allowed(
    who: Recipient, sent: Sequence[datetime], now: datetime, *, daily: bool = False
) -> datetime:
    """The earliest moment from `now` on that is neither quiet nor above the budget; where the
    daily message has to wait for room, not before the person's hour."""
    at = who.next_moment(now)
    while not budget_allows(sent, at):
        counted = sorted(each for each in sent if at - WEEK < each <= at)
        at = _open(who, counted[-WEEKLY_BUDGET] + WEEK, daily=daily)
    return at


def _open(who: Recipient, moment: datetime, *, daily: bool) -> datetime:
    return who.daily(moment) if daily else who.next_moment(moment)
