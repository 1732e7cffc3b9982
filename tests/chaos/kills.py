"""The program is killed by SIGKILL at named points, again and again: while it sends, and while
it answers what people did."""

import random
import time
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from itertools import cycle, islice
from pathlib import Path

from db.models.outbox import OutboxState
from tests.bot.kill import harness
from tests.bot.kill import scene as sending
from tests.bot.kill.harness import Parent
from tests.bot.kill.points import CONCURRENCY, TICKING, AnswerPoint, Point, Run
from tests.chaos import scene
from tests.chaos.outcome import Outcome

KILLED = "-9"
A_DAY = timedelta(days=1, hours=8)


def sender(kind: str, url: str, kills: int, seed: int, folder: Path) -> Outcome:
    """Kills of the sending process; every life but the last ends at a point."""
    chance = random.Random(seed)
    points = list(islice(cycle(Point), kills))
    chance.shuffle(points)
    with harness.parent(folder) as parent, harness.messenger(folder) as messenger:
        expected = harness.now(harness.write(url, sending.fill, kills))
        messenger.people(sorted({one.chat_id for one in expected}))
        life = Run(url, messenger.address, messenger.token, str(folder))
        missed, slowest = _lives(parent, life, [(p, _nth(p, chance)) for p in points])
        evening = (sending.START + sending.STEP * kills + A_DAY).isoformat()
        end = parent.run(replace(life, until=evening))
        rows, delivered = harness.rows(url), messenger.delivered()
    sent = sum(row.state is OutboxState.SENT for row in rows.values())
    return Outcome(
        "kill -9 of the sender", kind, kills,
        lost=scene.lost(expected, delivered),
        doubled=sum(map(len, delivered.values())) - sent,
        answers_lost=0, answers_doubled=0, spinning=0, recover=slowest,
        wrong=_wrong(missed, end, parent),
    )  # fmt: skip


def bot(kind: str, url: str, kills: int, seed: int, folder: Path) -> Outcome:
    """Kills of the process that polls and answers."""
    chance = random.Random(seed)
    points = list(islice(cycle(AnswerPoint), kills))
    chance.shuffle(points)
    with harness.parent(folder) as parent, harness.messenger(folder) as messenger:
        play = harness.now(harness.write(url, scene.fill, kills))
        messenger.people(play.acting)
        messenger.greet(play.acting)
        life = Run(url, messenger.address, messenger.token, str(folder), work="answering")
        missed, slowest = 0, 0.0
        end = ""
        for wave, point in zip(play.waves, points, strict=False):
            messenger.acts(wave)
            missed += _lives(parent, life, [(point, _nth(point, chance))])[0]
            messenger.settle()  # the calls of the dead are over
            began = time.monotonic()
            end = parent.run(life)
            slowest = max(slowest, time.monotonic() - began)
        acts = harness.now(harness.read(url, scene.stored))
        spinning = messenger.unanswered()
    answers_lost, answers_doubled = scene.missing_and_doubled(acts, play.acting)
    return Outcome(
        "kill -9 of the bot", kind, kills, 0, 0, answers_lost, answers_doubled, spinning, slowest,
        _wrong(missed, end, parent),
    )  # fmt: skip


def _lives(parent: Parent, life: Run, ends: list[tuple[StrEnum, int]]) -> tuple[int, float]:
    """How many lives did not end where they were meant to; the longest, in real seconds: the
    time in which a new process has done what the dead one left and come to its own end."""
    missed, slowest = 0, 0.0
    for point, nth in ends:
        began = time.monotonic()
        missed += parent.run(replace(life, point=point, nth=nth)) != KILLED
        slowest = max(slowest, time.monotonic() - began)
    return missed, slowest


def _nth(point: StrEnum, chance: random.Random) -> int:
    if point in TICKING or point in {AnswerPoint.FETCHED, AnswerPoint.HANDLED}:
        return 1
    if point in AnswerPoint:
        return chance.randint(1, sending.WAVE)
    return CONCURRENCY if point is Point.FULL_FLIGHT else chance.randint(1, CONCURRENCY)


def _wrong(missed: int, end: str, parent: Parent) -> str:
    if missed:
        return f"{missed} lives did not end at their point"
    return "" if end == "0" else f"the last life ended with {end}: {parent.said()[-300:]}"
