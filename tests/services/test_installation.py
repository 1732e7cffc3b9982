"""The administrator's one-time code and the secret of the links."""

import asyncio
from datetime import timedelta

import pytest

from db.engine import Database
from domain.roles import Role
from services import entry, installation
from services.entry import Situation
from services.errors import Refusal
from tests.people_factories import NOW, next_update, person, stranger


async def test_the_code_stays_the_same_until_it_is_used(db: Database) -> None:
    code = await db.write(installation.admin_code, NOW)

    assert code is not None
    assert len(code) == 14
    assert await db.write(installation.admin_code, NOW) == code


async def test_the_code_makes_an_administrator_and_dies(db: Database) -> None:
    code = await db.write(installation.admin_code, NOW)
    assert code is not None

    typed = f" {code.lower()} ".replace("-", " ")
    found = await db.write(entry.arrive, stranger("1"), typed, False)
    slow = stranger("2")
    await db.write(entry.arrive, slow, code, False)
    slow = await next_update(db, slow)
    result = await db.write(entry.agree, await next_update(db, stranger("1")), "Ян", False)

    assert (found.situation, result.administrator) == (Situation.FIRST, True)
    admin = await next_update(db, stranger("1"))
    assert [held.role for held in admin.roles] == [Role.ADMINISTRATOR]
    assert await db.write(installation.admin_code, NOW) is None
    with pytest.raises(Refusal, match="code_used"):
        await db.write(entry.agree, slow, "Хитрый", False)
    with pytest.raises(Refusal, match="link_broken"):
        await db.write(entry.arrive, stranger("3"), code, False)


async def test_of_two_with_the_code_at_once_one_is_the_administrator(db: Database) -> None:
    code = await db.write(installation.admin_code, NOW)
    assert code is not None
    for chat in ("1", "2"):
        await db.write(entry.arrive, stranger(chat), code, False)
    both = [await next_update(db, stranger(chat)) for chat in ("1", "2")]

    results = await asyncio.gather(
        *(db.write(entry.agree, actor, "Ян", False) for actor in both), return_exceptions=True
    )

    assert [result.key for result in results if isinstance(result, Refusal)] == ["code_used"]


async def test_admin_ids_need_no_code(db: Database) -> None:
    found = await db.write(entry.arrive, stranger("1"), "", True)
    await db.write(entry.agree, await next_update(db, stranger("1")), "Ян", True)

    assert found.situation is Situation.FIRST
    admin = await next_update(db, stranger("1"))
    assert [held.role for held in admin.roles] == [Role.ADMINISTRATOR]
    again = await db.write(entry.arrive, admin, "", True)
    assert again.situation is Situation.INSIDE


async def test_a_known_person_in_admin_ids_gets_one_more_role(db: Database) -> None:
    known = await person(db, None, "Азов Ян", chat="1")

    found = await db.write(entry.arrive, known, "", True)
    result = await db.write(entry.agree, await next_update(db, known), "Ян", True)

    assert (found.situation, found.consented) == (Situation.FIRST, True)
    assert (result.fresh, result.name) == (False, "Азов Ян")
    assert [held.role for held in (await next_update(db, known)).roles] == [Role.ADMINISTRATOR]


async def test_a_stranger_without_anything_gets_nowhere(db: Database) -> None:
    found = await db.write(entry.arrive, stranger(), "", False)

    assert found.situation is Situation.STRANGER
    with pytest.raises(Refusal, match="stranger"):
        await db.write(entry.agree, stranger(), "Хитрый", False)
    with pytest.raises(Refusal, match="link_broken"):
        await db.write(entry.arrive, stranger(), "ABCD-EFGH-JKMN", False)


async def test_the_secret_is_made_once(db: Database) -> None:
    assert await db.read(installation.known_secret) is None

    secret = await db.write(installation.link_secret)

    assert len(secret) == 32
    assert await db.write(installation.link_secret) == secret
    assert await db.read(installation.known_secret) == secret


async def test_a_lost_administrator_is_replaced_by_a_code_of_a_day(db: Database) -> None:
    lost = await person(db, None, "Азов Ян Львович", Role.ADMINISTRATOR, chat="1")
    code = await db.write(installation.new_admin_code, NOW, keep=False)

    await db.write(entry.arrive, stranger("2"), code, False)
    await db.write(entry.agree, await next_update(db, stranger("2")), "Ким Анна", False)

    assert (await next_update(db, lost)).roles == ()
    found = await next_update(db, stranger("2"))
    assert [held.role for held in found.roles] == [Role.ADMINISTRATOR]
    with pytest.raises(Refusal, match="link_broken"):
        await db.write(entry.arrive, stranger("3"), code, False)


async def test_one_more_administrator_leaves_the_first(db: Database) -> None:
    first = await person(db, None, "Азов Ян Львович", Role.ADMINISTRATOR, chat="1")
    code = await db.write(installation.new_admin_code, NOW, keep=True)

    await db.write(entry.arrive, stranger("2"), code, False)
    await db.write(entry.agree, await next_update(db, stranger("2")), "Ким Анна", False)

    assert [held.role for held in (await next_update(db, first)).roles] == [Role.ADMINISTRATOR]


async def test_the_new_code_ends_after_a_day(db: Database) -> None:
    await person(db, None, "Азов Ян Львович", Role.ADMINISTRATOR, chat="1")
    code = await db.write(installation.new_admin_code, NOW - timedelta(hours=25), keep=False)

    with pytest.raises(Refusal, match="link_broken"):
        await db.write(entry.arrive, stranger("2"), code, False)
