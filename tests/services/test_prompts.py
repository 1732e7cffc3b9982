"""Matters that features put into the daily bundle."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import OutboxMessage, Prompt
from domain.roles import Role
from services import bundles, noise, prompt_tick, prompts, recipients
from services.actor import Actor
from services.outbox import OutboxState
from tests.people_factories import NOW, person, school

KIND, AWAITED = "tests_tea", "tests_awaited"
HOUR = NOW + timedelta(hours=6)  # of the daily message


@dataclass(frozen=True)
class Tea:
    """What there is to say."""

    subject_id: int


@pytest.fixture(autouse=True)
def settled() -> Iterator[set[int]]:
    """Subjects of which there is nothing to say."""
    gone: set[int] = set()

    def load(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
        return {row.id: Tea(row.subject_id) for row in rows if row.subject_id not in gone}

    prompts.prompt(KIND, again=(2,), rank=10)(load)
    prompts.prompt(AWAITED, again=(2,), rank=20, pressing=True)(load)
    yield gone
    del prompts.KINDS[KIND], prompts.KINDS[AWAITED]


@pytest.fixture
async def me(db: Database) -> Actor:
    return await person(db, await school(db), "Ёлкина Анна Львовна", Role.MENTOR, chat="1")


async def asked(
    db: Database, me: Actor, subject: int, at: datetime = NOW, kind: str = KIND
) -> None:
    await db.write(
        prompts.ask, NOW, kind, subject, [me.me], me.organisation_id, at=at, taste="mint"
    )


async def moments(db: Database) -> list[datetime]:
    """When the messages that are queued are to go."""
    waiting = select(OutboxMessage.send_after).where(OutboxMessage.state == OutboxState.QUEUED)
    return await db.read(lambda s: list(s.scalars(waiting.order_by(OutboxMessage.send_after))))


async def said(db: Database, me: Actor, now: datetime) -> list[int]:
    """Subjects in the bundle that would be sent at `now`."""
    found = await db.read(bundles.load, me.me, 0, now)
    assert found is not None
    return [each.thing.subject_id for each in found.told]


async def sent(db: Database, now: datetime) -> None:
    """Everything that waits was sent at `now`."""

    def mark(session: Session) -> None:
        for row in session.scalars(select(OutboxMessage)):
            row.state, row.sent_at = OutboxState.SENT, now

    await db.write(mark)


async def test_due_matters_stand_in_one_bundle(db: Database, me: Actor) -> None:
    await asked(db, me, 7)
    await asked(db, me, 8)
    await asked(db, me, 9, NOW + timedelta(days=3))

    ticked = await db.write(prompt_tick.tick, NOW)

    assert ticked == prompt_tick.PromptTick(2, 1)
    assert await said(db, me, NOW) == [7, 8]
    rows = await db.read(lambda s: list(s.scalars(select(OutboxMessage.kind))))
    assert rows == ["bundle"]


async def test_what_was_sent_is_said_again_once_after_two_days(db: Database, me: Actor) -> None:
    await asked(db, me, 7)
    await db.write(prompt_tick.tick, NOW)
    later = NOW + timedelta(hours=7)
    await sent(db, later)

    assert await said(db, me, later + timedelta(hours=1)) == []
    second = NOW + timedelta(days=2, hours=8)
    assert (await db.write(prompt_tick.tick, second)).enqueued == 1
    assert await said(db, me, second) == [7]
    await sent(db, second)
    assert (await db.write(prompt_tick.tick, second + timedelta(days=9))).looked == 0


async def test_what_is_settled_is_not_said(db: Database, me: Actor, settled: set[int]) -> None:
    await asked(db, me, 7)
    await asked(db, me, 8)
    await db.write(prompt_tick.tick, NOW)

    settled.add(7)
    assert await said(db, me, NOW) == [8]
    await db.write(prompts.settle, KIND, [8])
    assert await said(db, me, NOW) == []


async def test_asking_again_begins_anew(db: Database, me: Actor) -> None:
    await asked(db, me, 7)
    await db.write(prompt_tick.tick, NOW)
    await sent(db, NOW + timedelta(hours=7))

    await asked(db, me, 7, NOW + timedelta(days=1))

    moment = await db.read(prompt_tick.next_moment)
    assert moment == NOW + timedelta(days=1)
    row = (await db.read(lambda s: list(s.scalars(select(Prompt)))))[0]
    assert (row.said_times, row.claimed_at, row.data) == (0, None, {"taste": "mint"})


async def test_who_has_no_chat_is_waited_for(db: Database) -> None:
    place = await school(db)
    silent = await person(db, place, "Громова Ольга Ильинична", Role.MENTOR, chat=None)
    await db.write(prompts.ask, NOW, KIND, 7, [silent.me], place)

    assert await db.write(prompt_tick.tick, NOW) == prompt_tick.PromptTick(1, 0)
    assert (await db.read(prompt_tick.next_moment) or NOW) > NOW + timedelta(hours=12)


async def test_what_waits_for_me_now(db: Database, me: Actor) -> None:
    await asked(db, me, 7)
    await asked(db, me, 9, NOW + timedelta(days=3))

    found = await db.read(prompts.waiting, me.me, NOW)

    assert [each.thing for each in found] == [Tea(7)]


async def test_what_somebody_waits_for_goes_at_once_with_what_waits(
    db: Database, me: Actor
) -> None:
    await asked(db, me, 7)
    await db.write(prompt_tick.tick, NOW)
    assert await moments(db) == [HOUR]
    later = NOW + timedelta(hours=2)
    await asked(db, me, 8, later, AWAITED)

    await db.write(prompt_tick.tick, later)

    assert await moments(db) == [later, HOUR]
    assert await said(db, me, later) == [7, 8]


async def test_the_daily_message_still_comes_after_an_early_one(db: Database, me: Actor) -> None:
    await asked(db, me, 7, kind=AWAITED)
    await db.write(prompt_tick.tick, NOW)
    await sent(db, NOW)
    await asked(db, me, 8, NOW + timedelta(hours=1), AWAITED)
    await asked(db, me, 9, HOUR)

    await db.write(prompt_tick.tick, NOW + timedelta(hours=1))
    assert await moments(db) == [HOUR]
    await db.write(prompt_tick.tick, HOUR)

    assert await moments(db) == [HOUR]
    assert await said(db, me, HOUR) == [9, 8]


@pytest.mark.parametrize("before", [timedelta(minutes=30), timedelta(hours=9)])
async def test_near_its_hour_and_in_quiet_time_it_waits_for_the_daily_one(
    db: Database, me: Actor, before: timedelta
) -> None:
    moment = HOUR - before
    await asked(db, me, 7, moment, AWAITED)

    await db.write(prompt_tick.tick, moment)

    assert await moments(db) == [HOUR]


async def test_what_the_last_daily_message_should_have_said_goes_at_once(
    db: Database, me: Actor
) -> None:
    await asked(db, me, 7, HOUR)
    next_day = NOW + timedelta(days=1)

    await db.write(prompt_tick.tick, next_day)

    assert await moments(db) == [next_day]


async def test_in_a_crowded_week_it_comes_at_the_hour(db: Database, me: Actor) -> None:
    """Room is left for the day's own message and for those of the next two days."""
    who = await db.read(recipients.one, me.me, NOW)
    assert who is not None
    one, two = [NOW - timedelta(hours=each) for each in (50, 49)]
    urgent = noise.Weight(presses=lambda: True)

    assert await db.read(noise.held, who, [one], NOW, urgent) is None
    assert await db.read(noise.held, who, [one, two], NOW, urgent) == HOUR
    assert await db.read(noise.held, who, [one, two], HOUR, urgent) is None
