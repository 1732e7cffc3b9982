"""One bot, one person and a clock that only tests move."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from sandbox.actor import Actor
from sandbox.server import create_app
from sandbox.world import World

MONDAY = datetime(2026, 9, 7, 10, 0, tzinfo=UTC)


class Clock:
    """A clock for the world and for the page."""

    zone = "Asia/Omsk"

    def __init__(self) -> None:
        self.moment = MONDAY

    def now(self) -> datetime:
        return self.moment

    async def advance(self, to: datetime) -> None:
        self.moment = to

    def plus(self, **parts: float) -> None:
        self.moment += timedelta(**parts)


class Caller:
    """Calls methods of one bot."""

    def __init__(self, world: World, token: str) -> None:
        self.world = world
        self.token = token

    async def __call__(self, method: str, **values: Any) -> Any:
        """The result; the test fails on a refusal."""
        answer = await self.world.call(self.token, method, values)
        assert answer.json["ok"], answer.body
        return answer.json["result"]

    async def refusal(self, method: str, **values: Any) -> tuple[int, str]:
        """Code and words of a refusal; the test fails without one."""
        answer = await self.world.call(self.token, method, values)
        body = answer.json
        assert not body["ok"], body
        assert answer.status == body["error_code"]
        return body["error_code"], body["description"]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def world(clock: Clock) -> World:
    return World(clock.now)


@pytest.fixture
def token(world: World) -> str:
    return world.add_bot("mentor_test_bot", "Наставник")


@pytest.fixture
def call(world: World, token: str) -> Caller:
    return Caller(world, token)


@pytest.fixture
async def olga(world: World, token: str) -> Actor:
    """She has pressed START, and the update has been taken."""
    actor = Actor(world, "Ольга", last_name="Ветрова")
    await actor.starts()
    world.updates.drop(world.bot(token))
    return actor


@pytest.fixture
def web_dir(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text("<h1>Песочница</h1>", encoding="utf-8")
    (tmp_path / "app.js").write_text("export {};", encoding="utf-8")
    return tmp_path


@pytest.fixture
async def site(world: World, clock: Clock, web_dir: Path, token: str) -> AsyncIterator[str]:
    """The address of a running server."""
    runner = web.AppRunner(create_app(world, clock=clock, web_dir=web_dir, token=token))
    await runner.setup()
    server = web.TCPSite(runner, "127.0.0.1", 0)
    await server.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.fixture
async def client(site: str) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(base_url=site) as session:
        yield session


@pytest.fixture
def png() -> Callable[[int, int], bytes]:
    """The beginning of a picture of a given size: enough for whoever looks at its size."""

    def make(width: int, height: int) -> bytes:
        size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
        return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + size + b"\x08\x02\0\0\0"

    return make
