"""What is known of pairs for their health, by pair."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from db.models import (
    Pair,
)
from domain.health import WEEK, Answer, Facts, Fit, Source
from domain.meeting_rules import Verdict
from domain.pairs import PairState
from services.calendars import SchoolDays
from services.health import answers

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
