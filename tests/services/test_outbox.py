"""Claims of the outbox: whoever is too late changes nothing, and nothing said gets lost."""

import asyncio
from datetime import date, datetime, timedelta

from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import OutboxMessage, Reminder
from db.models.outbox import OutboxState
from services import bundles, outbox, reminders
from services.bundling import Want, queue
from services.outbox import LEASE, Claim
from tests.reminder_factories import DUE, NOON, Postman, item, moscow, small_cast

FRIDAY = moscow(date(2026, 10, 16), 16)
SECOND = timedelta(seconds=1)
NEXT_DAY = date(2026, 10, 20)


async def _queued(db: Database, person_id: int) -> int:
    """A bundle of one line that has just become due; its id."""

    def make(session: Session) -> int:
        queue(session, {person_id: Want(FRIDAY)}, FRIDAY)
        return session.scalars(select(OutboxMessage.id)).one()

    return await db.write(make)


async def _claimed(db: Database, message_id: int, at: datetime) -> Claim:
    claim = await db.write(outbox.claim, message_id, at)
    assert claim is not None
    return claim


async def _row(db: Database, message_id: int) -> OutboxMessage:
    return await db.read(lambda session: session.get_one(OutboxMessage, message_id))


async def _try_to_close(db: Database, claim: Claim) -> list[datetime]:
    """All that a worker may do with a claim of its own; when what hangs on it was done."""
    done: list[datetime] = []
    await db.write(outbox.mark_sent, claim, "7", FRIDAY, lambda _, at: done.append(at))
    await db.write(outbox.cancel, claim)
    await db.write(outbox.fail, claim, "late")
    await db.write(outbox.retry, claim, FRIDAY + LEASE, "late")
    await db.write(outbox.postpone, claim, FRIDAY + LEASE)
    return done


async def test_a_worker_frozen_beyond_its_lease_closes_nothing(
    db: Database, cast: dict[str, int]
) -> None:
    message = await _queued(db, cast["mentor"])
    frozen = await _claimed(db, message, FRIDAY)
    await _claimed(db, message, FRIDAY + LEASE)

    done = await _try_to_close(db, frozen)

    row = await _row(db, message)
    assert (row.state, row.leased_until) == (OutboxState.SENDING, FRIDAY + 2 * LEASE)
    assert (row.attempts, row.error, row.sent_at) == (2, None, None)
    assert done == []


async def test_who_took_over_closes_its_own_claim(db: Database, cast: dict[str, int]) -> None:
    message = await _queued(db, cast["mentor"])
    await _claimed(db, message, FRIDAY)
    second = await _claimed(db, message, FRIDAY + LEASE)
    done: list[datetime] = []

    await db.write(outbox.mark_sent, second, "8", FRIDAY + LEASE, lambda _, at: done.append(at))

    row = await _row(db, message)
    assert (row.state, row.message_id) == (OutboxState.SENT, "8")
    assert done == [FRIDAY + LEASE]


async def test_a_bundle_used_again_is_not_taken_for_the_old_claim(
    db: Database, cast: dict[str, int]
) -> None:
    message = await _queued(db, cast["mentor"])
    frozen = await _claimed(db, message, FRIDAY)
    await db.write(outbox.cancel, await _claimed(db, message, FRIDAY + LEASE))
    assert await _queued(db, cast["mentor"]) == message
    later = FRIDAY + 3 * LEASE
    third = await _claimed(db, message, later)

    assert await _try_to_close(db, frozen) == []

    row = await _row(db, message)
    assert (row.state, row.attempts) == (OutboxState.SENDING, third.attempts)


async def _held_back(db: Database, cast: dict[str, int]) -> int:
    """Friday's bundle, which waits until Tuesday, when a second line becomes due."""
    await db.write(item, NOON, cast["roadmap"], "Первое", cast["mentor"], due=DUE)
    await db.write(reminders.tick, FRIDAY)
    (message,) = await db.read(outbox.due_ids, FRIDAY, 10)
    tuesday = moscow(NEXT_DAY, 16)
    claim = await _claimed(db, message, FRIDAY)
    await db.write(outbox.postpone, claim, tuesday)
    await db.write(_silence)
    await db.write(item, FRIDAY, cast["roadmap"], "Второе", cast["mentor"], due=NEXT_DAY)
    await db.write(_wake, tuesday)
    return message


def _silence(session: Session) -> None:
    session.execute(update(Reminder).values(remind_at=None))


def _wake(session: Session, at: datetime) -> None:
    session.execute(update(Reminder).where(Reminder.claimed_at.is_(None)).values(remind_at=at))


async def _titles(db: Database, person_id: int, message_id: int, now: datetime) -> list[str]:
    bundle = await db.read(bundles.load, person_id, message_id, now)
    assert bundle is not None
    return [entry.subject.title for entry in bundle.entries]


async def test_a_slow_tick_says_nothing_in_a_bundle_that_was_worded_before(
    db: Database, cast: dict[str, int]
) -> None:
    message = await _held_back(db, cast)
    tuesday = moscow(NEXT_DAY, 16)
    claim = await _claimed(db, message, tuesday + SECOND)
    worded = await _titles(db, cast["mentor"], message, tuesday + SECOND)

    # Began before the claim, came to the database after it: while it is sent, and when it was.
    while_sending = await db.write(reminders.tick, tuesday)
    await db.write(outbox.mark_sent, claim, "1", tuesday + SECOND)
    when_sent = await db.write(reminders.tick, tuesday)

    assert worded == ["Первое"]
    assert (while_sending.enqueued, when_sent.enqueued) == (0, 0)
    letters = await Postman(db, tuesday + 2 * SECOND).until(tuesday + LEASE)
    assert [each.titles for each in letters] == [["Второе"]]


async def _until_somebody_waits(db: Database) -> None:
    """Until a session of this database waits for a lock of another."""
    query = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    while not await db.read(lambda session: session.scalar(query)):
        pass


async def _held_back_in_postgres(db: Database) -> tuple[dict[str, int], int]:
    cast = await db.write(small_cast)
    return cast, await _held_back(db, cast)


async def test_a_tick_waits_for_a_claim_and_leaves_the_reminder_to_the_next(
    postgres_database: str,
) -> None:
    sender, ticker = Database(postgres_database), Database(postgres_database)
    cast, message = await _held_back_in_postgres(sender)
    tuesday = moscow(NEXT_DAY, 16)

    async with AsyncSession(AsyncEngine(sender.writer)) as session, session.begin():
        await session.run_sync(outbox.claim, message, tuesday)
        await session.flush()
        tick = asyncio.create_task(ticker.write(reminders.tick, tuesday))
        await _until_somebody_waits(sender)

    assert (await tick).enqueued == 0
    assert await _titles(sender, cast["mentor"], message, tuesday) == ["Первое"]
    await sender.close()
    await ticker.close()


async def test_a_bundle_does_not_set_off_while_a_tick_puts_something_in_it(
    postgres_database: str,
) -> None:
    sender, ticker = Database(postgres_database), Database(postgres_database)
    cast, message = await _held_back_in_postgres(sender)
    tuesday = moscow(NEXT_DAY, 16)

    async with AsyncSession(AsyncEngine(ticker.writer)) as session, session.begin():
        await session.run_sync(reminders.tick, tuesday)
        claimed_meanwhile = await sender.write(outbox.claim, message, tuesday)
    await _claimed(sender, message, tuesday)

    assert claimed_meanwhile is None
    assert await _titles(sender, cast["mentor"], message, tuesday) == ["Второе", "Первое"]
    await sender.close()
    await ticker.close()
