"""Terms and reminders made anew: what is owed stays, days follow the calendar, at little cost."""

from datetime import date

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Item, ItemOwner, Occurrence, Reminder
from db.models.roadmap import OccState
from domain.deadlines import Kind
from services import item_owners, item_terms, reminder_settings, reminders
from tests.reminder_factories import (
    NOON,
    Postman,
    act,
    item,
    moscow,
    person,
    told,
)

DECEMBER = moscow(date(2026, 12, 7), 12)
Terms = list[tuple[date, OccState]]


def terms(session: Session, item_id: int) -> Terms:
    rows = session.execute(
        select(Occurrence.due, Occurrence.state)
        .where(Occurrence.item_id == item_id)
        .order_by(Occurrence.due)
    )
    return [(due, state) for due, state in rows]


async def monthly(db: Database, cast: dict[str, int]) -> int:
    """Due at the end of every month since November; nothing of it has been done."""
    start = moscow(date(2026, 11, 2), 12)
    return await db.write(
        item, start, cast["roadmap"], "Сверка", cast["mentor"],
        kind=Kind.RECURRING, rule="monthly",
    )  # fmt: skip


async def test_an_overdue_month_stays_with_whoever_takes_the_item_over(
    db: Database, cast: dict[str, int]
) -> None:
    item_id = await monthly(db, cast)
    before = await db.read(terms, item_id)

    await act(db, item_owners.hand_over, cast["curator"], DECEMBER, item_id, cast["head"])

    assert before[:2] == [(date(2026, 11, 30), OccState.OPEN), (date(2026, 12, 31), OccState.OPEN)]
    assert await db.read(terms, item_id) == before
    assert await db.read(lambda s: s.get_one(Item, item_id).due) == date(2026, 11, 30)
    # The new owner hears of it before anybody else does.
    assert await told(Postman(db, DECEMBER), date(2026, 12, 11)) == [
        (cast["head"], "08.12 09:00", ["Сверка"]),
        (cast["curator"], "09.12 09:00", ["Сверка"]),
    ]


async def test_a_term_that_was_moved_leaves_nothing_of_the_old_one(
    db: Database, cast: dict[str, int]
) -> None:
    item_id = await monthly(db, cast)

    await act(
        db, item_terms.move_in_words, cast["curator"], DECEMBER,
        item_id, "20 января 2027 года", "так решил совет",
    )  # fmt: skip

    assert await db.read(terms, item_id) == [(date(2027, 1, 20), OccState.OPEN)]


async def test_months_that_the_new_term_means_too_are_owed_still(
    db: Database, cast: dict[str, int]
) -> None:
    item_id = await monthly(db, cast)

    await act(
        db, item_terms.move_in_words, cast["curator"], DECEMBER,
        item_id, "ежеквартально", "реже",
    )  # fmt: skip

    # The end of November is no end of a quarter.
    assert [due for due, _ in await db.read(terms, item_id)] == [
        date(2026, 12, 31), date(2027, 3, 31), date(2027, 5, 31),
    ]  # fmt: skip


async def test_an_unanswered_look_is_not_forgotten(db: Database, cast: dict[str, int]) -> None:
    item_id = await db.write(
        item, NOON, cast["roadmap"], "Сайт", cast["mentor"], kind=Kind.CONTINUOUS
    )
    january = moscow(date(2027, 1, 18), 12)
    before = await db.read(terms, item_id)

    await act(db, item_owners.hand_over, cast["curator"], january, item_id, cast["head"])

    assert before[0] == (date(2026, 12, 30), OccState.OPEN)
    assert await db.read(terms, item_id) == before


async def test_a_day_off_moves_the_look_and_its_reminder(
    db: Database, cast: dict[str, int]
) -> None:
    item_id = await db.write(
        item, NOON, cast["roadmap"], "Сайт", cast["mentor"], kind=Kind.CONTINUOUS
    )
    before = [due for due, _ in await db.read(terms, item_id)]
    assert before[0] == date(2026, 12, 30)
    place, curator = cast["place"], cast["curator"]
    number = await db.read(occurrence_of, item_id)

    await act(db, reminder_settings.set_day, curator, NOON, place, date(2026, 12, 30), False)
    moved = [due for due, _ in await db.read(terms, item_id)]
    kept = await db.read(occurrence_of, item_id)
    at = await db.read(reminders.next_moment)
    school = await act(db, reminder_settings.school, curator, NOON, place)
    assert isinstance(school, reminder_settings.School)
    await act(db, reminder_settings.forget_day, curator, NOON, school.days[0].id)

    assert moved == [date(2026, 12, 29), *before[1:]]
    assert (kept, at) == (number, moscow(date(2026, 12, 29), 16))
    assert [due for due, _ in await db.read(terms, item_id)] == before


def occurrence_of(session: Session, item_id: int) -> int:
    """The nearest one."""
    query = select(Occurrence.id).where(Occurrence.item_id == item_id).order_by(Occurrence.due)
    return session.scalars(query.limit(1)).one()


async def test_a_look_taken_already_is_not_asked_for_again_on_another_day(
    db: Database, cast: dict[str, int]
) -> None:
    item_id = await db.write(
        item, NOON, cast["roadmap"], "Сайт", cast["mentor"], kind=Kind.CONTINUOUS
    )
    number = await db.read(occurrence_of, item_id)

    def look(session: Session) -> None:
        session.get_one(Occurrence, number).state = OccState.DONE

    await db.write(look)
    await act(
        db, reminder_settings.set_day, cast["curator"], NOON, cast["place"],
        date(2026, 12, 30), False,
    )  # fmt: skip

    assert (await db.read(terms, item_id))[:2] == [
        (date(2026, 12, 30), OccState.DONE), (date(2027, 3, 31), OccState.OPEN),
    ]  # fmt: skip


@pytest.mark.parametrize("count", [30, 300])
async def test_many_items_take_no_more_statements_than_few(
    db: Database, cast: dict[str, int], count: int
) -> None:
    """Ten people have them all."""

    def make(session: Session) -> list[int]:
        owners = [person(session, NOON, cast["place"], f"Ким Анна {n}") for n in range(10)]
        rows = [
            Item(
                roadmap_id=cast["roadmap"], position=n, title=f"Дело {n}", search="дело",
                term_kind=Kind.DATES, spans=[[None, "2026-12-01"]], responsible=[],
            )
            for n in range(count)
        ]  # fmt: skip
        session.add_all(rows)
        session.flush()
        session.add_all(
            ItemOwner(item_id=row.id, person_id=owners[n % 10]) for n, row in enumerate(rows)
        )
        return [row.id for row in rows]

    ids = await db.write(make)
    said: list[str] = []
    event.listen(db.writer, "before_cursor_execute", lambda *told: said.append(told[2]))
    await db.write(reminders.replan_all, ids, NOON)

    kept = await db.read(lambda s: list(s.scalars(select(Reminder.remind_at))))
    assert kept == [moscow(date(2026, 11, 17), 16)] * count
    assert len([each for each in said if not each.startswith(("BEGIN", "PRAGMA"))]) <= 25
