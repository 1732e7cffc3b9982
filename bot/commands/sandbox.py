"""The bot beside a messenger of our own: real HTTP, a page in the browser, a clock to move."""

import asyncio
import contextlib
import errno
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

from aiohttp import web

from bot import app as composition
from bot.clock import Advancer, Clock
from bot.commands import migrate
from bot.commands.moment import OFFSET
from bot.commands.run import say_admin_code, until_stopped
from bot.settings import Settings
from db.engine import Database
from sandbox.server import create_app
from sandbox.world import World
from services import demo
from texts import console

WEB = Path(__file__).resolve().parents[2] / "sandbox" / "web"
USERNAME = "nastavnik_demo_bot"
TITLE = console.BOT_NAME


@dataclass(frozen=True, slots=True)
class PageClock:
    """The program's clock as the page's panel moves it."""

    clock: Clock
    advancer: Advancer
    zone: str

    def now(self) -> datetime:
        return self.clock.now()

    async def advance(self, to: datetime) -> None:
        await self.advancer.advance_to(to)


async def run(settings: Settings, *, empty: bool = False, pairs: bool = True) -> int:
    """Until stopped. A second start on the same port only says where the first one is."""
    address = f"http://{settings.sandbox_host}:{settings.sandbox_port}"
    if await asyncio.to_thread(_answers, address):
        sys.stdout.write(console.sandbox_running(address) + "\n")
        return 0
    folder = settings.data_dir_for(sandbox=True)
    await asyncio.to_thread(migrate.run, settings, sandbox=True)
    db = Database(settings.database_url_for(sandbox=True))
    clock = Clock(folder / OFFSET, settings.clock_start)
    world = World.load(folder / "world.db", clock.now)
    token = world.add_bot(USERNAME, TITLE)
    if not empty:
        await _furnish(db, clock, world, settings.timezone, pairs=pairs)
    made = composition.build(
        settings,
        db=db,
        clock=clock,
        bot=composition.make_bot(token, settings, api_url=address),
        bot_username=USERNAME,
        data_dir=folder,
    )
    page = PageClock(clock, made.advancer, settings.timezone)
    runner = web.AppRunner(create_app(world, clock=page, web_dir=WEB, token=token))
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.sandbox_host, settings.sandbox_port).start()
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        sys.stderr.write(console.port_taken(settings.sandbox_port) + "\n")
        return 1
    await composition.introduce(made.bot)
    await say_admin_code(made, USERNAME)
    sys.stdout.write(console.sandbox_ready(address) + "\n")
    sys.stdout.flush()
    with contextlib.suppress(asyncio.CancelledError):
        await until_stopped(composition.run(made))
    await made.close()
    await runner.cleanup()
    world.close()
    return 0


async def _furnish(db: Database, clock: Clock, world: World, zone: str, *, pairs: bool) -> None:
    """Put the invented school in place, once."""
    if await db.read(demo.present):
        return
    people = {
        person.key: world.add_person(person.name, person.post) for person in demo.with_chat()
    }
    chats = {key: str(person.id) for key, person in people.items()}
    await db.write(demo.seed, clock.now(), zone, chats, pairs=pairs)
    for person in people.values():
        world.acts.start(world.bot(), person)


def _answers(address: str) -> bool:
    """Whether our own page is there already."""
    opener = build_opener(ProxyHandler({}))
    try:
        with opener.open(f"{address}/ui/bot", timeout=2) as answer:
            return USERNAME.encode() in answer.read()
    except OSError:
        return False
