"""Nothing unasked-for passes the weekly budget or the quiet hours, of whatever kind it is."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import bot.notices  # noqa: F401 - its kinds are registered
import handlers.all  # noqa: F401
from db.models import OutboxMessage
from db.models.outbox import OutboxState
from domain.reminders import WEEK, WEEKLY_BUDGET
from domain.roles import Role
from handlers.notices import NOTICES
from sandbox.session import Actor
from services import noise, outbox
from services.digest.tick import KIND as DIGEST
from texts import noise as words

# What answers a request, or must not wait: a pupil's call for an adult.
ASKED_FOR = {"adult_help", "adult_help_seen", "application", "errand_lost"}
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
    room = WEEKLY_BUDGET - noise.parts(kind)
    days = [now - DAY * (number + 1) for number in range(room + 1)]
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
    days = [now - DAY * (number + 1) for number in range(WEEKLY_BUDGET - noise.parts(kind))]
    await stage.db.write(got, person, days)
    await stage.db.write(queue, person, kind, now)

    await stage.settle()

    assert (await stage.db.read(queued)).state in {OutboxState.SENT, OutboxState.CANCELLED}


def test_every_kind_that_comes_unasked_has_a_word() -> None:
    assert words.KINDS.keys() == set(KINDS)
    assert noise.parts(DIGEST) == 2
