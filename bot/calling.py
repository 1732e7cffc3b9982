"""The way of calls to the messenger: through a proxy where there is one, and quicker than
aiogram's own."""

import json
from typing import Any, cast

from aiogram import Bot
from aiogram.client.default import Default
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods.base import Response, TelegramMethod, TelegramType
from aiogram.types import InputFile, TelegramObject
from aiohttp import ClientError, ClientSession
from aiohttp.hdrs import CONTENT_TYPE, USER_AGENT
from aiohttp.http import SERVER_SOFTWARE

_JSON = {CONTENT_TYPE: "application/json"}


class _WithFileError(Exception):
    """It can only go as a form."""


class QuickSession(AiohttpSession):
    """Calls without files go as JSON: as a form every letter that is not ASCII takes six."""

    def __init__(self, proxy: str | None) -> None:
        super().__init__()
        self._http_proxy = proxy  # aiohttp's own; aiogram's way needs one more package for it
        self._answers: dict[Any, Any] = {}

    async def create_session(self) -> ClientSession:
        if self._session is None or self._session.closed:
            self._session = ClientSession(
                connector=self._connector_type(**self._connector_init),
                headers={USER_AGENT: SERVER_SOFTWARE},
                proxy=self._http_proxy,
            )
        return self._session

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's
    ) -> TelegramType:
        # Nobody else keeps these types, and to make one anew takes longer than the call.
        returned = method.__returning__
        if returned not in self._answers:
            self._answers[returned] = Response[returned]  # type: ignore[valid-type]
        try:
            body = self._plain(method, bot)
        except _WithFileError:
            return await super().make_request(bot, method, timeout)
        data = json.dumps(body, ensure_ascii=False).encode()
        return await self._post(bot, method, data, self.timeout if timeout is None else timeout)

    def _plain(self, value: Any, bot: Bot) -> Any:
        """What JSON takes, without what is not set. aiogram makes dictionaries of everything by
        pydantic first and goes through them then."""
        if value is None or isinstance(value, str | int | float):
            return value
        if isinstance(value, Default):
            return self._plain(bot.default[value.name], bot)
        if isinstance(value, InputFile):
            raise _WithFileError
        if isinstance(value, list):
            return [self._plain(each, bot) for each in value]
        if isinstance(value, TelegramMethod | TelegramObject):
            value = value.__dict__
        if isinstance(value, dict):
            plain = ((name, self._plain(each, bot)) for name, each in value.items())
            return {name: each for name, each in plain if each is not None}
        return self.prepare_value(value, bot, {}, _dumps_json=False)

    async def _post(
        self, bot: Bot, method: TelegramMethod[TelegramType], data: bytes, seconds: float
    ) -> TelegramType:
        session = await self.create_session()
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        wait: Any = seconds  # aiogram leaves it to aiohttp to make a time-out of it
        try:
            async with session.post(url, data=data, headers=_JSON, timeout=wait) as answer:
                content = await answer.text()
        except TimeoutError as error:
            raise TelegramNetworkError(method, "Request timeout error") from error
        except ClientError as error:
            raise TelegramNetworkError(method, f"{type(error).__name__}: {error}") from error
        checked = self.check_response(bot, method, answer.status, content)
        return cast("TelegramType", checked.result)
