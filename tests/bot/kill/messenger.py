"""The messenger as a process of its own: it outlives the programs that speak to it.

`python -m tests.bot.kill.messenger` prints its address and token and runs until its input ends.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web

from sandbox.faults import Fault
from sandbox.server import create_app
from sandbox.world import World
from tests.bot.kill.points import Point, Trap

PAGE = Path(__file__).resolve().parents[3] / "sandbox" / "web"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


_BORN = datetime.now(UTC)
_SLOWER = 100


def slowly() -> datetime:
    """The messenger drops a press that nobody has fetched for two minutes and a half: on a busy
    machine lives that are killed again and again take longer, so its time goes slowly."""
    return _BORN + (datetime.now(UTC) - _BORN) / _SLOWER


class SlowClock:
    """The page's clock, which nobody looks at here."""

    zone = "UTC"

    def now(self) -> datetime:
        return slowly()

    async def advance(self, to: datetime) -> None:
        raise NotImplementedError


class Witness:
    """Stands at the messenger's door: knows what is under way, pulls the trigger when told."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.trap = Trap(0, None, 0)
        self.running = 0
        self.released = asyncio.Event()
        self.server: web.Server | None = None

    async def arm(self, request: web.Request) -> web.Response:
        """The program of this process id is to die at a point."""
        wish = await request.json()
        self.trap = Trap(wish["pid"], Point(wish["point"]), wish["nth"])
        self.released.clear()
        return web.json_response({})

    async def people(self, request: web.Request) -> web.Response:
        """Let people appear, who have pressed START."""
        for user_id in await request.json():
            person = self.world.add_person(f"P{user_id}", user_id=user_id)
            self.world.acts.start(self.world.bot(), person, queued=False)
        return web.json_response({})

    async def acts(self, request: web.Request) -> web.Response:
        """People write and press buttons: [person, "write" | "press", what]."""
        for user_id, verb, what in await request.json():
            person = self.world.people[user_id]
            if verb == "write":
                self.world.acts.write(self.world.bot(), person, what)
            else:
                messages = self.world.chat(self.world.bot(), user_id).messages.values()
                newest = max(one.id for one in messages if one.by_bot)
                self.world.acts.press(self.world.bot(), person, newest, what)
        return web.json_response({})

    async def faults(self, request: web.Request) -> web.Response:
        """The next calls go wrong: [fault, method, times]."""
        for fault, method, times in await request.json():
            self.world.faults.add(Fault(fault), method, times=times)
        return web.json_response({})

    async def presses(self, request: web.Request) -> web.Response:
        """How many button presses have been answered, and how many not."""
        answered = [query.answered for query in self.world.queries.values()]
        return web.json_response({"answered": sum(answered), "unanswered": answered.count(False)})

    async def settle(self, request: web.Request) -> web.Response:
        """Answers when every call of the dead has been dealt with and their connections ended."""
        assert self.server is not None
        self.released.set()  # who was to die while they are held has ended otherwise
        # aiohttp tells nobody when a connection ends.
        while self.running or len(self.server.connections) > 1:  # noqa: ASYNC110
            await asyncio.sleep(0)
        return web.json_response({})

    async def delivered(self, request: web.Request) -> web.Response:
        """The texts that everybody has got; refusals and fields that the real one knows not."""
        texts = {
            chat.person_id: [one.data["text"] for one in chat.messages.values() if one.by_bot]
            for chat in self.world.chats.values()
        }
        wrong = [*self.world.refusals, *map(str, self.world.unknown_fields)]
        return web.json_response({"texts": texts, "wrong": wrong})

    async def watch(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if not request.path.endswith("/sendMessage"):
            return await handler(request)
        self.running += 1
        try:
            if self.trap.reach(Point.ARRIVED):
                return web.Response(status=503)
            response = await handler(request)
            self.trap.reach(Point.DELIVERED)
            await self._hold()
            return response
        finally:
            self.running -= 1

    async def _hold(self) -> None:
        """Nobody is answered until as many calls are here as the trap waits for."""
        if self.trap.point is not Point.FULL_FLIGHT or self.trap.sprung:
            return
        if self.trap.reach(Point.FULL_FLIGHT):
            self.released.set()
        await self.released.wait()


async def serve() -> None:
    """Runs until the input ends."""
    world = World(slowly, flood=False)
    token = world.add_bot("nastavnik_bot", "Mentor")
    witness = Witness(world)
    app = create_app(world, clock=SlowClock(), web_dir=PAGE, token=token)

    @web.middleware
    async def watch(request: web.Request, handler: Handler) -> web.StreamResponse:
        return await witness.watch(request, handler)

    app.middlewares.append(watch)
    app.add_routes([
        web.post("/kill/arm", witness.arm),
        web.post("/kill/people", witness.people),
        web.post("/kill/acts", witness.acts),
        web.post("/kill/faults", witness.faults),
        web.post("/kill/presses", witness.presses),
        web.post("/kill/settle", witness.settle),
        web.post("/kill/delivered", witness.delivered),
    ])  # fmt: skip
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    witness.server = runner.server
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    sys.stdout.write(json.dumps({"address": address, "token": token}) + "\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(serve())
