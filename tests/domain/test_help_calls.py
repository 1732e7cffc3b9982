"""When a call that nobody took is said again: by day, in the morning, to the heads."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.help_calls import AGAIN_CHOICES, CallRule, Moments, moments

ZONE = ZoneInfo("Asia/Omsk")
USUAL = CallRule()


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("call", "same", "heads"),
    [
        (at(5, 12, 10), (at(5, 13, 10), at(6, 8)), at(6, 9)),
        (at(5, 19, 30), (at(6, 8),), at(6, 9)),
        (at(5, 2, 40), (at(5, 8),), at(5, 9)),
        (at(5, 7, 0), (at(5, 8), at(6, 8)), at(6, 9)),
        (at(5, 23, 50), (at(6, 8),), at(6, 9)),
    ],
)
def test_when(call: datetime, same: tuple[datetime, ...], heads: datetime) -> None:
    assert moments(call, USUAL) == Moments(same, heads)


@given(st.datetimes(timezones=st.just(ZONE)), st.sampled_from(AGAIN_CHOICES))
def test_never_at_night_and_in_order(call: datetime, again: int) -> None:
    rule = CallRule(again, 8, 20)
    if call.year in (1, 9999):
        return
    found = moments(call, rule)
    times = [call, *found.same, found.heads]

    assert times == sorted(times)
    assert all(8 <= each.hour < 20 for each in times[1:])
    assert found.heads - call <= timedelta(days=2)
