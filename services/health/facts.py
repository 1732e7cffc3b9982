"""What the rules go by: facts of all pairs of a school in a fixed number of statements, told as
of any day that the book covers."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import (
    FitAnswer,
    HealthFlag,
    Item,
    Meeting,
    MeetingMark,
    Occurrence,
    Pair,
    PairEvent,
    PairMember,
    Roadmap,
)
from db.models.people import Given
from db.models.roadmap import OccState, RoadmapState
from domain.health import WEEK, Answer, Facts, Fit, Source
from domain.meeting_rules import Verdict, Word, verdict
from domain.meetings import MeetingState
from domain.pairs import PairState
from services import calendars, recall
from services.calendars import SchoolDays
from services.health import answers
from services.meetings.briefs import word

RUNNING = frozenset({PairState.ACTIVE, PairState.PAUSED})
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting that was held or missed on a day; `kept`: held, and nobody says it was not."""

    day: date
    held: bool
    verdict: Verdict | None = None

    @property
    def kept(self) -> bool:
        return self.held and self.verdict is not Verdict.DENIED


@dataclass(frozen=True, slots=True)
class Asked:
    """Once that a rule spoke of a pair; `put`: the pair was asked whether all is well."""

    on: date
    put: bool
    answers: tuple[answers.Given, ...]
    acted_on: date | None


@dataclass(slots=True)
class Book:
    """A school's pairs with all that the rules need. `met` is in the order of days."""

    days: SchoolDays
    pairs: dict[int, Pair]
    states: Mapping[int, list[tuple[date, PairState]]]
    met: Mapping[int, list[Met]]
    lines: Mapping[int, list[tuple[date, date | None]]]  # of programmes: due, closed
    fits: Mapping[int, list[tuple[date, int, Fit]]]
    asked: Mapping[int, list[Asked]]
    # Working days up to each day since the first.
    _counts: list[int] = field(default_factory=list, init=False)
    _first: date = field(default=date.min, init=False)

    def facts(self, day: date) -> dict[int, Facts]:
        """The pairs that ran on a day, as they stood at its end."""
        return {
            pair_id: self._facts(pair, state, day)
            for pair_id, pair in self.pairs.items()
            if (state := self._state(pair, day)) in RUNNING
        }

    def workdays(self, after: date, until: date) -> int:
        """Working days of the staff after one day up to another."""
        return max(self._upto(until) - self._upto(after), 0)

    def _facts(self, pair: Pair, state: PairState, day: date) -> Facts:
        met = [each for each in self.met.get(pair.id, ()) if each.day <= day]
        kept = [each.day for each in met if each.kept]
        since = max([pair.starts or self._created(pair), *kept[-1:], *self._resumed(pair, day)])
        last = kept[-1] if kept else date.min
        week = 6 if self.days.preferences.six_day else 5
        entered = self._entered(pair)
        known = entered if entered <= day or not met else date.min
        return Facts(
            every=pair.every_days,
            since=since,
            paused=state is PairState.PAUSED,
            held=len(kept),
            idle=round(self.workdays(max(since, known), day) * WEEK / week),
            missed=sum(not each.held and each.day > last for each in met),
            unanswered=self._unanswered(pair.id, day, last),
            behind=sum(
                entered <= due < day and (closed is None or closed > day)
                for due, closed in self.lines.get(pair.id, ())
            ),
            asked=self._help(pair.id, day, last),
            unmarked=entered > date.min and all(each.day < entered for each in met),
            fits=self._fits(pair.id, day),
        )

    def _entered(self, pair: Pair) -> date:
        """The first day of which silence says anything: that on which a pair was entered in the
        middle. Meetings that were written down of the time before speak for themselves."""
        created = self._created(pair)
        middle = pair.entered and pair.starts is not None and pair.starts < created
        return created if middle else date.min

    def _state(self, pair: Pair, day: date) -> PairState | None:
        if (pair.starts or self._created(pair)) > day:
            return None
        if pair.ended_on is not None and pair.ended_on < day:
            return pair.state
        told = self.states.get(pair.id, [])
        at = bisect_right(told, day, key=lambda each: each[0])
        if at:
            return told[at - 1][1]
        # What had begun before it was entered ran as it was entered.
        return told[0][1] if told else pair.state

    def _resumed(self, pair: Pair, day: date) -> Iterable[date]:
        told = [each for each in self.states.get(pair.id, ()) if each[0] <= day]
        return [
            on
            for (_, before), (on, after) in pairwise(told)
            if before is PairState.PAUSED and after is PairState.ACTIVE
        ][-1:]

    def _created(self, pair: Pair) -> date:
        return self.days.today(pair.created_at)

    def _standing_question(self, pair_id: int, day: date, last: date) -> Asked | None:
        """The last question that neither a meeting nor the curator has overtaken."""
        found = [each for each in self.asked.get(pair_id, ()) if each.put and each.on <= day]
        newest = found[-1] if found else None
        if newest is None or newest.on < last:
            return None
        over = newest.acted_on is not None and newest.acted_on <= day
        return None if over else newest

    def _unanswered(self, pair_id: int, day: date, last: date) -> int:
        asked = self._standing_question(pair_id, day, last)
        if asked is None or any(each.on <= day for each in asked.answers):
            return 0
        return self.workdays(asked.on, day)

    def _help(self, pair_id: int, day: date, last: date) -> frozenset[Source]:
        return frozenset(
            given.source
            for each in self.asked.get(pair_id, ())
            if each.acted_on is None or each.acted_on > day
            for given in each.answers
            if given.answer is Answer.HELP and last <= given.on <= day
        )

    def _fits(self, pair_id: int, day: date) -> frozenset[Fit]:
        """The last word of each person."""
        said = {who: fit for on, who, fit in self.fits.get(pair_id, ()) if on <= day}
        return frozenset(said.values())

    def _upto(self, day: date) -> int:
        """Counted as far as is asked."""
        if not self._counts:
            starts = [pair.starts or self._created(pair) for pair in self.pairs.values()]
            self._first = min(starts, default=date(2000, 1, 1))
            self._counts.append(int(self.days.staff.is_workday(self._first)))
        at = min(max((day - self._first).days, 0), _SPAN - 1)
        for n in range(len(self._counts), at + 1):
            works = self.days.staff.is_workday(self._first + n * _DAY)
            self._counts.append(self._counts[-1] + works)
        return self._counts[at]


_SPAN = 366 * 6  # days that a book counts from its earliest pair on


def load(session: Session, place: int, now: datetime) -> Book:
    """Everything that the rules need of one school."""
    return recall.once(session, ("pairs", place, now), lambda: _load(session, place, now))


def _load(session: Session, place: int, now: datetime) -> Book:
    days = calendars.of(session, place, now)
    pairs = session.scalars(
        select(Pair).where(Pair.organisation_id == place, Pair.removed_at.is_(None))
    ).all()
    return Book(
        days=days,
        pairs={pair.id: pair for pair in pairs},
        states=_states(session, place, days.zone),
        met=_met(session, place, days),
        lines=_lines(session, place),
        fits=_fits(session, place, days, now),
        asked=_asked(session, place, days),
    )


def _states(
    session: Session, place: int, zone: ZoneInfo
) -> Mapping[int, list[tuple[date, PairState]]]:
    """What every event made of a pair; the JSON is read in the database, for it is long."""
    found: defaultdict[int, list[tuple[date, PairState]]] = defaultdict(list)
    state, before = (side["state"].as_string() for side in (PairEvent.after, PairEvent.before))
    whole = PairEvent.after["every_days"].as_string()  # events of other features have less
    rows = session.execute(
        select(PairEvent.pair_id, PairEvent.at, state.label("state"), before.label("was"))
        .join(Pair, Pair.id == PairEvent.pair_id)
        .where(Pair.organisation_id == place, PairEvent.undone_at.is_(None), whole.is_not(None))
        .order_by(PairEvent.at, PairEvent.id)
    )
    for row in rows:
        if row.was and row.pair_id not in found:
            found[row.pair_id].append((date.min, PairState(row.was)))
        found[row.pair_id].append((row.at.astimezone(zone).date(), PairState(row.state)))
    return found


def _met(session: Session, place: int, days: SchoolDays) -> Mapping[int, list[Met]]:
    marks: defaultdict[int, list[Word]] = defaultdict(list)
    for mark in session.execute(
        select(
            MeetingMark.meeting_id, MeetingMark.confirmed, MeetingMark.how, MeetingMark.signed_on
        )
        .join(Meeting, Meeting.id == MeetingMark.meeting_id)
        .join(Pair, Pair.id == Meeting.pair_id)
        .where(Pair.organisation_id == place, MeetingMark.present.is_not(False))
    ):
        marks[mark.meeting_id].append(word(mark.confirmed, mark.how, mark.signed_on))
    found: defaultdict[int, list[Met]] = defaultdict(list)
    for row in session.execute(
        select(
            Meeting.id, Meeting.pair_id, Meeting.state, Meeting.held_on, Meeting.starts_at,
            Meeting.how,
        )
        .join(Pair, Pair.id == Meeting.pair_id)
        .where(
            Pair.organisation_id == place,
            Meeting.state.in_((MeetingState.HELD, MeetingState.MISSED)),
            Meeting.removed_at.is_(None),
        )
    ):  # fmt: skip
        day = row.held_on or (days.today(row.starts_at) if row.starts_at else None)
        held = row.state is MeetingState.HELD
        if day is not None:
            said = verdict(row.how is Given.PAPER, marks[row.id]) if held else None
            found[row.pair_id].append(Met(day, held, said))
    for each in found.values():
        each.sort(key=lambda met: met.day)
    return found


def _lines(session: Session, place: int) -> Mapping[int, list[tuple[date, date | None]]]:
    """Terms of programmes: those that are open, and since when the others are closed."""
    found: defaultdict[int, list[tuple[date, date | None]]] = defaultdict(list)
    rows = session.execute(
        select(Roadmap.pair_id, Occurrence.due, Occurrence.state, Occurrence.closed_on)
        .join(Item, Item.id == Occurrence.item_id)
        .join(Roadmap, Roadmap.id == Item.roadmap_id)
        .where(
            Roadmap.organisation_id == place,
            Roadmap.pair_id.is_not(None),
            Roadmap.state == RoadmapState.RUNNING,
            Item.removed_at.is_(None),
            Occurrence.state != OccState.SKIPPED,
        )
    )
    for row in rows:
        closed = row.closed_on or row.due if row.state is OccState.DONE else None
        found[row.pair_id].append((row.due, closed))
    return found


def _fits(
    session: Session, place: int, days: SchoolDays, now: datetime
) -> Mapping[int, list[tuple[date, int, Fit]]]:
    """Answers of those who are still in the pair, the earliest first."""
    found: defaultdict[int, list[tuple[date, int, Fit]]] = defaultdict(list)
    still = select(PairMember.id).where(
        PairMember.pair_id == FitAnswer.pair_id,
        PairMember.person_id == FitAnswer.person_id,
        PairMember.until.is_(None) | (PairMember.until >= days.today(now)),
    )
    rows = session.execute(
        select(FitAnswer.pair_id, FitAnswer.person_id, FitAnswer.answer, FitAnswer.at)
        .join(Pair, Pair.id == FitAnswer.pair_id)
        .where(Pair.organisation_id == place, FitAnswer.answer.is_not(None), still.exists())
        .order_by(FitAnswer.at, FitAnswer.id)
    )
    for row in rows:
        found[row.pair_id].append((days.today(row.at), row.person_id, Fit(row.answer)))
    return found


def _asked(session: Session, place: int, days: SchoolDays) -> Mapping[int, list[Asked]]:
    """One question of several rules is one; in the order of days."""
    found: defaultdict[int, dict[date, list[HealthFlag]]] = defaultdict(lambda: defaultdict(list))
    rows: Sequence[Any] = session.scalars(
        select(HealthFlag)
        .join(Pair, Pair.id == HealthFlag.pair_id)
        .where(Pair.organisation_id == place)
        .order_by(HealthFlag.id)
    ).all()
    for flag in rows:
        found[flag.pair_id][days.today(flag.asked_at or flag.raised_at)].append(flag)
    return {pair_id: [_one(on, flags, days) for on, flags in sorted(by_day.items())]
            for pair_id, by_day in found.items()}  # fmt: skip


def _one(on: date, flags: Sequence[HealthFlag], days: SchoolDays) -> Asked:
    given = {each for flag in flags for each in answers.of(flag, days.zone)}
    acted = [days.today(flag.acted_at) for flag in flags if flag.acted_at is not None]
    put = any(flag.asked_at is not None for flag in flags)
    return Asked(on, put, tuple(sorted(given, key=_when)), max(acted, default=None))


def _when(given: answers.Given) -> date:
    return given.on
