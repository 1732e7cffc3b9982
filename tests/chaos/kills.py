"""The program is killed by SIGKILL at named points, again and again: while it sends, and while
it answers what people did."""

import random
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from itertools import cycle, islice
from pathlib import Path

from tests.bot.kill import harness
from tests.bot.kill import scene as sending
from tests.bot.kill.harness import Messenger, Parent
from tests.bot.kill.points import (
    CONCURRENCY,
    TICKING,
    AnswerPoint,
    Point,
    Run,
    SurveyPoint,
)
from tests.chaos import answering, scene
from tests.chaos.outcome import Outcome
from tests.chaos.scene import Play

KILLED = "-9"
QUIET = 5  # a life that sends is too short for all that people do: a wave of it every so many
SPARE = 2  # waves: time goes on during a life too, and every life must find something due
LEFT_SECONDS = 5  # what one killed life leaves to the last one may take, on a busy machine
A_DAY = timedelta(days=1, hours=8)


def sender(kind: str, url: str, kills: int, seed: int, folder: Path) -> Outcome:
    """Kills of a process that sends while people answer; every life but the last ends at a point
    of the sending."""
    points, chance = _chosen(list(Point), kills, seed)
    with harness.parent(folder) as parent, harness.messenger(folder) as messenger:
        waves = kills + kills // 4 + SPARE
        play = _begun(url, messenger, waves, -(-kills // QUIET))
        life = Run(url, messenger.address, messenger.token, str(folder), work="both")
        missed, slowest = [], 0.0
        for number, point in enumerate(points):
            if not number % QUIET:
                messenger.acts(play.waves[number // QUIET])
            began = time.monotonic()
            missed += _life(parent, replace(life, point=point, nth=_nth(point, chance)))
            slowest = max(slowest, time.monotonic() - began)
            messenger.settle()  # the calls of the dead are over
        evening = (sending.START + sending.STEP * waves + A_DAY).isoformat()
        patience = harness.PATIENCE_SECONDS + LEFT_SECONDS * kills
        missed += _life(parent, replace(life, until=evening), "0", patience)
        return _outcome("kill -9 of the sender", kind, url, kills, play, messenger, slowest,
                        _wrong(missed, parent))  # fmt: skip


def bot(kind: str, url: str, kills: int, seed: int, folder: Path) -> Outcome:
    """Kills of the process that polls and answers."""
    points, chance = _chosen([*AnswerPoint, *SurveyPoint], kills, seed)
    with harness.parent(folder) as parent, harness.messenger(folder) as messenger:
        play = _begun(url, messenger, kills, kills)
        play.reminders.clear()  # nobody sends here
        life = Run(url, messenger.address, messenger.token, str(folder), work="answering")
        missed, slowest = [], 0.0
        for wave, point in zip(play.waves, points, strict=True):
            messenger.acts(wave)
            missed += _life(parent, replace(life, point=point, nth=_nth(point, chance)))
            messenger.settle()
            began = time.monotonic()
            missed += _life(parent, life, "0")
            slowest = max(slowest, time.monotonic() - began)
        return _outcome("kill -9 of the bot", kind, url, kills, play, messenger, slowest,
                        _wrong(missed, parent))  # fmt: skip


def _chosen(
    points: Sequence[StrEnum], kills: int, seed: int
) -> tuple[list[StrEnum], random.Random]:
    chance = random.Random(seed)
    mixed = list(points)
    chance.shuffle(mixed)
    return list(islice(cycle(mixed), kills)), chance


def _begun(url: str, messenger: Messenger, waves: int, busy: int) -> Play:
    play: Play = harness.now(harness.write(url, scene.fill, waves, busy))
    messenger.people(sorted({*play.reminded, *play.acting}))
    messenger.greet(play.acting)
    return play


def _life(
    parent: Parent,
    run: Run,
    meant: str = KILLED,
    patience: float = harness.PATIENCE_SECONDS,
) -> list[str]:
    """Nothing, or how a life has ended that was meant to end otherwise."""
    end = parent.run(run, patience)
    return [] if end == meant else [f"{run.point or 'after it'} ({run.nth}): {end}"]


def _outcome(
    fault: str,
    kind: str,
    url: str,
    kills: int,
    play: Play,
    messenger: Messenger,
    slowest: float,
    wrong: str,
) -> Outcome:
    """The books, when the last transaction of the dead has ended."""
    messenger.settle()
    delivered = messenger.delivered_so_far()
    books = harness.now(harness.read(url, scene.stored))
    sent = harness.now(harness.read(url, lambda s: scene.sent(s, play.reminded)))
    answers_lost, answers_doubled = scene.missing_and_doubled(books, play, delivered)
    return Outcome(
        fault, kind, kills,
        lost=scene.lost(play.reminders, delivered),
        doubled=scene.messages_to(play.reminded, delivered) - sent,
        answers_lost=answers_lost, answers_doubled=answers_doubled,
        spinning=messenger.unanswered(), recover=slowest, wrong=wrong, answers=play.answers,
    )  # fmt: skip


def _nth(point: StrEnum, chance: random.Random) -> int:
    if point in TICKING or point in {AnswerPoint.FETCHED, AnswerPoint.HANDLED}:
        return 1
    if point in SurveyPoint:
        return 1 if point is SurveyPoint.CHANGE_OPEN else chance.randint(1, answering.HIDDEN)
    if point in AnswerPoint:
        return chance.randint(1, sending.WAVE)
    return CONCURRENCY if point is Point.FULL_FLIGHT else chance.randint(1, CONCURRENCY)


def _wrong(missed: list[str], parent: Parent) -> str:
    if not missed:
        return ""
    told = f"{len(missed)} lives did not end as they were meant to: {', '.join(missed[:3])}"
    return f"{told}; {parent.said()[-300:]}"
