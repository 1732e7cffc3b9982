"""The weekly message takes the place of what the daily one would say of the same things."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import exists, or_, select, update
from sqlalchemy.orm import Session

from db.models import Digest, DigestPlan, Item, Occurrence, OutboxMessage, Prompt, Reminder
from db.models.outbox import OutboxState
from services.bundling import KIND as BUNDLE

KIND = "digest"
# The daily message lets the weekly one of the same hour go first, but waits no longer.
PATIENCE = timedelta(minutes=10)
_SHORT, _MOMENT = timedelta(minutes=1), timedelta(seconds=5)


def goes_first(session: Session, person_id: int, now: datetime) -> datetime | None:
    """When to ask again, while a digest is about to be sent to the person."""
    due = select(DigestPlan.id).where(
        DigestPlan.person_id == person_id,
        DigestPlan.next_at > now - PATIENCE,
        DigestPlan.next_at <= now,
    )
    on_its_way = select(OutboxMessage.id).where(
        OutboxMessage.person_id == person_id,
        OutboxMessage.kind == KIND,
        OutboxMessage.state.in_([OutboxState.QUEUED, OutboxState.SENDING]),
        OutboxMessage.sent_at.is_(None),
        OutboxMessage.send_after > now - PATIENCE,
        OutboxMessage.send_after <= now + _SHORT,
    )
    waits = session.scalar(due.limit(1)) or session.scalar(on_its_way.limit(1))
    return now + _SHORT if waits else None


def gathers(session: Session, person_id: int, message_id: int, now: datetime) -> datetime | None:
    """When to ask again for a digest, while what is due with it is not yet in a daily message."""
    waits = select(OutboxMessage.id).where(
        OutboxMessage.id == message_id,
        OutboxMessage.created_at > now - PATIENCE,
        or_(
            *(
                exists().where(each.person_id == person_id, each.remind_at <= now)
                for each in (Reminder, Prompt)
            )
        ),
    )
    return now + _MOMENT if session.scalar(waits) else None


def ahead(session: Session, person_id: int, now: datetime, until: datetime) -> list[datetime]:
    """When digests of the person are to go after `now`: planned, or made and held back."""
    planned = select(DigestPlan.next_at).where(
        DigestPlan.person_id == person_id,
        DigestPlan.next_at > now,
        DigestPlan.next_at < until,
    )
    held = select(OutboxMessage.send_after).where(
        OutboxMessage.person_id == person_id,
        OutboxMessage.kind == KIND,
        OutboxMessage.state.in_([OutboxState.QUEUED, OutboxState.SENDING]),
        OutboxMessage.send_after > now,
    )
    rows = (*session.scalars(planned), *session.scalars(held))
    return sorted(each for each in rows if each is not None)


def taken_along(session: Session, person_id: int, now: datetime, today: date) -> int | None:
    """The daily message that the weekly one takes the place of: it was to come now, or waits
    since a day before."""
    rows = session.execute(
        select(OutboxMessage.id, OutboxMessage.payload, OutboxMessage.send_after).where(
            OutboxMessage.person_id == person_id,
            OutboxMessage.kind == BUNDLE,
            OutboxMessage.state == OutboxState.QUEUED,
            OutboxMessage.sent_at.is_(None),
        )
    )
    fitting = (
        row.id
        for row in rows
        if row.send_after <= now + PATIENCE or row.payload["day"] < today.isoformat()
    )
    return next(fitting, None)


def take_along(session: Session, at: datetime, message_id: int) -> None:
    """It was said within the weekly message at `at`: it counts for nothing of its own."""
    session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == message_id, OutboxMessage.state == OutboxState.QUEUED)
        .values(state=OutboxState.SENT, sent_at=at, solicited=True)
    )


def said(
    session: Session, person_id: int, since: datetime, to: datetime, zone: ZoneInfo
) -> set[int]:
    """Items of others that a digest sent in this time has named with a button.

    Only what was to be told by the end of the digest's day: an escalation of a later day is
    news again.
    """
    digests = session.execute(
        select(Digest.made_at, Digest.snapshot).where(
            Digest.person_id == person_id,
            Digest.sent.is_(True),
            Digest.made_at > since,
            Digest.made_at <= to,
        )
    ).all()
    found: set[int] = set()
    for digest in digests:
        if named := digest.snapshot.get("named"):
            end = _midnight_after(digest.made_at, zone)
            found |= _escalated(session, person_id, named, end)
    return found


def _escalated(session: Session, person_id: int, named: Sequence[int], end: datetime) -> set[int]:
    """Of the named items, and of everybody's parts of them, those that the person heard of."""
    rows = session.execute(
        select(Item.id, Item.parent_id)
        .join(Occurrence, Occurrence.item_id == Item.id)
        .join(Reminder, Reminder.occurrence_id == Occurrence.id)
        .where(
            Reminder.person_id == person_id,
            Reminder.escalated.is_(True),
            Reminder.claimed_at < end,
            or_(Item.id.in_(named), Item.parent_id.in_(named)),
        )
    )
    return {each for row in rows for each in (row.id, row.parent_id) if each is not None}


def _midnight_after(moment: datetime, zone: ZoneInfo) -> datetime:
    local = moment.astimezone(zone)
    return (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
