"""Reminders from the launch to the escalation: who hears what, and when."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Item, OutboxMessage
from db.models.outbox import OutboxState
from db.models.roadmap import RoadmapState
from domain.progress import Status
from services import item_acts, occurrences, reminders
from tests.reminder_factories import (
    DUE,
    NOON,
    Postman,
    actor,
    item,
    moscow,
    roadmap,
    told,
)


async def test_the_default_rhythm_ends_with_one_escalation(
    db: Database, cast: dict[str, int]
) -> None:
    mentor, curator = cast["mentor"], cast["curator"]
    await db.write(item, NOON, cast["roadmap"], "Встреча", mentor, due=DUE)

    assert await told(Postman(db, NOON), date(2026, 12, 31)) == [
        (mentor, "16.10 16:00", ["Встреча"]),
        (mentor, "27.10 16:00", ["Встреча"]),
        (mentor, "30.10 16:00", ["Встреча"]),
        (mentor, "02.11 16:00", ["Встреча"]),
        (curator, "05.11 09:00", ["Встреча"]),
    ]


async def test_a_curators_own_overdue_item_goes_to_the_head(
    db: Database, cast: dict[str, int]
) -> None:
    # Nobody owns it, so the curator does.
    await db.write(item, NOON, cast["roadmap"], "Приказ", due=DUE)

    letters = await told(Postman(db, NOON), date(2026, 12, 31))

    assert letters[-1] == (cast["head"], "05.11 09:00", ["Приказ"])
    assert {person_id for person_id, _, _ in letters[:-1]} == {cast["curator"]}


async def test_one_bundle_holds_all_that_is_due_on_a_day(
    db: Database, cast: dict[str, int]
) -> None:
    for title in ("А", "Б", "В"):
        await db.write(item, NOON, cast["roadmap"], title, cast["mentor"], due=DUE)

    letters = await told(Postman(db, NOON), date(2026, 10, 20))

    assert letters == [(cast["mentor"], "16.10 16:00", ["А", "Б", "В"])]


async def test_what_was_done_meanwhile_leaves_no_empty_message(
    db: Database, cast: dict[str, int]
) -> None:
    item_id = await db.write(item, NOON, cast["roadmap"], "Встреча", cast["mentor"], due=DUE)
    moment = moscow(date(2026, 10, 16), 16)
    assert (await db.write(reminders.tick, moment)).enqueued == 1

    def done(session: Session) -> Status:
        row = session.get_one(Item, item_id)
        occurrences.close_nearest(session, row, actor(session, cast["mentor"], moment))
        return row.status

    assert await db.write(done) is Status.DONE
    postman = Postman(db, moment)

    assert await told(postman, date(2026, 12, 31)) == []
    states = await db.read(lambda s: list(s.scalars(select(OutboxMessage.state))))
    assert states == [OutboxState.CANCELLED]


async def test_an_undone_item_is_reminded_of_again_from_where_it_was(
    db: Database, cast: dict[str, int]
) -> None:
    item_id = await db.write(item, NOON, cast["roadmap"], "Встреча", cast["mentor"], due=DUE)
    postman = Postman(db, NOON)
    await told(postman, date(2026, 10, 16))

    def done_and_undone(session: Session) -> tuple[Status, date | None]:
        row = session.get_one(Item, item_id)
        mentor = actor(session, cast["mentor"], postman.now)
        occurrences.close_nearest(session, row, mentor)
        item_acts.reopen(session, mentor, item_id)
        reminders.replan(session, item_id, postman.now)
        return row.status, row.due

    assert await db.write(done_and_undone) == (Status.TODO, DUE)
    assert await told(postman, date(2026, 10, 29)) == [
        (cast["mentor"], "27.10 16:00", ["Встреча"])
    ]


async def test_a_moved_term_takes_its_reminders_along(db: Database, cast: dict[str, int]) -> None:
    item_id = await db.write(item, NOON, cast["roadmap"], "Встреча", cast["mentor"], due=DUE)

    def move(session: Session) -> date | None:
        row = session.get_one(Item, item_id)
        row.spans = [[None, "2026-11-27"]]
        session.flush()
        reminders.replan(session, item_id, NOON)
        return row.due

    assert await db.write(move) == date(2026, 11, 27)
    assert [when for _, when, _ in await told(Postman(db, NOON), date(2026, 11, 27))] == [
        "13.11 16:00", "24.11 16:00", "27.11 16:00",
    ]  # fmt: skip


async def test_a_new_owner_takes_over_and_the_old_one_hears_nothing(
    db: Database, cast: dict[str, int]
) -> None:
    item_id = await db.write(item, NOON, cast["roadmap"], "Встреча", cast["mentor"], due=DUE)

    def reassign(session: Session) -> None:
        from db.models import ItemOwner

        owner = session.scalars(select(ItemOwner).where(ItemOwner.item_id == item_id)).one()
        owner.person_id = cast["head"]
        session.flush()
        reminders.replan(session, item_id, NOON)

    await db.write(reassign)
    assert await told(Postman(db, NOON), date(2026, 10, 20)) == [
        (cast["head"], "16.10 09:00", ["Встреча"])
    ]


@pytest.mark.parametrize("change", ["removed", "na", "closed"])
async def test_what_is_over_is_not_reminded_of(
    db: Database, cast: dict[str, int], change: str
) -> None:
    item_id = await db.write(item, NOON, cast["roadmap"], "Встреча", cast["mentor"], due=DUE)

    def end(session: Session) -> None:
        row = session.get_one(Item, item_id)
        if change == "removed":
            row.removed_at = NOON
        elif change == "na":
            row.status = Status.NA
        else:
            from db.models import Roadmap

            session.get_one(Roadmap, cast["roadmap"]).state = RoadmapState.CLOSED
        session.flush()
        reminders.replan(session, item_id, NOON)

    await db.write(end)
    assert await told(Postman(db, NOON), date(2026, 12, 31)) == []
    assert await db.read(reminders.next_moment) is None


async def test_the_summer_leave_is_silent_for_teachers_only(
    db: Database, cast: dict[str, int]
) -> None:
    def make(session: Session) -> None:
        late = moscow(date(2026, 6, 1), 12)
        place = cast["place"]
        row = roadmap(session, late, place, 2026)
        from db.models import Roadmap

        session.get_one(Roadmap, row).period_start = date(2026, 6, 1)
        item(session, late, row, "Летом", cast["mentor"], due=date(2026, 7, 20))
        item(session, late, row, "Приёмка", cast["curator"], due=date(2026, 7, 20))

    await db.write(make)
    letters = await told(Postman(db, moscow(date(2026, 6, 1), 13)), date(2026, 8, 31))

    assert [(each, when) for each, when, _ in letters if each == cast["mentor"]] == [
        (cast["mentor"], "30.06 16:00"),
        (cast["mentor"], "25.08 16:00"),
    ]
    assert [when for each, when, _ in letters if each == cast["curator"]] == [
        "06.07 09:00", "17.07 09:00", "20.07 09:00", "22.07 09:00", "26.08 09:00",
    ]  # fmt: skip
