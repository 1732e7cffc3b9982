"""The sending process is killed again and again, and everybody hears of everything all the same.

Fifty lives of the program end at named points (tests/bot/kill/points.py), the last one ends by
itself a day later. After each crash the database and the messenger are compared.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path

import pytest

from db.engine import is_sqlite
from db.models.outbox import OutboxState
from tests.bot.kill import harness, scene
from tests.bot.kill.harness import Messenger, Parent, Row
from tests.bot.kill.points import CONCURRENCY, DOUBLING, TICKING, Point, Run

KILLS = 50
SEED = 20261005
KILLED = "-9"
TOMORROW_EVENING = scene.START + timedelta(days=1, hours=8)


@pytest.fixture(scope="module")
def parent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parent]:
    with harness.parent(tmp_path_factory.mktemp("parent")) as process:
        yield process


@pytest.fixture
def messenger(tmp_path: Path) -> Iterator[Messenger]:
    with harness.messenger(tmp_path) as process:
        yield process


def plan() -> list[tuple[Point, int]]:
    """Which point ends each life, and when it is reached for the how manyth time."""
    chance = random.Random(SEED)
    points = list(islice(cycle(Point), KILLS))
    chance.shuffle(points)
    return [(point, _nth(point, chance)) for point in points]


def _nth(point: Point, chance: random.Random) -> int:
    if point in TICKING:
        return 1
    return CONCURRENCY if point is Point.FULL_FLIGHT else chance.randint(1, CONCURRENCY)


class Ledger:
    """What is known of every message after a crash, and who must get one twice because of it."""

    def __init__(self) -> None:
        self.rows: dict[int, Row] = {}
        self.delivered: dict[int, list[str]] = {}
        self.doubled: Counter[int] = Counter()

    def crash(
        self, point: Point, rows: dict[int, Row], delivered: dict[int, list[str]], where: str
    ) -> None:
        """Check what one life has left behind, and remember it."""
        fresh = {
            chat_id for chat_id in delivered
            if len(delivered[chat_id]) > len(self.delivered.get(chat_id, []))
        }  # fmt: skip
        begun = {key for key, row in rows.items() if row.attempts > self._attempts(key)}
        open_calls = {key for key in begun if rows[key].state is OutboxState.SENDING}
        sent = {key for key in begun if rows[key].state is OutboxState.SENT}
        doubled = {rows[key].chat_id for key in open_calls} & fresh

        assert len(open_calls) <= CONCURRENCY, f"{where}: too many calls at once"
        assert {rows[key].chat_id for key in sent} <= fresh, f"{where}: marked, never delivered"
        assert fresh == {rows[key].chat_id for key in sent} | doubled, f"{where}: not claimed"
        self._at(point, rows, fresh, doubled, where)
        self.rows, self.delivered = rows, delivered
        self.doubled.update(doubled)

    def _at(
        self, point: Point, rows: dict[int, Row], fresh: set[int], doubled: set[int], where: str
    ) -> None:
        """The process has died where it was meant to."""
        if point in TICKING:
            assert fresh == set(), where
            assert (len(rows) > len(self.rows)) == (point is Point.TICKED), where
        if point in DOUBLING:
            assert doubled != set(), where
        if point is Point.FULL_FLIGHT:
            assert len(doubled) == CONCURRENCY, where

    def _attempts(self, key: int) -> int:
        return self.rows[key].attempts if key in self.rows else 0


def test_no_reminder_is_lost_and_few_are_doubled(
    database_url: str, parent: Parent, messenger: Messenger, tmp_path: Path
) -> None:
    expected = asyncio.run(harness.write(database_url, scene.fill, KILLS))
    messenger.people(sorted({one.chat_id for one in expected}))
    kind = "SQLite" if is_sqlite(database_url) else "PostgreSQL"
    ledger = Ledger()

    for number, (point, nth) in enumerate(plan(), 1):
        where = f"{kind}, seed {SEED}, kill {number} at {point} (time {nth})"
        life = Run(database_url, messenger.address, messenger.token, str(tmp_path), point, nth)
        assert parent.run(life) == KILLED, f"{where} did not happen\n{parent.said()}"
        ledger.crash(point, harness.rows(database_url), messenger.delivered(), where)
    last = Run(
        database_url, messenger.address, messenger.token, str(tmp_path),
        until=TOMORROW_EVENING.isoformat(),
    )  # fmt: skip
    where = f"{kind}, seed {SEED}, the last life"
    assert parent.run(last) == "0", f"{where}\n{parent.said()}"

    rows, delivered = harness.rows(database_url), messenger.delivered()
    assert {row.state for row in rows.values()} == {OutboxState.SENT}, where
    lost = [
        one.title for one in expected
        if not any(one.title in text for text in delivered.get(one.chat_id, []))
    ]  # fmt: skip
    assert lost == [], where
    assert {chat_id: len(texts) for chat_id, texts in delivered.items()} == (
        Counter(row.chat_id for row in rows.values()) + ledger.doubled
    ), where
