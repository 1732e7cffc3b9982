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


class AnswerPoint(StrEnum):
    """In the order in which a batch of updates passes them."""

    FETCHED = "updates_fetched"
    WRITE_OPEN = "written_not_committed"
    WRITTEN = "write_committed"
    BEFORE_ANSWER = "before_answer"
    AFTER_ANSWER = "after_answer"
    HANDLED = "handled_not_confirmed"


class SurveyPoint(StrEnum):
    """Further ones, in the order in which a questionnaire passes them."""

    SAVE_OPEN = "answer_saved_not_committed"
    SEND_OPEN = "sent_not_committed"
    ERASED = "draft_erased_sheet_not_written"
    MOVED = "draft_moved_not_committed"
    SENT = "send_committed"
    CHANGE_OPEN = "sent_answer_changed_not_committed"


def answering_point(name: str) -> StrEnum:
    """Of a name on the way to another process."""
    kind = SurveyPoint if name in {each.value for each in SurveyPoint} else AnswerPoint
    return kind(name)


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
    # or "answering": what people did is polled and handled; or "both"
    work: str = "sending"


class Trap:
    """Kills a process when a point is reached for the nth time, or strikes in another way."""

    def __init__(
        self,
        pid: int,
        point: StrEnum | None,
        nth: int,
        strike: Callable[[], None] | None = None,
    ) -> None:
        self.point, self.left = point, nth
        self.sprung = False
        self._strike = strike or (lambda: os.kill(pid, signal.SIGKILL))

    def arm(self, point: StrEnum, nth: int) -> None:
        """Lay it again, for another point."""
        self.point, self.left, self.sprung = point, nth, False

    def reach(self, point: StrEnum) -> bool:
        """Whether the process was killed just now: for others to ask, oneself is dead."""
        if point is not self.point or self.sprung:
            return False
        self.left -= 1
        if not self.left:
            self.sprung = True
            self._strike()
        return self.sprung


def place(trap: Trap) -> None:
    """Wrap what this process is going to call while it sends."""
    from aiogram import Bot

    from bot.turns import TURNS
    from db.engine import Database
    from services import outbox

    (reminding,) = (turn for turn in TURNS if turn.name == "reminders")
    after_commit = {
        _inside(trap, reminding, "tick", Point.TICK_OPEN, _claimed_some): Point.TICKED,
        _inside(trap, outbox, "claim", Point.CLAIM_OPEN, _is_there): Point.CLAIMED,
        _inside(trap, outbox, "mark_sent", Point.MARK_OPEN, _always): Point.MARKED,
    }
    _around_commits(trap, Database, after_commit)
    _around_calls(trap, Bot)


def place_answering(trap: Trap) -> None:
    """Wrap what this process is going to call while it answers."""
    from aiogram import Bot

    from bot import polling
    from services import item_acts, item_done
    from services.surveys import answering, by_words, picking, sending, sheets

    acts = [(item_done, "mark_done"), (item_acts, "comment")]
    acts += [(picking, name) for name in ("take", "pick", "picked", "change")]
    acts.append((by_words, "words"))
    after_commit: dict[Callable[..., Any], StrEnum] = {
        _inside(trap, module, name, AnswerPoint.WRITE_OPEN, _always): AnswerPoint.WRITTEN
        for module, name in acts
    }
    _inside(trap, answering, "_write", SurveyPoint.SAVE_OPEN, _always)
    _inside(trap, answering, "_remember", SurveyPoint.CHANGE_OPEN, _always)
    _inside(trap, sheets, "_erase_draft", SurveyPoint.ERASED, _always)
    _inside(trap, sheets, "drop_in", SurveyPoint.MOVED, _always)
    send = _inside(trap, sending, "send", SurveyPoint.SEND_OPEN, _always)
    after_commit[send] = SurveyPoint.SENT
    _around_use_cases(trap, after_commit)
    _around_answers(trap, Bot)
    _around_batches(trap, polling)


def _around_use_cases(trap: Trap, after_commit: dict[Callable[..., Any], StrEnum]) -> None:
    from handlers.context import Context

    original = Context.write

    async def write(self: Any, fn: Any, *args: Any, **kwargs: Any) -> Any:
        result = await original(self, fn, *args, **kwargs)
        if fn in after_commit:
            trap.reach(after_commit[fn])
        return result

    Context.write = write  # type: ignore[method-assign]


def _around_answers(trap: Trap, bot: Any) -> None:
    original = bot.__call__

    async def call(self: Any, method: Any, *args: Any, **kwargs: Any) -> Any:
        told = method.__api_method__ in {"answerCallbackQuery", "editMessageText", "sendMessage"}
        if told:
            trap.reach(AnswerPoint.BEFORE_ANSWER)
        result = await original(self, method, *args, **kwargs)
        if told:
            trap.reach(AnswerPoint.AFTER_ANSWER)
        if method.__api_method__ == "getUpdates" and result:
            trap.reach(AnswerPoint.FETCHED)
        return result

    bot.__call__ = call


def _around_batches(trap: Trap, polling: ModuleType) -> None:
    original = polling.handle_batch

    async def handle_batch(updates: Any, feed: Any) -> None:
        await original(updates, feed)
        if updates:
            trap.reach(AnswerPoint.HANDLED)

    polling.handle_batch = handle_batch  # type: ignore[attr-defined]


def _inside(
    trap: Trap, holder: Any, name: str, point: StrEnum, counts: Callable[[Any], bool]
) -> Callable[..., Any]:
    """The function does its work, and the process dies before the transaction ends."""
    original = getattr(holder, name)

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        result = original(*args, **kwargs)
        if counts(result):
            # What is not flushed yet would not even reach the database.
            args[0].flush()
            trap.reach(point)
        return result

    wrapped.counts = counts  # type: ignore[attr-defined]
    # A frozen turn is changed too: it holds the function since its import.
    change = setattr if isinstance(holder, ModuleType) else object.__setattr__
    change(holder, name, wrapped)
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
