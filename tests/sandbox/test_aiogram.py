"""The framework itself against both doors."""

from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    Message,
    Update,
)

from sandbox.faults import Fault
from sandbox.people import Json
from sandbox.session import Actor, WorldSession
from sandbox.world import World

KEYS = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Готово", callback_data="done")]]
)


@pytest.fixture(params=["in process", "http"])
async def bot(
    request: pytest.FixtureRequest, world: World, token: str, site: str
) -> AsyncIterator[Bot]:
    """One bot per door."""
    session: BaseSession = WorldSession(world)
    if request.param == "http":
        session = AiohttpSession(api=TelegramAPIServer.from_base(site))
    bot = Bot(token, session=session, default=DefaultBotProperties(parse_mode="HTML"))
    yield bot
    await bot.session.close()


async def test_messages_keyboards_and_edits(bot: Bot, olga: Actor, world: World) -> None:
    sent = await bot.send_message(olga.id, "<b>Раз</b>", reply_markup=KEYS)
    await bot.edit_message_text(
        "<i>Два</i>", chat_id=olga.id, message_id=sent.message_id, reply_markup=KEYS
    )
    await bot.set_my_commands([BotCommand(command="menu", description="Меню")])
    await bot.send_chat_action(olga.id, "typing")

    assert (olga.screen.html, olga.screen.buttons) == ("<i>Два</i>", [["Готово"]])
    assert [one.command for one in await bot.get_my_commands()] == ["menu"]
    assert (await bot.get_chat(olga.id)).first_name == "Ольга"
    assert (await bot.me()).username == "mentor_test_bot"
    assert world.unknown_fields == {}


async def test_files(bot: Bot, olga: Actor, world: World) -> None:
    report = BufferedInputFile(b"one", "ход работы.xlsx")
    await bot.send_document(olga.id, report, caption="<b>Лист</b>")
    await bot.send_media_group(
        olga.id,
        [
            InputMediaDocument(media=BufferedInputFile(b"1", "1.txt"), caption="<i>а</i>"),
            InputMediaDocument(media=BufferedInputFile(b"2", "2.txt")),
        ],
    )
    await olga.sends_file(b"table", "карта.docx")
    update = Update.model_validate(world.updates.waiting(olga.bot)[-1])
    assert update.message is not None
    assert update.message.document is not None
    data = await bot.download(update.message.document, BytesIO())

    assert [(one.document, one.html) for one in olga.messages] == [
        (("ход работы.xlsx", b"one"), "<b>Лист</b>"),
        (("1.txt", b"1"), "<i>а</i>"),
        (("2.txt", b"2"), ""),
    ]
    assert data is not None
    assert data.read() == b"table"
    assert world.unknown_fields == {}


async def test_refusals_become_exceptions(bot: Bot, olga: Actor) -> None:
    with pytest.raises(TelegramBadRequest, match="Can't find end tag"):
        await bot.send_message(olga.id, "<b>a")
    for _ in range(20):
        await bot.send_message(olga.id, "a")
    with pytest.raises(TelegramRetryAfter) as flood:
        await bot.send_message(olga.id, "a")
    await olga.blocks()
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await bot.send_message(olga.id, "a")

    assert flood.value.retry_after == 1


async def test_faults_become_exceptions(bot: Bot, olga: Actor, world: World) -> None:
    for fault, error in (
        (Fault.SERVER_ERROR, TelegramServerError),
        (Fault.BAD_GATEWAY_HTML, ClientDecodeError),
        (Fault.FLOOD, TelegramRetryAfter),
        (Fault.DROP_AFTER, TelegramNetworkError),
    ):
        world.faults.add(fault, "sendMessage")
        with pytest.raises(error):
            await bot.send_message(olga.id, fault)

    assert [one.text for one in olga.messages] == ["drop after"]


async def test_a_conversation_in_process(world: World, token: str) -> None:
    bot = Bot(token, session=WorldSession(world))
    dispatcher = Dispatcher()

    async def greet(message: Message) -> None:
        await message.answer("Здравствуйте!", reply_markup=KEYS)

    async def done(query: CallbackQuery) -> None:
        await query.answer("Записано")
        if isinstance(query.message, Message):
            await query.message.edit_text("Готово")

    async def feed(update: Json) -> None:
        await dispatcher.feed_update(bot, Update.model_validate(update, context={"bot": bot}))

    dispatcher.message.register(greet)
    dispatcher.callback_query.register(done)
    anna = Actor(world, "Анна", feed=feed)

    await anna.starts("school_1")
    greeting = anna.screen
    await anna.taps("Готово")

    assert (greeting.text, greeting.buttons) == ("Здравствуйте!", [["Готово"]])
    assert (anna.screen.text, anna.screen.buttons) == ("Готово", [])
    assert (anna.alerts, anna.unanswered) == (["Записано"], [])
