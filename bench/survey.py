"""Answers to a questionnaire a second, beside a bare aiogram handler that makes the same calls to
the same messenger over HTTP in the same run; how long 500 people wait who tap in the same instant,
and how long 500 who are under way at a human pace, each thinking some seconds before a tap.

`python -m bench.survey [--people 100] [--questions 20] [--rounds 3]`
"""

import argparse
import asyncio
import json
import os
import random
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
from sqlalchemy import func, select

from bench._measure import ROOT
from bench._messenger import ANSWER, Messenger, Person, serve
from bench._replay import create_tables
from db.engine import Database, Session
from db.models import Answer, Campaign
from db.models.surveys import CampaignState
from domain.roles import Role
from domain.survey import Kind, Question, Questionnaire
from services import enlist
from services.enlist import Newcomer
from services.surveys import responses, versions

PEOPLE, QUESTIONS, ROUNDS, CROWD = 100, 20, 3, 500
# At a human pace: seconds that a question is looked at before the tap (evenly between, from a
# fixed seed), and taps of each person.
THINKS, CALM_TAPS, SEED = (2.0, 8.0), 3, 20261005
RATIO_GOAL, P95_GOAL = 0.60, 1.0
NOW = datetime(2026, 10, 5, 7, tzinfo=UTC)
ZONE = "Europe/Moscow"
FIRST_ID = 1000


@dataclass(slots=True)
class Side:
    """One of the bots. `rates`: updates a second by round; `cpu`: its ms of processor a tap;
    `crowd`: seconds from tap to question in the same instant, `calm`: at a human pace, of `pace`
    taps a second."""

    name: str
    database: str = ""
    responses: list[int] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    crowd: list[float] = field(default_factory=list)
    calm: list[float] = field(default_factory=list)
    pace: list[float] = field(default_factory=list)
    kept: int = 0


def main(argv: list[str] | None = None) -> int:
    """1 when a goal was missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.survey", description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--sqlite-only", action="store_true")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder, _databases(folder, args) as databases:
        sides = [Side("bare aiogram"), *(Side(name, url) for name, url in databases)]
        asyncio.run(_measured(sides, args))
    return _told(sides, args)


@contextmanager
def _databases(folder: str, args: argparse.Namespace) -> Iterator[list[tuple[str, str]]]:
    path = Path(folder) / "bench.db"
    create_tables(path)
    found = [("SQLite", f"sqlite+aiosqlite:///{path}")]
    if args.sqlite_only:
        yield found
        return
    from tests.chaos.databases import server

    with server() as postgres:
        yield [*found, ("PostgreSQL", postgres.database())]


async def _measured(sides: Sequence[Side], args: argparse.Namespace) -> None:
    """By turns: what is measured at different times says nothing about each other."""
    for side in sides:
        if side.database:
            await _seed(side, args)
    for turn in range(args.rounds):
        for side in sides:
            await _run(side, turn, args)
    for side in sides:
        if side.database:
            side.kept = await _count(side)


async def _run(side: Side, turn: int, args: argparse.Namespace) -> None:
    messenger = Messenger()
    runner, address = await serve(messenger)
    command = [sys.executable, "-m", "bench._survey_bots"]
    which = ["full", address, side.database] if side.database else ["bare", address]
    bot = await asyncio.create_subprocess_exec(*command, *which, cwd=ROOT)
    try:
        await asyncio.wait_for(messenger.polled.wait(), 60)
        await _rounds(side, turn, messenger, psutil.Process(bot.pid), args)
    finally:
        bot.kill()
        await bot.wait()
        await runner.cleanup()


async def _rounds(
    side: Side, turn: int, messenger: Messenger, bot: psutil.Process, args: argparse.Namespace
) -> None:
    """The crowd first, each with the first tap of a questionnaire, then going on at a human pace;
    then the steady crew."""
    crowd = [_person(side, turn, n, 1, args) for n in range(CROWD)]
    for person in crowd:  # they have opened it before
        person.taps = 1
    await messenger.round(crowd)
    for person in crowd:
        person.took, person.data = [], person.data or f"{ANSWER}1"
    await messenger.round(crowd)
    side.crowd += [seconds for person in crowd for seconds in person.took]
    await _calmly(side, turn, messenger, crowd)
    crew = [_person(side, turn, CROWD + n, args.questions, args) for n in range(args.people)]
    before = sum(bot.cpu_times()[:2])
    seconds = await messenger.round(crew)
    taps = sum(len(person.took) for person in crew)
    side.rates.append(taps / seconds)
    side.cpu.append((sum(bot.cpu_times()[:2]) - before) / taps * 1000)


async def _calmly(side: Side, turn: int, messenger: Messenger, crowd: Sequence[Person]) -> None:
    """The same thinking for every side."""
    for person in crowd:
        person.thinks = _thinking(turn, person.id)
        person.took, person.taps, person.data = [], CALM_TAPS, person.data or f"{ANSWER}1"
    seconds = await messenger.round(list(crowd))
    side.calm += [each for person in crowd for each in person.took]
    side.pace.append(len(crowd) * CALM_TAPS / seconds)


def _thinking(turn: int, person_id: int) -> Iterator[float]:
    drawn = random.Random(f"{SEED}:{turn}:{person_id}")
    while True:
        yield drawn.uniform(*THINKS)


def _person(side: Side, turn: int, number: int, taps: int, args: argparse.Namespace) -> Person:
    """Number `number` of a round, with a response of its own in each."""
    at = turn * (CROWD + args.people) + number
    first = f"71:{side.responses[at]}" if side.database else f"{ANSWER}1"
    return Person(FIRST_ID + number, first, taps)


async def _seed(side: Side, args: argparse.Namespace) -> None:
    db = Database(side.database)
    try:
        side.responses = await db.write(_school, args)
    finally:
        await db.close()


def _school(session: Session, args: argparse.Namespace) -> list[int]:
    """People with chats, and for each round an open questionnaire of scales to each of them."""
    place = enlist.organisation(session, NOW, "School", ZONE)
    people = [
        enlist.enlist(
            session, NOW, place,
            Newcomer(f"Person {n}", "", ((Role.MENTOR, ""),), str(FIRST_ID + n)), ZONE,
        )
        for n in range(CROWD + args.people)
    ]  # fmt: skip
    questions = tuple(
        Question(f"q{n}", Kind.SCALE, "How sure are you that you can do it?", ends=("no", "yes"))
        for n in range(args.questions)
    )
    asked = Questionnaire("bench", "A questionnaire of the school", "", "", questions)
    version = versions.keep(session, NOW, asked, place)
    return [
        responses.open_for(session, place, version, person, NOW, campaign_id=campaign)
        for campaign in [_campaign(session, place, version) for _ in range(args.rounds)]
        for person in people
    ]


def _campaign(session: Session, place: int, version_id: int) -> int:
    row = Campaign(
        organisation_id=place, version_id=version_id, title="A questionnaire of the school",
        state=CampaignState.OPEN, audience={}, opens_at=NOW, created_at=NOW,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


async def _count(side: Side) -> int:
    db = Database(side.database)
    try:
        return await db.read(lambda s: s.scalar(select(func.count(Answer.id))) or 0)
    finally:
        await db.close()


def _told(sides: Sequence[Side], args: argparse.Namespace) -> int:
    bare, *ours = sides
    # Of each questionnaire the first tap only opens it.
    wanted = args.rounds * (CROWD * (1 + CALM_TAPS) + args.people * (args.questions - 1))
    met = True
    told: dict[str, Any] = {}
    print(f"{'who':<14}{'updates/s':>10}{'ratio':>7}{'cpu ms':>8}{'p95 s of 500':>14}"
          f"{'calm: taps/s':>14}{'p50 ms':>8}{'p95 ms':>8}{'kept':>8}")  # fmt: skip
    for side in sides:
        rate, p95 = statistics.median(side.rates), statistics.quantiles(side.crowd, n=20)[18]
        pairs = zip(side.rates, bare.rates, strict=True)
        ratio = statistics.median(mine / theirs for mine, theirs in pairs)
        cpu = statistics.median(side.cpu)
        calm = [each * 1000 for each in statistics.quantiles(side.calm, n=20)]
        pace = statistics.median(side.pace)
        print(f"{side.name:<14}{rate:>10.0f}{ratio:>7.2f}{cpu:>8.2f}{p95:>14.2f}"
              f"{pace:>14.0f}{calm[9]:>8.1f}{calm[18]:>8.1f}{side.kept:>8}")  # fmt: skip
        told[side.name] = {
            "rates": side.rates, "ratio": ratio, "cpu_ms": side.cpu, "p95_s": p95,
            "kept": side.kept, "calm_taps_s": pace,
            "calm_p50_ms": calm[9], "calm_p95_ms": calm[18],
        }  # fmt: skip
        if side in ours:
            met &= ratio >= RATIO_GOAL and p95 <= P95_GOAL and side.kept == wanted
    print(f"goals: ratio >= {RATIO_GOAL}, p95 <= {P95_GOAL} s, kept = {wanted}: "
          f"{'met' if met else 'MISSED'}")  # fmt: skip
    print(json.dumps({"bench": "survey", "cores": os.cpu_count(), "sides": told}))
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
