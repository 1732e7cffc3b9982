"""A school year of the demo, played by the clock: nobody is woken, nobody is flooded."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from db.engine import Session
from db.models import OutboxMessage, RoleGrant
from db.models.outbox import OutboxState
from domain.reminders import WEEKLY_BUDGET
from domain.roles import Role
from domain.worktime import SUNDAY
from sandbox.session import Actor
from services import demo, workcalendar
from tests.stage import ZONE, Stage, staged

BEGINS = datetime(2026, 9, 1, 6, tzinfo=UTC)
ENDS = datetime(2027, 6, 1, 6, tzinfo=UTC)
WEEK = timedelta(days=7)


@pytest.fixture
async def stage(database_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    """Before the first lesson of the year."""
    async with staged(database_url, tmp_path, BEGINS) as made:
        yield made


@pytest.fixture
async def school(stage: Stage) -> dict[str, Actor]:
    """The demo's people, who have pressed START on the first day of the school year."""
    people = {
        person.key: Actor(stage.world, person.name, feed=stage.feed) for person in demo.with_chat()
    }
    chats = {key: str(actor.id) for key, actor in people.items()}
    await stage.db.write(demo.seed, stage.clock.now(), ZONE, chats)
    for actor in people.values():
        await actor.starts()
    return people


def sent(session: Session) -> list[tuple[int, datetime]]:
    """Who got what the bot said of itself, and when, in order."""
    rows = session.execute(
        select(OutboxMessage.person_id, OutboxMessage.sent_at)
        .where(OutboxMessage.state == OutboxState.SENT, OutboxMessage.solicited.is_(False))
        .order_by(OutboxMessage.sent_at)
    )
    return [(row.person_id, row.sent_at) for row in rows]


async def test_a_year_passes_in_peace(stage: Stage, school: dict[str, Actor]) -> None:
    # As in the running program: the sender wakes up by itself while the time is played.
    sending = asyncio.create_task(stage.app.sender.run(idle_seconds=0.01))
    await stage.advance_to(ENDS)
    sending.cancel()

    messages = await stage.db.read(sent)
    local = [moment.astimezone(ZoneInfo(ZONE)) for _, moment in messages]
    assert len(messages) > 100
    assert [m for m in local if not 8 <= m.hour < 20 or m.weekday() == SUNDAY] == []
    assert max(busiest_week(messages).values()) <= WEEKLY_BUDGET
    assert stage.world.refusals == {}
    weekly = await stage.db.read(digests)
    # The picture belongs to its weekly message and makes no sound.
    pictures = sum(bool(each.photo) for actor in school.values() for each in actor.messages)
    assert 0 < pictures <= weekly.total()
    said = sum(len(actor.messages) for actor in school.values())
    assert said == len(messages) + pictures + len(school)  # the menus of the first day

    assert {key for key, times in weekly.items() if times != 1} == set()
    curator = await stage.db.read(curator_of)
    weeks = [week for person, week in weekly if person == curator]
    days = [moment for person, moment in await stage.db.read(digest_days) if person == curator]
    # From the first week in which something waits, every one, but for the New Year's holidays.
    assert len(weeks) > 25
    assert [day for day in days if not is_workday(day)] == []
    assert max(later - day for day, later in pairwise(days)) <= 2 * WEEK


def digests(session: Session) -> Counter[tuple[int, str]]:
    """How many weekly messages went to whom for which period."""
    rows = session.execute(
        select(OutboxMessage.person_id, OutboxMessage.dedup_key).where(
            OutboxMessage.kind == "digest", OutboxMessage.state == OutboxState.SENT
        )
    )
    return Counter((row.person_id, row.dedup_key.rsplit(":", 1)[1]) for row in rows)


def digest_days(session: Session) -> list[tuple[int, datetime]]:
    rows = session.execute(
        select(OutboxMessage.person_id, OutboxMessage.sent_at)
        .where(OutboxMessage.kind == "digest", OutboxMessage.state == OutboxState.SENT)
        .order_by(OutboxMessage.sent_at)
    )
    return [(row.person_id, row.sent_at.astimezone(ZoneInfo(ZONE))) for row in rows]


def curator_of(session: Session) -> int:
    found = select(RoleGrant.person_id).where(RoleGrant.role == Role.CURATOR)
    return session.scalars(found).one()


def is_workday(day: datetime) -> bool:
    return workcalendar.build([day.year]).is_workday(day.date())


def busiest_week(messages: list[tuple[int, datetime]]) -> dict[int, int]:
    """The most messages in any seven days, by person."""
    moments: dict[int, list[datetime]] = defaultdict(list)
    for person, moment in messages:
        moments[person].append(moment)
    return {
        person: max(sum(first <= other < first + WEEK for other in own) for first in own)
        for person, own in moments.items()
    }
