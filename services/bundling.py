"""Queueing bundles: one daily message a person and local day, whatever stands in it, and beside
it at most one before its hour, for what somebody waits for."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import case, or_, select
from sqlalchemy.orm import Session

from db.models import OutboxMessage
from db.models.outbox import OutboxState
from services import recipients
from services.recipients import Recipient
from services.upsert import insert_into, table_of

KIND = "bundle"
_DAY = timedelta(days=1)
_ALIVE = (OutboxState.QUEUED, OutboxState.SENDING, OutboxState.SENT)


@dataclass(frozen=True, slots=True)
class Want:
    """A bundle wished for. `at` is local to the person: its date names the bundle; `early`: it
    comes before the daily one of that day, beside it."""

    at: datetime
    late: bool = False
    early: bool = False


def queue(session: Session, wants: Mapping[int, Want], now: datetime) -> set[int]:
    """Queue bundles by person; the people whose bundle will hold what there is to say now.

    A bundle that waits already will hold it too, for its words are made when it is sent. One
    that is being sent or was sent on that day will not: nobody gets a second daily one on the
    same day. An early one does not join what waits: that may go at the hour only.
    The rows stay locked until the end of the transaction, so that none is sent meanwhile.
    """
    waiting = _waiting(session, [each for each, want in wants.items() if not want.early])
    rows = [_row(person_id, wants[person_id], now) for person_id in sorted(wants.keys() - waiting)]
    return waiting | _upsert(session, rows)


def on_the_way(session: Session, people: Collection[int], now: datetime) -> set[int]:
    """Those of the people whose bundle is being sent, or was sent at a moment not before `now`.

    It may have been worded without what is claimed at `now`, which then would be in none. The
    bundles that wait are locked until the end of the transaction, in one order for all workers,
    so that none sets off meanwhile.
    """
    rows = session.execute(
        select(OutboxMessage.person_id, OutboxMessage.state)
        .where(
            OutboxMessage.person_id.in_(people),
            OutboxMessage.kind == KIND,
            OutboxMessage.state.in_(_ALIVE),
            OutboxMessage.sent_at.is_(None) | (OutboxMessage.sent_at >= now),
        )
        .order_by(OutboxMessage.id)
        .with_for_update()
    )
    return {row.person_id for row in rows if row.state is not OutboxState.QUEUED}


def ensure(session: Session, person_id: int, now: datetime) -> None:
    """See to it that the person gets a bundle at the next usual hour, today or later."""
    who = recipients.one(session, person_id, now)
    if who is None or not who.reachable:
        return
    first = upcoming(who, now)
    if not queue(session, {person_id: Want(first)}, now):
        queue(session, {person_id: Want(after(who, first.date()))}, now)


def upcoming(who: Recipient, now: datetime) -> datetime:
    """The next hour of the person's bundle, today or on a later working day, local."""
    today = after(who, who.today(now) - _DAY)
    return today if today >= now else after(who, who.today(now))


def after(who: Recipient, day: date) -> datetime:
    """The hour of the person's bundle on the next working day after `day`, local."""
    return who.at(who.next_workday(day + _DAY)).astimezone(who.days.zone)


def _waiting(session: Session, wants: Collection[int]) -> set[int]:
    return set(
        session.scalars(
            select(OutboxMessage.person_id)
            .where(
                OutboxMessage.person_id.in_(wants),
                OutboxMessage.kind == KIND,
                OutboxMessage.state == OutboxState.QUEUED,
                OutboxMessage.sent_at.is_(None),  # for the index: few rows of a person are unsent
            )
            .order_by(OutboxMessage.id)
            .with_for_update()
        )
    )


def _row(person_id: int, want: Want, now: datetime) -> dict[str, Any]:
    day = want.at.date()
    return {
        "person_id": person_id,
        "kind": KIND,
        "payload": {"day": day.isoformat()},
        "solicited": False,
        "dedup_key": f"{KIND}:{person_id}:{day}{':early' if want.early else ''}",
        "send_after": max(want.at, now),
        "state": OutboxState.QUEUED,
        "attempts": 0,
        "late": want.late,
        "created_at": now,
    }


def _upsert(session: Session, rows: list[dict[str, Any]]) -> set[int]:
    """One statement: a bundle that was empty and so not sent is used again.

    Its attempts count on, for by them a claim is known (services.outbox.Claim).
    """
    if not rows:
        return set()
    table = table_of(OutboxMessage)
    statement = insert_into(session, OutboxMessage)
    new = statement.excluded
    queued = table.c.state == OutboxState.QUEUED
    upsert = statement.on_conflict_do_update(
        index_elements=[table.c.dedup_key],
        set_={
            "state": new.state,
            "late": case((queued, or_(table.c.late, new.late)), else_=new.late),
            "send_after": case((queued, table.c.send_after), else_=new.send_after),
            "created_at": case((queued, table.c.created_at), else_=new.created_at),
        },
        where=or_(queued, table.c.state == OutboxState.CANCELLED),
    ).returning(table.c.person_id)
    return set(session.connection().execute(upsert, rows).scalars())
