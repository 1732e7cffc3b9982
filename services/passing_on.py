"""Today's messages for passing on by other means, when the messenger cannot be reached."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.models import OutboxMessage, Person, Reminder
from db.models.outbox import OutboxState
from domain.named import Named
from services import bundles, people, recipients
from services.bundles import Entry
from services.bundling import KIND
from services.recipients import Recipient

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Letter:
    """What one person should hear today; `chat`: whether the bot could write, were it able to."""

    who: Named
    chat: bool
    today: date
    entries: tuple[Entry, ...]


def letters(session: Session, now: datetime) -> list[Letter]:
    """Everybody with something to hear today that was not sent, by name."""
    who = recipients.load(session, _candidates(session, now), now)
    names = people.named(session, who)
    found = [_letter(session, names[each.id], each, now) for each in who.values()]
    return sorted(
        (letter for letter in found if letter.entries),
        key=lambda letter: (letter.who.name, letter.who.id),
    )


def _letter(session: Session, named: Named, who: Recipient, now: datetime) -> Letter:
    today = who.today(now)
    start = datetime.combine(today, time(0), who.days.zone)
    # What was passed on yesterday need not be passed on again; what was not sent must be.
    since = None if who.reachable else start
    entries = bundles.unsent(session, who.id, now, since=since, until=start + _DAY)
    return Letter(named, who.reachable, today, entries)


def _candidates(session: Session, now: datetime) -> set[int]:
    due = select(Reminder.person_id).where(
        or_(Reminder.remind_at < now + _DAY, Reminder.claimed_at > now - _DAY)
    )
    waiting = select(OutboxMessage.person_id).where(
        OutboxMessage.kind == KIND,
        OutboxMessage.sent_at.is_(None),
        OutboxMessage.state != OutboxState.CANCELLED,
    )
    return set(
        session.scalars(select(Person.id).where(or_(Person.id.in_(due), Person.id.in_(waiting))))
    )
