"""The preloaded parent: imports the program once, then forks one to be killed for every line.

`python -m tests.bot.kill.parent` reads a JSON line a run and answers with how the child ended.
Nothing is open in the parent: no loop, no thread, no connection that a child could inherit.
"""

import asyncio
import contextlib
import gc
import json
import os
import sys
import traceback
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

from aiogram import Bot
from aiogram.methods import SendMessage
from aiogram.types import Update
from sqlalchemy.orm import configure_mappers

from bot import logs, polling
from bot.app import App, build, make_bot
from bot.clock import Clock
from bot.settings import Settings
from db.engine import Database
from services import workcalendar
from tests.bot.kill.points import (
    AT_MESSENGER,
    CONCURRENCY,
    Point,
    Run,
    Trap,
    answering_point,
    place,
    place_answering,
)
from tests.bot.kill.scene import START, STEP


def main() -> None:
    _warm()
    logs.setup("WARNING")
    _say("ready")
    for line in sys.stdin:
        run = Run(**json.loads(line))
        pid = os.fork()
        if not pid:
            _live(run)
        _, status = os.waitpid(pid, 0)
        _say(str(os.waitstatus_to_exitcode(status)))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _warm() -> None:
    """What every child would do first, done once."""
    configure_mappers()
    workcalendar.build(range(START.year - 1, START.year + 4))
    message = {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}
    answer = json.dumps({"ok": True, "result": message})
    bot = Bot("1:WARM")
    bot.session.check_response(bot, SendMessage(chat_id=1, text=""), 200, answer)
    gc.freeze()


def _live(run: Run) -> None:
    """The child; it never comes back to the parent's loop."""
    code = 1
    try:
        if run.point:
            _set_trap(run)
        asyncio.run(_work(run))
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _set_trap(run: Run) -> None:
    if run.work == "answering":
        place_answering(Trap(os.getpid(), answering_point(run.point), run.nth))
        return
    point = Point(run.point)
    if point not in AT_MESSENGER:
        place(Trap(os.getpid(), point, run.nth))
        return
    wish = {"pid": os.getpid(), "point": point, "nth": run.nth}
    request = Request(f"{run.messenger}/kill/arm", json.dumps(wish).encode(), method="POST")
    with build_opener(ProxyHandler({})).open(request) as answer:
        answer.read()


async def _work(run: Run) -> None:
    """As after a restart: leases of the dead have run out, then everything due is done."""
    clock = Clock(Path(run.data_dir) / "clock", start=START)
    clock.jump(clock.now() + STEP)
    app = make_app(run, clock)
    if run.work == "answering":
        await answer_all(app)
        await app.close()
        return
    until = datetime.fromisoformat(run.until) if run.until else clock.now()
    answering = answer_all(app) if run.work == "both" else asyncio.sleep(0)
    await asyncio.gather(answering, app.advancer.advance_to(until))
    await app.close()


async def answer_all(app: App) -> None:
    """Poll until everything that people did is handled and confirmed."""
    fetch = app.bot.get_updates

    async def get_updates(**kwargs: Any) -> list[Update]:
        found = await fetch(**{**kwargs, "timeout": 0})
        if not found:
            raise asyncio.CancelledError
        return found

    app.bot.get_updates = get_updates  # type: ignore[method-assign,assignment]
    try:
        with contextlib.suppress(asyncio.CancelledError):
            await polling.poll(app.bot, app.feed, on_answer=lambda _: None)
    finally:
        app.bot.get_updates = fetch  # type: ignore[method-assign]


def make_app(run: Run, clock: Clock) -> App:
    settings = Settings.model_construct(
        timezone="Europe/Moscow", names_in_chat="initials", names_in_files="full",
        sender_concurrency=CONCURRENCY, redis_url=None, admin_ids=(),
        telegram_api_url=None, telegram_proxy=None,
    )  # fmt: skip
    return build(
        settings,
        db=Database(run.database),
        clock=clock,
        bot=make_bot(run.token, settings, run.messenger),
        bot_username="nastavnik_bot",
        data_dir=Path(run.data_dir),
    )


if __name__ == "__main__":
    main()
