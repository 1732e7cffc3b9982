"""Flood limits: about 30 messages a second overall, one a second in a chat after a burst of 20."""

import math
from collections.abc import Callable
from datetime import datetime

from sandbox.refusals import too_many_requests

OVERALL_PER_SECOND = 30
CHAT_BURST = 20
CHAT_PER_SECOND = 1


class Bucket:
    """A token bucket that never loses time when the clock stands still or jumps back."""

    def __init__(self, capacity: int, per_second: float, at: datetime) -> None:
        self._capacity = capacity
        self._per_second = per_second
        self._tokens = float(capacity)
        self._at = at

    def wait(self, at: datetime, amount: int) -> float:
        """Seconds until `amount` tokens are there; 0 means now."""
        elapsed = max(0.0, (at - self._at).total_seconds())
        self._tokens = min(self._capacity, self._tokens + elapsed * self._per_second)
        self._at = at
        # An album larger than what is left of the bucket must still pass once it is full.
        missing = min(amount, self._capacity) - self._tokens
        return max(0.0, missing / self._per_second)

    def take(self, amount: int) -> None:
        """Spend tokens; call only after `wait` said 0."""
        self._tokens -= amount


class Flood:
    """The limits of one bot on the passed-in clock."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._overall: dict[int, Bucket] = {}
        self._chats: dict[tuple[int, int], Bucket] = {}

    def spend(self, bot_id: int, chat_id: int, messages: int = 1) -> None:
        """Count messages to a chat, or raise 429 and count nothing."""
        at = self._now()
        overall = self._overall.setdefault(
            bot_id, Bucket(OVERALL_PER_SECOND, OVERALL_PER_SECOND, at)
        )
        chat = self._chats.setdefault((bot_id, chat_id), Bucket(CHAT_BURST, CHAT_PER_SECOND, at))
        wait = max(overall.wait(at, messages), chat.wait(at, messages))
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))
        overall.take(messages)
        chat.take(messages)
