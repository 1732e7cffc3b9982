"""The ticks that are to come, played on plain values: who is told of what, and when."""

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import OutboxMessage
from domain.occurrences import OccKind
from domain.reminders import WEEK, Step
from domain.rounds import following
from services import calendars, recipients, weekly
from services.bundling import after
from services.noise import allowed
from services.planner import moment, term
from services.prompt_tick import begun, said_again
from services.prompts import BEFORE, KINDS, Told
from services.recipients import Recipient
from services.seniors import away_of, betters, seniors_of
from services.standing import by_role

# Beyond it nobody looks, and a weekly item would fill screens.
LONGEST = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Row:
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
    of_pair: bool = False


@dataclass(frozen=True, slots=True)
class Matter:
    """A prompt as the tick sees one; `said`: how often it has been said; `data`: the prompt's."""

    person_id: int
    place: int
    told: Told
    said: int = 0
    data: Mapping[str, Any] = field(default_factory=dict)


Thing = Row | Matter
Timed = tuple[datetime, Thing]


class Play:
    """The ticks from now to the end of a day, on values."""

    def __init__(self, session: Session, now: datetime, until: date) -> None:
        self._session, self._now = session, now
        self._until = min(until, (now + LONGEST).date())
        self._queue: list[tuple[datetime, int, Thing]] = []
        self._order = count()
        self._posts: dict[tuple[int, date], tuple[datetime, list[Thing]]] = {}
        self._last: dict[int, tuple[int, date]] = {}

    def run(self, rows: Sequence[Timed]) -> list[tuple[Recipient, datetime, list[Thing]]]:
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

    def _load(self, rows: Sequence[Thing]) -> None:
        places = {row.place for row in rows}
        self._schools = calendars.load(self._session, places, self._now)
        self._seniors = seniors_of(self._session, places)
        ids = {row.person_id for row in rows}.union(*self._seniors.values())
        self._who = recipients.with_deputies(self._session, ids, self._now, min(places))
        self._sent = _sent(self._session, set(self._who), self._now)
        self._told = {row.occurrence_id for row in rows if isinstance(row, Row) and row.escalated}
        self._rights = by_role.rights(self._session, self._who)

    def _push(self, at: datetime, row: Thing) -> None:
        who = self._who.get(row.person_id)
        if who is not None and who.today(at) <= self._until:
            heapq.heappush(self._queue, (at, next(self._order), row))

    def _step(self, at: datetime, row: Thing) -> None:
        if isinstance(row, Matter):
            self._ask(at, row)
        else:
            self._remind(at, row)

    def _ask(self, at: datetime, row: Matter) -> None:
        """As services.prompts has it: who has no open chat is not asked."""
        who, kind = self._who[row.person_id], KINDS[row.told.kind]
        if BEFORE in row.data and at >= datetime.fromisoformat(row.data[BEFORE]):
            return
        hearer = self._stands_in(at, row, who)
        if hearer is who and kind.key in who.muted:
            if not kind.duty:
                return
            if not weekly.is_day(who, at):
                self._push(weekly.next_moment(who, at), row)
                return
        said = self._say(at, row, hearer) if hearer.reachable else None
        if said is None:
            return
        now = replace(row, said=row.said + 1, data=begun(dict(row.data), said))
        later = said_again(kind.key, now.data, now.said, hearer, said)
        if later is not None:
            self._push(later, now)

    def _stands_in(self, at: datetime, row: Matter, who: Recipient) -> Recipient:
        deputy = None
        if who.away(who.today(at)) is not None:
            deputy = recipients.hearer(self._who, who.id, at)
        passes = deputy is not None and self._rights.passes(
            row.told.kind, row.place, who.id, deputy.id
        )
        return deputy if deputy is not None and passes else who

    def _remind(self, at: datetime, row: Row) -> None:
        who, school = self._who[row.person_id], self._schools[row.place]
        if row.step is Step.ESCALATE and not row.escalated:
            self._escalate(at, row, who)
            return
        hearer = self._hearer(at, row, who)
        said = who.today(at) if hearer is None else self._say(at, row, hearer)
        if said is None or row.escalated:
            return
        escalated = row.occurrence_id in self._told
        of = term(who, school, row.due, row.kind, escalated=escalated)
        found = moment(following(of, said), row.due, who, school, at)
        if found is not None:
            self._push(found.at, replace(row, step=found.step))

    def _hearer(self, at: datetime, row: Row, who: Recipient) -> Recipient | None:
        """As the tick has it. Who is away with nobody to stand in hears on the day of return;
        None: that is not known, or somebody is told by hand then."""
        leave = who.away(who.today(at))
        if leave is None:
            return who
        passes = not row.escalated and not row.of_pair
        hearer = recipients.hearer(self._who, who.id, at) if passes else None
        return hearer or (who if who.reachable and leave.last is not None else None)

    def _escalate(self, at: datetime, row: Row, who: Recipient) -> None:
        if row.occurrence_id not in self._told:
            self._told.add(row.occurrence_id)
            away = away_of(self._seniors, self._who, at)
            for each in betters(self._seniors, row.place, row.owners | {row.person_id}, away):
                better = self._who[each]
                day = better.cal.next_workday(better.today(at))
                told = replace(row, person_id=each, escalated=True, snoozed_until=None)
                self._push(max(at, better.at(day)), told)
        if row.snoozed_until is not None and row.snoozed_until > who.today(at):
            self._push(who.at(row.snoozed_until), replace(row, step=Step.SNOOZED))

    def _say(self, at: datetime, row: Thing, who: Recipient) -> date | None:
        """Put a row into the message of its day; None when that has gone and the row waits.

        A message that waits, be it for the weekly budget, takes what comes meanwhile along.
        """
        waiting = self._posts.get(self._last.get(who.id, (0, date.min)))
        if waiting is not None and waiting[0] >= at:
            waiting[1].append(row)
            return waiting[0].date()
        sent = self._sent[who.id]
        local = at.astimezone(who.days.zone)
        if who.reachable:
            local = allowed(who, sent, at, daily=True)
        key = who.id, local.date()
        if key in self._posts:
            self._push(after(who, local.date()), row)
            return None
        self._posts[key], self._last[who.id] = (local, [row]), key
        sent.append(local)
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
