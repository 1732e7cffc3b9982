"""How long answering takes: medians of real times by kind of question, and usual ones."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from domain.survey.model import Kind

USUAL: dict[Kind, float] = {
    Kind.ONE: 8, Kind.SEVERAL: 15, Kind.SCALE: 5, Kind.TEN: 6, Kind.MATRIX: 30, Kind.NUMBER: 10,
    Kind.DATE: 12, Kind.SHORT: 20, Kind.LONG: 45, Kind.PERSON: 15, Kind.RANKING: 20,
    Kind.FILE: 30, Kind.STATEMENT: 5,
}  # fmt: skip
ENOUGH = 10  # answers of a kind before its real times count
AWAY = 600  # seconds after which somebody was doing something else


def measured(seconds: float) -> int | None:
    """What is kept of one time; None for who has gone away meanwhile."""
    return int(seconds) if 0 <= seconds < AWAY else None


def learned(times: Iterable[tuple[Kind, int]]) -> dict[Kind, float]:
    """Median seconds by kind, where there are enough of them."""
    found: defaultdict[Kind, list[int]] = defaultdict(list)
    for kind, seconds in times:
        found[kind].append(seconds)
    return {kind: median(some) for kind, some in found.items() if len(some) >= ENOUGH}


def minutes(ahead: Sequence[Kind], real: Mapping[Kind, float]) -> int:
    """Whole minutes that the questions ahead take, at least one."""
    seconds = sum(real.get(kind, USUAL[kind]) for kind in ahead)
    return max(1, round(seconds / 60))
