"""Matters of somebody on leave: the deputy hears what a role allows, the rest waits."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import handlers.all  # noqa: F401 - every kind is registered
from db.engine import Database
from db.models import OutboxMessage, Prompt
from domain.health import Rule
from domain.roles import Role
from services import bundles, forecast, prompt_tick, prompts
from services.actor import Actor
from services.health import asking, fit
from services.pairs import states
from services.standing import by_role, leaves
from tests.pair_factories import pair
from tests.people_factories import NOW, person, school

DAY = timedelta(days=1)
LAST = date(2026, 10, 9)


class Town:
    place: int
    curator: Actor
    head: Actor
    mentor: Actor
    mentee: Actor
    pair: int


@pytest.fixture
async def town(db: Database) -> Town:
    """A silent pair; the curator is on leave this week, the head stands in."""
    made = Town()
    made.place = await school(db)
    made.curator = await person(db, made.place, "Ветрова Ольга", Role.CURATOR, chat="1")
    made.head = await person(db, made.place, "Лугов Иван", Role.HEAD, chat="2")
    made.mentor = await person(db, made.place, "Громов Пётр", Role.MENTOR, chat="3")
    made.mentee = await person(db, made.place, "Ким Анна", Role.MENTEE, chat="4")
    made.pair = await db.write(
        pair, NOW, made.place, [made.mentor], [made.mentee], starts=date(2026, 9, 1)
    )
    return made


async def on_leave(db: Database, who: Actor, deputy: Actor | None) -> None:
    deputy_id = deputy.me if deputy is not None else None
    await db.write(leaves.take, who, who.me, NOW.date(), LAST, deputy_id)


async def silent(db: Database, made: Town) -> None:
    def flag(session: Session) -> None:
        rule = Rule.SILENT
        asking.tell(
            session, NOW, made.place, [asking.flag(session, NOW, made.pair, rule, number=40)]
        )

    await db.write(flag)


async def said(db: Database, who: Actor, now: datetime) -> list[tuple[str, str]]:
    """Kinds in the bundle that would be sent now, and whose they are."""
    found = await db.read(bundles.load, who.me, 0, now)
    assert found is not None
    return [(each.kind, each.instead.name if each.instead else "") for each in found.told
            if not each.kind.startswith("leave")]  # fmt: skip


async def bundles_of(db: Database) -> dict[int, date]:
    rows = await db.read(lambda s: list(s.scalars(select(OutboxMessage))))
    return {row.person_id: row.send_after.date() for row in rows if row.kind == "bundle"}


async def test_the_deputy_with_the_same_right_hears(db: Database, town: Town) -> None:
    await on_leave(db, town.curator, town.head)
    await silent(db, town)

    await db.write(prompt_tick.tick, NOW)

    assert await said(db, town.head, NOW) == [("pair_help", "Ветрова Ольга")]
    assert (await bundles_of(db))[town.head.me] == NOW.date()
    waits = await db.read(prompts.waiting, town.head.me, NOW)
    assert ("pair_help", "Ветрова Ольга") in [
        (each.kind, each.instead.name if each.instead else "") for each in waits
    ]


async def test_it_is_settled_once_for_both(db: Database, town: Town) -> None:
    await on_leave(db, town.curator, town.head)
    await silent(db, town)
    await db.write(prompt_tick.tick, NOW)

    await db.write(states.pause, town.head, town.pair, None)

    assert await said(db, town.head, NOW) == []
    assert await said(db, town.curator, NOW + 7 * DAY) == []


async def test_what_nobody_saw_to_waits_for_the_return_too(db: Database, town: Town) -> None:
    await on_leave(db, town.curator, town.head)
    await silent(db, town)
    await db.write(prompt_tick.tick, NOW)

    assert await said(db, town.curator, NOW + 7 * DAY) == [("pair_help", "")]


async def test_a_deputy_without_the_right_hears_nothing_of_it(db: Database, town: Town) -> None:
    await on_leave(db, town.curator, town.mentor)
    await silent(db, town)

    await db.write(prompt_tick.tick, NOW)

    assert await said(db, town.mentor, NOW) == []
    assert (await bundles_of(db))[town.curator.me] == date(2026, 10, 12)


async def test_one_s_own_word_waits_without_reminders(db: Database, town: Town) -> None:
    await on_leave(db, town.mentor, town.head)

    def plan(session: Session) -> None:
        prompts.ask(session, NOW, fit.KIND, town.pair, [town.mentor.me], town.place)
        prompts.ask(session, NOW, asking.CHECK, town.pair, [town.mentor.me], town.place)

    await db.write(plan)
    await db.write(prompt_tick.tick, NOW)

    assert await said(db, town.head, NOW) == []
    moments = await db.read(
        lambda s: [row.remind_at for row in s.scalars(select(Prompt))
                   if row.kind == asking.CHECK]
    )  # fmt: skip
    assert all(at is not None and at.date() > LAST for at in moments)


async def test_who_is_asked_already_is_not_asked_twice(db: Database, town: Town) -> None:
    await db.write(
        lambda s: prompts.ask(
            s, NOW, asking.HELP, town.pair, [town.curator.me, town.head.me], town.place
        )
    )
    await on_leave(db, town.curator, town.head)

    await db.write(prompt_tick.tick, NOW)

    assert await said(db, town.head, NOW) == [("pair_help", "")]


async def foreseen(db: Database, who: Actor, days: int) -> list[tuple[str, date, list[str]]]:
    posts = await db.read(
        forecast.forecast, who, who.organisation_id, NOW.date() + days * DAY
    )  # fmt: skip
    return [(each.who.name, each.day, [one.kind for one in each.matters]) for each in posts]


async def test_the_forecast_lists_matters_with_their_repetitions(db: Database, town: Town) -> None:
    await silent(db, town)

    assert await foreseen(db, town.curator, 15) == [
        ("Ветрова Ольга", date(2026, 10, 5), ["pair_help"]),
        ("Ветрова Ольга", date(2026, 10, 12), ["pair_help"]),
        ("Ветрова Ольга", date(2026, 10, 19), ["pair_help"]),
    ]


async def test_the_forecast_knows_who_stands_in(db: Database, town: Town) -> None:
    await on_leave(db, town.curator, town.head)
    await silent(db, town)

    found = await foreseen(db, town.head, 8)

    assert ("Лугов Иван", date(2026, 10, 5), ["leave_deputy", "pair_help"]) in [
        (who, day, sorted(kinds)) for who, day, kinds in found
    ]
    assert not [day for who, day, _ in found if who == "Ветрова Ольга" and day <= LAST]


def test_of_every_kind_it_is_known_whether_it_passes() -> None:
    own = {kind for kind in prompts.KINDS if not kind.startswith("tests_")}

    assert own == by_role.BY_ROLE.keys() | by_role.OWN
    assert not by_role.BY_ROLE.keys() & by_role.OWN
