"""What stands in a person's bundle: all that was claimed since the last one and is still true."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from db.models import (
    Identity,
    Item,
    ItemEvent,
    ItemOwner,
    Occurrence,
    OutboxMessage,
    Person,
    Reminder,
    Roadmap,
)
from db.models.outbox import OutboxState
from db.models.people import Reach
from db.models.roadmap import OccState, RoadmapState
from domain.named import Named
from domain.occurrences import OccKind
from domain.reminders import Step
from services import people, recipients
from services.actor import Actor
from services.bundling import KIND
from services.errors import Refusal
from services.recipients import Recipient
from services.seniors import messengers, places_of, seniors_of
from services.subjects import Subject, subjects

NOT_MINE = "refused"
# News older than this are no news, also for somebody who has never had a bundle.
_MEMORY = timedelta(days=30)


class Sort(StrEnum):
    OWN = "own"
    OTHERS = "others"  # overdue at somebody else
    REFUSED = "refused"  # an owner said «not mine»


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a bundle speaks of; `who`: the owners, or who refused."""

    sort: Sort
    occurrence_id: int
    subject: Subject
    kind: OccKind
    due: date
    who: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """`by_hand`: whom to tell personally, and of how many items; `lost`: whose chat has closed."""

    name: str
    today: date
    entries: tuple[Entry, ...]
    by_hand: tuple[tuple[Named, int], ...] = ()
    lost: tuple[Named, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.entries or self.by_hand or self.lost)


@dataclass(frozen=True, slots=True)
class _Window:
    """From the last bundle that was sent up to this one."""

    person_id: int
    since: datetime
    to: datetime

    def holds(self, column: Any) -> Any:
        return (column > self.since) & (column <= self.to)


def load(session: Session, person_id: int, message_id: int, now: datetime) -> Bundle | None:
    """The contents of one bundle; None for a person without a school, who has none."""
    who = recipients.one(session, person_id, now)
    if who is None:
        return None
    window = _window(session, person_id, message_id, now)
    places = places_of(session, person_id)
    own = _reminded(session, window, who.today(now))
    return Bundle(
        name=session.scalar(select(Person.name).where(Person.id == person_id)) or "",
        today=who.today(now),
        entries=(*own, *_refused(session, window, places)),
        by_hand=_by_hand(session, window, places, now),
        lost=_lost(session, window, places),
    )


def mine(session: Session, actor: Actor, message_id: int) -> Bundle | None:
    """The contents of a bundle that I was sent. Raises Refusal("gone") for another's."""
    owner = session.scalar(
        select(OutboxMessage.person_id).where(
            OutboxMessage.id == message_id, OutboxMessage.kind == KIND
        )
    )
    if owner != actor.me:
        raise Refusal("gone")
    return load(session, actor.me, message_id, actor.at)


def left_in(session: Session, actor: Actor, telegram_id: str) -> tuple[int, int]:
    """The bundle that was sent as this message, and how much in it waits for an answer: 0, 0
    for any other message."""
    message_id = session.scalar(
        select(OutboxMessage.id).where(
            OutboxMessage.person_id == actor.me,
            OutboxMessage.kind == KIND,
            OutboxMessage.message_id == telegram_id,
        )
    )
    bundle = load(session, actor.me, message_id, actor.at) if message_id is not None else None
    return (message_id, len(bundle.entries)) if message_id and bundle else (0, 0)


def unsent(
    session: Session, person_id: int, now: datetime, *, since: datetime | None, until: datetime
) -> tuple[Entry, ...]:
    """What a person should hear before `until` and has not: for passing it on by other means.

    `since` None: whatever was claimed after the last bundle that was sent.
    """
    window = _window(session, person_id, 0, now)
    if since is not None:
        window = replace(window, since=since)
    own = (Reminder.step != Step.ESCALATE) | Reminder.escalated
    coming = (Reminder.remind_at < until) & own
    return _entries(session, person_id, window.holds(Reminder.claimed_at) | coming)


def _window(session: Session, person_id: int, message_id: int, now: datetime) -> _Window:
    sent_at = session.scalar(
        select(OutboxMessage.sent_at).where(
            OutboxMessage.id == message_id, OutboxMessage.state == OutboxState.SENT
        )
    )
    to = sent_at or now
    before = session.scalar(
        select(OutboxMessage.sent_at)
        .where(
            OutboxMessage.person_id == person_id,
            OutboxMessage.kind == KIND,
            OutboxMessage.id != message_id,
            OutboxMessage.sent_at <= to,
        )
        .order_by(OutboxMessage.sent_at.desc())
        .limit(1)
    )
    return _Window(person_id, before or datetime.min.replace(tzinfo=now.tzinfo, year=1900), to)


def _reminded(session: Session, window: _Window, today: date) -> tuple[Entry, ...]:
    """What the person has put off since is left out: it comes on its day."""
    awake = Reminder.snoozed_until.is_(None) | (Reminder.snoozed_until <= today)
    return _entries(session, window.person_id, window.holds(Reminder.claimed_at) & awake)


def _entries(session: Session, person_id: int, condition: Any) -> tuple[Entry, ...]:
    """One entry an item, though several of its terms may be open: the own ones first.

    What is due on one day stands in the order of the document.
    """
    rows = session.execute(
        _live(Reminder.escalated)
        .where(Reminder.person_id == person_id, condition)
        .order_by(Item.roadmap_id, Item.position, Occurrence.id)
    ).all()
    ordered = sorted(rows, key=lambda row: (row.escalated, row.kind is not OccKind.DUE, row.due))
    first: dict[int, Any] = {}
    for row in ordered:
        first.setdefault(row.item_id, row)
    known = subjects(session, first)
    owners = _owners(session, [each for each, row in first.items() if row.escalated])
    return tuple(
        Entry(
            sort=Sort.OTHERS if row.escalated else Sort.OWN,
            occurrence_id=row.occurrence_id,
            subject=known[item_id],
            kind=row.kind,
            due=row.due,
            who=owners.get(item_id, ()),
        )
        for item_id, row in first.items()
    )


def _live(*columns: Any) -> Select[*tuple[Any, ...]]:
    """Open occurrences of running roadmaps with a reminder."""
    return (
        select(
            Occurrence.id.label("occurrence_id"), Occurrence.item_id, Occurrence.kind,
            Occurrence.due, *columns,
        )
        .join(Reminder, Reminder.occurrence_id == Occurrence.id)
        .join(Item, Item.id == Occurrence.item_id)
        .join(Roadmap, Roadmap.id == Item.roadmap_id)
        .where(
            Occurrence.state == OccState.OPEN,
            Roadmap.state == RoadmapState.RUNNING,
            Item.removed_at.is_(None),
        )
    )  # fmt: skip


def _owners(session: Session, item_ids: Iterable[int]) -> dict[int, tuple[Named, ...]]:
    rows = session.execute(
        select(ItemOwner.item_id, ItemOwner.person_id)
        .where(ItemOwner.item_id.in_(list(item_ids)))
        .order_by(ItemOwner.id)
    ).all()
    names = people.named(session, {row.person_id for row in rows})
    found: dict[int, tuple[Named, ...]] = {}
    for row in rows:
        found[row.item_id] = (*found.get(row.item_id, ()), names[row.person_id])
    return found


def _refused(session: Session, window: _Window, places: Sequence[int]) -> tuple[Entry, ...]:
    """Items whose owner said «not mine», as long as nobody has taken them over."""
    if not places:
        return ()
    rows = session.execute(
        _live(ItemEvent.actor_id, ItemEvent.after)
        .join(ItemEvent, ItemEvent.item_id == Item.id)
        .join(
            ItemOwner,
            (ItemOwner.item_id == Item.id) & (ItemOwner.person_id == ItemEvent.actor_id),
        )
        .where(
            Roadmap.organisation_id.in_(places),
            ItemEvent.action == NOT_MINE,
            ItemEvent.undone_at.is_(None),
            window.holds(ItemEvent.at),
            ItemEvent.at > window.to - _MEMORY,
        )
        .order_by(Occurrence.due, Occurrence.id)
    ).all()
    told = [row for row in rows if window.person_id in row.after.get("heard", ())]
    names = people.named(session, {row.actor_id for row in told})
    known = subjects(session, {row.item_id for row in told})
    found: dict[tuple[int, int], Entry] = {}
    for row in told:
        found.setdefault(
            (row.item_id, row.actor_id),
            Entry(
                Sort.REFUSED, row.occurrence_id, known[row.item_id], row.kind, row.due,
                (names[row.actor_id],),
            ),
        )  # fmt: skip
    return tuple(found.values())


def _by_hand(
    session: Session, window: _Window, places: Sequence[int], now: datetime
) -> tuple[tuple[Named, int], ...]:
    """People without an open chat who would have been told since the last bundle."""
    served = _served(session, window.person_id, places, now)
    if not served:
        return ()
    rows = session.execute(
        _live(Reminder.person_id).where(
            Roadmap.organisation_id.in_(served),
            Reminder.person_id != window.person_id,
            window.holds(Reminder.claimed_at),
        )
    ).all()
    items = {(row.person_id, row.item_id) for row in rows}
    who = recipients.load(session, {each for each, _ in items}, now, served[0])
    counts = Counter(each for each, _ in items if not who[each].reachable)
    names = people.named(session, counts)
    return tuple(sorted(((names[each], n) for each, n in counts.items()), key=_by_name))


def _by_name(pair: tuple[Named, int]) -> tuple[str, int]:
    return pair[0].name, pair[0].id


def _served(session: Session, person_id: int, places: Sequence[int], now: datetime) -> list[int]:
    """The organisations for whose people this person passes messages on."""
    if not places:
        return []
    seniors = seniors_of(session, places)
    ids = {each for group in seniors.values() for each in group}
    who: dict[int, Recipient] = recipients.load(session, ids, now, places[0])
    return [
        place
        for place in places
        if person_id in {each.id for each in messengers(seniors, place, who)}
    ]


def _lost(session: Session, window: _Window, places: Sequence[int]) -> tuple[Named, ...]:
    """People with something to do whose chat has closed since the last bundle."""
    if not places:
        return ()
    rows = session.scalars(
        _live()
        .with_only_columns(Reminder.person_id)
        .join(Identity, Identity.person_id == Reminder.person_id)
        .where(
            Roadmap.organisation_id.in_(places),
            Reminder.person_id != window.person_id,
            Identity.reach != Reach.OK,
            window.holds(Identity.reach_since),
            Identity.reach_since > window.to - _MEMORY,
        )
        .distinct()
    ).all()
    found = people.named(session, rows)
    return tuple(sorted(found.values(), key=lambda each: (each.name, each.id)))
