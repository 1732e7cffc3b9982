"""Calls to the messenger over HTTP."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramNetworkError
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup
from aiohttp import web

from bot.calling import QuickSession

MESSAGE = {"message_id": 7, "date": 0, "text": "?", "chat": {"id": 5, "type": "private"}}


class Server:
    """Keeps what it was asked: the method, the kind of content, the values."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, dict[str, Any]]] = []
        self.answer: dict[str, Any] = {"ok": True, "result": MESSAGE}
        self.status = 200

    async def call(self, request: web.Request) -> web.Response:
        as_json = request.content_type == "application/json"
        values = await (request.json() if as_json else request.post())
        plain = {name: _plain(value) for name, value in values.items()}
        self.asked.append((request.match_info["method"], request.content_type, plain))
        return web.json_response(self.answer, status=self.status)


def _plain(value: Any) -> Any:
    file = isinstance(value, web.FileField)
    return (value.filename, value.file.read()) if file else value


@pytest.fixture
async def server() -> AsyncIterator[tuple[Server, Bot]]:
    made, app = Server(), web.Application()
    app.router.add_post("/bot{token}/{method}", made.call)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    session = QuickSession(None)
    session.api = TelegramAPIServer.from_base(f"http://127.0.0.1:{runner.addresses[0][1]}")
    bot = Bot("123456789:AABBCCDDEEFFGGHHIIJJKKLLMMNNOOPPQQR", session=session)
    yield made, bot
    await session.close()
    await runner.cleanup()


async def test_a_call_without_a_file_goes_as_json(server: tuple[Server, Bot]) -> None:
    made, bot = server
    keys = InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text="Меню", callback_data="m")]]
    )

    sent = await bot.send_message(5, "Ответ записан", reply_markup=keys, parse_mode="HTML")

    assert sent.message_id == 7
    assert made.asked == [
        (
            "sendMessage",
            "application/json",
            {
                "chat_id": 5,
                "text": "Ответ записан",
                "parse_mode": "HTML",
                "reply_markup": {"inline_keyboard": [[{"text": "Меню", "callback_data": "m"}]]},
            },
        )
    ]


async def test_a_file_goes_as_a_form(server: tuple[Server, Bot]) -> None:
    made, bot = server

    await bot.send_document(5, BufferedInputFile(b"words", "a.txt"), caption="Файл")

    (method, kind, values) = made.asked[0]
    where = values.pop("document").removeprefix("attach://")
    assert (method, kind) == ("sendDocument", "multipart/form-data")
    assert values == {"chat_id": "5", "caption": "Файл", where: ("a.txt", b"words")}


async def test_what_the_server_refuses_is_aiograms_error(server: tuple[Server, Bot]) -> None:
    made, bot = server
    made.status = 400
    made.answer = {"ok": False, "error_code": 400, "description": "Bad Request: no chat"}

    with pytest.raises(TelegramBadRequest, match="no chat"):
        await bot.send_message(5, "x")


async def test_no_server_is_aiograms_error() -> None:
    session = QuickSession(None)
    session.api = TelegramAPIServer.from_base("http://127.0.0.1:9")
    bot = Bot("123456789:AABBCCDDEEFFGGHHIIJJKKLLMMNNOOPPQQR", session=session)

    with pytest.raises(TelegramNetworkError):
        await bot.send_message(5, "x")

    await session.close()
