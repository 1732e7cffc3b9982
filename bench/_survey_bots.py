"""The two sides of bench.survey, each a process of its own: the whole program, and a bare aiogram
handler that makes the same calls. `python -m bench._survey_bots bare|full ADDRESS [DATABASE]`."""

import asyncio
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bench._messenger import ANSWER, TOKEN
from bot import polling
from bot.app import build, make_bot
from bot.clock import FrozenClock
from bot.settings import Settings
from db.engine import Database

NOW = datetime(2026, 10, 5, 7, tzinfo=UTC)
ZONE = "Europe/Moscow"
# As long as the screen of a question.
TEXT = (
    "<b>A questionnaire of the school</b> · 3 from 20, about 2 minutes\n\n"
    "<b>How sure are you that you can do it?</b>\n1 - not at all, 5 - quite"
)


async def bare(address: str) -> None:
    """aiogram as its manual shows it: nothing is known of anybody, nothing is kept."""
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(address)))
    dispatcher = Dispatcher()
    scale = [InlineKeyboardButton(text=str(n), callback_data=f"{ANSWER}{n}") for n in range(1, 6)]
    ways = [
        [InlineKeyboardButton(text="Answers", callback_data="a")],
        [InlineKeyboardButton(text=each, callback_data=each) for each in ("Back", "Menu")],
    ]
    keyboard = InlineKeyboardMarkup(inline_keyboard=[scale, *ways])

    async def tapped(query: CallbackQuery, bot: Bot) -> None:
        await query.answer()
        assert isinstance(query.message, Message)
        await bot.edit_message_text(
            TEXT, chat_id=query.message.chat.id, message_id=query.message.message_id,
            reply_markup=keyboard, parse_mode="HTML",
        )  # fmt: skip

    dispatcher.callback_query.register(tapped)
    await dispatcher.start_polling(bot, handle_signals=False)


async def full(address: str, database: str) -> None:
    """Identity, roles, consent, state, the durable commit of the answer, the next question."""
    with tempfile.TemporaryDirectory() as folder:
        made = settings(address)
        app = build(
            made, db=Database(database), clock=FrozenClock(NOW), bot=make_bot(TOKEN, made),
            bot_username="nastavnik_bot", data_dir=Path(folder),
        )  # fmt: skip
        await polling.poll(app.bot, app.feed, on_answer=lambda _: None)


def settings(address: str) -> Settings:
    return Settings.model_construct(
        timezone=ZONE, names_in_chat="initials", names_in_files="full", sender_concurrency=8,
        redis_url=None, admin_ids=(), telegram_api_url=address, telegram_proxy=None,
    )  # fmt: skip


if __name__ == "__main__":
    side, *given = sys.argv[1:]
    asyncio.run(bare(*given) if side == "bare" else full(*given))
