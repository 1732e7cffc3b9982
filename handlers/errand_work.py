"""What every errand tells its chat: one message with the progress and a way to stop it, files
sent patiently, and how it ended."""

import asyncio
import contextlib

from aiogram.exceptions import TelegramAPIError, TelegramNetworkError, TelegramServerError
from aiogram.types import InputFile, Message

from handlers import screen
from handlers.context import Context
from handlers.keyboards.build import Screen
from handlers.registry import Button
from services import errands

WORKSHOP = "errands"  # in DATA_DIR: emptied at every start of the program
EVERY_SECONDS = 2.5  # between two changes of the message that tells the progress
SENDING_SECONDS = 600
PAUSES = (3, 15, 60)  # seconds before a file is sent again
PASSING = (TelegramNetworkError, TelegramServerError)


class Telling:
    """The message of one errand in one chat. It is a new one, so that the screen on which the
    errand was asked for stays for going on."""

    def __init__(self, context: Context, stop: tuple[str, Button]) -> None:
        """`stop`: the button that breaks the work off."""
        self._context, self._stop = context, stop
        self._status: Message | None = None
        self._told_at = -EVERY_SECONDS

    async def tell(self, text: str) -> None:
        """How far it is; a messenger that does not take it in is no reason to stop."""
        with contextlib.suppress(TelegramAPIError):
            await self._show(Screen(text, [[self._stop]]))

    async def now_and_then(self, text: str) -> None:
        """The same, not more often than every few seconds."""
        now = asyncio.get_running_loop().time()
        if now - self._told_at >= EVERY_SECONDS:
            self._told_at = now
            await self.tell(text)

    async def over(self, shown: Screen) -> None:
        await self._context.write(errands.ended)
        await self._show(shown)

    async def send(self, file: InputFile, caption: str, shown: Screen) -> None:
        """A connection that breaks is tried again: the file took long to make."""
        bot, chat_id = self._context.bot, self._context.chat_id
        for pause in PAUSES:
            try:
                await screen.send_file(bot, chat_id, file, caption, shown, seconds=SENDING_SECONDS)
            except PASSING:
                await asyncio.sleep(pause)
            else:
                return
        await screen.send_file(bot, chat_id, file, caption, shown, seconds=SENDING_SECONDS)

    async def _show(self, shown: Screen) -> None:
        bot, chat_id = self._context.bot, self._context.chat_id
        anew = await screen.show(bot, chat_id, shown, self._status)
        self._status = anew or self._status
