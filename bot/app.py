"""The composition root: from settings to a running program. Nothing is joined anywhere else."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError, TelegramServerError
from aiogram.fsm.storage.base import BaseEventIsolation
from aiogram.fsm.storage.memory import SimpleEventIsolation
from aiogram.types import BotCommand, CallbackQuery, Message, Update
from aiohttp import ClientSession
from aiohttp.hdrs import USER_AGENT
from aiohttp.http import SERVER_SOFTWARE

import handlers.all  # noqa: F401 - fills the registry
from bot import jobs, logs, notices, polling
from bot.clock import Advancer, Clock
from bot.heartbeat import Heartbeat
from bot.middlewares import ContextMiddleware
from bot.patience import Patience
from bot.reachability import Reachability
from bot.sender import Sender
from bot.settings import Settings
from db.engine import Database, forget_updates
from handlers.context import Context, Surroundings
from handlers.dispatch import on_callback, on_message
from handlers.membership import on_membership
from services import outbox, reminders
from texts import menu as menu_words

log = logs.get("app")
Work = Coroutine[Any, Any, None]
PASSING = (TelegramNetworkError, TelegramServerError, ClientDecodeError)
TICK_SECONDS = 20
HOUSEKEEPING_SECONDS = 3600
KEEP_UPDATES = timedelta(days=3)


@dataclass(slots=True)
class App:
    """The parts of one running program."""

    bot: Bot
    db: Database
    clock: Clock
    dispatcher: Dispatcher
    sender: Sender
    advancer: Advancer
    reachability: Reachability
    heartbeat: Heartbeat

    async def feed(self, update: Update) -> None:
        """Handle one update."""
        await self.dispatcher.feed_update(self.bot, update)

    async def tick(self) -> None:
        """Turn due reminders into messages."""
        result = await self.db.write(reminders.tick, self.clock.now())
        if result.claimed:
            log.info("ticked", claimed=result.claimed, enqueued=result.enqueued)
            self.sender.wake()

    async def tick_and_show_life(self) -> None:
        await self.tick()
        self.heartbeat.beat()

    async def housekeep(self) -> None:
        await self.db.write(forget_updates, self.clock.now() - KEEP_UPDATES)

    async def close(self) -> None:
        await self.bot.session.close()
        await self.db.close()


class ProxiedSession(AiohttpSession):
    """aiohttp's own HTTP proxy; aiogram's way needs one more package for the same."""

    def __init__(self, proxy: str | None) -> None:
        super().__init__()
        self._http_proxy = proxy

    async def create_session(self) -> ClientSession:
        if self._session is None or self._session.closed:
            self._session = ClientSession(
                connector=self._connector_type(**self._connector_init),
                headers={USER_AGENT: SERVER_SOFTWARE},
                proxy=self._http_proxy,
            )
        return self._session


def make_bot(token: str, settings: Settings, api_url: str | None = None) -> Bot:
    """The way to the messenger: another server, a proxy, or straight."""
    url = api_url or settings.telegram_api_url
    session = ProxiedSession(None if api_url else settings.telegram_proxy)
    if url:
        session.api = TelegramAPIServer.from_base(url)
    return Bot(token, session=session)


def isolation(redis_url: str | None) -> BaseEventIsolation:
    """Two taps of one person never run side by side, also across replicas when Redis is there."""
    if redis_url is None:
        return SimpleEventIsolation()
    from aiogram.fsm.storage.redis import RedisEventIsolation

    return RedisEventIsolation.from_url(redis_url, lock_kwargs={"timeout": 60, "sleep": 0.01})


def _dispatcher(settings: Settings, around: Surroundings) -> Dispatcher:
    dispatcher = Dispatcher(events_isolation=isolation(settings.redis_url))
    dispatcher.update.outer_middleware(ContextMiddleware(around))
    dispatcher.message.register(_message)
    dispatcher.callback_query.register(_callback)
    dispatcher.my_chat_member.register(on_membership)
    return dispatcher


async def _message(message: Message, context: Context) -> None:
    await on_message(context, message)


async def _callback(query: CallbackQuery, context: Context) -> None:
    await on_callback(context, query)


def build(
    settings: Settings,
    *,
    db: Database,
    clock: Clock,
    bot: Bot,
    bot_username: str,
    data_dir: Path,
) -> App:
    """Join the parts. The database is migrated already."""
    bot.session.middleware(Patience(clock))
    reachability = Reachability(data_dir)
    words = notices.Words(names=settings.names_in_chat, zone=settings.timezone)
    sender = Sender(bot, db, clock, words, settings.sender_concurrency, reachability)
    around = Surroundings(
        db=db,
        now=clock.now,
        zone=settings.timezone,
        data_dir=data_dir,
        admin_ids=frozenset(settings.admin_ids),
        names_in_chat=settings.names_in_chat,
        names_in_files=settings.names_in_files,
        bot_username=bot_username,
        wake_sender=sender.wake,
    )
    app: App

    async def next_due() -> datetime | None:
        moments = [
            await db.read(reminders.next_moment),
            await db.read(outbox.next_moment),
        ]
        return min((m for m in moments if m is not None), default=None)

    async def work() -> None:
        await app.tick()
        while await app.sender.drain():
            pass

    app = App(
        bot=bot,
        db=db,
        clock=clock,
        dispatcher=_dispatcher(settings, around),
        sender=sender,
        advancer=Advancer(clock, next_due, work),
        reachability=reachability,
        heartbeat=Heartbeat(data_dir),
    )
    return app


async def introduce(bot: Bot) -> None:
    """The commands menu, the same for all roles."""
    await bot.set_my_commands(
        [BotCommand(command=c, description=d) for c, d in menu_words.COMMANDS]
    )


async def run(app: App, *, hourly: Mapping[str, jobs.Tick] | None = None) -> None:
    """Poll, send and tick until cancelled; `hourly` is done now and every hour."""
    scheduler = jobs.scheduler(
        {
            "tick": (app.tick_and_show_life, TICK_SECONDS),
            "housekeep": (app.housekeep, HOUSEKEEPING_SECONDS),
            **{name: (tick, HOUSEKEEPING_SECONDS) for name, tick in (hourly or {}).items()},
        }
    )
    scheduler.start()
    sending = asyncio.create_task(app.sender.run())
    log.info("started")
    try:
        await app.tick_and_show_life()
        for name in hourly or {}:
            scheduler.modify_job(name, next_run_time=datetime.now(UTC))
        await polling.poll(app.bot, app.feed, on_answer=_answers(app))
    finally:
        scheduler.shutdown(wait=False)
        sending.cancel()
        app.heartbeat.stop()
        log.info("stopped")


def _answers(app: App) -> Callable[[bool], None]:
    def heard(answered: bool) -> None:
        if answered:
            app.reachability.mark_up()
        else:
            app.reachability.mark_down(app.clock.now())

    return heard
