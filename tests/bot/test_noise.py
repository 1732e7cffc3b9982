"""Nothing unasked-for passes the weekly budget or the quiet hours, of whatever kind it is."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import bot.notices  # noqa: F401 - its kinds are registered
import handlers.all  # noqa: F401
from db.models import DigestPlan, OutboxMessage
from db.models.digest import Rhythm
from db.models.outbox import OutboxState
from domain.reminders import WEEK, WEEKLY_BUDGET
from domain.roles import Role
from handlers.notices import NOTICES
from sandbox.session import Actor
from services import noise, outbox
from texts import noise as words

# What answers a request, or must not wait: a pupil's call for an adult.
ASKED_FOR = {
    "adult_help", "adult_help_again", "adult_help_heads", "adult_help_seen", "application",
    "errand_lost",
}  # fmt: skip
KINDS = sorted(NOTICES.keys() - ASKED_FOR)
DAY = timedelta(days=1)
NIGHT = datetime(2026, 10, 6, 1, tzinfo=UTC)
# Payloads that none of the kinds has anything to say of: what may go is cancelled.
EMPTY = {"digest_id": 0, "day": "2026-10-05", "roadmap_id": 0, "application": 0}


def got(session: Session, person_id: int, moments: list[datetime]) -> None:
    """Unasked-for messages that came at these moments."""
    for number, moment in enumerate(moments):
        session.add(
            OutboxMessage(
                person_id=person_id, kind="bundle", payload={}, send_after=moment,
                dedup_key=f"past:{person_id}:{number}:{moment}", state=OutboxState.SENT,
                created_at=moment, sent_at=moment,
            )
        )  # fmt: skip


def queue(session: Session, person_id: int, kind: str, now: datetime) -> None:
    assert outbox.enqueue(
        session, person_id, kind, EMPTY, dedup_key=f"now:{kind}", send_after=now, now=now
    )


def queued(session: Session) -> OutboxMessage:
    return session.scalars(
        select(OutboxMessage).where(OutboxMessage.dedup_key.startswith("now:"))
    ).one()


async def anybody(stage: Any, role: Role) -> tuple[Actor, int]:
    if role is Role.ADMINISTRATOR:
        stage.school_id = 0  # of no organisation
    else:
        await stage.school()
    actor = await stage.join("Ветрова Ольга Сергеевна", role)
    return actor, stage.person_id(actor)


@pytest.mark.parametrize("role", [Role.CURATOR, Role.MENTOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize("kind", KINDS)
async def test_a_full_week_holds_every_kind(stage: Any, kind: str, role: Role) -> None:
    actor, person = await anybody(stage, role)
    now = stage.clock.now()
    days = [now - DAY * (number + 1) for number in range(WEEKLY_BUDGET)]
    await stage.db.write(got, person, days)
    await stage.db.write(queue, person, kind, now)
    before = len(actor.messages)

    await stage.settle()

    row = await stage.db.read(queued)
    assert (row.state, len(actor.messages)) == (OutboxState.QUEUED, before)
    # Until the earliest of the week has passed out of it, and then till the usual hour.
    assert row.send_after >= min(days) + WEEK
    assert row.send_after - (min(days) + WEEK) < DAY


@pytest.mark.parametrize("role", [Role.CURATOR, Role.MENTOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize("kind", KINDS)
async def test_the_night_holds_every_kind(stage: Any, kind: str, role: Role) -> None:
    _, person = await anybody(stage, role)
    stage.clock.jump(NIGHT)
    await stage.db.write(queue, person, kind, NIGHT)

    await stage.settle()

    row = await stage.db.read(queued)
    morning = row.send_after.astimezone(UTC)
    assert row.state is OutboxState.QUEUED
    assert (morning.date(), 5 <= morning.hour < 17) == (NIGHT.date(), True)


@pytest.mark.parametrize("kind", KINDS)
async def test_with_room_in_the_week_it_is_not_held(stage: Any, kind: str) -> None:
    _, person = await anybody(stage, Role.CURATOR)
    now = stage.clock.now()
    days = [now - DAY * (number + 1) for number in range(WEEKLY_BUDGET - 1)]
    await stage.db.write(got, person, days)
    await stage.db.write(queue, person, kind, now)

    await stage.settle()

    assert (await stage.db.read(queued)).state in {OutboxState.SENT, OutboxState.CANCELLED}


def test_every_kind_that_comes_unasked_has_a_word() -> None:
    assert words.KINDS.keys() == set(KINDS)


def _plans(session: Session, person_id: int, place: int, at: datetime) -> None:
    session.add(
        DigestPlan(
            person_id=person_id, organisation_id=place, rhythm=Rhythm.WEEKLY, chosen=True,
            weekday=0, hour=9, next_at=at,
        )
    )  # fmt: skip


async def test_daily_messages_leave_room_for_the_weekly_one(stage: Any) -> None:
    """It comes at its hour week after week, however much there is to say on the other days."""
    _, person = await anybody(stage, Role.CURATOR)
    monday = datetime(2026, 10, 12, 6, tzinfo=UTC)  # 9:00 in Moscow
    zone = "Europe/Moscow"
    await stage.db.write(_plans, person, stage.school_id, monday)
    sent: list[int] = []
    for week in range(3):
        digest = monday + WEEK * week
        for day in range(5):
            bundle = digest - WEEK + DAY * day + timedelta(hours=1)
            held = await stage.db.read(noise.hold_until, person, bundle, zone, noise.LESSER)
            if held is None:
                sent.append(day)
                await stage.db.write(_sent_at, person, bundle)
            else:
                assert held >= digest

        late = digest + timedelta(seconds=20 * week)  # by those of the week before
        assert await stage.db.read(noise.hold_until, person, late, zone) is None
        await stage.db.write(_sent_at, person, late + timedelta(seconds=2))
        await stage.db.write(_replan, person, digest + WEEK)

    assert sent == [0, 1, 2, 3] * 3


async def test_daily_messages_leave_room_for_what_was_promised(stage: Any) -> None:
    """The message an hour before an agreed meeting, beside the weekly one."""
    _, person = await anybody(stage, Role.CURATOR)
    now, zone = stage.clock.now(), "Europe/Moscow"
    meeting = now + 2 * DAY
    await stage.db.write(got, person, [now - DAY * (number + 1) for number in range(3)])
    free = await stage.db.read(noise.hold_until, person, now, zone, noise.LESSER)
    await stage.db.write(_promise, person, meeting)
    beside = await stage.db.read(noise.hold_until, person, now, zone, noise.LESSER)
    await stage.db.write(_sent_at, person, now)
    full = await stage.db.read(noise.hold_until, person, now + DAY, zone, noise.LESSER)
    own = await stage.db.read(noise.hold_until, person, meeting, zone)

    assert (free, beside, own) == (None, None, None)
    assert full is not None
    assert full >= meeting


def _promise(session: Session, person_id: int, at: datetime) -> None:
    (kind,) = noise.PROMISED
    session.add(
        OutboxMessage(
            person_id=person_id, kind=kind, payload={}, send_after=at, dedup_key=kind,
            state=OutboxState.QUEUED, created_at=at - WEEK,
        )
    )  # fmt: skip


def _sent_at(session: Session, person_id: int, moment: datetime) -> None:
    session.add(
        OutboxMessage(
            person_id=person_id, kind="bundle", payload={}, send_after=moment,
            dedup_key=f"sent:{moment}", state=OutboxState.SENT, created_at=moment,
            sent_at=moment,
        )
    )  # fmt: skip


def _replan(session: Session, person_id: int, at: datetime) -> None:
    plan = session.scalars(select(DigestPlan).where(DigestPlan.person_id == person_id)).one()
    plan.next_at = at


async def test_what_can_wait_leaves_room_for_the_next_two_working_days(stage: Any) -> None:
    """What presses goes as long as there is room at all."""
    _, person = await anybody(stage, Role.CURATOR)
    thursday, zone = datetime(2026, 10, 8, 6, tzinfo=UTC), "Europe/Moscow"
    stage.clock.jump(thursday)
    waits, presses = noise.Weight(presses=lambda: False), noise.Weight(presses=lambda: True)

    async def held(weight: noise.Weight) -> datetime | None:
        moment: datetime | None = await stage.db.read(
            noise.hold_until, person, thursday, zone, weight
        )
        return moment

    await stage.db.write(got, person, [thursday - DAY * each for each in (3, 2, 1)])
    assert (await held(waits), await held(presses)) == (None, None)
    # Another one on one of those days.
    await stage.db.write(_sent_at, person, thursday - DAY - timedelta(hours=1))
    assert (await held(waits), await held(presses)) == (thursday + DAY, None)


async def test_held_back_by_the_budget_it_comes_at_the_persons_hour(stage: Any) -> None:
    """Not at the minute at which there is room again."""
    await stage.school()
    mentor = await stage.join("Белова Наталья Игоревна", Role.MENTOR)
    person, zone = stage.person_id(mentor), "Europe/Moscow"
    friday = datetime(2026, 10, 9, 13, tzinfo=UTC)  # 16:00 in Moscow
    early = [datetime(2026, 10, 5 + n, 5, 30, tzinfo=UTC) for n in range(5)]
    await stage.db.write(got, person, early)

    daily = noise.Weight(presses=lambda: True)
    held = await stage.db.read(noise.hold_until, person, friday, zone, daily)
    other = await stage.db.read(noise.hold_until, person, friday, zone, noise.LESSER)

    assert held == datetime(2026, 10, 12, 13, tzinfo=UTC)
    assert other == datetime(2026, 10, 12, 5, 30, tzinfo=UTC)
