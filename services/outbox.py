"""The outbox: messages are rows added with the change, claimed and sent by the sender."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from db.models import Identity, OutboxMessage
from db.models.outbox import OutboxState
from db.models.people import Reach
from domain.reminders import late

LEASE = timedelta(minutes=2)
After = Callable[[Session, datetime], None]
# Written out: SQLite uses the partial index only for conditions without bound values.
_OPEN = OutboxMessage.state.in_(
    bindparam(
        "open_states",
        (OutboxState.QUEUED, OutboxState.SENDING),
        expanding=True,
        literal_execute=True,
    )
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A message that is ours to send until the lease ends.

    Every later claim of the same message counts more attempts: by them `_close` knows its own.
    """

    id: int
    person_id: int
    kind: str
    payload: dict[str, Any]
    solicited: bool
    attempts: int
    repeated: bool  # its lease ran out: it may have been delivered already
    late: bool  # it goes long after its moment, for whatever reason


def enqueue(
    session: Session,
    person_id: int,
    kind: str,
    payload: dict[str, Any],
    *,
    dedup_key: str,
    send_after: datetime,
    now: datetime,
    solicited: bool = False,
    late: bool = False,
) -> bool:
    """Add a message once per `dedup_key`; False when it was there already."""
    known = session.scalar(select(OutboxMessage.id).where(OutboxMessage.dedup_key == dedup_key))
    if known is not None:
        return False
    session.add(
        OutboxMessage(
            person_id=person_id,
            kind=kind,
            payload=payload,
            dedup_key=dedup_key,
            send_after=send_after,
            solicited=solicited,
            late=late,
            created_at=now,
        )
    )
    session.flush()
    return True


def _claimable(now: datetime) -> Any:
    """What waits after a failure is leased to nobody until the next try."""
    free = OutboxMessage.leased_until.is_(None) | (OutboxMessage.leased_until <= now)
    return (OutboxMessage.send_after <= now) & free


def due_ids(session: Session, now: datetime, limit: int) -> list[int]:
    """Ids of messages to be sent now, oldest first; no claim is made yet.

    Of several to one person only the oldest, so that they do not overtake each other.
    """
    rows = session.execute(
        select(OutboxMessage.id, OutboxMessage.person_id)
        .where(_OPEN, _claimable(now))
        .order_by(OutboxMessage.send_after, OutboxMessage.id)
        .limit(limit)
    )
    oldest: dict[int, int] = {}
    for message_id, person_id in rows:
        oldest.setdefault(person_id, message_id)
    return list(oldest.values())


def claim(session: Session, message_id: int, now: datetime) -> Claim | None:
    """Mark one message `sending`; None when another worker was first."""
    row = session.execute(
        select(OutboxMessage)
        .where(OutboxMessage.id == message_id, _OPEN, _claimable(now))
        .with_for_update(skip_locked=True)
    ).scalar_one_or_none()
    if row is None:
        return None
    repeated = row.state is OutboxState.SENDING
    row.state = OutboxState.SENDING
    row.attempts += 1
    row.leased_until = now + LEASE
    row.late = row.late or late(row.send_after, now)
    return Claim(
        row.id, row.person_id, row.kind, row.payload, row.solicited, row.attempts, repeated,
        row.late,
    )  # fmt: skip


def _close(session: Session, claim: Claim, **values: Any) -> bool:
    """Whether the claim was still ours: a worker frozen beyond its lease changes nothing."""
    closed = session.scalar(
        update(OutboxMessage)
        .where(
            OutboxMessage.id == claim.id,
            OutboxMessage.state == OutboxState.SENDING,
            OutboxMessage.attempts == claim.attempts,
        )
        .values(**{"leased_until": None, **values})
        .returning(OutboxMessage.id)
    )
    return closed is not None


def mark_sent(
    session: Session, claim: Claim, telegram_id: str, now: datetime, then: After | None = None
) -> None:
    """`then` is what the message has changed by being sent: with the mark, or not at all."""
    ours = _close(session, claim, state=OutboxState.SENT, sent_at=now, message_id=telegram_id)
    if ours and then is not None:
        then(session, now)


def cancel(session: Session, claim: Claim) -> None:
    """What the message would have said is no longer true."""
    _close(session, claim, state=OutboxState.CANCELLED)


def retry(session: Session, claim: Claim, at: datetime, error: str) -> None:
    """Try again at `at`, however often: what has become stale is dropped when it is worded.

    The moment it was meant for is kept, so that the message knows that it is late.
    """
    _close(session, claim, state=OutboxState.QUEUED, leased_until=at, error=error[:200])


def postpone(session: Session, claim: Claim, at: datetime) -> None:
    """Not now (quiet time): no failure, no attempt counted."""
    attempts = OutboxMessage.attempts - 1
    _close(session, claim, state=OutboxState.QUEUED, send_after=at, attempts=attempts)


def fail(session: Session, claim: Claim, error: str) -> None:
    """A permanent refusal of this very message."""
    _close(session, claim, state=OutboxState.FAILED, error=error[:200])


def mark_unreachable(session: Session, person_id: int, reach: Reach, now: datetime) -> None:
    """Remember that a chat is closed to us; the curator's list shows it with what to do."""
    session.execute(
        update(Identity)
        .where(Identity.person_id == person_id, Identity.reach != reach)
        .values(reach=reach, reach_since=now)
    )


def mark_reachable(session: Session, chat_id: str, now: datetime) -> None:
    session.execute(
        update(Identity)
        .where(Identity.chat_id == chat_id, Identity.reach != Reach.OK)
        .values(reach=Reach.OK, reach_since=now)
    )


def address(session: Session, person_id: int) -> str | None:
    """The chat of a person, or None without one (or with one that is closed to us)."""
    return session.scalar(
        select(Identity.chat_id)
        .where(Identity.person_id == person_id, Identity.reach == Reach.OK)
        .order_by(Identity.id.desc())
        .limit(1)
    )


def next_moment(session: Session) -> datetime | None:
    """When the next message is to be sent, for the clock that plays the time.

    What has failed is due at its next try, what a crash has left behind when its lease ends.
    """
    due = func.coalesce(OutboxMessage.leased_until, OutboxMessage.send_after)
    return session.scalar(select(func.min(due)).where(_OPEN))


def sent_moments(session: Session, person_id: int, since: datetime) -> list[datetime]:
    """When unasked-for messages went to a person: what the noise budget counts."""
    rows = session.scalars(
        select(OutboxMessage.sent_at).where(
            OutboxMessage.person_id == person_id,
            OutboxMessage.solicited.is_(False),
            OutboxMessage.sent_at >= since,
        )
    )
    return [moment for moment in rows if moment is not None]
