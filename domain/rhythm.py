"""The rhythm of a school year: in which months the stages of mentoring usually stand.

What a stage is called decides; a stage that no word gives away takes its place between its
neighbours. The months of the usual year are content (content/rhythm.toml).
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.deadlines.model import Period
from domain.past import target_year
from domain.schoolyear import month_end, place
from domain.search import search_key

# With fewer days left of a month, nobody gets a stage done in it.
LEAST_DAYS = 7


@dataclass(frozen=True, slots=True)
class Beat:
    """A kind of stage. `words`: alternatives, each several beginnings that must all stand there.

    `first` and `last` are months of the school year; both None: it lasts the whole period.
    `broad`: the name says little, so what most of its rows are about counts more.
    """

    key: str
    words: tuple[tuple[str, ...], ...]
    first: int | None
    last: int | None
    broad: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """What is known of a stage by its words."""

    name: str
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Months:
    """Whole months: from the first day of one to the last of another, as the period has them."""

    first: date
    last: date


def recognised(stage: Stage, beats: Sequence[Beat]) -> Beat | None:
    """What kind of stage it is, by its name, else by what at least half of its rows are about."""
    named = _of_words(stage.name, beats)
    if named is not None and not named.broad:
        return named
    found = Counter(_of_words(title, beats) for title in stage.titles)
    usual, times = next(iter(found.most_common(1)), (None, 0))
    return usual if usual is not None and times * 2 >= len(stage.titles) else named


def _of_words(text: str, beats: Sequence[Beat]) -> Beat | None:
    """The beat of which most words stand in the text; of equals the one that is listed first."""
    words = search_key(text).replace("/", " ").replace("-", " ").split()
    words = [word.strip("«»\"'().,;:") for word in words]

    def weight(beat: Beat) -> int:
        fit = (each for each in beat.words if all(_begins(words, start) for start in each))
        return max(map(len, fit), default=0)

    best = max(beats, key=weight, default=None)
    return best if best is not None and weight(best) else None


def _begins(words: Sequence[str], start: str) -> bool:
    return any(word.startswith(start) for word in words)


def propose(
    stages: Sequence[Stage], beats: Sequence[Beat], period: Period, today: date
) -> list[Months | None]:
    """Months for every stage, none earlier than the one before it; None: the whole period.

    All of them lie within the period, and what is over of it is not offered any more.
    """
    offered = months(period, today)
    usual = [recognised(stage, beats) for stage in stages]
    counted = [at for at, beat in enumerate(usual) if beat is None or beat.first is not None]
    year = max(period.start, min(today, period.end))
    ranges = [_range(usual[at], offered, target_year(year)) for at in counted]
    over = {
        at
        for at, (number, each) in enumerate(zip(counted, ranges, strict=True))
        if each is None and usual[number] is not None
    }
    starts = _spread([each and each[0] for each in ranges], len(offered) - 1, over)
    found: list[Months | None] = [None] * len(stages)
    for at, start, known in zip(counted, starts, ranges, strict=True):
        last = known[1] if known is not None and known[0] == start else start
        end = min(month_end(offered[last]), period.end)
        found[at] = Months(max(offered[start], period.start), end)
    return found


def months(period: Period, today: date | None = None) -> list[date]:
    """The first days of the months of a period; with `today` those that are not over."""
    first = period.start
    if today is not None and period.start <= today <= period.end:
        left = month_end(today) - today
        soon = month_end(today) + timedelta(days=1)
        first = soon if left.days < LEAST_DAYS and soon <= period.end else today
    index, last = _index(first), _index(period.end)
    return [date(at // 12, at % 12 + 1, 1) for at in range(index, last + 1)]


def _index(day: date) -> int:
    return day.year * 12 + day.month - 1


def _range(beat: Beat | None, offered: Sequence[date], year: int) -> tuple[int, int] | None:
    """Places among the offered months; what lies before or after them goes to the nearest."""
    if beat is None or beat.first is None or beat.last is None:
        return None
    first, last = (_index(place((month, 1), year)) for month in (beat.first, beat.last))
    start, end = _index(offered[0]), _index(offered[-1])
    if last < start:
        return None  # its months are over: a place is found for it beside its neighbours
    return tuple(min(max(at, start), end) - start for at in (first, last))  # type: ignore[return-value]


def _spread(known: Sequence[int | None], last: int, over: Collection[int]) -> list[int]:
    """Numbers that never fall: the known ones that agree on an order, the others between them.

    `over`: places of those that are late already; they start as soon as they can.
    """
    anchors = _rising([0 if at == 0 and at in over else each for at, each in enumerate(known)])
    edges = [(-1, 0), *anchors, (len(known), last)]
    found: list[int] = []
    for at in range(len(known)):
        right = next(edge for edge in edges if edge[0] >= at)
        left = max(edge for edge in edges if edge[0] <= at)
        span, way = right[0] - left[0], right[1] - left[1]
        if at in over and right is edges[-1]:
            found.append(max([left[1], *found[-1:]]))
        else:
            found.append(left[1] + (way * (at - left[0]) // span if span else 0))
    return found


def _rising(known: Sequence[int | None]) -> list[tuple[int, int]]:
    """The most places whose numbers do not fall: one stage out of order must not move the rest."""
    ends: list[int] = []
    chains: list[list[tuple[int, int]]] = []
    for at, value in enumerate(known):
        if value is None:
            continue
        length = bisect_right(ends, value)
        chain = [*(chains[length - 1] if length else []), (at, value)]
        ends[length : length + 1] = [value]
        chains[length : length + 1] = [chain]
    return chains[-1] if chains else []
