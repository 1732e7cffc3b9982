"""Plan and fact of a piece of work: what was due when, and what was done when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Fact:
    """A term, due by everybody concerned: `total` of them, of whom `closed` have done it.

    `due` None: no day was named. `on`: the day of the last of them; None where it is not known.
    """

    starts: date | None
    due: date | None
    total: int
    closed: int
    on: date | None

    @property
    def done(self) -> bool:
        return self.closed == self.total

    def late(self, day: date) -> int | None:
        """Days between plan and fact as of `day`: over zero late, under zero early.

        None where there is nothing to compare: no day, no fact, or time left.
        """
        if self.due is None:
            return None
        if self.done:
            return (self.on - self.due).days if self.on else None
        return (day - self.due).days if self.due < day else None

    def within(self, first: date, last: date) -> bool:
        """Whether it belongs to a period: due or done in it."""
        due = self.due is not None and first <= self.due <= last
        return due or (self.on is not None and first <= self.on <= last)


@dataclass(frozen=True, slots=True)
class Summary:
    """What the facts of a period come to. `due`: terms that fell into it or were late before it;
    each of them is `kept` (in time), `late` (done after its day), `missed` (not done, the day is
    over) or `ahead`. `done`: everything that was done in the period."""

    due: int = 0
    kept: int = 0
    late: int = 0
    missed: int = 0
    ahead: int = 0
    done: int = 0


def summary(facts: Iterable[Fact], first: date, last: date, day: date) -> Summary:
    """Over the facts that stand in a report of first..last as of `day`."""
    every = list(facts)
    planned = [fact for fact in every if fact.due is not None and fact.due <= last]
    owed = [fact for fact in planned if _owed(fact, first)]
    delays = [fact.late(day) for fact in owed if fact.done]
    missed = [fact for fact in owed if not fact.done and fact.late(day) is not None]
    return Summary(
        due=len(owed),
        kept=sum(delay is None or delay <= 0 for delay in delays),
        late=sum(delay is not None and delay > 0 for delay in delays),
        missed=len(missed),
        ahead=len(owed) - len(delays) - len(missed),
        done=sum(fact.done and fact.on is not None and first <= fact.on <= last for fact in every),
    )


def _owed(fact: Fact, first: date) -> bool:
    """Due in the period, or before it and not done by its beginning."""
    assert fact.due is not None
    return fact.due >= first or not fact.done or (fact.on is not None and fact.on >= first)
