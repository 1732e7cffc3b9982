"""The composition root: from settings to a running program. Nothing is joined anywhere else."""

import asyncio
import shutil
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError, TelegramServerError
from aiogram.fsm.storage.base import BaseEventIsolation
from aiogram.fsm.storage.memory import SimpleEventIsolation
from aiogram.types import BotCommand, Update

import handlers.all  # noqa: F401 - fills the registry
from bot import jobs, logs, polling
from bot.backlog import Apology, silence
from bot.calling import QuickSession
from bot.clock import Advancer, Clock
from bot.entrance import Entrance
from bot.heartbeat import Heartbeat
from bot.patience import Patience
from bot.reachability import Reachability
from bot.sender import Sender
from bot.settings import Settings
from bot.turns import TURNS, first_due, take
from db.engine import Database, Session, Unavailable, forget_updates
from handlers.context import Surroundings
from handlers.errand_work import WORKSHOP
from handlers.errands import Errands
from handlers.notices import Words
from services import erasing, errands, installation, outbox, prompt_tick, reminders
from services.digest import tick as digest_tick
from services.health import tick as health_tick
from services.pairs import tick as pair_tick
from services.surveys import interim_ahead, publishing, sheets
from services.surveys import tick as survey_tick
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
    entrance: Entrance
    sender: Sender
    advancer: Advancer
    reachability: Reachability
    heartbeat: Heartbeat
    zone: ZoneInfo
    errands: Errands
    data_dir: Path
    personal: bool  # whether questionnaires ask what is marked so (SURVEY_PERSONAL)

    async def feed(self, update: Update) -> None:
        """Handle one update."""
        await self.entrance.feed(update)

    async def tick(self) -> None:
        """Turn what is due into messages."""
        await self.db.tidy()
        at = 0
        while (found := await self.db.read(first_due, self.clock.now(), TURNS[at:])) is not None:
            turn, at = TURNS[at + found], at + found + 1
            log.info(turn.name, **await take(turn, self.db, self.clock.now))
            self.sender.wake()

    async def tick_and_show_life(self) -> None:
        """A database out of service is no reason to end: the next tick finds all that is due."""
        try:
            await self.tick()
        except Unavailable as error:
            log.warning("database_unavailable", error=str(error))
        else:
            self.heartbeat.beat()

    async def housekeep(self) -> None:
        await self.db.write(forget_updates, self.clock.now() - KEEP_UPDATES)
        if removed := await self.db.write(erasing.remove_files, self.data_dir):
            log.info("files_removed", count=removed)

    async def tell_of_lost_errands(self) -> None:
        """At the start: long work that the end of the program broke off is gone."""
        try:
            lost = await self.db.write(errands.tell_of_lost, self.clock.now())
        except Unavailable as error:  # then after the next start
            log.warning("database_unavailable", error=str(error))
        else:
            if lost:
                log.info("errands_lost", count=lost)

    async def take_settings(self) -> None:
        """At the start: what services go by is written down."""
        try:
            await self.db.write(installation.set_personal_questions, self.personal)
            await self.db.write(sheets.mend)  # where a copy was put back meanwhile
            await self.db.write(publishing.sync_shipped, self.clock.now())
        except Unavailable as error:  # then what was written last holds
            log.warning("database_unavailable", error=str(error))

    async def close(self) -> None:
        await self.errands.close()
        await self.entrance.close()
        await self.bot.session.close()
        await self.db.close()


def make_bot(token: str, settings: Settings, api_url: str | None = None) -> Bot:
    """The way to the messenger: another server, a proxy, or straight."""
    url = api_url or settings.telegram_api_url
    session = QuickSession(None if api_url else settings.telegram_proxy)
    if url:
        session.api = TelegramAPIServer.from_base(url)
    return Bot(token, session=session)


def isolation(redis_url: str | None) -> BaseEventIsolation:
    """Two taps of one person never run side by side, also across replicas when Redis is there."""
    if redis_url is None:
        return SimpleEventIsolation()
    from aiogram.fsm.storage.redis import RedisEventIsolation

    return RedisEventIsolation.from_url(redis_url, lock_kwargs={"timeout": 60, "sleep": 0.01})


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
    words = Words(
        names=settings.names_in_chat,
        zone=settings.timezone,
        names_in_files=settings.names_in_files,
    )
    sender = Sender(bot, db, clock, words, settings.sender_concurrency, reachability)
    shutil.rmtree(data_dir / WORKSHOP, ignore_errors=True)
    long_work = Errands(lambda error: log.error("errand_failed", error))
    around = Surroundings(
        db=db,
        now=clock.now,
        zone=settings.timezone,
        data_dir=data_dir,
        admin_ids=frozenset(settings.admin_ids),
        names_in_chat=settings.names_in_chat,
        names_in_files=settings.names_in_files,
        bot_username=bot_username,
        errands=long_work,
        wake_sender=sender.wake,
    )
    app: App

    async def next_due() -> datetime | None:
        return await db.read(_next_moment, clock.now())

    async def work() -> None:
        await app.tick()
        while await app.sender.drain():
            pass

    app = App(
        bot=bot,
        db=db,
        clock=clock,
        entrance=Entrance(bot, around, isolation(settings.redis_url)),
        sender=sender,
        advancer=Advancer(clock, next_due, work),
        reachability=reachability,
        heartbeat=Heartbeat(data_dir),
        zone=ZoneInfo(settings.timezone),
        errands=long_work,
        data_dir=data_dir,
        personal=settings.survey_personal,
    )
    return app


def _next_moment(session: Session, now: datetime) -> datetime | None:
    """When the next thing is due, for the clock that plays the time."""
    moments = [
        reminders.next_moment(session),
        digest_tick.next_moment(session),
        prompt_tick.next_moment(session),
        erasing.next_moment(session),
        pair_tick.next_moment(session, now),
        health_tick.next_moment(session, now),
        survey_tick.next_moment(session),
        interim_ahead.next_moment(session, now),
        outbox.next_moment(session),
    ]
    return min((m for m in moments if m is not None), default=None)


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
    away = silence(app.heartbeat.silent_since(), datetime.now(UTC))
    apology = Apology(app.bot, away, app.clock.now, app.zone) if away else None
    scheduler.start()
    sending = asyncio.create_task(app.sender.run())
    log.info("started")
    try:
        await app.take_settings()
        await app.tell_of_lost_errands()
        await app.tick_and_show_life()
        for name in hourly or {}:
            scheduler.modify_job(name, next_run_time=datetime.now(UTC))
        await polling.poll(app.bot, app.feed, on_answer=_answers(app), on_backlog=apology)
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
