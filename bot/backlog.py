"""After a time without the bot: whoever wrote meanwhile is told that it was late, once."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import Message, Update

from bot import logs
from texts import refusals

log = logs.get("backlog")
LATE_AFTER = timedelta(minutes=5)


def silence(silent_since: datetime | None, now: datetime) -> timedelta | None:
    """How long the bot was away, both moments in real time; None if nobody can have minded."""
    away = now - silent_since if silent_since is not None else timedelta()
    return away if away >= LATE_AFTER else None


class Apology:
    """To be called with what had come before the start, after it was handled."""

    def __init__(
        self, bot: Bot, away: timedelta, now: Callable[[], datetime], zone: ZoneInfo
    ) -> None:
        self._bot, self._zone = bot, zone
        self._until = now().astimezone(UTC)
        self._since = self._until - away
        self._told: set[int] = set()

    async def __call__(self, updates: list[Update]) -> None:
        for update in updates:
            chat_id = _private(update)
            if chat_id is not None and chat_id not in self._told:
                self._told.add(chat_id)
                await self._tell(chat_id)

    async def _tell(self, chat_id: int) -> None:
        words = refusals.caught_up(
            self._since.astimezone(self._zone), self._until.astimezone(self._zone)
        )
        try:
            await self._bot.send_message(chat_id, words)
        except AiogramError as error:
            log.warning("no_answer", error=type(error).__name__)


def _private(update: Update) -> int | None:
    """Chats of messages and presses; a membership change waits for no answer."""
    if update.callback_query is not None:
        return update.callback_query.from_user.id
    message: Message | None = update.message
    return message.chat.id if message is not None and message.chat.type == "private" else None
