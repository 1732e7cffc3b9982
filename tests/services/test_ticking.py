"""Ticks: downtime, several at once, the weekly budget."""

import asyncio
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import OutboxMessage
from services import bundles, outbox, reminders
from tests.reminder_factories import (
    DUE,
    NOON,
    Postman,
    item,
    moscow,
    told,
)


async def test_two_ticks_at_once_never_double_a_bundle(db: Database, cast: dict[str, int]) -> None:
    for number in range(30):
        await db.write(item, NOON, cast["roadmap"], f"Дело {number}", cast["mentor"], due=DUE)
    other = Database(db.url)
    moment = moscow(date(2026, 10, 16), 16)

    results = await asyncio.gather(
        *(each.write(reminders.tick, moment) for each in (db, other, db, other))
    )
    await other.close()

    assert sum(result.claimed for result in results) == 30
    letters = await Postman(db, moment).until(moment)
    assert [len(each.titles) for each in letters] == [30]
    count = await db.read(lambda s: len(s.scalars(select(OutboxMessage.id)).all()))
    assert count == 1


async def test_a_reminder_claimed_while_the_bundle_is_on_its_way_waits_for_the_next(
    db: Database, cast: dict[str, int]
) -> None:
    await db.write(item, NOON, cast["roadmap"], "Первое", cast["mentor"], due=DUE)
    moment = moscow(date(2026, 10, 16), 16)
    await db.write(reminders.tick, moment)
    (message,) = await db.read(outbox.due_ids, moment, 10)
    claim = await db.write(outbox.claim, message, moment)
    assert claim is not None
    words = await db.read(bundles.load, cast["mentor"], message, moment)
    # A second reminder falls due between the wording and the answer of the messenger.
    await db.write(item, moment, cast["roadmap"], "Второе", cast["mentor"], due=moment.date())
    await db.write(reminders.tick, moment + timedelta(seconds=1))
    await db.write(outbox.mark_sent, claim, "1", moment + timedelta(seconds=2))

    assert words is not None
    assert [entry.subject.title for entry in words.entries] == ["Первое"]
    assert await told(Postman(db, moment + timedelta(seconds=3)), date(2026, 10, 19)) == [
        (cast["mentor"], "19.10 16:00", ["Второе"])
    ]


async def test_the_week_has_room_for_five_messages(db: Database, cast: dict[str, int]) -> None:
    def make(session: Session) -> None:
        for day in range(2, 22):
            item(session, NOON, cast["roadmap"], str(day), cast["mentor"], due=date(2026, 11, day))

    await db.write(make)
    await db.write(lambda s: setattr_six_day(s, cast["place"]))
    letters = await Postman(db, NOON).until(moscow(date(2026, 11, 30), 23))
    times = [each.at for each in letters if each.person_id == cast["mentor"]]

    assert (
        max(
            sum(timedelta() <= later - each < timedelta(days=7) for later in times)
            for each in times
        )
        == 5
    )


def setattr_six_day(session: Session, place: int) -> None:
    from db.models import Organisation

    session.get_one(Organisation, place).preferences = {"six_day": True}


async def test_after_downtime_what_is_true_comes_once_and_late(
    db: Database, cast: dict[str, int]
) -> None:
    mentor, curator = cast["mentor"], cast["curator"]
    await db.write(item, NOON, cast["roadmap"], "Встреча", mentor, due=DUE)
    await db.write(item, NOON, cast["roadmap"], "Отчёт", mentor, due=date(2026, 11, 20))

    # Everything from 16 October to the escalation has passed when the program wakes.
    postman = Postman(db, moscow(date(2026, 11, 10), 18, 30))
    letters = await postman.until(moscow(date(2026, 11, 13), 23))

    assert [
        (each.person_id, f"{each.at:%d.%m %H:%M}", each.titles, each.late) for each in letters
    ] == [
        (mentor, "10.11 18:30", ["Встреча", "Отчёт"], True),
        (curator, "11.11 09:00", ["Встреча"], False),
    ]


async def test_waking_at_night_waits_for_the_morning_of_a_working_day(
    db: Database, cast: dict[str, int]
) -> None:
    await db.write(item, NOON, cast["roadmap"], "Встреча", cast["mentor"], due=DUE)

    # Saturday night.
    postman = Postman(db, moscow(date(2026, 10, 17), 23))
    letters = await postman.until(moscow(date(2026, 10, 20), 23))

    assert [(f"{each.at:%d.%m %H:%M}", each.late) for each in letters] == [("19.10 16:00", True)]
