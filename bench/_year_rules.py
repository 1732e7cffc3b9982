"""What a year must not hold, checked apart from the rules that the program goes by."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bench._year_play import Letter
from services import workcalendar

BUDGET = 5
WEEK = timedelta(days=7)
MORNING, EVENING = 8, 20


@dataclass(frozen=True, slots=True)
class Verdict:
    """`quiet`: at night or on a day off; `doubled`: the same twice; `weeks`: messages of every
    person in every week of the year, `most`: in any seven days; `waited`: daily messages that came
    on a later working day than they were meant for, the `longest` of them so many days later."""

    letters: int
    above: int
    quiet: int
    doubled: int
    most: int
    waited: int
    longest: int
    weeks: Sequence[int]
    kinds: Counter[str]

    @property
    def fine(self) -> bool:
        return not (self.above or self.quiet or self.doubled)

    def quantile(self, share: float) -> int:
        """Of the messages a person gets in a week."""
        ordered = sorted(self.weeks)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0


def judge(
    parts: Sequence[Sequence[Letter]], people: Sequence[int], begins: datetime, ends: datetime
) -> Verdict:
    """Every letter of the year by municipality, and how many could have got one there."""
    busiest: list[int] = []
    weeks: list[int] = []
    for letters, count in zip(parts, people, strict=True):
        moments: defaultdict[int, list[datetime]] = defaultdict(list)
        for letter in letters:
            moments[letter.person_id].append(letter.at)
        busiest += [_busiest(sorted(times)) for times in moments.values()]
        told = [each for times in moments.values() for each in _by_week(times, begins, ends)]
        unheard = (count - len(moments)) * len(_by_week((), begins, ends))
        weeks += told + [0] * unheard
    every = [letter for letters in parts for letter in letters]
    return Verdict(
        letters=len(every),
        above=sum(count > BUDGET for count in busiest),
        quiet=sum(_is_quiet(letter.local) for letter in every),
        doubled=sum(_doubled(letters) for letters in parts),
        most=max(busiest, default=0),
        waited=sum(letter.waited > 0 for letter in every),
        longest=max((letter.waited for letter in every), default=0),
        weeks=weeks,
        kinds=Counter(letter.kind for letter in every),
    )


def _busiest(times: Sequence[datetime]) -> int:
    """The most in any seven days: those that begin with one of the messages."""
    return max(
        bisect_right(times, first + WEEK - timedelta(microseconds=1)) - at
        for at, first in enumerate(times)
    )


def _is_quiet(local: datetime) -> bool:
    works = workcalendar.build([local.year]).is_workday(local.date())
    return not (works and MORNING <= local.hour < EVENING)


def _doubled(letters: Sequence[Letter]) -> int:
    """A row of the outbox that went twice, or a second message of a kind on one day."""
    rows = Counter(letter.outbox_id for letter in letters)
    days = Counter((each.person_id, each.kind, each.local.date()) for each in letters)
    return sum(count - 1 for counter in (rows, days) for count in counter.values())


def _by_week(times: Iterable[datetime], begins: datetime, ends: datetime) -> list[int]:
    counts = [0] * max((ends - begins) // WEEK, 1)
    for moment in times:
        at = (moment - begins) // WEEK
        if at < len(counts):
            counts[at] += 1
    return counts
