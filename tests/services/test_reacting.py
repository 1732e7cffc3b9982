"""What people answer to a reminder."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Item, Occurrence
from domain.deadlines import Kind
from domain.progress import Status
from domain.roles import Role
from services import reacting
from services.bundles import Sort
from services.errors import Refusal
from tests.reminder_factories import (
    DUE,
    NOON,
    Postman,
    act,
    item,
    moscow,
    occurrence_of,
    person,
    school,
    told,
)


async def test_a_snooze_moves_the_reminder_and_never_the_term(
    db: Database, cast: dict[str, int]
) -> None:
    item_id = await db.write(item, NOON, cast["roadmap"], "Встреча", cast["mentor"], due=DUE)
    postman = Postman(db, NOON)
    await told(postman, date(2026, 10, 16))
    occurrence = await occurrence_of(db, item_id)

    done = await act(db, reacting.snooze, cast["mentor"], postman.now, occurrence, "monday")

    assert isinstance(done, reacting.PutOff)
    assert (done.until, done.due) == (date(2026, 10, 19), DUE)
    assert [when for _, when, _ in await told(postman, date(2026, 10, 31))] == [
        "19.10 16:00", "27.10 16:00", "30.10 16:00",
    ]  # fmt: skip


async def test_a_snooze_does_not_hide_what_is_overdue_from_the_curator(
    db: Database, cast: dict[str, int]
) -> None:
    item_id = await db.write(item, NOON, cast["roadmap"], "Встреча", cast["mentor"], due=DUE)
    postman = Postman(db, NOON)
    await told(postman, date(2026, 11, 2))
    occurrence = await occurrence_of(db, item_id)
    later = date(2026, 11, 20)

    await act(db, reacting.snooze, cast["mentor"], postman.now, occurrence, later)

    assert await told(postman, date(2026, 12, 31)) == [
        (cast["curator"], "05.11 09:00", ["Встреча"]),
        (cast["mentor"], "20.11 16:00", ["Встреча"]),
    ]


async def test_not_mine_reaches_the_curator_and_the_item_stays(
    db: Database, cast: dict[str, int]
) -> None:
    item_id = await db.write(item, NOON, cast["roadmap"], "Встреча", cast["mentor"], due=DUE)
    postman = Postman(db, NOON)
    await told(postman, date(2026, 10, 16))
    occurrence = await occurrence_of(db, item_id)

    await act(db, reacting.not_mine, cast["mentor"], postman.now, occurrence)
    letters = await postman.until(moscow(date(2026, 11, 30), 23))

    assert [
        (each.person_id, f"{each.at:%d.%m %H:%M}", [entry.sort for entry in each.bundle.entries])
        for each in letters
    ] == [
        (cast["curator"], "19.10 09:00", [Sort.REFUSED]),
        (cast["curator"], "05.11 09:00", [Sort.OTHERS]),
    ]
    assert await db.read(lambda s: s.get_one(Item, item_id).status) is Status.TODO


async def test_a_stranger_may_not_answer_for_others(db: Database, cast: dict[str, int]) -> None:
    item_id = await db.write(item, NOON, cast["roadmap"], "Встреча", cast["mentor"], due=DUE)
    occurrence = await occurrence_of(db, item_id)

    def other(session: Session) -> int:
        return person(session, NOON, school(session, NOON), "Чужих Инна Львовна", Role.CURATOR)

    foreign = await db.write(other)
    for attempt in (
        (reacting.view,), (reacting.snooze, "monday"), (reacting.not_mine,),
        (reacting.unchanged,), (reacting.not_yet,), (reacting.not_needed,),
        (reacting.happened, DUE),
    ):  # fmt: skip
        with pytest.raises(Refusal) as refusal:
            await act(db, attempt[0], foreign, NOON, occurrence, *attempt[1:])
        assert refusal.value.key == "forbidden"


async def test_continuous_items_are_looked_at_once_a_quarter(
    db: Database, cast: dict[str, int]
) -> None:
    item_id = await db.write(
        item, NOON, cast["roadmap"], "Сайт", cast["mentor"], kind=Kind.CONTINUOUS
    )
    postman = Postman(db, NOON)

    assert [when for _, when, _ in await told(postman, date(2027, 5, 31))] == [
        "30.12 16:00", "31.03 16:00", "31.05 16:00",
    ]  # fmt: skip
    left = await db.read(
        lambda s: [
            row.id for row in s.scalars(select(Occurrence).where(Occurrence.item_id == item_id))
        ]
    )
    await act(db, reacting.unchanged, cast["mentor"], postman.now, left[0])
    answers = await db.read(lambda s: s.get_one(Occurrence, left[0]).answer)
    assert answers == "unchanged"


async def test_what_waits_for_an_event_gets_a_term_when_it_has_come(
    db: Database, cast: dict[str, int]
) -> None:
    item_id = await db.write(
        item, NOON, cast["roadmap"], "Замена", cast["mentor"], kind=Kind.ON_CONDITION
    )
    postman = Postman(db, NOON)
    assert await told(postman, date(2026, 11, 20)) == [(cast["mentor"], "16.11 16:00", ["Замена"])]
    asked = await db.read(
        lambda s: s.scalars(
            select(Occurrence.id).where(Occurrence.item_id == item_id).order_by(Occurrence.due)
        ).first()
    )

    await act(db, reacting.happened, cast["mentor"], postman.now, asked, date(2026, 12, 4))

    due = await db.read(lambda s: s.get_one(Item, item_id).due)
    assert due == date(2026, 12, 4)
    assert [when for _, when, _ in await told(postman, date(2026, 12, 5))] == [
        "23.11 16:00", "01.12 16:00", "04.12 16:00",
    ]  # fmt: skip
