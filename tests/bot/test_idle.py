"""A tick that finds nothing writes nothing: SQLite has one writer, and ticks come for ever."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from db.engine import Database
from db.models import Pair
from domain.pairs import PairState
from domain.roles import Role
from tests.bot.test_digest_once import program
from tests.item_factories import Row, running
from tests.pair_factories import pair
from tests.stage import START, Stage

DAY = timedelta(days=1)


class Counting(Database):
    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.written: list[str] = []

    async def write(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        self.written.append(fn.__module__)
        return await super().write(fn, *args, **kwargs)


async def _ticked(stage: Stage, url: str, folder: Path) -> list[str]:
    db = Counting(url)
    app = program(stage, db, folder)
    await app.tick()
    await app.close()
    return db.written


def _ends(session: Any, pair_id: int) -> None:
    session.get_one(Pair, pair_id).ends = START.date() - DAY


async def test_a_tick_that_finds_nothing_writes_nothing(
    stage: Stage, database_url: str, tmp_path: Path
) -> None:
    """Also while a pair waits for papers, another for its end, a third for an answer."""
    await stage.school()
    await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    mentor = await stage.join("Громов Пётр Ильич", Role.MENTOR)
    mentee = await stage.join("Ким Анна Львовна", Role.MENTEE)
    by_hand = await stage.without_chat("Лугов Иван Павлович", Role.MENTOR)
    sides = [stage.person_id(mentor)], [stage.person_id(mentee)]
    begun = date(2026, 9, 1)
    await stage.db.write(pair, START, stage.school_id, *sides, starts=begun)
    await stage.db.write(pair, START, stage.school_id, [by_hand], sides[1], starts=begun)
    over = await stage.db.write(pair, START, stage.school_id, *sides, starts=begun)
    await stage.db.write(_ends, over)
    await stage.db.write(
        pair, START, stage.school_id, *sides, starts=begun, state=PairState.CONFIRMED
    )
    await stage.db.write(running, START, stage.school_id, [Row("Встреча без срока")])
    await stage.advance_to(START + 3 * DAY)

    assert await _ticked(stage, stage.db.url, tmp_path) == []


async def test_each_turn_is_taken_when_its_day_comes(
    stage: Stage, database_url: str, tmp_path: Path
) -> None:
    await stage.school()
    await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    await stage.app.tick()
    assert await _ticked(stage, stage.db.url, tmp_path) == []

    stage.clock.jump(START + DAY)

    assert await _ticked(stage, stage.db.url, tmp_path) == ["services.consent_days"]
