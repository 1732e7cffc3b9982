"""Averages of what was said in confidence: never of so few that anybody's word can be told."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from domain.schoolyear import school_year, year_bounds

LEAST = 5
"""People of whom an average is told."""


@dataclass(frozen=True, slots=True)
class Average:
    """`people`: how many have rated; each counts once, by the mean of what they gave."""

    people: int
    mean: float


@dataclass(frozen=True, slots=True)
class Averages:
    """`total` None: too few people. `hidden`: groups without an average of their own."""

    total: Average | None
    groups: tuple[tuple[str, Average], ...]
    hidden: int


def averages(ratings: Iterable[tuple[str, int, int]]) -> Averages:
    """Of (group, person, rating). A group of fewer than LEAST people is not told, and neither is
    the smallest of the others while those that are not told are fewer than LEAST together: or
    they could be counted back from the total."""
    by_group: defaultdict[str, defaultdict[int, list[int]]] = defaultdict(
        lambda: defaultdict(list)
    )
    everybody: defaultdict[int, list[int]] = defaultdict(list)
    for group, person, rating in ratings:
        by_group[group][person].append(rating)
        everybody[person].append(rating)
    if len(everybody) < LEAST:
        return Averages(None, (), len(by_group))
    told = sorted(by_group, key=lambda group: (-len(by_group[group]), group))
    hidden: set[int] = set()
    while told and (len(by_group[told[-1]]) < LEAST or 0 < len(hidden) < LEAST):
        hidden |= by_group[told.pop()].keys()
    groups = tuple((group, _average(by_group[group])) for group in told)
    return Averages(_average(everybody), groups, len(by_group) - len(told))


def period(today: date) -> tuple[date, date]:
    """The school year up to the end of last month: a figure that changed with every answer would
    tell what the last one was."""
    until = today.replace(day=1) - timedelta(days=1)
    return year_bounds(school_year(until))[0], until


def _average(given: dict[int, list[int]]) -> Average:
    means = [sum(some) / len(some) for some in given.values()]
    return Average(len(means), round(sum(means) / len(means), 1))
