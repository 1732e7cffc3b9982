"""The bot on the real messenger: migrate, introduce itself, poll."""

import asyncio
import contextlib
import signal
import sys
from datetime import UTC, date, datetime

from aiogram import Bot

from bot import app as composition
from bot import logs
from bot.clock import Clock
from bot.commands import migrate
from bot.copies.nightly import Nightly
from bot.reachability import Reachability
from bot.settings import Settings
from db.engine import Database
from services import installation, troubles
from texts import console

log = logs.get("run")


async def run(settings: Settings) -> int:
    """Until it is stopped by a signal. Without a token it says what is missing."""
    if settings.bot_token is None:
        sys.stderr.write(console.no_token() + "\n")
        return 2
    await asyncio.to_thread(migrate.run, settings, sandbox=False)
    db = Database(settings.database_url)
    clock = Clock(start=settings.clock_start)
    bot = composition.make_bot(settings.bot_token, settings)
    username = await _username(bot, Reachability(settings.data_dir))
    made = composition.build(
        settings,
        db=db,
        clock=clock,
        bot=bot,
        bot_username=username,
        data_dir=settings.data_dir,
    )
    await say_admin_code(made, username)
    with contextlib.suppress(asyncio.CancelledError):
        await until_stopped(composition.run(made, hourly={"copy": _nightly(settings, made).tick}))
    await made.close()
    return 0


def _nightly(settings: Settings, made: composition.App) -> Nightly:
    async def tell(night: date) -> None:
        await made.db.write(troubles.no_copy, night, made.clock.now())
        made.sender.wake()

    return Nightly(settings, made.clock.now, tell)


async def _username(bot: Bot, reachability: Reachability) -> str:
    """Wait for the messenger as long as it takes: after a power cut the network comes later."""
    pause = 1.0
    while True:
        try:
            username = (await bot.get_me()).username or ""
            await composition.introduce(bot)
            await bot.delete_webhook()
        except composition.PASSING as error:
            reachability.mark_down(datetime.now(UTC))
            log.warning("no_answer", error=type(error).__name__, pause=pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, 60.0)
        else:
            reachability.mark_up()
            return username


async def say_admin_code(made: composition.App, username: str) -> None:
    """Print the one-time code while the installation has no administrator."""
    code = await made.db.write(installation.admin_code, made.clock.now())
    if code is not None:
        sys.stdout.write(console.admin_code(code, username) + "\n")
        sys.stdout.flush()


async def until_stopped(work: composition.Work) -> None:
    """Run until SIGTERM or Ctrl+C; Windows has no signal handlers in loops, there Ctrl+C does."""
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGINT"):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(getattr(signal, name), task.cancel)
    await task
