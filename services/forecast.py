"""What will be sent to whom: the rules played day by day on plain values; nothing is written."""

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, ItemOwner, Occurrence, OutboxMessage, Reminder, Roadmap
from db.models.roadmap import OccState, RoadmapState
from domain.named import Named
from domain.occurrences import OccKind
from domain.progress import Status
from domain.reminders import WEEK, Step
from domain.roles import Action
from domain.rounds import following
from services import calendars, people, recipients
from services.actor import Actor, require
from services.bundling import after
from services.errors import Refusal
from services.meant import Planner
from services.noise import allowed
from services.planner import coming, moment, term
from services.recipients import Recipient
from services.replanning import owners_of
from services.seniors import betters, seniors_of
from services.subjects import Subject, subjects

# Beyond it nobody looks, and a weekly item would fill screens.
LONGEST = timedelta(days=400)
_WEEKEND = timedelta(days=14)  # from the hour of a reminder to the day it may come, in leave too


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a message will speak of; `who`: the owners of what others have overdue."""

    subject: Subject
    due: date
    kind: OccKind
    who: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Post:
    """One message to come. `at` is local; `by_hand`: no chat is open, somebody passes it on."""

    who: Named
    at: datetime
    by_hand: bool
    lines: tuple[Line, ...]

    @property
    def day(self) -> date:
        return self.at.date()


@dataclass(frozen=True, slots=True)
class Preview:
    """The first day on which anything is said after the launch; None: nothing ever is."""

    day: date | None
    posts: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A reminder as the tick sees one."""

    person_id: int
    step: Step
    occurrence_id: int
    item_id: int
    kind: OccKind
    due: date
    place: int
    owners: frozenset[int]
    snoozed_until: date | None = None
    escalated: bool = False


Timed = tuple[datetime, _Row]


def forecast(
    session: Session, actor: Actor, organisation_id: int, until: date
) -> tuple[Post, ...]:
    """All messages about an organisation's roadmaps until a day, by time. Raises "forbidden"."""
    require(session, actor, Action.SEE_FORECAST, organisation_id)
    return coming_posts(session, actor.at, until, organisation_id)


def coming_posts(
    session: Session, now: datetime, until: date, organisation_id: int | None = None
) -> tuple[Post, ...]:
    """The same without asking who looks; of all organisations when none is given."""
    return _posts(session, _Play(session, now, until).run(_stored(session, organisation_id)))


def preview(session: Session, actor: Actor, roadmap_id: int) -> Preview:
    """Who would get what on the first day, were the roadmap launched now.

    Raises Refusal("gone" | "forbidden").
    """
    roadmap = session.get(Roadmap, roadmap_id)
    if roadmap is None:
        raise Refusal("gone")
    require(session, actor, Action.EDIT_ROADMAP, roadmap.organisation_id)
    rows = _meant(session, roadmap, actor.at)
    first = min((at for at, _ in rows), default=None)
    if first is None:
        return Preview(None, ())
    until = (first + _WEEKEND).date()
    posts = _posts(session, _Play(session, actor.at, until).run(rows))
    if not posts:
        return Preview(None, ())
    return Preview(posts[0].day, tuple(post for post in posts if post.day == posts[0].day))


class _Play:
    """The ticks from now to the end of a day, on values."""

    def __init__(self, session: Session, now: datetime, until: date) -> None:
        self._session, self._now = session, now
        self._until = min(until, (now + LONGEST).date())
        self._queue: list[tuple[datetime, int, _Row]] = []
        self._order = count()
        self._posts: dict[tuple[int, date], tuple[datetime, list[_Row]]] = {}

    def run(self, rows: Sequence[Timed]) -> list[tuple[Recipient, datetime, list[_Row]]]:
        """Everything that is said, by time."""
        if not rows:
            return []
        self._load([row for _, row in rows])
        for at, row in rows:
            self._push(max(at, self._now), row)
        while self._queue:
            at, _, row = heapq.heappop(self._queue)
            self._step(at, row)
        found = [(self._who[key[0]], *post) for key, post in self._posts.items()]
        return sorted(found, key=lambda each: (each[1], each[0].id))

    def _load(self, rows: Sequence[_Row]) -> None:
        places = {row.place for row in rows}
        self._schools = calendars.load(self._session, places, self._now)
        self._seniors = seniors_of(self._session, places)
        ids = {row.person_id for row in rows}.union(*self._seniors.values())
        self._who = recipients.load(self._session, ids, self._now, min(places))
        self._sent = _sent(self._session, ids, self._now)
        self._told = {row.occurrence_id for row in rows if row.escalated}

    def _push(self, at: datetime, row: _Row) -> None:
        who = self._who.get(row.person_id)
        if who is not None and who.today(at) <= self._until:
            heapq.heappush(self._queue, (at, next(self._order), row))

    def _step(self, at: datetime, row: _Row) -> None:
        who, school = self._who[row.person_id], self._schools[row.place]
        if row.step is Step.ESCALATE and not row.escalated:
            self._escalate(at, row, who)
            return
        said = self._say(at, row, who)
        if said is None or row.escalated:
            return
        escalated = row.occurrence_id in self._told
        of = term(who, school, row.due, row.kind, escalated=escalated)
        found = moment(following(of, said), row.due, who, school, at)
        if found is not None:
            self._push(found.at, replace(row, step=found.step))

    def _escalate(self, at: datetime, row: _Row, who: Recipient) -> None:
        if row.occurrence_id not in self._told:
            self._told.add(row.occurrence_id)
            for each in betters(self._seniors, row.place, row.owners | {row.person_id}):
                better = self._who[each]
                day = better.cal.next_workday(better.today(at))
                told = replace(row, person_id=each, escalated=True, snoozed_until=None)
                self._push(max(at, better.at(day)), told)
        if row.snoozed_until is not None and row.snoozed_until > who.today(at):
            self._push(who.at(row.snoozed_until), replace(row, step=Step.SNOOZED))

    def _say(self, at: datetime, row: _Row, who: Recipient) -> date | None:
        """Put a row into the message of its day; None when that has gone and the row waits."""
        sent = self._sent[who.id]
        local = allowed(who, sent, at) if who.reachable else at.astimezone(who.days.zone)
        key = who.id, local.date()
        known = self._posts.get(key)
        if known is None:
            self._posts[key] = (local, [row])
            sent.append(local)
        elif known[0] >= at:
            known[1].append(row)
        else:
            self._push(after(who, local.date()), row)
            return None
        return local.date()


def _sent(session: Session, ids: set[int], now: datetime) -> defaultdict[int, list[datetime]]:
    found: defaultdict[int, list[datetime]] = defaultdict(list)
    rows = session.execute(
        select(OutboxMessage.person_id, OutboxMessage.sent_at).where(
            OutboxMessage.person_id.in_(ids),
            OutboxMessage.sent_at > now - WEEK,
            OutboxMessage.solicited.is_(False),
        )
    )
    for person_id, at in rows:
        if at is not None:
            found[person_id].append(at)
    return found


def _stored(session: Session, organisation_id: int | None) -> list[Timed]:
    query = (
        select(Reminder, Occurrence.item_id, Occurrence.kind, Occurrence.due,
               Roadmap.organisation_id)
        .join(Occurrence, Occurrence.id == Reminder.occurrence_id)
        .join(Item, Item.id == Occurrence.item_id)
        .join(Roadmap, Roadmap.id == Item.roadmap_id)
        .where(
            Reminder.remind_at.is_not(None),
            Occurrence.state == OccState.OPEN,
            Roadmap.state == RoadmapState.RUNNING,
            Item.removed_at.is_(None),
        )
        .order_by(Reminder.id)
    )  # fmt: skip
    if organisation_id is not None:
        query = query.where(Roadmap.organisation_id == organisation_id)
    rows = session.execute(query).all()
    owners = _owners(session, {row.item_id for row in rows})
    return [
        (at, _Row(
            row.Reminder.person_id, row.Reminder.step, row.Reminder.occurrence_id, row.item_id,
            row.kind, row.due, row.organisation_id, frozenset(owners[row.item_id]),
            row.Reminder.snoozed_until, row.Reminder.escalated,
        ))
        for row in rows
        if (at := row.Reminder.remind_at) is not None
    ]  # fmt: skip


def _owners(session: Session, item_ids: set[int]) -> defaultdict[int, set[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for item_id, person_id in session.execute(
        select(ItemOwner.item_id, ItemOwner.person_id)
        .join(Item, Item.id == ItemOwner.item_id)
        .where(Item.id.in_(item_ids))
    ):
        found[item_id].add(person_id)
    return found


def _meant(session: Session, roadmap: Roadmap, now: datetime) -> list[Timed]:
    """The reminders that a launch would make; open terms of the past are not among them."""
    school = calendars.of(session, roadmap.organisation_id, now)
    items = session.scalars(
        select(Item)
        .where(
            Item.roadmap_id == roadmap.id,
            Item.removed_at.is_(None),
            Item.status.in_([Status.TODO, Status.STARTED]),
        )
        .order_by(Item.position)
    ).all()
    parents = {item.parent_id for item in items}
    leaves = [item for item in items if item.id not in parents]
    here = {item.id: roadmap.organisation_id for item in leaves}
    owners = owners_of(session, here)
    planner = Planner(school, now)
    everybody = {each for group in owners.values() for each in group}
    who = recipients.load(session, everybody, now, roadmap.organisation_id)
    found: list[Timed] = []
    occurrences = count(1)
    for item in leaves:
        for each in planner.meant(item, roadmap):
            occurrence = next(occurrences)
            for person in (who[owner] for owner in owners[item.id]):
                of = term(person, school, each.due, each.kind, escalated=False)
                first = coming(of, person, school, None, now)
                if first is not None and each.due >= school.today(now):
                    found.append((first.at, _Row(
                        person.id, first.step, occurrence, item.id, each.kind, each.due,
                        roadmap.organisation_id, frozenset(owners[item.id]),
                    )))  # fmt: skip
    return found


def _posts(
    session: Session, said: Sequence[tuple[Recipient, datetime, list[_Row]]]
) -> tuple[Post, ...]:
    owners = {each for _, _, rows in said for row in rows if row.escalated for each in row.owners}
    names = people.named(session, {who.id for who, _, _ in said} | owners)
    known = subjects(session, {row.item_id for _, _, rows in said for row in rows})
    return tuple(
        Post(
            who=names[who.id],
            at=at,
            by_hand=not who.reachable,
            lines=_lines(rows, known, names),
        )
        for who, at, rows in said
    )


def _lines(
    rows: Sequence[_Row], known: Mapping[int, Subject], names: Mapping[int, Named]
) -> tuple[Line, ...]:
    """An item stands in a message once, with its nearest term, as services.bundles has it."""
    first: dict[int, _Row] = {}
    for row in sorted(rows, key=lambda row: (row.escalated, row.kind is not OccKind.DUE, row.due)):
        first.setdefault(row.item_id, row)
    return tuple(
        Line(known[row.item_id], row.due, row.kind, _whose(row, names)) for row in first.values()
    )


def _whose(row: _Row, names: Mapping[int, Named]) -> tuple[Named, ...]:
    if not row.escalated:
        return ()
    return tuple(names[each] for each in sorted(row.owners) if each in names)
