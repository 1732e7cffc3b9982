"""What falls due while the sender has yesterday's message in its hands is told as well."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any

from aiogram import Bot
from aiogram.methods import TelegramMethod

from bot.sender import Sender
from domain.roles import Role
from handlers.notices import Words
from sandbox.session import WorldSession
from sandbox.world import World
from tests import reminder_factories as make
from tests.reminder_factories import moscow
from tests.stage import ZONE, Stage

DAY = timedelta(days=1)
WEDNESDAY, THURSDAY = date(2026, 10, 14), date(2026, 10, 15)


class BusySession(WorldSession):
    """While it delivers a message, something else happens in the program."""

    def __init__(self, world: World, meanwhile: Callable[[], Awaitable[object]]) -> None:
        super().__init__(world)
        self._meanwhile = meanwhile

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[Any],
        timeout: int | None = None,  # noqa: ASYNC109 - the signature is aiogram's
    ) -> Any:
        await self._meanwhile()
        return await super().make_request(bot, method, timeout)


async def test_a_tick_during_a_call_loses_nothing(stage: Stage) -> None:
    place = await stage.school()
    mentor = await stage.join("Ветрова Ольга Сергеевна", Role.MENTOR)
    person_id, start = stage.person_id(mentor), stage.clock.now()
    roadmap = await stage.db.write(make.roadmap, start, place)
    for title, due in (("Первое дело", WEDNESDAY), ("Второе дело", THURSDAY)):
        await stage.db.write(make.item, start, roadmap, title, person_id, due=due + 14 * DAY)

    # Wednesday's message could not be sent in time: it goes on Thursday, while the tick runs.
    stage.clock.jump(moscow(WEDNESDAY, 16))
    await stage.app.tick()
    stage.clock.jump(moscow(THURSDAY, 16))

    async def meanwhile() -> None:
        stage.clock.jump(stage.clock.now() + timedelta(seconds=1))
        await stage.app.tick()
        stage.clock.jump(stage.clock.now() + timedelta(seconds=1))

    await _sender(stage, meanwhile).drain()
    await stage.advance_to(moscow(THURSDAY + 4 * DAY, 17))

    texts = "\n".join(screen.text for screen in mentor.messages[1:])
    assert (texts.count("Первое дело"), texts.count("Второе дело")) == (1, 1)


def _sender(stage: Stage, meanwhile: Callable[[], Awaitable[object]]) -> Sender:
    session = BusySession(stage.world, meanwhile)
    return Sender(
        Bot(stage.app.bot.token, session=session), stage.db, stage.clock,
        Words("initials", ZONE), 8, stage.app.reachability,
    )  # fmt: skip
