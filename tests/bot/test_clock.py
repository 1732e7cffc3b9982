"""The clock only goes forward, and playing the time does all that falls due on the way."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import Advancer, Clock, ClockMovedBack, FrozenClock

START = datetime(2026, 10, 5, 7, tzinfo=UTC)


def test_the_offset_survives_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "offset"
    future = datetime.now(UTC) + timedelta(days=40)

    Clock(file).jump(future)

    again = Clock(file, start=START)
    assert abs(again.now() - future) < timedelta(seconds=10)
    assert again.moved


def test_the_clock_never_goes_back() -> None:
    clock = FrozenClock(START)

    with pytest.raises(ClockMovedBack):
        clock.jump(START - timedelta(minutes=1))

    assert clock.now() == START


async def test_playing_stops_at_every_due_moment_and_then_at_the_end() -> None:
    clock = FrozenClock(START)
    due = [START + timedelta(days=d) for d in (1, 3, 9)]
    seen: list[datetime] = []

    async def next_due() -> datetime | None:
        return min(due, default=None)

    async def work() -> None:
        for moment in [m for m in due if m <= clock.now()]:
            due.remove(moment)
            seen.append(clock.now())

    await Advancer(clock, next_due, work).advance_to(START + timedelta(days=5))

    assert seen == [START + timedelta(days=1), START + timedelta(days=3)]
    assert clock.now() == START + timedelta(days=5)
    assert due == [START + timedelta(days=9)]


async def test_what_stays_due_does_not_stop_the_time() -> None:
    clock = FrozenClock(START)
    rounds = 0

    async def next_due() -> datetime | None:
        return START

    async def work() -> None:
        nonlocal rounds
        rounds += 1

    await Advancer(clock, next_due, work).advance_to(START + timedelta(seconds=5))

    assert clock.now() == START + timedelta(seconds=5)
    assert rounds == 6


async def test_waits_are_jumped_over_while_the_time_is_played() -> None:
    clock = FrozenClock(START)

    await clock.pause(timedelta(hours=1))

    assert clock.now() == START + timedelta(hours=1)
