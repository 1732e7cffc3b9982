"""How much the bot has said of itself: who got how many messages in a week, and what waits."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Organisation, OutboxMessage, Person
from db.models.outbox import OutboxState
from domain.named import Named
from domain.reminders import WEEK, WEEKLY_BUDGET
from domain.roles import Action
from services.actor import Actor, require
from services.errors import Refusal


@dataclass(frozen=True, slots=True)
class Heard:
    """`count` unasked-for messages in seven days; `waiting`: held back because of them."""

    who: Named
    organisation: str
    count: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Loudness:
    """`name` is empty for all organisations together; those who got most come first.

    `kinds`: messages by their kind in the outbox.
    """

    name: str
    people: tuple[Heard, ...]
    kinds: tuple[tuple[str, int], ...]

    @property
    def count(self) -> int:
        return sum(each.count for each in self.people)

    @property
    def waiting(self) -> int:
        return sum(each.waiting for each in self.people)


def loudness(session: Session, actor: Actor, organisation_id: int | None) -> Loudness:
    """The last seven days of an organisation; None: of all, for an administrator.

    What was asked for does not count. Raises Refusal("forbidden" | "gone").
    """
    require(session, actor, Action.SEE_DELIVERY, organisation_id)
    sent = _sent(session, organisation_id, actor.at)
    counts = Counter[int]()
    kinds = Counter[str]()
    for person_id, kind, count in sent:
        counts[person_id] += count
        kinds[kind] += count
    waiting = _waiting(session, counts)
    named = _named(session, counts)
    found = (Heard(who, place, counts[who.id], waiting[who.id]) for who, place in named)
    return Loudness(
        _name(session, organisation_id),
        tuple(sorted(found, key=lambda each: (-each.count, -each.waiting, each.who.name))),
        tuple(kinds.most_common()),
    )


def _name(session: Session, organisation_id: int | None) -> str:
    if organisation_id is None:
        return ""
    place = session.get(Organisation, organisation_id)
    if place is None:
        raise Refusal("gone")
    return place.name


def _sent(
    session: Session, organisation_id: int | None, now: datetime
) -> list[tuple[int, str, int]]:
    query = (
        select(OutboxMessage.person_id, OutboxMessage.kind, func.count())
        .where(
            OutboxMessage.sent_at > now - WEEK,
            OutboxMessage.sent_at <= now,
            OutboxMessage.solicited.is_(False),
        )
        .group_by(OutboxMessage.person_id, OutboxMessage.kind)
    )
    if organisation_id is not None:
        members = select(Person.id).where(Person.organisation_id == organisation_id)
        query = query.where(OutboxMessage.person_id.in_(members))
    return [(row[0], row[1], row[2]) for row in session.execute(query)]


def _waiting(session: Session, counts: Counter[int]) -> Counter[int]:
    """What is queued for those whose week has no room for it."""
    full = [person for person, count in counts.items() if count >= WEEKLY_BUDGET]
    rows = session.scalars(
        select(OutboxMessage.person_id).where(
            OutboxMessage.person_id.in_(full),
            OutboxMessage.state == OutboxState.QUEUED,
            OutboxMessage.sent_at.is_(None),
            OutboxMessage.solicited.is_(False),
        )
    )
    return Counter(rows)


def _named(session: Session, ids: Iterable[int]) -> list[tuple[Named, str]]:
    rows = session.execute(
        select(Person.id, Person.name, Person.is_pupil, Organisation.name)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(Person.id.in_(list(ids)))
    )
    return [(Named(person, name, pupil), place or "") for person, name, pupil, place in rows]
