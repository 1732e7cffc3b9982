"""A school year of a small school, played from one due moment to the next."""

from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Item, Occurrence, Reminder
from db.models.roadmap import OccState
from domain.deadlines import Kind
from domain.occurrences import OccKind
from domain.reminders import WEEK, WEEKLY_BUDGET
from domain.roles import Role
from services import forecast, occurrences
from services.bundles import Sort
from tests.reminder_factories import (
    Letter,
    Postman,
    actor,
    item,
    moscow,
    person,
    roadmap,
    school,
)

START = moscow(date(2026, 9, 1), 12)
END = moscow(date(2027, 8, 31), 12)
NAMES = (
    "Орлова Анна Юрьевна", "Клюев Игорь Петрович", "Мальцева Вера Олеговна", "Сомов Пётр Ильич",
)  # fmt: skip


def found_school(session: Session) -> dict[str, int]:
    """Four teachers, a curator and a head; forty items of every kind over the year."""
    place = school(session, START)
    people = {
        "head": person(session, START, place, "Зимин Пётр Ильич", Role.HEAD),
        "curator": person(session, START, place, "Ветрова Ольга Сергеевна", Role.CURATOR),
    }
    teachers = [person(session, START, place, name, Role.MENTOR) for name in NAMES]
    row = roadmap(session, START, place)
    for number in range(30):
        due = date(2026, 9, 10) + timedelta(days=9 * number)
        item(session, START, row, f"Дело {number}", teachers[number % 4], due=due)
    for number in range(4):
        due = date(2026, 10, 20) + timedelta(days=50 * number)
        item(session, START, row, f"Общее {number}", *teachers, due=due)
    item(session, START, row, "Ничьё", due=date(2026, 12, 15))
    item(session, START, row, "Сайт", teachers[0], kind=Kind.CONTINUOUS)
    item(session, START, row, "Замена", teachers[1], kind=Kind.ON_CONDITION)
    item(session, START, row, "Сверка", teachers[2], kind=Kind.RECURRING, rule="monthly")
    item(session, START, row, "Планёрка", teachers[3], kind=Kind.RECURRING, rule="weekly")
    return people


def close_some(session: Session, letter: Letter) -> None:
    """People do two thirds of what they are reminded of."""
    who = actor(session, letter.person_id, letter.at)
    for entry in letter.bundle.entries:
        if entry.sort is Sort.OWN and entry.subject.item_id % 3:
            occurrences.close_nearest(session, session.get_one(Item, entry.subject.item_id), who)


async def play(db: Database, gaps: tuple[tuple[date, date], ...] = ()) -> list[Letter]:
    """The year, with people answering; nothing runs between the days of a gap."""
    postman = Postman(db, START)
    for down, up in (*gaps, (END.date(), END.date())):
        while postman.now < moscow(down, 12):
            morning = postman.now + timedelta(days=1)
            for letter in await postman.until(min(morning, moscow(down, 12))):
                await db.write(close_some, letter)
        postman.now = moscow(up, 12)
    return postman.letters


@pytest.mark.parametrize(
    "gaps",
    [(), ((date(2026, 11, 6), date(2026, 11, 25)), (date(2027, 3, 1), date(2027, 3, 4)))],
    ids=["steady", "with downtime"],
)
async def test_a_school_year(db: Database, gaps: tuple[tuple[date, date], ...]) -> None:
    people = await db.write(found_school)
    letters = await play(db, gaps)

    assert [each for each in letters if quiet(each.at)] == []
    assert [each for each in letters if not (each.titles or each.bundle.lost)] == []
    assert busiest(letters) <= WEEKLY_BUDGET
    days = Counter((each.person_id, each.at.date()) for each in letters)
    assert set(days.values()) == {1}
    assert_leave_is_silent(letters, people)
    told, overdue = escalations(letters), await db.read(overdue_terms)
    assert {occurrence for _, occurrence in told} >= overdue
    assert set(told.values()) == {1}
    assert await db.read(never_told) == set()


def quiet(at: datetime) -> bool:
    return at.weekday() == 6 or not time(8) <= at.time() < time(20)


def busiest(letters: list[Letter]) -> int:
    """The most letters that one person got in any seven days."""
    found = 0
    for person_id in {each.person_id for each in letters}:
        times = sorted(each.at for each in letters if each.person_id == person_id)
        found = max(
            found, *(sum(each - WEEK < other <= each for other in times) for each in times)
        )
    return found


def assert_leave_is_silent(letters: list[Letter], people: dict[str, int]) -> None:
    away = [
        each
        for each in letters
        if each.person_id not in people.values()
        and date(2027, 7, 1) <= each.at.date() <= date(2027, 8, 24)
    ]
    assert away == []


def escalations(letters: list[Letter]) -> Counter[tuple[int, int]]:
    """How often each person heard of each overdue term of somebody else."""
    return Counter(
        (letter.person_id, entry.occurrence_id)
        for letter in letters
        for entry in letter.bundle.entries
        if entry.sort is Sort.OTHERS
    )


def overdue_terms(session: Session) -> set[int]:
    """Open terms that passed early enough for everybody to have heard."""
    return set(
        session.scalars(
            select(Occurrence.id).where(
                Occurrence.kind == OccKind.DUE,
                Occurrence.state == OccState.OPEN,
                Occurrence.due < date(2027, 6, 1),
            )
        )
    ) - merged(session)


def merged(session: Session) -> set[int]:
    """Later terms of an item whose earlier one is open too: an item stands in a bundle once."""
    first: dict[int, int] = {}
    later: set[int] = set()
    for row in session.scalars(
        select(Occurrence)
        .where(Occurrence.kind == OccKind.DUE, Occurrence.state == OccState.OPEN)
        .order_by(Occurrence.due)
    ):
        if row.item_id in first:
            later.add(row.id)
        first.setdefault(row.item_id, row.id)
    return later


def never_told(session: Session) -> set[int]:
    """Reminders of the past that were never put into a bundle."""
    return set(
        session.scalars(
            select(Reminder.id)
            .join(Occurrence, Occurrence.id == Reminder.occurrence_id)
            .where(
                Occurrence.due < date(2027, 8, 1),
                Occurrence.state == OccState.OPEN,
                Reminder.claimed_at.is_(None),
            )
        )
    )


async def test_the_forecast_is_what_then_happens(db: Database) -> None:
    """Nobody answers anything, so every message of the year is known beforehand."""
    await db.write(found_school)
    last = date(2026, 12, 31)
    foreseen = await db.read(forecast.coming_posts, START, last)
    letters = await Postman(db, START).until(moscow(last, 23))

    assert [(each.who.id, each.at.replace(second=0), len(each.lines)) for each in foreseen] == [
        (each.person_id, each.at.replace(second=0), len(each.bundle.entries)) for each in letters
    ]
