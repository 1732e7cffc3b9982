"""Troubles that do not kill the program: of the server, the network, the clock, the disk."""

import random
import resource
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path

from bot.settings import sqlite_path
from db import engine
from sandbox.faults import Fault
from tests.bot.kill import harness
from tests.bot.kill.points import (
    CONCURRENCY,
    AnswerPoint,
    Point,
    SurveyPoint,
    Trap,
    place,
    place_answering,
)
from tests.chaos import scene
from tests.chaos.databases import Server
from tests.chaos.life import Blow, Life, living, outcome
from tests.chaos.outcome import Outcome

DAYS = timedelta(days=3)
BACK = timedelta(hours=2)
SERVER_POINTS = [
    Point.TICK_OPEN, Point.TICKED, Point.CLAIM_OPEN, Point.CLAIMED, Point.BEFORE_CALL,
    Point.AFTER_CALL, Point.MARK_OPEN, Point.MARKED, AnswerPoint.FETCHED, AnswerPoint.WRITE_OPEN,
    AnswerPoint.WRITTEN, AnswerPoint.BEFORE_ANSWER, AnswerPoint.HANDLED, *SurveyPoint,
]  # fmt: skip
SPARE = 2  # waves
ONCE = {  # that a wave reaches no more than that
    Point.TICK_OPEN, Point.TICKED, AnswerPoint.FETCHED, AnswerPoint.HANDLED,
    SurveyPoint.CHANGE_OPEN,
}  # fmt: skip
CALLS = ("sendMessage", "editMessageText", "answerCallbackQuery", "getUpdates")


async def messenger_fault(
    kind: str, url: str, fault: Fault, times: int, seed: int, folder: Path
) -> Outcome:
    """One call of each wave goes wrong, of whatever kind comes."""
    chance = random.Random(seed)

    async def play(life: Life) -> None:
        for number in range(times):
            order = (fault.value, chance.choice(CALLS), 1)
            await life.wave(number, lambda order=order: life.messenger.faults([order]))

    return await _played(f"Bot API: {fault.value}", kind, url, times, folder, play)


async def server_killed(
    kind: str, url: str, server: Server, kills: int, seed: int, folder: Path
) -> Outcome:
    """The database server dies at a point of the program, and is started again.

    Time goes on while it gets well: what falls due meanwhile was ticked off before its wave comes,
    so a point that was not reached is tried once more in the next wave.
    """
    chance = random.Random(seed)
    points = SERVER_POINTS[:]
    chance.shuffle(points)
    left = list(islice(cycle(points), kills))
    waves = kills + SPARE + kills // 20
    trap = Trap(0, None, 0, server.kill)
    place(trap)
    place_answering(trap)

    async def play(life: Life) -> None:
        for number in range(waves):
            if not left:
                await life.wave(number, lambda: None)
                continue
            nth = 1 if left[0] in ONCE else chance.randint(1, CONCURRENCY // 4)
            await life.wave(number, lambda n=nth: trap.arm(left[0], n))
            if trap.sprung:
                left.pop(0)
        trap.point = None  # what was not reached is told, and strikes nobody any more

    played = await _played(
        "kill -9 of PostgreSQL", kind, url, waves, folder, play,
        unresolved=lambda: f"did not happen: {', '.join(left)}" if left else "",
    )  # fmt: skip
    return replace(played, times=kills - len(left))


async def clock_jumps(kind: str, url: str, times: int, folder: Path) -> Outcome:
    """The machine slept for days, or its clock was put back."""

    async def play(life: Life) -> None:
        for number in range(times):
            await life.wave(number, lambda n=number: _jump(life, n))

    return await _played("clock jumps", kind, url, times, folder, play)


def _jump(life: Life, number: int) -> None:
    clock = life.app.clock
    if number % 2:
        clock._offset -= BACK  # what the system does to us: our own clock refuses to go back
    else:
        clock.jump(clock.now() + (DAYS if not number % 10 else BACK))


async def full_disk(kind: str, url: str, times: int, folder: Path) -> Outcome:
    """Nothing can be written any more for half a second: every file is as large as it may be."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    path = sqlite_path(url)
    assert path is not None

    def fill_up() -> None:
        present = max(file.stat().st_size for file in path.parent.glob(path.name + "*"))
        _limit_files(present)

    async def play(life: Life) -> None:
        for number in range(times):
            await life.wave(number, fill_up, heal=lambda: _limit_files(resource.RLIM_INFINITY))

    try:
        return await _played("full disk", kind, url, times, folder, play)
    finally:
        _limit_files(resource.RLIM_INFINITY)


def _limit_files(size: int) -> None:
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))


async def locked_file(kind: str, url: str, times: int, folder: Path) -> Outcome:
    """Another program (an antivirus, a copy) holds the file longer than we wait for it."""
    path = sqlite_path(url)
    assert path is not None
    held: list[sqlite3.Connection] = []

    def lock() -> None:
        held.append(sqlite3.connect(path, isolation_level=None, check_same_thread=False))
        held[-1].execute("BEGIN EXCLUSIVE")

    def release() -> None:
        with closing(held.pop()) as connection:
            connection.execute("ROLLBACK")

    async def play(life: Life) -> None:
        for number in range(times):
            await life.wave(number, lock, heal=release)

    patience, engine.BUSY_TIMEOUT_MS = engine.BUSY_TIMEOUT_MS, 100
    try:
        return await _played("locked file", kind, url, times, folder, play)
    finally:
        engine.BUSY_TIMEOUT_MS = patience


async def _played(
    fault: str,
    kind: str,
    url: str,
    times: int,
    folder: Path,
    play: Callable[[Life], object],
    *,
    unresolved: Callable[[], str] = str,
) -> Outcome:
    script = await harness.write(url, scene.fill, times)
    with harness.messenger(folder) as messenger:
        messenger.people(sorted({*script.reminded, *script.acting}))
        messenger.greet(script.acting)
        async with living(url, messenger, folder, script) as life:
            await play(life)
            await life.finish()
            return await outcome(fault, kind, times, life, unresolved())


__all__ = [
    "Blow", "clock_jumps", "full_disk", "locked_file", "messenger_fault", "server_killed",
]  # fmt: skip
