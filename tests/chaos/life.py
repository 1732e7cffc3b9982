"""One long life of the program under blows that do not kill it: it must go on by itself."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.app import App
from bot.clock import Clock
from db.engine import Unavailable
from tests.bot.kill import scene as sending
from tests.bot.kill.harness import Messenger
from tests.bot.kill.parent import answer_all, make_app
from tests.bot.kill.points import Run
from tests.chaos import scene
from tests.chaos.outcome import Outcome
from tests.chaos.scene import Play

Blow = Callable[[], None]
HOUR = timedelta(hours=1)
PATIENCE_SECONDS = 90
SESSION_SECONDS = 3  # instead of a minute: a hanging server is given up sooner


class Life:
    """The program beside the messenger, wave after wave."""

    def __init__(self, app: App, messenger: Messenger, play: Play) -> None:
        self.app, self.messenger, self.play = app, messenger, play
        self.slowest = 0.0

    async def wave(self, number: int, blow: Blow, *, heal: Blow | None = None) -> None:
        """Let one wave come, strike, and wait until everything is done all the same.

        `heal` ends a trouble that does not pass by itself, half a second later.
        """
        self.app.clock.jump(self.app.clock.now() + sending.STEP)
        await asyncio.to_thread(self.messenger.acts, self.play.waves[number])
        began = time.monotonic()
        blow()
        healing = asyncio.create_task(_later(heal)) if heal else None
        async with asyncio.timeout(PATIENCE_SECONDS):
            await asyncio.gather(self._answer(), self._send())
            if healing is not None:
                await healing
        self.slowest = max(self.slowest, time.monotonic() - began)

    async def _answer(self) -> None:
        await answer_all(self.app)

    async def _send(self) -> None:
        """As the sender's and the scheduler's loops do it, without their pauses."""
        while True:
            try:
                await self.app.tick()
                while await self.app.sender.drain():
                    pass
            except Unavailable:
                await asyncio.sleep(0.05)
            else:
                return

    async def finish(self) -> None:
        """The rest of the day and the next one: failed calls are tried again, leases run out."""
        until = self.app.clock.now() + timedelta(days=1, hours=8)
        while self.app.clock.now() < until:
            await self.app.advancer.advance_to(self.app.clock.now() + HOUR)
        await self._answer()


async def _later(heal: Blow) -> None:
    await asyncio.sleep(0.5)
    heal()


@asynccontextmanager
async def living(url: str, messenger: Messenger, folder: Path, play: Play) -> AsyncIterator[Life]:
    clock = Clock(folder / "clock", start=sending.START)
    app = make_app(Run(url, messenger.address, messenger.token, str(folder)), clock)
    app.bot.session.timeout = SESSION_SECONDS
    try:
        yield Life(app, messenger, play)
    finally:
        with contextlib.suppress(Unavailable):
            await app.close()


async def outcome(fault: str, kind: str, times: int, life: Life, unresolved: str = "") -> Outcome:
    """The books after everything has come to rest."""
    delivered = await asyncio.to_thread(life.messenger.delivered_so_far)
    books = await life.app.db.read(scene.stored)
    sent = await life.app.db.read(scene.sent, life.play.reminded)
    answers_lost, answers_doubled = scene.missing_and_doubled(books, life.play, delivered)
    return Outcome(
        fault, kind, times,
        lost=scene.lost(life.play.reminders, delivered),
        doubled=scene.messages_to(life.play.reminded, delivered) - sent,
        answers_lost=answers_lost,
        answers_doubled=answers_doubled,
        spinning=await asyncio.to_thread(life.messenger.unanswered),
        recover=life.slowest,
        wrong=unresolved,
        answers=life.play.answers,
    )  # fmt: skip
