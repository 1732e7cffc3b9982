"""Answers to people wait out the messenger's troubles; the sender has its own way (rows)."""

from contextvars import ContextVar
from datetime import timedelta

from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods.base import Response, TelegramMethod, TelegramType

from bot.clock import Clock

MOST_TRIES = 4
MOST_SECONDS = 20
PASSING = (TelegramNetworkError, TelegramServerError, ClientDecodeError)
SECOND = timedelta(seconds=1)
# Doing these twice is the same as once; a message sent twice would be there twice.
REPEATABLE = ("edit", "answer", "get", "sendChatAction", "delete")

# Set while an update is handled: a person is waiting for these calls.
answering: ContextVar[bool] = ContextVar("answering", default=False)


class Patience(BaseRequestMiddleware):
    """Repeats a call that came too soon, as long as a person would wait for it; and one that the
    server or the way to it failed, where repeating does no harm."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        for _ in range(MOST_TRIES - 1 if answering.get() else 0):
            try:
                return await make_request(bot, method)
            except TelegramRetryAfter as error:
                if error.retry_after > MOST_SECONDS:
                    raise
                await self._clock.pause(timedelta(seconds=error.retry_after))
            except PASSING:
                if not method.__api_method__.startswith(REPEATABLE):
                    raise
                await self._clock.pause(SECOND)
        return await make_request(bot, method)
