"""What stands in a person's bundle: all that was claimed since the last one and is still true."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.models import (
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
from db.models.roadmap import ItemLevel
from domain.named import Named
from domain.occurrences import OccKind
from domain.reminders import Step
from services import bundle_news, people, prompts, recipients
from services.actor import Actor
from services.bundle_news import MEMORY, NOBODY_INVITED, Invited
from services.bundling import KIND, after
from services.digest import merging
from services.errors import Refusal
from services.live import live
from services.prompts import Told
from services.recipients import Recipient
from services.seniors import places_of
from services.standing import away
from services.subjects import Subject, once, subjects
from services.twin_terms import first_due
from services.window import Window

NOT_MINE = "refused"
NEVER = datetime.max.replace(tzinfo=UTC)


class Sort(StrEnum):
    OWN = "own"
    OTHERS = "others"  # overdue at somebody else
    REFUSED = "refused"  # an owner said «not mine»


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a bundle speaks of; `who`: the owners, or who refused; `instead`: the
    colleague on leave whose it is.

    `shared`: it is about everybody's parts of the subject that are overdue.
    """

    sort: Sort
    occurrence_id: int
    subject: Subject
    kind: OccKind
    due: date
    who: tuple[Named, ...] = ()
    shared: bool = False
    instead: Named | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """`told`: matters of other features; `by_hand`: whom to tell personally, and of how many
    items; `lost`: whose chat has closed; `invited`: what came of the person's own invitations."""

    name: str
    today: date
    entries: tuple[Entry, ...]
    told: tuple[Told, ...] = ()
    by_hand: tuple[tuple[Named, int], ...] = ()
    lost: tuple[Named, ...] = ()
    invited: Invited = NOBODY_INVITED
    pupil: bool = False
    following: datetime = NEVER  # when the next one would come

    @property
    def things(self) -> tuple[Told | Entry, ...]:
        """All that waits for an answer, in the order in which it is said: what presses first."""
        return tuple(sorted((*self.told, *self.entries), key=lambda each: not self._presses(each)))

    @property
    def presses(self) -> bool:
        """Whether anything in it cannot wait for the next daily message."""
        return any(map(self._presses, self.things))

    def without(self, item_ids: Collection[int], *sorts: Sort) -> "Bundle":
        """The same but for these items, where the entries are of these sorts."""
        kept = (
            each
            for each in self.entries
            if each.sort not in sorts or each.subject.item_id not in item_ids
        )
        return replace(self, entries=tuple(kept))

    def _presses(self, thing: Told | Entry) -> bool:
        if isinstance(thing, Told):
            return thing.presses(self.following)
        return thing.kind is OccKind.DUE and thing.due <= self.today

    @property
    def news(self) -> bool:
        """Whether it says something that waits for no answer."""
        return bool(self.by_hand or self.lost or self.invited != NOBODY_INVITED)

    @property
    def empty(self) -> bool:
        return not (self.things or self.news)


def load(session: Session, person_id: int, message_id: int, now: datetime) -> Bundle | None:
    """The contents of one bundle; None for a person without a school, who has none."""
    who = recipients.one(session, person_id, now)
    if who is None:
        return None
    window = _window(session, person_id, message_id, now)
    places = places_of(session, person_id)
    told = merging.said(session, person_id, window.since, window.to, who.days.zone)
    own = _reminded(session, window, who, now)
    me = session.get_one(Person, person_id)
    bundle = Bundle(
        name=me.name,
        pupil=me.is_pupil,
        today=who.today(now),
        entries=(*own, *_refused(session, window, places)),
        told=prompts.told(session, window, now),
        by_hand=bundle_news.by_hand(session, window, places, now, who.today(now)),
        lost=bundle_news.lost(session, window, places),
        invited=bundle_news.invited(session, window),
        following=after(who, who.today(now)),
    )
    return bundle.without(told, Sort.OTHERS)


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
    return (message_id, len(bundle.things)) if message_id and bundle else (0, 0)


def unsent(
    session: Session, person_id: int, now: datetime, *, since: datetime | None, until: datetime
) -> tuple[Entry, ...]:
    """What a person should hear before `until` and has not: for passing it on by other means.
    Of who is away nothing, of who stands in everything.

    `since` None: whatever was claimed after the last bundle that was sent.
    """
    window = _window(session, person_id, 0, now)
    if since is not None:
        window = replace(window, since=since)
    own = (Reminder.step != Step.ESCALATE) | Reminder.escalated
    coming = (Reminder.remind_at < until) & own
    who = recipients.one(session, person_id, now)
    if who is None or who.away(who.today(now)) is not None:
        return ()
    condition = window.holds(Reminder.claimed_at) | coming
    return _entries(session, person_id, condition, _stood_for(session, who, now))


def _window(session: Session, person_id: int, message_id: int, now: datetime) -> Window:
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
    return Window(person_id, before or datetime.min.replace(tzinfo=now.tzinfo, year=1900), to)


def _reminded(
    session: Session, window: Window, who: Recipient, now: datetime
) -> tuple[Entry, ...]:
    """What the person has put off since is left out: it comes on its day."""
    awake = Reminder.snoozed_until.is_(None) | (Reminder.snoozed_until <= who.today(now))
    condition = window.holds(Reminder.claimed_at) & awake
    return _entries(session, who.id, condition, _stood_for(session, who, now))


def _stood_for(session: Session, who: Recipient, now: datetime) -> Mapping[int, datetime]:
    return away.stood_for(session, who.id, who.today(now), who.days.zone)


def _of(person_id: int, instead: Mapping[int, datetime]) -> Any:
    """The person's own reminders, and those of colleagues on leave since that began."""
    own = Reminder.person_id == person_id
    if not instead:
        return own
    others = (
        (Reminder.person_id == each)
        & (Reminder.claimed_at.is_(None) | (Reminder.claimed_at >= since))
        for each, since in instead.items()
    )
    return own | (or_(*others) & Roadmap.pair_id.is_(None) & ~Reminder.escalated)


def _entries(
    session: Session, person_id: int, condition: Any, instead: Mapping[int, datetime]
) -> tuple[Entry, ...]:
    """One entry an item, though several of its terms may be open: the own ones first.

    What others have overdue comes once a line, however many share it, and not again after the
    person has had them reminded. What is due on one day stands in the order of the document.
    """
    rows = session.execute(
        live(Reminder.escalated, Reminder.person_id, Item.level, Item.parent_id)
        .where(
            _of(person_id, instead),
            condition,
            ~Reminder.escalated | Reminder.nudged_at.is_(None),
        )
        .order_by(Item.roadmap_id, Item.position, Occurrence.id)
    ).all()
    ordered = sorted(rows, key=lambda row: (row.escalated, row.kind is not OccKind.DUE, row.due))
    lines: dict[int, list[Any]] = {}
    for row in ordered:
        lines.setdefault(_line(row), []).append(row)
    known = subjects(session, lines)
    owners = _owners(session, [row.item_id for row in ordered if row.escalated])
    names = people.named(session, instead)
    entries = (
        Entry(
            sort=Sort.OTHERS if rows[0].escalated else Sort.OWN,
            occurrence_id=rows[0].occurrence_id,
            subject=known[line],
            kind=rows[0].kind,
            due=rows[0].due,
            who=_together(owners.get(row.item_id, ()) for row in rows),
            shared=line != rows[0].item_id,
            instead=_instead(rows, person_id, names),
        )
        for line, rows in lines.items()
    )
    found = once(
        entries, lambda x: x.subject, lambda x: x.sort, lambda x: x.who, lambda x: x.instead
    )
    return _without_echoes(session, person_id, found)


def _instead(rows: Sequence[Any], person_id: int, names: Mapping[int, Named]) -> Named | None:
    """Whose it is when none of it is the reader's own."""
    others = [row.person_id for row in rows]
    return None if person_id in others else names.get(others[0])


def _without_echoes(
    session: Session, person_id: int, entries: Sequence[Entry]
) -> tuple[Entry, ...]:
    """Of linked lines that are due on different days only the first is spoken of, as long as it
    comes back: what closes it closes the others too."""
    own = [each.subject.twin for each in entries if each.sort is Sort.OWN]
    first = first_due(session, person_id, {twin for twin in own if twin is not None})
    return tuple(
        each
        for each in entries
        if each.sort is not Sort.OWN
        or each.kind is not OccKind.DUE
        or each.due <= first.get(each.subject.twin or 0, each.due)
    )


def _line(row: Any) -> int:
    """The item that an entry is about: of somebody else's share the whole."""
    others = row.escalated and row.level is ItemLevel.SHARE
    line: int = row.parent_id if others else row.item_id
    return line


def _together(groups: Iterable[tuple[Named, ...]]) -> tuple[Named, ...]:
    return tuple(dict.fromkeys(each for group in groups for each in group))


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


def _refused(session: Session, window: Window, places: Sequence[int]) -> tuple[Entry, ...]:
    """Items whose owner said «not mine», as long as nobody has taken them over."""
    if not places:
        return ()
    rows = session.execute(
        live(ItemEvent.actor_id, ItemEvent.after)
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
            ItemEvent.at > window.to - MEMORY,
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
