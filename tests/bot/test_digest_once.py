"""One weekly message per person and week, however many programs tick, wherever one dies."""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.app import App, build
from bot.settings import Settings
from db.engine import Database
from db.models import Digest, OutboxMessage
from domain.roles import Role
from sandbox.session import Actor, WorldSession
from services import outbox
from services.digest import tick as digest_tick
from tests.item_factories import Row, running
from tests.reminder_factories import MOSCOW
from tests.stage import ZONE, Stage

MONDAY = date(2026, 10, 12)
WEEK = timedelta(days=7)


class Death(BaseException):
    """The process is gone: nothing of ours may catch it."""


class Mortal(Database):
    """Dies at one of its writes: before it is committed, or right after."""

    def __init__(self, url: str, at: int, *, committed: bool) -> None:
        super().__init__(url)
        self.left, self.committed = at, committed
        self.last: Callable[..., Any] | None = None

    async def write(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        self.left -= 1
        if self.left:
            return await super().write(fn, *args, **kwargs)
        self.last = fn
        if self.committed:
            await super().write(fn, *args, **kwargs)
            raise Death
        return await super().write(self._dying, fn, *args, **kwargs)

    @staticmethod
    def _dying(session: Session, fn: Any, *args: Any, **kwargs: Any) -> None:
        fn(session, *args, **kwargs)
        session.flush()
        raise Death


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=MOSCOW)


def program(stage: Stage, db: Database, folder: Path) -> App:
    """Another process beside the same messenger, clock and database."""
    settings = Settings.model_construct(
        timezone=ZONE, names_in_chat="initials", names_in_files="full",
        sender_concurrency=8, redis_url=None, admin_ids=(),
    )  # fmt: skip
    bot = Bot(stage.app.bot.token, session=WorldSession(stage.world))
    return build(
        settings, db=db, clock=stage.clock, bot=bot, bot_username="nastavnik_bot",
        data_dir=folder,
    )  # fmt: skip


async def curator_with_something_to_do(stage: Stage) -> Actor:
    """An item without a day waits every week, and nobody is reminded of it."""
    await stage.school()
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    rows = [Row("Встреча без срока")]
    await stage.db.write(running, stage.clock.now(), stage.school_id, rows)
    await stage.app.tick()
    return curator


def _periods(session: Session) -> list[str]:
    return list(session.scalars(select(Digest.period).order_by(Digest.id)))


def _rows(session: Session) -> Counter[str]:
    return Counter(session.scalars(select(OutboxMessage.kind)))


async def test_many_programs_tick_at_once(stage: Stage) -> None:
    curator = await curator_with_something_to_do(stage)
    stage.clock.jump(moment(MONDAY, 9))

    now = stage.clock.now()
    made = await asyncio.gather(
        *(stage.db.write(digest_tick.tick, now) for _ in range(12))
    )  # fmt: skip
    await stage.settle()

    assert sum(each.enqueued for each in made) == 1
    assert await stage.db.read(_periods) == ["start", "2026-W42"]
    assert await stage.db.read(_rows) == {"digest": 1}
    assert len([screen for screen in curator.messages if screen.document]) == 1


# Of a Monday: the tick of digests, claim and mark of the message. Turns that find nothing do not
# write.
WRITES = (1, 2, 3)


@pytest.mark.parametrize("committed", [False, True], ids=["open", "committed"])
async def test_a_death_at_every_write_loses_and_doubles_nothing(
    stage: Stage, database_url: str, tmp_path: Path, committed: bool
) -> None:
    """A week for each write of a Monday."""
    curator = await curator_with_something_to_do(stage)
    died: list[str] = []

    for week, number in enumerate(WRITES):
        monday = MONDAY + week * WEEK
        before = len(curator.messages)
        await stage.advance_to(moment(monday, 8, 59))
        stage.clock.jump(moment(monday, 9))
        db = Mortal(database_url, number, committed=committed)
        mortal = program(stage, db, tmp_path)
        with pytest.raises(Death):
            await mortal.advancer.advance_to(moment(monday, 10))
        await mortal.close()
        died.append(getattr(db.last, "__name__", ""))
        await stage.advance_to(moment(monday, 11))

        sent = curator.messages[before:]
        files, pictures = (
            sum(bool(getattr(screen, each)) for screen in sent) for each in ("document", "photo")
        )
        # Only what was delivered and not written down is sent again; the picture that was to
        # follow what was written down at the moment of death is lost.
        marking = died[-1] == outbox.mark_sent.__name__
        assert (files, pictures, len(sent)) == (
            1 + (marking and not committed), 1 - (marking and committed), files + pictures
        ), f"write {number}, death in {died[-1]}"  # fmt: skip

    assert died == ["tick", "claim", "mark_sent"]
    weeks = [f"2026-W{week}" for week in range(42, 45)]
    assert await stage.db.read(_periods) == ["start", *weeks]
    assert await stage.db.read(_rows) == {"digest": 3}
