"""Updates are confirmed only after they are handled, in order within a person."""

import asyncio
import contextlib
from datetime import UTC, datetime

import pytest
from aiogram import Bot
from aiogram.types import Update

from bot import polling
from db.engine import Unavailable
from sandbox.faults import Fault
from sandbox.session import Actor, WorldSession
from sandbox.world import World

NOW = datetime(2026, 10, 5, 7, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    made = World(lambda: NOW)
    made.add_bot("nastavnik_bot", "Наставник")
    return made


def make_bot(world: World) -> Bot:
    return Bot(world.bot().token, session=WorldSession(world))


async def polled(
    world: World, feed: polling.Feed, answers: list[bool], enough: asyncio.Event
) -> None:
    """Poll until `enough` is set, and once more so that the last batch is confirmed."""
    task = asyncio.create_task(polling.poll(make_bot(world), feed, on_answer=answers.append))
    await asyncio.wait_for(enough.wait(), 20)
    await asyncio.sleep(0)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def test_one_person_in_order_and_others_beside(world: World) -> None:
    anna, boris = Actor(world, "Анна"), Actor(world, "Борис")
    for text in ("1", "2", "3"):
        await anna.sends(text)
    await boris.sends("4")
    seen: list[str] = []
    release = asyncio.Event()
    enough = asyncio.Event()

    async def feed(update: Update) -> None:
        assert update.message is not None
        assert update.message.text is not None
        if update.message.text == "1":
            await release.wait()  # Анна's first waits: Борис must not wait with it
        seen.append(update.message.text)
        if update.message.text == "4":
            release.set()
        if len(seen) == 4:
            enough.set()

    await polled(world, feed, [], enough)

    assert seen == ["4", "1", "2", "3"]


async def test_what_was_not_handled_comes_again_after_a_crash(world: World) -> None:
    anna = Actor(world, "Анна")
    await anna.sends("важное")
    started = asyncio.Event()

    async def dies(update: Update) -> None:
        started.set()
        await asyncio.Event().wait()

    await polled(world, dies, [], started)
    seen: list[str | None] = []
    enough = asyncio.Event()

    async def works(update: Update) -> None:
        assert update.message is not None
        seen.append(update.message.text)
        enough.set()

    await polled(world, works, [], enough)

    assert seen == ["важное"]


async def test_a_broken_update_does_not_stop_the_others(world: World) -> None:
    anna = Actor(world, "Анна")
    await anna.sends("1")
    await anna.sends("2")
    seen: list[str | None] = []
    enough = asyncio.Event()

    async def feed(update: Update) -> None:
        assert update.message is not None
        seen.append(update.message.text)
        if update.message.text == "2":
            enough.set()
        else:
            raise RuntimeError

    await polled(world, feed, [], enough)

    assert seen == ["1", "2"]


async def test_an_outage_is_heard_and_outlived(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_sleep = asyncio.sleep
    monkeypatch.setattr(polling.asyncio, "sleep", lambda seconds: real_sleep(0))
    world.faults.add(Fault.BAD_GATEWAY_HTML, "getUpdates", times=2)
    world.faults.add(Fault.SERVER_ERROR, "getUpdates", times=1)
    await Actor(world, "Анна").sends("1")
    answers: list[bool] = []
    enough = asyncio.Event()

    async def feed(update: Update) -> None:
        enough.set()

    await polled(world, feed, answers, enough)

    assert answers[:4] == [False, False, False, True]


async def test_an_update_waits_for_the_database(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_sleep = asyncio.sleep
    monkeypatch.setattr(polling.asyncio, "sleep", lambda seconds: real_sleep(0))
    anna = Actor(world, "Анна")
    await anna.sends("1")
    await anna.sends("2")
    tried: list[str | None] = []
    enough = asyncio.Event()

    async def feed(update: Update) -> None:
        assert update.message is not None
        tried.append(update.message.text)
        if len(tried) < 4:
            raise Unavailable
        if update.message.text == "2":
            enough.set()

    await polled(world, feed, [], enough)

    assert tried == ["1", "1", "1", "1", "2"]


async def test_what_came_before_the_start_is_told_of_after_it_is_handled(world: World) -> None:
    await Actor(world, "Анна").sends("1")
    seen: list[str] = []
    enough = asyncio.Event()

    async def feed(update: Update) -> None:
        seen.append("handled")

    async def on_backlog(updates: list[Update]) -> None:
        seen.append(f"told of {len(updates)}")
        enough.set()

    task = asyncio.create_task(
        polling.poll(make_bot(world), feed, on_answer=lambda _: None, on_backlog=on_backlog)
    )
    await asyncio.wait_for(enough.wait(), 20)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task

    assert seen == ["handled", "told of 1"]
