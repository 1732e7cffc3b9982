"""When a call for an adult that nobody has taken is said again, and to whom."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

AGAIN_CHOICES: Final = (30, 60, 120)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CallRule:
    """`again`: minutes of daytime between two times; `opens`, `closes`: the hours of daytime."""

    again: int = 60
    opens: int = 8
    closes: int = 20


@dataclass(frozen=True, slots=True)
class Moments:
    """`same`: to those who were called first; `heads`: to the heads of the school."""

    same: tuple[datetime, ...]
    heads: datetime


def moments(at: datetime, rule: CallRule) -> Moments:
    """`at`: local time of the call. After an hour of daytime, then in the morning, then the
    heads: of a call at night the first of these is the morning already."""
    wait = timedelta(minutes=rule.again)
    first = _by_day(at + wait, rule)
    if first > at + wait:
        return Moments((first,), _by_day(first + wait, rule))
    morning = _opening(first + _DAY, rule)
    return Moments((first, morning), _by_day(morning + wait, rule))


def _by_day(at: datetime, rule: CallRule) -> datetime:
    if at.hour < rule.opens:
        return _opening(at, rule)
    return at if at.hour < rule.closes else _opening(at + _DAY, rule)


def _opening(day: datetime, rule: CallRule) -> datetime:
    return datetime.combine(day.date(), time(rule.opens), day.tzinfo)
