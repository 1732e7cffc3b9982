"""Updates waiting for a bot: order, confirmation by offset, retention, one poller at a time."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from sandbox.people import Bot, Json
from sandbox.refusals import conflict
from sandbox.store import Store

KEPT_SECONDS = 24 * 3600
QUERY_KEPT_SECONDS = 150
MAX_LIMIT = 100
MAX_TIMEOUT = 50
ASKED_FOR_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_OTHER_POLLER = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
_WEBHOOK = (
    "can't use getUpdates method while webhook is active;"
    " use deleteWebhook to delete the webhook first"
)


class Updates:
    """The queues of every bot. Ages are on the passed-in clock, waiting is in real seconds."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self._queues: dict[int, dict[int, Json]] = {}
        self._pollers: dict[int, asyncio.Future[bool]] = {}
        for key, row in store.rows("update"):
            bot_id, update_id = map(int, key.split("/"))
            self._queues.setdefault(bot_id, {})[update_id] = row

    def add(self, bot: Bot, kind: str, body: Json, *, queued: bool = True) -> Json:
        """Number an update; `queued` puts it where getUpdates finds it."""
        update_id = bot.next_update_id
        update = {"update_id": update_id, kind: body}
        bot.next_update_id += 1
        self._store.put("bot", str(bot.id), vars(bot))
        if queued and _wanted(bot, kind):
            row = {"at": self._now().timestamp(), "update": update}
            self._queues.setdefault(bot.id, {})[update_id] = row
            self._store.put("update", f"{bot.id}/{update_id}", row)
            self._wake(bot.id, other=False)
        return update

    def waiting(self, bot: Bot) -> list[Json]:
        """What is still to be delivered, oldest first; what is too old is gone."""
        queue = self._queues.get(bot.id, {})
        now = self._now().timestamp()
        for update_id, row in sorted(queue.items()):
            query = "callback_query" in row["update"]
            if now - row["at"] > (QUERY_KEPT_SECONDS if query else KEPT_SECONDS):
                self._forget(bot.id, update_id)
        return [row["update"] for _, row in sorted(queue.items())]

    def confirm(self, bot: Bot, offset: int) -> None:
        """Forget what comes before `offset`; a negative one keeps that many of the last."""
        waiting = [update["update_id"] for update in self.waiting(bot)]
        first = offset
        if offset < 0:
            first = waiting[offset:][0] if waiting else 0
        for update_id in waiting:
            if update_id < first:
                self._forget(bot.id, update_id)

    def drop(self, bot: Bot) -> None:
        """Forget everything that waits."""
        self.confirm(bot, bot.next_update_id)

    async def poll(self, bot: Bot, offset: int, limit: int, timeout_seconds: int) -> list[Json]:
        """getUpdates: waits up to the time-out; an earlier waiting call ends with 409."""
        if bot.webhook:
            raise conflict(_WEBHOOK)
        self._wake(bot.id, other=True)
        self.confirm(bot, offset)
        self._store.commit()
        limit = limit if 1 <= limit <= MAX_LIMIT else MAX_LIMIT
        found = self.waiting(bot)[:limit]
        if found or timeout_seconds <= 0:
            return found
        return await self._wait(bot, limit, min(timeout_seconds, MAX_TIMEOUT))

    async def _wait(self, bot: Bot, limit: int, seconds: int) -> list[Json]:
        mine: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._pollers[bot.id] = mine
        try:
            other = await asyncio.wait_for(mine, seconds)
        except TimeoutError:
            return []
        finally:
            if self._pollers.get(bot.id) is mine:
                del self._pollers[bot.id]
        if other:
            raise conflict(_OTHER_POLLER)
        return self.waiting(bot)[:limit]

    def stop(self) -> None:
        """End every waiting call at once, with nothing."""
        for bot_id in list(self._pollers):
            self._wake(bot_id, other=False)

    def _wake(self, bot_id: int, *, other: bool) -> None:
        waiter = self._pollers.get(bot_id)
        if waiter is not None and not waiter.done():
            waiter.set_result(other)

    def _forget(self, bot_id: int, update_id: int) -> None:
        del self._queues[bot_id][update_id]
        self._store.drop("update", f"{bot_id}/{update_id}")


def _wanted(bot: Bot, kind: str) -> bool:
    if bot.allowed_updates:
        return kind in bot.allowed_updates
    return kind not in ASKED_FOR_ONLY
