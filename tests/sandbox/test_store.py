"""The world survives a restart, also a killed process, and has one owner at a time."""

import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.actor import Actor
from sandbox.people import Upload
from sandbox.store import WorldBusyError
from sandbox.world import World
from tests.sandbox.conftest import Caller, Clock

ROOT = Path(__file__).parents[2]
KEYS = {"inline_keyboard": [[{"text": "ок", "callback_data": "x"}]]}


async def test_everything_is_there_after_a_restart(tmp_path: Path, clock: Clock) -> None:
    world = World.load(tmp_path / "world.db", clock.now)
    call = Caller(world, world.add_bot("keep_test_bot", "Помнящий"))
    olga = Actor(world, "Ольга", last_name="Ветрова")
    olga.person.title = "куратор"
    world.keep_person(olga.person)
    await olga.starts()
    await world.call(
        call.token, "sendDocument", {"chat_id": olga.id}, {"document": Upload("a.txt", b"data")}
    )
    gone = await call("sendMessage", chat_id=olga.id, text="лишнее")
    await call("deleteMessage", chat_id=olga.id, message_id=gone["message_id"])
    await call("sendMessage", chat_id=olga.id, text="a", reply_markup=KEYS)
    await call("setMyCommands", commands=[{"command": "menu", "description": "Меню"}])
    query = await olga.taps("ок")
    confirmed = (await call("getUpdates"))[0]["update_id"] + 1
    await call("getUpdates", offset=confirmed)
    history, waiting = olga.history, world.updates.waiting(olga.bot)
    world.close()

    again = World.load(tmp_path / "world.db", clock.now)
    back = Actor(again, person=again.people[olga.id])
    same = Caller(again, again.add_bot("keep_test_bot", "Помнящий"))

    assert same.token == call.token
    assert back.person == olga.person
    assert back.history == history
    assert back.messages[0].document == ("a.txt", b"data")
    assert again.updates.waiting(back.bot) == waiting
    assert await same("getMyCommands") == [{"command": "menu", "description": "Меню"}]
    assert query is not None
    assert await same("answerCallbackQuery", callback_query_id=query.id)
    sent = await same("sendMessage", chat_id=olga.id, text="дальше")
    assert sent["message_id"] == gone["message_id"] + 2
    again.close()


def test_a_second_owner_is_refused(tmp_path: Path, clock: Clock) -> None:
    world = World.load(tmp_path / "world.db", clock.now)

    with pytest.raises(WorldBusyError):
        World.load(tmp_path / "world.db", clock.now)

    world.close()
    World.load(tmp_path / "world.db", clock.now).close()


WRITER = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
from sandbox.actor import Actor
from sandbox.world import World

async def main():
    world = World.load(Path(sys.argv[1]), lambda: datetime(2026, 9, 7, tzinfo=UTC), flood=False)
    token = world.add_bot("keep_test_bot", "b")
    person = Actor(world, "a")
    await person.starts()
    number = 0
    while True:
        number += 1
        await world.call(token, "sendMessage", {"chat_id": person.id, "text": str(number)})
        print(number, flush=True)

asyncio.run(main())
"""


def test_a_killed_process_loses_nothing_it_answered(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "world.db"
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    )
    assert process.stdout is not None
    answered = [process.stdout.readline() for _ in range(50)]
    process.kill()
    rest = process.stdout.read().split()
    process.stdout.close()
    process.wait()

    world = World.load(path, clock.now)
    texts = [one.text for one in Actor(world, person=next(iter(world.people.values()))).messages]
    world.close()

    last = int(rest[-1]) if rest else len(answered)
    # The very last one may have been written and not announced.
    assert texts in [[str(n + 1) for n in range(last)], [str(n + 1) for n in range(last + 1)]]
