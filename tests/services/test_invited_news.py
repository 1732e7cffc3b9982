"""Who invited hears what came of it: once a day, beside the other things or alone."""

from dataclasses import replace
from datetime import datetime, timedelta

from db.engine import Database
from domain.roles import Role
from services import entry, invitations
from services.actor import Actor
from services.bundle_news import Invited
from services.invitations import Link
from tests.people_factories import NOW, next_update, person, school, stranger
from tests.reminder_factories import Letter, Postman

DAY = timedelta(days=1)


async def _came(db: Database, link: Link, chat: str, at: datetime) -> Actor:
    await db.write(entry.arrive, stranger(chat, at=at), link.payload, False)
    return await next_update(db, stranger(chat), at)


async def _joins(db: Database, link: Link, chat: str, name: str, at: datetime = NOW) -> None:
    await db.write(entry.agree, await _came(db, link, chat, at), name, False)


async def _refuses(db: Database, link: Link, chat: str, at: datetime = NOW) -> Actor:
    actor = await _came(db, link, chat, at)
    await db.write(entry.refuse, actor, False)
    return await next_update(db, actor, at)


def _said(invited: Invited) -> tuple[list[str], list[str], int]:
    joined, declined = (
        [who.name for who in group] for group in (invited.joined, invited.declined)
    )
    return joined, declined, invited.unnamed


async def _letters(db: Database, curator: Actor, days: int) -> list[Letter]:
    letters = await Postman(db, NOW).until(NOW + days * DAY)
    assert {each.person_id for each in letters} <= {curator.me}
    return letters


async def test_all_of_a_day_come_in_one_message_and_only_once(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    waiting = await person(db, place, "Громов Пётр", chat=None)
    shared = await db.write(invitations.create, curator, place, Role.MENTOR)
    personal = await db.write(
        invitations.create, curator, place, Role.MENTOR, person_id=waiting.me
    )

    await _joins(db, shared, "901", "Жукова Ия")
    await _joins(db, shared, "902", "Азов Ян")
    await _refuses(db, shared, "903")
    await _refuses(db, personal, "904")
    letters = await _letters(db, curator, 14)

    assert [_said(each.bundle.invited) for each in letters] == [
        (["Азов Ян", "Жукова Ия"], ["Громов Пётр"], 1)
    ]
    assert letters[0].bundle.entries == ()


async def test_who_said_no_first_and_came_after_all_has_come(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    link = await db.write(invitations.create, curator, place, Role.MENTOR)

    actor = await _refuses(db, link, "901")
    await db.write(entry.agree, replace(actor, at=NOW), "Жукова Ия", False)
    letters = await _letters(db, curator, 14)

    assert [_said(each.bundle.invited) for each in letters] == [(["Жукова Ия"], [], 0)]


async def test_what_comes_later_is_told_on_its_own_day(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    link = await db.write(invitations.create, curator, place, Role.MENTOR)
    await _joins(db, link, "901", "Жукова Ия")
    postman = Postman(db, NOW)
    first = await postman.until(NOW + 7 * DAY)

    await _joins(db, link, "902", "Азов Ян", postman.now)
    second = await postman.until(NOW + 14 * DAY)

    assert [_said(each.bundle.invited)[0] for each in (*first, *second)] == [
        ["Жукова Ия"], ["Азов Ян"],
    ]  # fmt: skip


async def test_the_own_link_is_no_news(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    link = await db.write(invitations.create, curator, place, Role.MENTOR)

    await db.write(entry.arrive, curator, link.payload, False)
    await db.write(entry.agree, await next_update(db, curator, NOW), "", False)

    assert await _letters(db, curator, 14) == []
