"""The in-process door: an aiogram session that calls the world without HTTP.

Importing this module imports aiogram, which takes seconds; people alone are in sandbox.actor.
"""

from collections.abc import AsyncGenerator
from typing import Any, cast
from urllib.parse import unquote

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InputFile

from sandbox.actor import Actor, Screen
from sandbox.people import Upload
from sandbox.refusals import DroppedError, HungError
from sandbox.world import World

__all__ = ["Actor", "Screen", "WorldSession"]


class WorldSession(BaseSession):
    """Give it to aiogram's Bot: `Bot(token, session=WorldSession(world))`."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world

    async def close(self) -> None:
        """Nothing is open."""

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - the signature is aiogram's
    ) -> TelegramType:
        """One call; ordered drops and hangs come as TelegramNetworkError, at once."""
        inputs: dict[str, InputFile] = {}
        values = {
            key: self.prepare_value(value, bot=bot, files=inputs)
            for key, value in method.model_dump(warnings=False).items()
        }
        files = {key: await _upload(bot, key, one) for key, one in inputs.items()}
        # As the HTTP session does: an empty value is not sent at all.
        sent = {key: value for key, value in values.items() if value}
        try:
            answer = await self.world.call(bot.token, method.__api_method__, sent, files)
        except HungError:
            raise TelegramNetworkError(method=method, message="Request timeout error") from None
        except DroppedError:
            reason = "ServerDisconnectedError: Server disconnected"
            raise TelegramNetworkError(method=method, message=reason) from None
        response = self.check_response(bot, method, answer.status, answer.body)
        return cast("TelegramType", response.result)

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,  # noqa: ASYNC109 - the signature is aiogram's
        chunk_size: int = 65536,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        """A file by the address that aiogram makes from its file_path."""
        token, _, path = url.partition("/file/bot")[2].partition("/")
        data = self.world.file(token, unquote(path))
        for at in range(0, len(data), chunk_size):
            yield data[at : at + chunk_size]


async def _upload(bot: Bot, key: str, one: InputFile) -> Upload:
    data = b"".join([chunk async for chunk in one.read(bot)])
    return Upload(one.filename or key, data)
