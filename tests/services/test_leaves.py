"""Leave: the deputy hears, the absent person does not, and everything comes back by itself."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from db.engine import Database
from domain.roles import Role
from services import forecast, item_done, prompt_tick, reacting
from services.errors import Refusal
from services.standing import instead, leaves, unattended
from tests.reminder_factories import (
    NOON,
    Postman,
    act,
    item,
    moscow,
    occurrence_of,
    person,
    roadmap,
    school,
    told,
)

FIRST, LAST = date(2026, 10, 12), date(2026, 10, 25)
DUE = date(2026, 10, 16)


@pytest.fixture
async def colleague(db: Database, cast: dict[str, int]) -> int:
    return await db.write(person, NOON, cast["place"], "Лаврова Вера Павловна", Role.MENTOR)


async def away(
    db: Database, cast: dict[str, int], deputy: int | None, last: date | None = LAST
) -> None:
    await act(db, leaves.take, cast["mentor"], NOON, cast["mentor"], FIRST, last, deputy)


async def test_the_deputy_hears_in_the_place_of_who_is_away(
    db: Database, cast: dict[str, int], colleague: int
) -> None:
    await db.write(item, NOON, cast["roadmap"], "Провести урок", cast["mentor"], due=DUE)
    await away(db, cast, colleague)

    letters = await Postman(db, NOON).until(moscow(date(2026, 10, 24), 23))

    (first, *others) = letters
    assert {each.person_id for each in letters if each.person_id != cast["curator"]} == {colleague}
    entry = first.bundle.entries[0]
    assert (entry.subject.title, entry.instead.name if entry.instead else "") == (
        "Провести урок", "Орлова Анна Юрьевна",
    )  # fmt: skip
    assert others[-1].person_id == cast["curator"]  # what is overdue goes up as usual


async def test_the_deputy_ticks_off_only_while_it_lasts(
    db: Database, cast: dict[str, int], colleague: int
) -> None:
    made = await db.write(item, NOON, cast["roadmap"], "Провести урок", cast["mentor"], due=DUE)
    with pytest.raises(Refusal, match="forbidden"):
        await act(db, item_done.mark_done, colleague, NOON, made)
    await away(db, cast, colleague)
    with pytest.raises(Refusal, match="forbidden"):
        await act(db, item_done.mark_done, colleague, moscow(FIRST - timedelta(days=1), 12), made)

    await act(db, item_done.mark_done, colleague, moscow(FIRST, 12), made)

    assert await told(Postman(db, moscow(FIRST, 13)), LAST) == []


async def test_the_deputy_puts_off_but_does_not_refuse(
    db: Database, cast: dict[str, int], colleague: int
) -> None:
    made = await db.write(item, NOON, cast["roadmap"], "Провести урок", cast["mentor"], due=DUE)
    await away(db, cast, colleague)
    occurrence, now = await occurrence_of(db, made), moscow(FIRST, 12)

    view: Any = await act(db, reacting.view, colleague, now, occurrence)
    assert (view.told, view.mine, view.nudge) == (True, False, False)
    await act(db, reacting.snooze, colleague, now, occurrence, date(2026, 10, 20))
    with pytest.raises(Refusal, match="not_reminded"):
        await act(db, reacting.not_mine, colleague, now, occurrence)

    heard = await told(Postman(db, now), date(2026, 10, 20))
    assert (colleague, "20.10 16:00", ["Провести урок"]) in heard


async def test_without_a_deputy_it_waits_and_goes_up(db: Database, cast: dict[str, int]) -> None:
    await db.write(item, NOON, cast["roadmap"], "Провести урок", cast["mentor"], due=DUE)
    await away(db, cast, None)

    heard = await told(Postman(db, NOON), LAST)

    assert {each[0] for each in heard} == {cast["curator"]}
    alone = await db.read(unattended.of, cast["place"], FIRST)
    assert [(each.who.name, each.last, each.due) for each in alone] == [
        ("Орлова Анна Юрьевна", LAST, 1)
    ]


async def test_the_person_is_back_by_itself(db: Database, cast: dict[str, int]) -> None:
    await db.write(item, NOON, cast["roadmap"], "Провести урок", cast["mentor"], due=DUE)
    await away(db, cast, None)
    postman = Postman(db, NOON)
    await postman.until(moscow(LAST, 23))
    await db.write(_prompted, moscow(date(2026, 10, 26), 8))
    letters = await postman.until(moscow(date(2026, 10, 26), 23))

    mine = [each for each in letters if each.person_id == cast["mentor"]]
    assert [f"{each.at:%d.%m %H:%M}" for each in mine] == ["26.10 16:00"]
    assert mine[0].titles == ["Провести урок"]


def _prompted(session: Any, now: datetime) -> None:
    prompt_tick.tick(session, now + timedelta(hours=8))


async def test_back_before_the_day(db: Database, cast: dict[str, int], colleague: int) -> None:
    await db.write(item, NOON, cast["roadmap"], "Провести урок", cast["mentor"], due=DUE)
    await away(db, cast, colleague)
    back = moscow(date(2026, 10, 14), 9)

    view: Any = await act(db, leaves.end, cast["mentor"], back, cast["mentor"])

    assert view.leave is None
    heard = await told(Postman(db, back), date(2026, 10, 20))
    assert colleague not in {each[0] for each in heard}
    assert cast["mentor"] in {each[0] for each in heard}


async def test_of_a_deputy_on_leave_the_next_one_hears(
    db: Database, cast: dict[str, int], colleague: int
) -> None:
    third = await db.write(person, NOON, cast["place"], "Белова Ирина Олеговна", Role.MENTOR)
    await db.write(item, NOON, cast["roadmap"], "Провести урок", cast["mentor"], due=DUE)
    await away(db, cast, colleague)
    await act(db, leaves.take, colleague, NOON, colleague, FIRST, LAST, third)

    heard = await told(Postman(db, NOON), DUE)

    assert {each[0] for each in heard} == {third}


async def test_of_a_curator_on_leave_the_head_hears_what_is_overdue(
    db: Database, cast: dict[str, int]
) -> None:
    await db.write(item, NOON, cast["roadmap"], "Провести урок", cast["mentor"], due=DUE)
    who = cast["curator"]
    await act(db, leaves.take, who, NOON, who, FIRST, LAST, None)

    heard = await told(Postman(db, NOON), LAST)

    assert cast["curator"] not in {each[0] for each in heard}
    assert cast["head"] in {each[0] for each in heard}


async def test_the_forecast_shows_who_hears(
    db: Database, cast: dict[str, int], colleague: int
) -> None:
    await db.write(item, NOON, cast["roadmap"], "Провести урок", cast["mentor"], due=DUE)
    await away(db, cast, colleague)

    posts: Any = await act(db, forecast.forecast, cast["curator"], NOON, cast["place"], DUE)

    assert {each.who.id for each in posts} == {colleague}
    of_items = [each for each in posts if each.lines]
    assert of_items
    assert {each.lines[0].who[0].name for each in of_items} == {"Орлова Анна Юрьевна"}
    assert [one.kind for each in posts for one in each.matters] == ["leave_deputy"]


@pytest.mark.parametrize(
    ("first", "last", "key"),
    [
        (FIRST, FIRST - timedelta(days=1), "leave_order"),
        (date(2026, 9, 1), date(2026, 9, 20), "leave_order"),
        (date(2034, 9, 1), None, "leave_order"),
    ],
)
async def test_days_that_cannot_be(
    db: Database, cast: dict[str, int], first: date, last: date | None, key: str
) -> None:
    with pytest.raises(Refusal, match=key):
        await act(db, leaves.take, cast["mentor"], NOON, cast["mentor"], first, last, None)


async def test_who_may_enter_a_leave(db: Database, cast: dict[str, int], colleague: int) -> None:
    await act(db, leaves.take, cast["curator"], NOON, cast["mentor"], FIRST, LAST, colleague)
    with pytest.raises(Refusal, match="forbidden"):
        await act(db, leaves.take, colleague, NOON, cast["mentor"], FIRST, LAST, None)
    who = cast["mentor"]
    with pytest.raises(Refusal, match="leave_deputy"):
        await act(db, leaves.take, who, NOON, who, FIRST, LAST, who)


async def test_who_stands_in_sees_the_colleagues_things(
    db: Database, cast: dict[str, int], colleague: int
) -> None:
    made = await db.write(item, NOON, cast["roadmap"], "Провести урок", cast["mentor"], due=DUE)
    await away(db, cast, colleague)
    with pytest.raises(Refusal, match="leave_over"):
        await act(db, instead.of, colleague, NOON, cast["mentor"])

    found: Any = await act(db, instead.of, colleague, moscow(FIRST, 12), cast["mentor"])

    assert (found.who.name, [each.id for each in found.things]) == ("Орлова Анна Юрьевна", [made])


async def test_another_school_is_not_seen(db: Database, cast: dict[str, int]) -> None:
    await away(db, cast, None)
    await db.write(item, NOON, cast["roadmap"], "Провести урок", cast["mentor"], due=DUE)
    other = await db.write(school, NOON)
    await db.write(roadmap, NOON, other)

    assert await db.read(unattended.of, other, FIRST) == []
