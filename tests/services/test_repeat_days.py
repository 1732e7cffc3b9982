"""Repeats are due on the days that their phrase names, wherever the phrase came from."""

from datetime import date

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Break, Item, Occurrence, Roadmap
from db.models.roadmap import RoadmapState
from domain.deadlines import Deadline, Kind, Warning_, parse
from services import calendars, decisions, item_terms, reminders, terms
from services.decisions import Scope
from tests.reminder_factories import NOON, act, actor, item

YEAR = 2026
QUARTERS = [
    (date(2026, 9, 1), date(2026, 10, 23)),
    (date(2026, 11, 2), date(2026, 12, 28)),
    (date(2027, 1, 11), date(2027, 3, 26)),
    (date(2027, 4, 5), date(2027, 5, 28)),
]


def dues(session: Session, item_id: int) -> list[date]:
    rows = select(Occurrence.due).where(Occurrence.item_id == item_id)
    return sorted(session.scalars(rows))


@pytest.mark.parametrize(
    ("rule", "phrase", "first"),
    [
        ("weekly", "каждый вторник", [date(2026, 10, 6), date(2026, 10, 13)]),
        ("weekly", "еженедельно", [date(2026, 10, 9), date(2026, 10, 16)]),
        ("monthly", "до 10 числа ежемесячно", [date(2026, 10, 10), date(2026, 11, 10)]),
        ("monthly", "последняя среда месяца", [date(2026, 10, 28), date(2026, 11, 25)]),
        ("monthly", "каждый вторник", [date(2026, 10, 31), date(2026, 11, 30)]),
    ],
)
async def test_days_are_read_from_the_phrase_of_the_rule(
    db: Database, cast: dict[str, int], rule: str, phrase: str, first: list[date]
) -> None:
    item_id = await db.write(
        item, NOON, cast["roadmap"], "Сверка", cast["mentor"],
        kind=Kind.RECURRING, rule=rule, deadline=phrase,
    )  # fmt: skip

    assert (await db.read(dues, item_id))[:2] == first


async def test_a_term_moved_in_words(db: Database, cast: dict[str, int]) -> None:
    item_id = await db.write(
        item, NOON, cast["roadmap"], "Сверка", cast["mentor"],
        kind=Kind.RECURRING, rule="weekly", deadline="каждый вторник",
    )  # fmt: skip

    await act(
        db, item_terms.move_in_words, cast["curator"], NOON,
        item_id, "до 15 октября, далее ежемесячно", "так решил совет",
    )  # fmt: skip

    assert (await db.read(dues, item_id))[:2] == [date(2026, 10, 15), date(2026, 11, 15)]


def drafted(session: Session, roadmap_id: int, phrase: str | None) -> int:
    session.get_one(Roadmap, roadmap_id).state = RoadmapState.DRAFT
    row = Item(
        roadmap_id=roadmap_id, position=1, title="Сверка", search="сверка", spans=[],
        deadline=phrase, responsible=[],
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def launched(session: Session, roadmap_id: int, item_id: int) -> list[date]:
    session.get_one(Roadmap, roadmap_id).state = RoadmapState.RUNNING
    reminders.replan(session, item_id, NOON)
    session.flush()
    return dues(session, item_id)


async def test_a_repeat_typed_for_a_row_of_a_draft_keeps_its_day(
    db: Database, cast: dict[str, int]
) -> None:
    item_id = await db.write(drafted, cast["roadmap"], None)

    await act(
        db, decisions.type_term, cast["curator"], NOON, item_id, Scope.ONE, "каждый понедельник"
    )

    found = await db.write(launched, cast["roadmap"], item_id)
    assert found[:3] == [date(2026, 10, 5), date(2026, 10, 12), date(2026, 10, 19)]


async def test_what_goes_on_all_the_time_goes_on_once_its_year_is_chosen(
    db: Database, cast: dict[str, int]
) -> None:
    item_id = await db.write(drafted, cast["roadmap"], "октябрь, далее постоянно")

    def choose(session: Session) -> terms.Term:
        row = session.get_one(Item, item_id)
        roadmap = session.get_one(Roadmap, cast["roadmap"])
        roadmap.period_start = roadmap.period_end = None
        decisions.set_year(
            session, actor(session, cast["curator"], NOON), item_id, Scope.ONE, YEAR
        )
        return terms.of_item(row)

    assert await db.write(choose) == terms.Term(
        Kind.CONTINUOUS, ((date(2026, 10, 1), date(2027, 5, 31)),)
    )


async def test_quarters_of_the_school(db: Database, cast: dict[str, int]) -> None:
    def entered(session: Session, count: int) -> Deadline:
        session.execute(delete(Break))
        session.add_all(
            Break(organisation_id=cast["place"], kind="quarter", first=first, last=last)
            for first, last in QUARTERS[:count]
        )
        session.flush()
        calendar = calendars.schooling(session, cast["place"])
        period = terms.period_of(session.get_one(Roadmap, cast["roadmap"]))
        return parse("II четверть", period, calendar)

    assert await db.write(entered, 4) == Deadline(Kind.DATES, (QUARTERS[1],))
    # A table with a quarter missing would shift the others.
    assert await db.write(entered, 3) == Deadline(
        Kind.DATES,
        ((date(YEAR, 11, 5), date(YEAR, 12, 30)),),
        warnings=(Warning_("default_quarters"),),
    )
