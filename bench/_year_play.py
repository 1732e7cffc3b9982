"""The year itself: what is due is ticked, what may go is sent, people answer in their way.

The sender's rules without its messenger: the same claim, the same moment to wait for, the same
decision whether there is anything to say, the same mark. Left out are the messenger's limits,
and words that nobody reads here.
"""

import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import notices
from db.models import Organisation, Person
from db.models.people import Reach
from domain.reminders import WEEK
from handlers.notices import Words
from services import actor as actors
from services import (
    asked,
    bundles,
    delivery,
    item_done,
    noise,
    outbox,
    recipients,
    reminders,
    workcalendar,
)
from services.bundles import Bundle, Sort
from services.bundling import KIND as BUNDLE
from services.digest import merging
from services.digest import tick as digests
from services.errors import Refusal
from services.outbox import After, Claim
from services.recipients import Recipient

WORDS = Words(names="initials", zone="Europe/Moscow")
BATCH = 1000


class Habit(Enum):
    """What a person does about what they are told; LEAVES blocks the bot for two months."""

    PROMPT = "prompt"
    LATE = "late"
    NEVER = "never"
    LEAVES = "leaves"


_HABITS = (Habit.PROMPT, Habit.LATE, Habit.NEVER, Habit.LEAVES)
_SHARES = (45, 30, 20, 5)
_AWAY = timedelta(days=60)
_LEAVING, _FORGETTING = 0.05, 0.2


@dataclass(frozen=True, slots=True)
class Letter:
    """One unasked-for message: to whom, what, and when by UTC and by their own clock; `waited`:
    so many working days after the one that the daily message was meant for."""

    person_id: int
    outbox_id: int
    kind: str
    at: datetime
    local: datetime
    waited: int = 0


@dataclass(slots=True)
class Year:
    """The state of the play; `ends` is when it stops."""

    session: Session
    rng: random.Random
    now: datetime
    ends: datetime
    letters: list[Letter] = field(default_factory=list)
    ticks: int = 0
    put_off: int = 0
    done: int = 0
    habits: dict[int, Habit] = field(default_factory=dict)
    zones: dict[int, ZoneInfo] = field(default_factory=dict)
    returns: dict[int, datetime] = field(default_factory=dict)  # who blocks the bot, till when
    _sent: defaultdict[int, list[datetime]] = field(default_factory=lambda: defaultdict(list))

    def play(self) -> None:
        """From one due moment to the next."""
        self._meet()
        self._work()
        while (due := self._next()) is not None and due < self.ends:
            self.now = max(due, self.now + timedelta(seconds=1))
            self._come_back()
            self._work()

    def _meet(self) -> None:
        rows = self.session.execute(
            select(Person.id, Organisation.timezone)
            .join(Organisation, Organisation.id == Person.organisation_id)
            .order_by(Person.id)
        )
        for person_id, zone in rows:
            self.habits[person_id] = self.rng.choices(_HABITS, _SHARES)[0]
            self.zones[person_id] = ZoneInfo(zone)

    def _next(self) -> datetime | None:
        moments = [
            reminders.next_moment(self.session),
            digests.next_moment(self.session),
            outbox.next_moment(self.session),
            *self.returns.values(),
        ]
        return min((each for each in moments if each is not None), default=None)

    def _work(self) -> None:
        """As App.tick and then the sender until nothing is due."""
        self.ticks += 1
        while reminders.tick(self.session, self.now).claimed:
            pass
        while digests.tick(self.session, self.now).looked:
            self.session.expunge_all()
        while ids := outbox.due_ids(self.session, self.now, BATCH):
            self._drain([outbox.claim(self.session, each, self.now) for each in ids])
        self.session.commit()
        self.session.expunge_all()

    def _drain(self, claims: list[Claim | None]) -> None:
        mine = [claim for claim in claims if claim is not None]
        self.session.flush()
        who = recipients.load(self.session, [claim.person_id for claim in mine], self.now)
        for claim in mine:
            self._one(claim, who)

    def _one(self, claim: Claim, who: Mapping[int, Recipient]) -> None:
        held = None if claim.solicited else self._hold_until(claim, who[claim.person_id])
        if not who[claim.person_id].reachable:
            outbox.cancel(self.session, claim)
        elif held is not None and held > self.now:
            self.put_off += 1
            outbox.postpone(self.session, claim, held)
        else:
            self._deliver(claim)

    def _hold_until(self, claim: Claim, who: Recipient) -> datetime | None:
        """notices.hold_until with people and past messages at hand."""
        sent = [each for each in self._sent[claim.person_id] if each > self.now - WEEK]
        self._sent[claim.person_id] = sent
        if claim.kind != BUNDLE:
            return noise.held(self.session, who, sent, self.now, noise.FIXED)
        weight = noise.Weight(presses=lambda: self._presses(claim))
        held = noise.held(self.session, who, sent, self.now, weight)
        return held or merging.goes_first(self.session, claim.person_id, self.now)

    def _presses(self, claim: Claim) -> bool:
        bundle = bundles.load(self.session, claim.person_id, claim.id, self.now)
        return bundle is None or bundle.empty or bundle.presses

    def _deliver(self, claim: Claim) -> None:
        if claim.kind == BUNDLE:
            bundle = bundles.load(self.session, claim.person_id, claim.id, self.now)
            if bundle is None or bundle.empty:
                outbox.cancel(self.session, claim)
            elif self._mark(claim, _remembers(claim, bundle)):
                self._answer(claim.person_id, bundle)
        else:
            parcel = notices.render(self.session, claim, self.now, WORDS)
            if parcel is None:
                outbox.cancel(self.session, claim)
            else:
                self._mark(claim, parcel.sent)

    def _mark(self, claim: Claim, then: After | None) -> bool:
        """Whether it has arrived: some close their chat."""
        if self.habits[claim.person_id] is Habit.LEAVES and self.rng.random() < _LEAVING:
            outbox.mark_unreachable(self.session, claim.person_id, Reach.BLOCKED, self.now)
            outbox.fail(self.session, claim, Reach.BLOCKED.value)
            self.returns[claim.person_id] = self.now + _AWAY
            return False
        outbox.mark_sent(self.session, claim, "1", self.now, then)
        if not claim.solicited:
            local = self.now.astimezone(self.zones[claim.person_id])
            self._sent[claim.person_id].append(self.now)
            waited = _waited(claim, local)
            letter = Letter(claim.person_id, claim.id, claim.kind, self.now, local, waited)
            self.letters.append(letter)
        return True

    def _come_back(self) -> None:
        for person_id in [each for each, at in self.returns.items() if at <= self.now]:
            del self.returns[person_id]
            delivery.chat_open(self.session, self._actor(person_id))
            self.session.flush()

    def _answer(self, person_id: int, bundle: Bundle) -> None:
        """Some tick off at once, some only what is overdue, some nothing at all."""
        habit, today = self.habits[person_id], bundle.today
        for entry in bundle.entries if habit is not Habit.NEVER else ():
            if entry.sort is not Sort.OWN or (habit is Habit.LATE and entry.due >= today):
                continue
            if self.rng.random() >= _FORGETTING:
                self._done(person_id, entry.occurrence_id)

    def _done(self, person_id: int, occurrence_id: int) -> None:
        try:
            item_done.mark_term_done(self.session, self._actor(person_id), occurrence_id)
        except Refusal:
            return
        self.done += 1

    def _actor(self, person_id: int) -> actors.Actor:
        person = self.session.get_one(Person, person_id)
        chat_id = f"chat of {person.name}"
        return actors.of_person(self.session, person, self.now, WORDS.zone, chat_id=chat_id)


def _waited(claim: Claim, local: datetime) -> int:
    if claim.kind != BUNDLE:
        return 0
    day = date.fromisoformat(claim.payload["day"])
    works = workcalendar.build([day.year, local.year])
    between = (day + timedelta(days=n) for n in range(1, (local.date() - day).days + 1))
    return sum(map(works.is_workday, between))


def _remembers(claim: Claim, bundle: Bundle) -> After:
    """As a bundle's notice does."""
    own = [entry.occurrence_id for entry in bundle.entries if entry.sort is Sort.OWN]
    return partial(asked.mark, person_id=claim.person_id, occurrence_ids=own)
