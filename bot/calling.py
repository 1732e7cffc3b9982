"""The way of calls to the messenger: through a proxy where there is one, and quicker than
aiogram's own."""

import json
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods.base import Response, TelegramMethod, TelegramType
from aiohttp import ClientError, ClientSession
from aiohttp.hdrs import CONTENT_TYPE, USER_AGENT
from aiohttp.http import SERVER_SOFTWARE

_JSON = {CONTENT_TYPE: "application/json"}


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
        files: dict[str, Any] = {}
        values = {
            name: self.prepare_value(value, bot, files, _dumps_json=False)
            for name, value in method.model_dump(warnings=False).items()
        }
        if files:
            return await super().make_request(bot, method, timeout)
        body = {name: value for name, value in values.items() if value is not None}
        data = json.dumps(body, ensure_ascii=False).encode()
        return await self._post(bot, method, data, self.timeout if timeout is None else timeout)

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
