"""Leaving for good: nothing is left without an owner, and a day to think again."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from db.engine import Database
from db.models import ItemOwner, Pair, PairMember, Person
from domain.pairs import Form, PairState
from domain.roles import Role
from services import grants
from services.errors import Refusal
from services.standing import hand_sheet, handing, restoring
from services.standing.belongings import Kind
from tests import pair_factories
from tests.reminder_factories import NOON, act, item, person

DUE = date(2026, 10, 30)


@pytest.fixture
async def colleague(db: Database, cast: dict[str, int]) -> int:
    return await db.write(person, NOON, cast["place"], "Лаврова Вера Павловна", Role.MENTOR)


async def owners(db: Database, item_id: int) -> list[int]:
    return await db.read(
        lambda s: list(
            s.scalars(
                select(ItemOwner.person_id).where(ItemOwner.item_id == item_id).order_by("id")
            )
        )
    )


async def paired(db: Database, cast: dict[str, int], mentor: int) -> int:
    mentee = await db.write(person, NOON, cast["place"], "Белова Ирина Олеговна", Role.MENTEE)
    return await db.write(
        pair_factories.pair, NOON, cast["place"], [mentor], [mentee], form=Form.TEACHER_TEACHER
    )


async def seen(db: Database, cast: dict[str, int]) -> handing.Handing:
    found: Any = await act(db, handing.view, cast["curator"], NOON, cast["mentor"])
    assert isinstance(found, handing.Handing)
    return found


async def test_everything_goes_to_one(db: Database, cast: dict[str, int], colleague: int) -> None:
    who, to = cast["mentor"], colleague
    one = await db.write(item, NOON, cast["roadmap"], "Первое", who, due=DUE)
    two = await db.write(item, NOON, cast["roadmap"], "Второе", who, cast["head"])
    pair = await paired(db, cast, who)
    before = await seen(db, cast)

    given: Any = await act(db, handing.give, cast["curator"], NOON, who, to, None, None)

    assert [(each.kind, each.due, each.alone) for each in before.things] == [
        (Kind.ITEM, DUE, True), (Kind.ITEM, None, False), (Kind.PAIR, None, True),
    ]  # fmt: skip
    assert (before.stuck, given) == (True, handing.Given(3, "", 1))
    assert (await owners(db, one), await owners(db, two)) == ([to], [cast["head"], to])
    after = await seen(db, cast)
    assert (after.things, after.stuck) == ((), False)
    mentors = await db.read(
        lambda s: list(
            s.scalars(
                select(PairMember.person_id).where(
                    PairMember.pair_id > pair, PairMember.person_id == to
                )
            )
        )
    )
    assert mentors == [to]


async def test_a_pair_keeps_its_mentor_until_somebody_has_it(
    db: Database, cast: dict[str, int]
) -> None:
    await paired(db, cast, cast["mentor"])

    with pytest.raises(Refusal, match="handover_pairs"):
        await act(db, handing.leave, cast["curator"], NOON, cast["mentor"])


async def test_what_is_left_is_the_curators_and_comes_back_within_a_day(
    db: Database, cast: dict[str, int], colleague: int
) -> None:
    who = cast["mentor"]
    one = await db.write(item, NOON, cast["roadmap"], "Первое", who, due=DUE)
    two = await db.write(item, NOON, cast["roadmap"], "Второе", who, due=DUE)
    await act(db, handing.give, cast["curator"], NOON, who, colleague, Kind.ITEM, one)
    await act(db, handing.leave, cast["curator"], NOON, who)
    assert (await owners(db, one), await owners(db, two)) == ([colleague], [cast["curator"]])
    sheet: Any = await act(db, hand_sheet.sheet, cast["curator"], NOON, who)
    assert [(line.thing.id, line.to.id) for line in sheet.lines] == [
        (one, colleague), (two, cast["curator"]),
    ]  # fmt: skip

    later = NOON + timedelta(hours=20)
    await act(db, restoring.restore, cast["curator"], later, who)

    assert (await owners(db, one), await owners(db, two)) == ([who], [who])
    assert (await db.read(lambda s: s.get_one(Person, who).archived_at)) is None
    assert await db.read(grants.held_grant_of, who, Role.MENTOR) is not None


async def test_after_a_day_it_stays(db: Database, cast: dict[str, int]) -> None:
    await act(db, handing.leave, cast["curator"], NOON, cast["mentor"])
    with pytest.raises(Refusal, match="handover_late"):
        await act(db, restoring.restore, cast["curator"], NOON + timedelta(days=2), cast["mentor"])
    with pytest.raises(Refusal, match="gone"):
        await act(db, restoring.restore, cast["curator"], NOON, cast["head"])


async def test_who_is_mentored_leaves_the_pair(db: Database, cast: dict[str, int]) -> None:
    mentee = await db.write(person, NOON, cast["place"], "Белова Ирина Олеговна", Role.MENTEE)
    pair = await db.write(
        pair_factories.pair, NOON, cast["place"], [cast["mentor"]], [mentee],
        form=Form.TEACHER_TEACHER,
    )  # fmt: skip

    await act(db, handing.leave, cast["curator"], NOON, mentee)

    state = await db.read(lambda s: s.get_one(Pair, pair).state)
    assert state is PairState.ENDED_EARLY


async def test_only_who_keeps_the_list(db: Database, cast: dict[str, int], colleague: int) -> None:
    for fn, args in (
        (handing.view, (cast["mentor"],)),
        (handing.give, (cast["mentor"], colleague, None, None)),
        (handing.leave, (cast["mentor"],)),
        (hand_sheet.sheet, (cast["mentor"],)),
    ):
        with pytest.raises(Refusal, match="forbidden"):
            await act(db, fn, colleague, NOON, *args)
