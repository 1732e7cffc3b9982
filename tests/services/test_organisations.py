"""Municipalities and schools: who makes, sees and changes which."""

import pytest

from db.engine import Database
from db.models.people import OrganisationKind
from domain.roles import Role
from services import organisations
from services.actor import Actor
from services.errors import Refusal
from tests.people_factories import ZONE, again, municipality, person, school

SCHOOL, MUNICIPALITY = OrganisationKind.SCHOOL, OrganisationKind.MUNICIPALITY


async def make(
    db: Database, actor: Actor, name: str, kind: OrganisationKind, parent_id: int | None
) -> int:
    return await db.write(
        organisations.create, actor, name, kind=kind, parent_id=parent_id, timezone=ZONE
    )


async def test_the_administrator_makes_a_tree(db: Database) -> None:
    admin = await person(db, None, "Азов Ян", Role.ADMINISTRATOR, chat="1")

    above = await make(db, admin, " Заречный  район ", MUNICIPALITY, None)
    below = await make(db, admin, "Школа № 1", SCHOOL, above)
    lone = await make(db, admin, "Гимназия", SCHOOL, None)

    found = await db.read(organisations.overview, admin)
    assert [(line.id, line.nested) for line in found.lines] == [
        (lone, False), (above, False), (below, True),
    ]  # fmt: skip
    assert (found.parents, found.may_make_municipality) == ((None,), True)
    assert (await db.read(organisations.view, admin, above)).name == "Заречный район"


async def test_a_coordinator_makes_schools_under_the_own_municipality_only(db: Database) -> None:
    above, elsewhere = await municipality(db), await municipality(db, "Другой район")
    await school(db, "Чужая", elsewhere)
    coordinator = await person(db, above, "Азов Ян", Role.COORDINATOR, chat="1")

    below = await make(db, coordinator, "Школа № 1", SCHOOL, above)

    found = await db.read(organisations.overview, coordinator)
    assert [line.id for line in found.lines] == [above, below]
    assert (found.parents, found.may_make_municipality) == ((above,), False)
    for kind, parent in (
        (SCHOOL, None), (SCHOOL, elsewhere), (SCHOOL, below), (MUNICIPALITY, None),
        (MUNICIPALITY, above),
    ):  # fmt: skip
        with pytest.raises(Refusal, match="forbidden"):
            await make(db, coordinator, "Школа № 2", kind, parent)


@pytest.mark.parametrize("role", [Role.HEAD, Role.CURATOR, Role.MENTOR, Role.PARENT])
async def test_others_make_none_and_list_none(db: Database, role: Role) -> None:
    place = await school(db)
    actor = await person(db, place, "Азов Ян", role, chat="1")

    with pytest.raises(Refusal, match="forbidden"):
        await make(db, actor, "Школа № 2", SCHOOL, None)
    with pytest.raises(Refusal, match="forbidden"):
        await db.read(organisations.overview, actor)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("№ —", "organisation_name_empty"),
        ("Ш" * 301, "organisation_name_long"),
        ("ШКОЛА  № 1", "organisation_exists"),
    ],
)
async def test_names_that_do_not_do(db: Database, name: str, key: str) -> None:
    admin = await person(db, None, "Азов Ян", Role.ADMINISTRATOR, chat="1")
    await make(db, admin, "Школа № 1", SCHOOL, None)

    with pytest.raises(Refusal, match=key):
        await make(db, admin, name, SCHOOL, None)


async def test_the_administrators_first_school_becomes_the_own_one(db: Database) -> None:
    admin = await person(db, None, "Азов Ян", Role.ADMINISTRATOR, chat="1")
    first = await make(db, admin, "Школа № 1", SCHOOL, None)

    view = await db.read(organisations.view, admin, first)

    assert view.timezone == ZONE
    assert view.givable == (Role.CURATOR, Role.HEAD)
    assert (await again(db, admin.me)).current is not None


async def test_name_and_zone_are_changed_by_who_leads(db: Database) -> None:
    place, other = await school(db), await school(db, "Школа № 2")
    curator = await person(db, place, "Азов Ян", Role.CURATOR, chat="1")
    mentor = await person(db, place, "Ким Анна", Role.MENTOR, chat="2")
    outsider = await person(db, other, "Чужов Ян", Role.CURATOR, chat="3")

    await db.write(organisations.rename, curator, place, "Школа № 12")
    await db.write(organisations.set_zone, curator, place, "Asia/Omsk")

    view = await db.read(organisations.view, curator, place)
    assert (view.name, view.timezone) == ("Школа № 12", "Asia/Omsk")
    for actor in (mentor, outsider):
        for attempt in (
            db.read(organisations.view, actor, place),
            db.read(organisations.named_for, actor, place),
            db.write(organisations.rename, actor, place, "Моя"),
            db.write(organisations.set_zone, actor, place, "Asia/Omsk"),
        ):
            with pytest.raises(Refusal, match="forbidden"):
                await attempt
    with pytest.raises(Refusal, match="gone"):
        await db.write(organisations.set_zone, curator, place, "Mars/Phobos")
    with pytest.raises(Refusal, match="gone"):
        await db.read(organisations.view, curator, 10**9)


async def test_the_card_names_the_officers(db: Database) -> None:
    place = await school(db)
    head = await person(db, place, "Азов Ян", Role.HEAD, chat="1")
    curator = await person(db, place, "Ким Анна", Role.CURATOR, Role.MENTOR, chat="2")

    view = await db.read(organisations.view, head, place)

    officers = [(o.role, o.named.id, o.revocable) for o in view.officers]
    assert officers == [(Role.HEAD, head.me, False), (Role.CURATOR, curator.me, True)]
    assert view.mine == {Role.HEAD}
