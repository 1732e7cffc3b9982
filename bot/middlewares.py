"""Around every update: who asks (one read), and a crash that ends in an apology with an id."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.exceptions import AiogramError
from aiogram.types import CallbackQuery, Message, TelegramObject, Update

from bot import logs
from bot.patience import answering
from db.engine import Unavailable
from handlers.buttons.nav import Menu
from handlers.context import Context, Surroundings
from handlers.keyboards.build import Screen
from services import actor as actors
from texts import refusals

log = logs.get("update")
Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


def _chat_id(update: Update) -> int | None:
    event = update.event
    if isinstance(event, CallbackQuery):
        return event.from_user.id
    chat = getattr(event, "chat", None)
    return chat.id if chat is not None and chat.type == "private" else None


class ContextMiddleware(BaseMiddleware):
    """Gives the handler its Context. Only private chats are served."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self._waiting: set[int] = set()  # updates whose people know that it takes longer

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, Update)
        chat_id = _chat_id(event)
        if chat_id is None:
            return None
        bot: Bot = data["bot"]
        token = answering.set(True)
        try:
            data["context"] = await self._context(bot, event, chat_id)
            return await self._handle(handler, event, data)
        except Unavailable:
            await self._ask_to_wait(bot, event, chat_id)
            raise  # the one who feeds tries again
        finally:
            answering.reset(token)

    async def _handle(self, handler: Handler, event: Update, data: dict[str, Any]) -> Any:
        try:
            result = await handler(event, data)
        except Unavailable:
            raise
        except Exception as error:
            await _apologise(data["context"], error)
            return None
        else:
            self._waiting.discard(event.update_id)
            return result

    async def _ask_to_wait(self, bot: Bot, update: Update, chat_id: int) -> None:
        """Once an update: what the person did is taken, only later."""
        if update.update_id in self._waiting:
            return
        self._waiting.add(update.update_id)
        try:
            if isinstance(update.event, CallbackQuery):
                await bot.answer_callback_query(update.event.id, refusals.later(), show_alert=True)
            else:
                await bot.send_message(chat_id, refusals.later())
        except AiogramError as error:
            log.warning("no_answer", error=type(error).__name__, update_id=update.update_id)

    async def _context(self, bot: Bot, update: Update, chat_id: int) -> Context:
        around = self.around
        actor = await around.db.read(actors.load, str(chat_id), around.now(), around.zone)
        event = update.event
        return Context(
            bot=bot,
            around=around,
            actor=actor,
            update_id=update.update_id,
            message=event if isinstance(event, Message) else None,
            query=event if isinstance(event, CallbackQuery) else None,
        )


async def _apologise(context: Context, error: Exception) -> None:
    incident = logs.incident()
    log.error("crashed", error, incident=incident, update_id=context.update_id)
    words = refusals.broken(incident)
    try:
        await context.answer()
        await context.show(Screen(words, [[(refusals.to_menu(), Menu())]]), new=True)
    except Exception as second:  # the messenger itself may be what is broken
        log.error("apology_failed", second, incident=incident)
