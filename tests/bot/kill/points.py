"""The named points at which the sending process dies, and how they are placed.

Production code knows none of them: functions and methods are wrapped in the process to be killed,
or the messenger pulls the trigger while it holds a call.
"""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from types import ModuleType
from typing import Any

CONCURRENCY = 8


class Point(StrEnum):
    """In the order in which a reminder passes them."""

    TICK_OPEN = "ticked_not_committed"
    TICKED = "tick_committed"
    CLAIM_OPEN = "claimed_not_committed"
    CLAIMED = "claimed"
    BEFORE_CALL = "before_call"
    ARRIVED = "call_arrived"
    DELIVERED = "during_call"
    FULL_FLIGHT = "all_calls_in_flight"
    AFTER_CALL = "after_call_before_mark"
    MARK_OPEN = "marked_not_committed"
    MARKED = "marked"


TICKING = frozenset({Point.TICK_OPEN, Point.TICKED})
AT_MESSENGER = frozenset({Point.ARRIVED, Point.DELIVERED, Point.FULL_FLIGHT})
# Here somebody has the message and the database does not know it.
DOUBLING = frozenset({Point.DELIVERED, Point.FULL_FLIGHT, Point.AFTER_CALL, Point.MARK_OPEN})


@dataclass(frozen=True)
class Run:
    """One life of the program. No point: it lives until it has played the time to `until`."""

    database: str
    messenger: str
    token: str
    data_dir: str
    point: str = ""
    nth: int = 0
    until: str = ""


class Trap:
    """Kills a process when a point is reached for the nth time."""

    def __init__(self, pid: int, point: Point | None, nth: int) -> None:
        self.pid, self.point, self.left = pid, point, nth
        self.sprung = False

    def reach(self, point: Point) -> bool:
        """Whether the process was killed just now: for others to ask, oneself is dead."""
        if point is not self.point or self.sprung:
            return False
        self.left -= 1
        if not self.left:
            self.sprung = True
            os.kill(self.pid, signal.SIGKILL)
        return self.sprung


def place(trap: Trap) -> None:
    """Wrap what this process is going to call."""
    from aiogram import Bot

    from db.engine import Database
    from services import outbox, reminders

    after_commit = {
        _inside(trap, reminders, "tick", Point.TICK_OPEN, _claimed_some): Point.TICKED,
        _inside(trap, outbox, "claim", Point.CLAIM_OPEN, _is_there): Point.CLAIMED,
        _inside(trap, outbox, "mark_sent", Point.MARK_OPEN, _always): Point.MARKED,
    }
    _around_commits(trap, Database, after_commit)
    _around_calls(trap, Bot)


def _inside(
    trap: Trap, module: ModuleType, name: str, point: Point, counts: Callable[[Any], bool]
) -> Callable[..., Any]:
    """The function does its work, and the process dies before the transaction ends."""
    original = getattr(module, name)

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        result = original(*args, **kwargs)
        if counts(result):
            # What is not flushed yet would not even reach the database.
            args[0].flush()
            trap.reach(point)
        return result

    wrapped.counts = counts  # type: ignore[attr-defined]
    setattr(module, name, wrapped)
    return wrapped


def _around_commits(
    trap: Trap, database: Any, after_commit: dict[Callable[..., Any], Point]
) -> None:
    original = database.write

    async def write(self: Any, fn: Any, *args: Any, **kwargs: Any) -> Any:
        result = await original(self, fn, *args, **kwargs)
        if fn in after_commit and fn.counts(result):
            trap.reach(after_commit[fn])
        return result

    database.write = write


def _around_calls(trap: Trap, bot: Any) -> None:
    original = bot.send_message

    async def send_message(self: Any, *args: Any, **kwargs: Any) -> Any:
        trap.reach(Point.BEFORE_CALL)
        message = await original(self, *args, **kwargs)
        trap.reach(Point.AFTER_CALL)
        return message

    bot.send_message = send_message


def _claimed_some(result: Any) -> bool:
    return bool(result.claimed)


def _is_there(result: Any) -> bool:
    return result is not None


def _always(_: Any) -> bool:
    return True
