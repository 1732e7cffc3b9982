"""Long polling that confirms updates only after they are handled, so that a crash loses none.

An update that meets a database out of service is handled again until the database is back: it
is neither lost nor confirmed meanwhile.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramConflictError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import Update

from bot import logs
from db.engine import Unavailable

log = logs.get("polling")
ALLOWED = ["message", "callback_query", "my_chat_member"]
LONG_POLL_SECONDS = 25
HANDLER_SECONDS = 60
MOST_PAUSE = 30.0
FULL_BATCH = 100  # what one answer of the server holds at most

Feed = Callable[[Update], Awaitable[None]]
Backlog = Callable[[list[Update]], Awaitable[None]]


def sender_of(update: Update) -> int:
    """Updates of one person keep their order; those of others run beside them."""
    event = update.event
    user = getattr(event, "from_user", None)
    return user.id if user is not None else 0


async def handle_batch(updates: list[Update], feed: Feed) -> None:
    """Handle all, in order within a person, side by side across people."""
    lanes: dict[int, list[Update]] = defaultdict(list)
    for update in updates:
        lanes[sender_of(update)].append(update)
    await asyncio.gather(*(_lane(lane, feed) for lane in lanes.values()))


async def _lane(lane: list[Update], feed: Feed) -> None:
    for update in lane:
        await _handle(update, feed)


async def _handle(update: Update, feed: Feed) -> None:
    pause = 0.5
    while True:
        try:
            async with asyncio.timeout(HANDLER_SECONDS):
                await feed(update)
        except Unavailable as error:
            log.warning("database_unavailable", error=str(error), update_id=update.update_id)
            await asyncio.sleep(pause)
            pause = min(pause * 2, MOST_PAUSE)
        except Exception as error:  # one update must not stop the others
            log.error("update_failed", error, update_id=update.update_id)
            return
        else:
            return


async def poll(
    bot: Bot,
    feed: Feed,
    *,
    on_answer: Callable[[bool], None],
    on_backlog: Backlog | None = None,
) -> None:
    """Poll until cancelled. `on_answer` hears whether the messenger answered, `on_backlog` what
    had come before the start, once it is handled."""
    offset: int | None = None
    behind = on_backlog is not None
    pause = 0.5
    while True:
        try:
            updates = await bot.get_updates(
                offset=offset,
                timeout=LONG_POLL_SECONDS,
                allowed_updates=ALLOWED,
                request_timeout=LONG_POLL_SECONDS + 15,
            )
        except TelegramRetryAfter as error:
            await asyncio.sleep(error.retry_after)
            continue
        except (TelegramNetworkError, TelegramServerError, ClientDecodeError) as error:
            on_answer(False)
            log.warning("no_answer", error=type(error).__name__, pause=pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, MOST_PAUSE)
            continue
        except TelegramConflictError:
            log.error("second_poller")
            await asyncio.sleep(MOST_PAUSE)
            continue
        on_answer(True)
        pause = 0.5
        await handle_batch(updates, feed)
        if behind and on_backlog is not None:
            await on_backlog(updates)
            behind = len(updates) == FULL_BATCH
        if updates:
            offset = updates[-1].update_id + 1
