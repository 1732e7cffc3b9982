"""A short play on both databases, and that the watch sees what it is there for."""

import json
import logging
import random
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot import logs
from handlers.buttons.noise import Noise
from handlers.buttons.people import FindPerson
from tests.documents import word
from tests.monkey import play as plays
from tests.monkey.asking import EARLY, WHISPER
from tests.monkey.monkey import Monkey
from tests.monkey.play import Report, play
from tests.monkey.town import FIRST, LONELY, SECOND, Somebody, Town, build
from tests.monkey.watch import (
    CRASH,
    DEAD_END,
    LEAK,
    LIMIT,
    SPINNING,
    Errors,
    Trouble,
    Watch,
    contents,
)

SEED, STEPS = 20261121, 300


async def test_three_hundred_steps(database_url: str, tmp_path: Path) -> None:
    told: list[str] = []
    report = await play(SEED, STEPS, lambda _: database_url, tmp_path, told.append)

    assert told == []
    assert sum(report.kinds.values()) == STEPS
    assert json.loads(report.as_json()) == {
        "seed": SEED, "steps": STEPS, "crashes": 0, "spinning": 0, "dead_ends": 0, "leaks": 0,
        "limit_breaks": 0,
    }  # fmt: skip


def named(town: Town, who: str) -> Somebody:
    return next(each for each in town.people if each.who == who)


async def said(stage: Any, somebody: Somebody, text: str, menu: bool = True) -> None:
    keys = [[{"text": "Меню", "callback_data": "m"}]] if menu else []
    values = {"chat_id": somebody.actor.id, "text": text}
    if keys:
        values["reply_markup"] = json.dumps({"inline_keyboard": keys})
    await stage.world.call(stage.app.bot.token, "sendMessage", values)


async def test_the_watch_sees_what_must_not_be(stage: Any) -> None:
    town = await build(stage)
    watch = Watch(town)
    curator, admin = named(town, f"curator of {FIRST}"), named(town, "administrator")
    stranger = named(town, "stranger")
    stage.world.acts.start(stage.world.bot(), stranger.actor.person, queued=False)

    stage.clock.jump(stage.clock.now() + timedelta(minutes=1))  # the messenger's own limits
    for somebody, stem in ((curator, FIRST), (admin, SECOND), (curator, "просто")):
        await said(stage, somebody, f"Школа «{stem}»")
    assert await watch.troubles() == []

    await said(stage, curator, f"Мероприятие ({SECOND})")
    await said(stage, stranger, f"Школа «{LONELY}»")
    found = await watch.troubles()
    assert [each.what for each in found if each.sort == LEAK] == [
        f"curator of {FIRST} is told of {SECOND}", f"stranger is told of {LONELY}",
    ]  # fmt: skip

    await said(stage, curator, "И что дальше?", menu=False)
    await said(stage, admin, "x" * 5000)
    stage.world.acts.press(
        stage.world.bot(), admin.actor.person, admin.actor.screen.message_id,
        Noise(None, 0).pack(), queued=False,
    )  # fmt: skip
    assert {each.sort for each in await watch.troubles()} == {DEAD_END, LIMIT, SPINNING}
    stage.world.queries.clear()


def test_a_crash_is_found_in_the_log() -> None:
    errors = Errors()
    logging.root.addHandler(errors)
    try:
        raise RuntimeError("no")
    except RuntimeError as error:
        logs.get("update").error("crashed", error)
    finally:
        logging.root.removeHandler(errors)

    assert [each.sort for each in errors.found] == [CRASH]
    assert "RuntimeError" in errors.found[0].what


def test_what_an_archive_holds_is_read() -> None:
    made = "".join(contents(word([("1", f"Дело {SECOND}", "", "", "")])))
    assert SECOND in made


async def test_the_same_seed_forges_the_same(stage: Any) -> None:
    town = await build(stage)
    monkeys = [Monkey(town, random.Random(5), Counter()) for _ in range(2)]
    first, second = ([monkey._forgery() for _ in range(20)] for monkey in monkeys)
    assert first == second


def test_a_trouble_is_told_with_its_seed_and_steps() -> None:
    found = plays.Found(Trouble(LEAK, "x is told of y", "words"), 7, ("a: tap m", "b: tap m"))
    assert plays.told(3, found).splitlines() == [
        "!! leaks, seed 3, step 7: x is told of y", "     a: tap m", "     b: tap m", "   | words",
    ]  # fmt: skip
    report = Report(3, found=[found])
    assert json.loads(report.as_json())["leaks"] == 1


async def test_an_album_while_words_are_awaited(stage: Any) -> None:
    """Found by seed 3: the bot was waiting for a name, an album came instead."""
    town = await build(stage)
    errors, curator = Errors(), named(town, f"curator of {FIRST}")
    monkey = Monkey(town, random.Random(3), Counter())
    stage.clock.jump(stage.clock.now() + timedelta(minutes=1))
    place = town.places[FIRST]
    await curator.actor.taps(data=FindPerson(place).pack())
    logging.root.addHandler(errors)
    try:
        await monkey._album(curator)
    finally:
        logging.root.removeHandler(errors)

    assert errors.found == []
    assert "photo.jpg" in curator.actor.screen.text


async def test_an_anonymous_answer_beside_a_name_is_seen(stage: Any) -> None:
    town = await build(stage)
    watch, curator = Watch(town), named(town, f"curator of {FIRST}")
    stage.clock.jump(stage.clock.now() + timedelta(minutes=1))

    await said(stage, curator, f"{WHISPER} 1: больше времени ({FIRST})")
    assert await watch.troubles() == []

    await said(stage, curator, f"{FIRST}ец И. О.: {WHISPER} 1")
    await said(stage, curator, f"{WHISPER} 1: {EARLY} ({FIRST})")
    assert [each.what for each in await watch.troubles()] == [
        f"curator of {FIRST} is told who said it: {FIRST}ец",
        f"curator of {FIRST} is told too early what is said in {FIRST}",
    ]
