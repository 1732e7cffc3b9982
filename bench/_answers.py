"""How long people wait for the answer to a button, while nothing else is done and while a large
export is made: the whole program in one process, a messenger of our own beside it."""

import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from aiogram import Bot
from aiogram.types import Update
from sqlalchemy import insert

from bench._replay import create_tables
from bot.app import App, build
from bot.clock import FrozenClock
from bot.settings import Settings
from db.engine import Database, Session
from db.models import Meeting, Pair, PairMember
from domain.exporting import What
from domain.meetings import MeetingKind, MeetingState
from domain.pairs import Form, PairKind, PairState, Side
from domain.roles import Role
from exports.worker import stop_worker
from handlers.buttons.exporting import MakeExport
from handlers.buttons.nav import Menu
from handlers.buttons.pairs import Pairs
from handlers.buttons.roadmap import MyItems
from sandbox.session import Actor, WorldSession
from sandbox.world import World
from services import enlist
from services.enlist import Newcomer
from services.pairs.lists import Filter

NOW = datetime(2026, 10, 5, 7, tzinfo=UTC)
ZONE = "Europe/Moscow"
PAIRS, MENTORS = 200, 20
QUIET_TAPS, FIRST_TAPS = 300, 60
USED = 0.3
"""Of the time goes into answers: a busy school, but no queue."""
TAPS = (Menu(), MyItems(0), Pairs(Filter.OPEN, 0))


class Town:
    """A school of many pairs and meetings, a curator who exports them, mentors who tap."""

    def __init__(self, app: App, world: World) -> None:
        self.app, self.world = app, world
        self.curator = Actor(world, "Curator", feed=self.feed)
        self.mentors = [Actor(world, f"Mentor {n}", feed=self.feed) for n in range(MENTORS)]

    async def feed(self, update: dict[str, object]) -> None:
        await self.app.feed(Update.model_validate(update, context={"bot": self.app.bot}))

    def people(self, session: Session, meetings: int) -> None:
        place = enlist.organisation(session, NOW, "School", ZONE)
        enlist.enlist(session, NOW, place, _newcomer(self.curator, Role.CURATOR), ZONE)
        mentors = [
            enlist.enlist(session, NOW, place, _newcomer(each, Role.MENTOR), ZONE)
            for each in self.mentors
        ]
        pairs = [_pair(session, place, mentors[n % MENTORS], n) for n in range(PAIRS)]
        session.execute(insert(Meeting), [_meeting(pairs[n % PAIRS], n) for n in range(meetings)])


def _newcomer(actor: Actor, role: Role) -> Newcomer:
    return Newcomer(f"Person {actor.id}", "", ((role, ""),), str(actor.id))


def _pair(session: Session, place: int, mentor: int, number: int) -> int:
    newcomer = Newcomer(f"Mentee {number}", "", ((Role.MENTEE, ""),), None)
    mentee = enlist.enlist(session, NOW, place, newcomer, ZONE)
    made = Pair(
        organisation_id=place, form=Form.TEACHER_TEACHER, state=PairState.ACTIVE,
        kinds=[PairKind.TRADITIONAL.value], starts=date(2026, 9, 1), created_at=NOW,
    )  # fmt: skip
    session.add(made)
    session.flush()
    for side, person in ((Side.MENTOR, mentor), (Side.MENTEE, mentee)):
        session.add(
            PairMember(pair_id=made.id, person_id=person, side=side, since=date(2026, 9, 1))
        )
    session.flush()
    return made.id


def _meeting(pair_id: int, number: int) -> dict[str, object]:
    return {
        "pair_id": pair_id, "kind": MeetingKind.REGULAR, "state": MeetingState.HELD,
        "held_on": date(2026, 9, 1) + timedelta(days=number % 30), "created_at": NOW,
        "topic": f"A lesson and what came of it, {number}",
        "text": "What was said, what was tried, what to do until the next meeting.",
        "next_step": f"Visit a lesson of class {number % 11 + 1}",
    }  # fmt: skip


def measured(meetings: int) -> dict[str, float]:
    """Milliseconds of answers by quantile, quiet and while exporting, and the ratio of p99."""
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(_measured(Path(folder), meetings))
    stop_worker()
    return found


async def _measured(folder: Path, meetings: int) -> dict[str, float]:
    create_tables(folder / "bench.db")
    clock = FrozenClock(NOW)
    world = World(clock.now)
    bot = Bot(world.add_bot("nastavnik_bot", "Bot"), session=WorldSession(world))
    settings = Settings.model_construct(
        timezone=ZONE, names_in_chat="initials", names_in_files="full",
        sender_concurrency=8, redis_url=None, admin_ids=(),
    )  # fmt: skip
    app = build(
        settings, db=Database(f"sqlite+aiosqlite:///{folder / 'bench.db'}"), clock=clock, bot=bot,
        bot_username="nastavnik_bot", data_dir=folder,
    )  # fmt: skip
    town = Town(app, world)
    await app.db.write(town.people, meetings)
    for each in (town.curator, *town.mentors):
        await each.starts()
    try:
        return await _compared(town)
    finally:
        await app.close()


async def _compared(town: Town) -> dict[str, float]:
    await _tapped(town, FIRST_TAPS, 0.5)  # everything is imported and prepared
    pace = statistics.median(await _tapped(town, FIRST_TAPS, 0.5)) / 1000 / USED
    before = await _tapped(town, QUIET_TAPS, pace)
    started = time.perf_counter()
    # The workers' start is a part of it.
    await town.curator.taps(data=MakeExport(What.MEETINGS, None, None, None, csv=False).pack())
    while_exporting = await _tapped(town, None, pace)
    seconds = time.perf_counter() - started
    after = await _tapped(town, QUIET_TAPS, pace)
    sent = town.curator.screen.document or town.curator.messages[-2].document
    assert sent is not None
    quiet, busy = _quantiles(before + after), _quantiles(while_exporting)
    print(f"{'answers, ms':<28}{'p50':>8}{'p95':>8}{'p99':>8}{'taps':>7}")
    for name, figures, count in (
        ("quiet", quiet, len(before) + len(after)), ("exporting", busy, len(while_exporting)),
    ):  # fmt: skip
        print(f"{name:<28}{''.join(f'{value:>8}' for value in figures)}{count:>7}")
    return {
        "quiet_p50": quiet[0], "quiet_p95": quiet[1], "quiet_p99": quiet[2],
        "export_p50": busy[0], "export_p95": busy[1], "export_p99": busy[2],
        "ratio_p99": round(busy[2] / quiet[2], 2), "export_seconds": round(seconds, 1),
        "file_mb": round(len(sent[1]) / 1e6, 2), "pace_ms": round(pace * 1000, 1),
    }  # fmt: skip


async def _tapped(town: Town, count: int | None, pace: float) -> list[float]:
    """Milliseconds from the moment a button should be pressed to its answer, at a steady pace
    (seconds between two); `count` None: until no errand is under way."""
    chance = random.Random(1)
    waits: list[float] = []
    running: set[asyncio.Task[None]] = set()
    at = time.perf_counter()
    busy = town.app.errands.busy
    number = 0
    while number < count if count is not None else busy(str(town.curator.id)):
        at += pace
        await asyncio.sleep(max(0.0, at - time.perf_counter()))
        mentor = town.mentors[number % MENTORS]
        task = asyncio.create_task(_tap(mentor, chance, at, waits))
        running.add(task)
        task.add_done_callback(running.discard)
        number += 1
    await asyncio.gather(*running)
    return waits


async def _tap(mentor: Actor, chance: random.Random, at: float, waits: list[float]) -> None:
    await mentor.taps(data=chance.choice(TAPS).pack())
    waits.append((time.perf_counter() - at) * 1000)


def _quantiles(waits: Sequence[float]) -> tuple[float, float, float]:
    ordered = sorted(waits)
    p50, p95, p99 = (
        ordered[min(int(len(ordered) * q), len(ordered) - 1)] for q in (0.5, 0.95, 0.99)
    )
    return round(p50, 1), round(p95, 1), round(p99, 1)
