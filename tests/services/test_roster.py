"""Adding a list of people beside a roadmap that runs, and taking it back."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Item, ItemOwner, Person
from domain.roles import Role
from imports.lists import read
from imports.roster import find
from services import actor as actors
from services import demo, grants
from services.actor import Actor
from services.errors import Refusal
from services.roster import adding, proposals
from tests.people_factories import ZONE, person, school

AT = datetime(2026, 11, 16, 10, tzinfo=ZoneInfo(ZONE))
LIST = "ФИО;Роль\nЛосев Ян Ильич;наставник\nОрлов Лев Ильич;наставник\n"


def curator_of(session: Session) -> Actor:
    chats = {one.name: str(number) for number, one in enumerate(demo.with_chat(), 1)}
    demo.seed(session, AT, ZONE, chats, pairs=False)
    found = session.scalars(select(Person).where(Person.name.like("Ветрова%"))).one()
    return actors.of_person(session, found, AT, ZONE, chat_id=chats[found.name])


def proposed(session: Session, actor: Actor, lines: str = LIST) -> int:
    roster = find(read(lines.encode(), "люди.csv"))
    assert roster is not None
    return proposals.propose(session, actor, actor.organisation_id, "люди.csv", roster)


def plan(session: Session) -> dict[int, tuple[str, set[int]]]:
    """Status and owners of every item that is there."""
    owners: dict[int, set[int]] = {}
    for row in session.execute(select(ItemOwner.item_id, ItemOwner.person_id)):
        owners.setdefault(row.item_id, set()).add(row.person_id)
    rows = session.scalars(select(Item).where(Item.removed_at.is_(None)))
    return {item.id: (item.status.value, owners.get(item.id, set())) for item in rows}


async def test_new_mentors_get_their_part_of_the_plan_and_give_it_back(db: Database) -> None:
    curator = await db.write(curator_of)
    before = await db.read(plan)

    import_id = await db.write(proposed, curator)
    added = await db.write(adding.apply, curator, import_id)
    between = await db.read(plan)
    undone = await db.write(adding.undo, curator, import_id)

    assert (added.new, undone.gone, undone.stayed) == (2, 2, ())
    assert len(between) > len(before)
    assert await db.read(plan) == before


async def test_somebody_who_came_meanwhile_is_not_added_twice(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    import_id = await db.write(proposed, curator)
    await person(db, place, "Лосев Ян Ильич", chat=None)

    added = await db.write(adding.apply, curator, import_id)

    assert (added.new, added.filled) == (1, 1)


async def test_a_role_that_the_sender_may_not_give_is_refused_by_line(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")

    import_id = await db.write(proposed, curator, "ФИО;Роль\nОрлов Лев;директор\nКим Анна;\n")
    shown = await db.read(proposals.view, curator, import_id)

    assert [line.code for line in shown.lines] == ["role_forbidden", ""]


async def test_the_right_is_asked_again_when_it_is_added(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    head = await person(db, place, "Азов Ян", Role.HEAD, chat="2")
    await person(db, place, "Громов Пётр", Role.CURATOR, chat="3")
    import_id = await db.write(proposed, curator)
    assert curator.current is not None
    await db.write(grants.revoke, head, curator.current.id)
    gone = await db.read(actors.load, "1", AT, ZONE)

    with pytest.raises(Refusal, match="forbidden"):
        await db.write(adding.apply, gone, import_id)
