"""Long work that a person asked for, beside the updates: the bot goes on answering meanwhile.

It lives as long as the program; what a restart loses is told by services.errands.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

Work = Coroutine[Any, Any, None]
CLOSING_SECONDS = 5


class Errands:
    """One errand at a time a chat. Used from the event loop's thread only."""

    def __init__(self, failed: Callable[[Exception], None]) -> None:
        """`failed` hears of what the work itself has not dealt with."""
        self._failed = failed
        self._under_way: dict[str, asyncio.Task[None]] = {}

    def busy(self, chat_id: str) -> bool:
        return chat_id in self._under_way

    def begin(self, chat_id: str, work: Work) -> None:
        """Start it; the caller has asked whether the chat is busy."""
        task = asyncio.create_task(self._guarded(work))
        self._under_way[chat_id] = task
        task.add_done_callback(lambda done: self._over(chat_id, done))

    def stop(self, chat_id: str) -> bool:
        """Break it off; False where there was none."""
        task = self._under_way.pop(chat_id, None)
        return task is not None and task.cancel()

    async def settle(self) -> None:
        """Wait for everything under way."""
        while self._under_way:
            await asyncio.wait(list(self._under_way.values()))

    async def close(self) -> None:
        """Break everything off: the program ends."""
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=CLOSING_SECONDS)

    async def _guarded(self, work: Work) -> None:
        try:
            await work
        except Exception as error:
            self._failed(error)

    def _over(self, chat_id: str, done: asyncio.Task[None]) -> None:
        if self._under_way.get(chat_id) is done:
            del self._under_way[chat_id]
