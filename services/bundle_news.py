"""What a bundle tells beside the things to do: of people, since the last one that was sent."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import AuditEntry, Identity, Invitation, Reminder, Roadmap
from db.models.people import Reach
from domain.named import Named
from services import people, recipients
from services.delivery import not_reached
from services.invitations import ACCEPTED, REFUSED, subject_of
from services.live import live
from services.recipients import Recipient
from services.seniors import away_of, messengers, seniors_of
from services.window import Window

# News older than this are no news, also for somebody who has never had a bundle.
MEMORY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Invited:
    """Who came by the person's invitations, and who said no; `unnamed`: of those nobody knows."""

    joined: tuple[Named, ...] = ()
    declined: tuple[Named, ...] = ()
    unnamed: int = 0


NOBODY_INVITED = Invited()


def by_hand(
    session: Session, window: Window, places: Sequence[int], now: datetime, today: date
) -> tuple[tuple[Named, int], ...]:
    """People without an open chat who would have been told since the last bundle."""
    served = _served(session, window.person_id, places, now)
    if not served:
        return ()
    rows = session.execute(
        live(Reminder.person_id).where(
            Roadmap.organisation_id.in_(served),
            Reminder.person_id != window.person_id,
            window.holds(Reminder.claimed_at),
        )
    ).all()
    items = {(row.person_id, row.item_id) for row in rows}
    who = recipients.load(session, {each for each, _ in items}, now, served[0])
    silent = {each for each, _ in items if not (who[each].reachable or who[each].away(today))}
    counts = _things(session, served, now, today)
    names = people.named(session, silent)
    told = ((names[each], counts[each]) for each in silent if counts[each])
    return tuple(sorted(told, key=_by_name))


def _things(session: Session, places: Sequence[int], now: datetime, today: date) -> Counter[int]:
    """How many things there are to tell those who are not reached: as their list says it."""
    counts = Counter[int]()
    for place in places:
        for each in not_reached(session, place, now, today):
            counts[each.who.id] += each.things
    return counts


def _by_name(pair: tuple[Named, int]) -> tuple[str, int]:
    return pair[0].name, pair[0].id


def _served(session: Session, person_id: int, places: Sequence[int], now: datetime) -> list[int]:
    """The organisations for whose people this person passes messages on."""
    if not places:
        return []
    seniors = seniors_of(session, places)
    ids = {each for group in seniors.values() for each in group}
    who: dict[int, Recipient] = recipients.load(session, ids, now, places[0])
    away = away_of(seniors, who, now)
    return [
        place
        for place in places
        if person_id in {each.id for each in messengers(seniors, place, who, away)}
    ]


def lost(session: Session, window: Window, places: Sequence[int]) -> tuple[Named, ...]:
    """People with something to do whose chat has closed since the last bundle."""
    if not places:
        return ()
    rows = session.scalars(
        live()
        .with_only_columns(Reminder.person_id)
        .join(Identity, Identity.person_id == Reminder.person_id)
        .where(
            Roadmap.organisation_id.in_(places),
            Reminder.person_id != window.person_id,
            Identity.reach != Reach.OK,
            window.holds(Identity.reach_since),
            Identity.reach_since > window.to - MEMORY,
        )
        .distinct()
    ).all()
    found = people.named(session, rows)
    return tuple(sorted(found.values(), key=lambda each: (each.name, each.id)))


def invited(session: Session, window: Window) -> Invited:
    """Everybody once; who said no and came after all has come."""
    mine = session.execute(
        select(Invitation.id, Invitation.person_id).where(
            Invitation.created_by == window.person_id,
            Invitation.expires_at > window.to - MEMORY,
        )
    ).all()
    for_whom = {subject_of(row.id): row.person_id for row in mine}
    if not for_whom:
        return NOBODY_INVITED
    rows = session.execute(
        select(AuditEntry.action, AuditEntry.subject, AuditEntry.actor_id, AuditEntry.data)
        .where(
            AuditEntry.action.in_([ACCEPTED, REFUSED]),
            AuditEntry.subject.in_(for_whom),
            window.holds(AuditEntry.at),
            AuditEntry.at > window.to - MEMORY,
        )
        .order_by(AuditEntry.id)
    ).all()
    joined = {row.actor_id for row in rows if row.action == ACCEPTED}
    refused = [row.actor_id or for_whom[row.subject] for row in rows if row.action == REFUSED]
    declined = {each for each in refused if each is not None} - joined
    names = people.named(session, {*joined, *declined} - {window.person_id, None})
    unnamed = refused.count(None) - sum(row.data.get("after_no", 0) for row in rows)
    return Invited(_sorted(names, joined), _sorted(names, declined), max(unnamed, 0))


def _sorted(names: dict[int, Named], ids: set[int]) -> tuple[Named, ...]:
    found = (names[each] for each in ids if each in names)
    return tuple(sorted(found, key=lambda each: (each.name, each.id)))
