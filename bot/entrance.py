"""Where every update comes in: one of a person at a time, who asks (one read, or with the write
that the button begins with), and a crash that ends in an apology with an id."""

from contextlib import AbstractAsyncContextManager
from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.fsm.storage.base import BaseEventIsolation, StorageKey
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, Update

from bot import logs
from bot.patience import answering
from db.engine import Unavailable
from handlers import registry
from handlers.buttons.nav import Menu
from handlers.context import Context, Surroundings
from handlers.dispatch import on_callback, on_message
from handlers.keyboards.build import Screen
from handlers.membership import on_membership
from services import actor as actors
from services.actor import Actor
from texts import refusals

log = logs.get("update")


def _chat_id(update: Update) -> int | None:
    event = update.event
    if isinstance(event, CallbackQuery):
        return event.from_user.id
    chat = getattr(event, "chat", None)
    return chat.id if chat is not None and chat.type == "private" else None


class Entrance:
    """Only private chats are served. Straight to the handlers: a dispatcher that asks filters in
    turn would know nothing that the update does not say itself."""

    def __init__(self, bot: Bot, around: Surroundings, isolation: BaseEventIsolation) -> None:
        self._bot, self._around, self._isolation = bot, around, isolation
        self._waiting: set[int] = set()  # updates whose people know that it takes longer

    async def feed(self, update: Update) -> None:
        """Handle one update. Raises Unavailable: the one who feeds tries again."""
        chat_id = _chat_id(update)
        if chat_id is None:
            return
        token = answering.set(True)
        try:
            async with self._alone(chat_id):
                await self._handle(update, await self._context(update, chat_id))
        except Unavailable:
            await self._ask_to_wait(update, chat_id)
            raise
        finally:
            answering.reset(token)
        self._waiting.discard(update.update_id)

    async def close(self) -> None:
        await self._isolation.close()

    def _alone(self, chat_id: int) -> AbstractAsyncContextManager[None]:
        """Two updates of one person never run side by side, also across replicas."""
        return self._isolation.lock(StorageKey(self._bot.id, chat_id, chat_id))

    async def _handle(self, update: Update, context: Context) -> None:
        event = update.event
        try:
            if isinstance(event, CallbackQuery):
                await on_callback(context, event)
            elif isinstance(event, Message):
                await on_message(context, event)
            elif isinstance(event, ChatMemberUpdated):
                await on_membership(event, context)
        except Unavailable:
            raise
        except Exception as error:
            await _apologise(context, error)

    async def _ask_to_wait(self, update: Update, chat_id: int) -> None:
        """Once an update: what the person did is taken, only later."""
        if update.update_id in self._waiting:
            return
        self._waiting.add(update.update_id)
        try:
            if isinstance(update.event, CallbackQuery):
                await self._bot.answer_callback_query(
                    update.event.id, refusals.later(), show_alert=True
                )
            else:
                await self._bot.send_message(chat_id, refusals.later())
        except AiogramError as error:
            log.warning("no_answer", error=type(error).__name__, update_id=update.update_id)

    async def _context(self, update: Update, chat_id: int) -> Context:
        around, event = self._around, update.event
        query = event if isinstance(event, CallbackQuery) else None
        chat, now = str(chat_id), around.now()
        context = Context(
            bot=self._bot,
            around=around,
            actor=Actor(at=now, zone=ZoneInfo(around.zone), chat_id=chat),
            update_id=update.update_id,
            message=event if isinstance(event, Message) else None,
            query=query,
        )
        if query is None or not registry.straight(query.data or ""):
            context.know(await around.db.read(actors.load, chat, now, around.zone))
        return context


async def _apologise(context: Context, error: Exception) -> None:
    incident = logs.incident()
    log.error("crashed", error, incident=incident, update_id=context.update_id)
    words = refusals.broken(incident)
    try:
        await context.answer()
        await context.show(Screen(words, [[(refusals.to_menu(), Menu())]]), new=True)
    except Exception as second:  # the messenger itself may be what is broken
        log.error("apology_failed", second, incident=incident)
