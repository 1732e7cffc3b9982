"""People of a school: listed, found, added, renamed, given roles, removed."""

import pytest

from db.engine import Database
from domain.named import Named
from domain.roles import Role
from domain.roster import Entry
from services import grants, people
from services.errors import Refusal
from tests.people_factories import again, municipality, person, school


async def test_the_list_is_sorted_as_people_read_it(db: Database) -> None:
    place = await school(db)
    for name in ("Ёлкина Анна", "Жукова Ия", "елисеев Лев", "Абрамов Ян"):
        await person(db, place, name, chat=None)

    found = await db.read(people.staff, place)

    names = [card.named.name for card in found]
    assert names == ["Абрамов Ян", "елисеев Лев", "Ёлкина Анна", "Жукова Ия"]


async def test_the_list_holds_who_has_a_role_here_and_not_who_lost_it(db: Database) -> None:
    ours, theirs = await school(db), await school(db, "Школа № 2")
    guest = await person(db, theirs, "Громов Пётр", Role.MENTOR, chat="1")
    head = await person(db, ours, "Ветрова Ольга", Role.HEAD, chat="2")
    grant = await db.write(grants.add, head, guest.me, ours, role=Role.MENTOR)
    before = [card.id for card in await db.read(people.staff, ours)]

    await db.write(grants.revoke, head, grant)

    assert before == [head.me, guest.me]
    assert [card.id for card in await db.read(people.staff, ours)] == [head.me]


async def test_search_finds_the_beginnings_of_names_and_posts(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    entries = [Entry("Семёнов Пётр Ильич", "методист"), Entry("Семенова Ия", "психолог")]
    added = await db.write(people.add_people, curator, place, entries, False)

    async def search(query: str) -> list[int]:
        return [card.id for card in await db.read(people.search_people, place, query)]

    assert await search("СЕМЕН") == list(added.ids)
    assert await search("петр сем") == [added.ids[0]]
    assert await search("псих") == [added.ids[1]]
    assert await search("мёнов") == []


async def test_holders_of_a_role_and_of_a_post(db: Database) -> None:
    place = await school(db)
    first = await person(db, place, "Ямов Лев", Role.SPECIALIST, title="Методист", chat=None)
    second = await person(db, place, "Азов Ян", Role.SPECIALIST, title="психолог", chat=None)
    head = await person(db, place, "Ким Анна", Role.HEAD, chat="1")

    assert await db.read(people.holders, place, Role.SPECIALIST) == [first.me, second.me]
    assert await db.read(people.holders, place, Role.SPECIALIST, "методист") == [first.me]
    assert await db.read(people.heads, place) == [head.me]
    assert await db.read(people.curators, place) == []


async def test_names_of_many_at_once(db: Database) -> None:
    place = await school(db)
    one = await person(db, place, "Азов Ян", chat=None)

    assert await db.read(people.named, [one.me, 999]) == {one.me: Named(one.me, "Азов Ян")}
    assert await db.read(people.named, []) == {}


async def test_several_people_are_added_and_known_ones_are_not_doubled(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    entries = [Entry("Семёнов Пётр", "методист"), Entry("семенов петр"), Entry("ветрова ольга")]

    added = await db.write(people.add_people, curator, place, entries, False)

    assert len(added.ids) == 1
    assert added.known == ("семенов петр", "ветрова ольга")
    view = await db.read(people.view, curator, added.ids[0])
    assert (view.card.post, view.card.reach, view.card.consent) == ("методист", None, None)


async def test_add_person_returns_the_id(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")

    pupil = await db.write(people.add_person, curator, "Кораблёв  Миша", "7 Б", True)

    assert await db.read(people.named, [pupil]) == {pupil: Named(pupil, "Кораблёв Миша", True)}


@pytest.mark.parametrize(
    ("name", "key"), [("12 34", "name_empty"), ("", "name_empty"), ("А" * 201, "name_long")]
)
async def test_names_that_are_none(db: Database, name: str, key: str) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")

    with pytest.raises(Refusal, match=key):
        await db.write(people.add_person, curator, name, "")


async def test_everybody_may_correct_the_own_name(db: Database) -> None:
    place = await school(db)
    mentor = await person(db, place, "Hope", Role.MENTOR, chat="1")

    await db.write(people.rename, mentor, mentor.me, "Надеждина  Вера Львовна", None)

    assert (await again(db, mentor.me)).name == "Надеждина Вера Львовна"


@pytest.mark.parametrize("role", [Role.MENTOR, Role.MENTEE, Role.PARENT, Role.SPECIALIST])
async def test_who_does_not_keep_the_list_sees_and_changes_nobody(
    db: Database, role: Role
) -> None:
    place = await school(db)
    actor = await person(db, place, "Азов Ян", role, chat="1")
    other = await person(db, place, "Ким Анна", Role.MENTOR, chat=None)
    grant = (await db.read(people.staff, place))[1].grants[0].id

    for attempt in (
        db.read(people.list_people, actor, place),
        db.read(people.view, actor, other.me),
        db.write(people.rename, actor, other.me, "Кто-то", None),
        db.write(people.set_pupil, actor, other.me, True),
        db.write(people.add_person, actor, "Новый Кто-то", ""),
        db.write(people.add_people, actor, place, [Entry("Новый Кто-то")], False),
        db.write(grants.give, actor, other.me, place, role=Role.MENTOR),
        db.write(grants.revoke, actor, grant),
        db.write(grants.archive, actor, other.me),
        db.write(grants.take, actor, place, Role.CURATOR),
    ):
        with pytest.raises(Refusal, match="forbidden"):
            await attempt


async def test_a_curator_of_another_school_is_refused_everywhere(db: Database) -> None:
    ours, theirs = await school(db), await school(db, "Школа № 2")
    stranger = await person(db, theirs, "Чужов Ян", Role.CURATOR, Role.HEAD, chat="1")
    other = await person(db, ours, "Ким Анна", Role.MENTOR, chat=None)
    grant = (await db.read(people.staff, ours))[0].grants[0].id

    for attempt in (
        db.read(people.list_people, stranger, ours),
        db.read(people.view, stranger, other.me),
        db.write(people.rename, stranger, other.me, "Кто-то", None),
        db.write(people.add_people, stranger, ours, [Entry("Новый Кто-то")], False),
        db.write(grants.give, stranger, other.me, ours, role=Role.MENTOR),
        db.write(grants.give, stranger, other.me, theirs, role=Role.MENTOR),
        db.write(grants.revoke, stranger, grant),
        db.write(grants.archive, stranger, other.me),
    ):
        with pytest.raises(Refusal, match="forbidden"):
            await attempt


async def test_the_head_replaces_the_curator_and_the_curator_not_the_head(db: Database) -> None:
    place = await school(db)
    head = await person(db, place, "Ким Анна", Role.HEAD, chat="1")
    old = await person(db, place, "Азов Ян", Role.CURATOR, chat="2")
    new = await person(db, place, "Громов Пётр", Role.MENTOR, chat="3")
    heads_grant, olds_grant = head.roles[0].id, old.roles[0].id

    with pytest.raises(Refusal, match="forbidden"):
        await db.write(grants.revoke, old, heads_grant)
    with pytest.raises(Refusal, match="forbidden"):
        await db.write(grants.archive, old, head.me)
    with pytest.raises(Refusal, match="last_curator"):  # the school is never without one
        await db.write(grants.revoke, head, olds_grant)
    await db.write(grants.give, head, new.me, place, role=Role.CURATOR)
    ended = await db.write(grants.revoke, head, olds_grant)

    assert (ended.named.id, ended.role, ended.owned) == (old.me, Role.CURATOR, 0)
    assert await db.read(people.curators, place) == [new.me]
    with pytest.raises(Refusal, match="gone"):
        await db.write(grants.revoke, head, olds_grant)


async def test_a_role_is_given_once(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Азов Ян", Role.CURATOR, chat="1")
    other = await person(db, place, "Ким Анна", chat=None)

    first = await db.write(grants.give, curator, other.me, place, role=Role.MENTOR)
    second = await db.write(grants.give, curator, other.me, place, role=Role.MENTOR)

    assert first == second


async def test_removing_ends_the_roles_here_only(db: Database) -> None:
    ours, theirs = await school(db), await school(db, "Школа № 2")
    curator = await person(db, ours, "Азов Ян", Role.CURATOR, chat="1")
    other = await person(db, ours, "Ким Анна", Role.MENTOR, chat="2")
    kept = await db.write(grants.add, curator, other.me, theirs, role=Role.MENTOR)

    await db.write(grants.archive, curator, other.me)

    assert [card.id for card in await db.read(people.staff, ours)] == [curator.me]
    assert [card.id for card in await db.read(people.staff, theirs)] == [other.me]
    assert [held.id for held in (await again(db, other.me)).roles] == [kept]


async def test_who_was_removed_is_gone(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Азов Ян", Role.CURATOR, chat="1")
    other = await person(db, place, "Ким Анна", Role.MENTOR, chat=None)
    await db.write(grants.archive, curator, other.me)

    with pytest.raises(Refusal, match="gone"):
        await db.read(people.view, curator, other.me)
    with pytest.raises(Refusal, match="gone"):
        await db.read(people.view, curator, 10**9)


async def test_nobody_removes_oneself(db: Database) -> None:
    place = await school(db)
    head = await person(db, place, "Азов Ян", Role.HEAD, chat="1")

    with pytest.raises(Refusal, match="forbidden"):
        await db.write(grants.archive, head, head.me)


async def test_an_administrator_takes_the_curators_role(db: Database) -> None:
    place = await school(db)
    admin = await person(db, None, "Азов Ян", Role.ADMINISTRATOR, chat="1")

    await db.write(grants.take, admin, place, Role.CURATOR)

    later = await again(db, admin.me)
    assert later.current is not None
    assert (later.current.role, later.organisation_id) == (Role.CURATOR, place)
    with pytest.raises(Refusal, match="forbidden"):
        await db.write(grants.take, admin, place, Role.MENTOR)


async def test_a_coordinator_appoints_curators_below_but_sees_no_people(db: Database) -> None:
    above = await municipality(db)
    below, apart = await school(db, parent_id=above), await school(db, "Школа № 2")
    coordinator = await person(db, above, "Азов Ян", Role.COORDINATOR, chat="1")
    other = await person(db, below, "Ким Анна", Role.MENTOR, chat=None)

    await db.write(grants.give, coordinator, other.me, below, role=Role.CURATOR)

    assert await db.read(people.curators, below) == [other.me]
    for attempt in (
        db.read(people.list_people, coordinator, below),
        db.write(grants.give, coordinator, other.me, below, role=Role.MENTOR),
        db.write(grants.take, coordinator, apart, Role.CURATOR),
    ):
        with pytest.raises(Refusal, match="forbidden"):
            await attempt


async def test_only_own_roles_can_be_switched_to(db: Database) -> None:
    place = await school(db)
    both = await person(db, place, "Азов Ян", Role.CURATOR, Role.MENTOR, chat="1")
    other = await person(db, place, "Ким Анна", Role.HEAD, chat="2")

    await db.write(grants.switch, both, both.roles[1].id)

    current = (await again(db, both.me)).current
    assert current is not None
    assert current.role is Role.MENTOR
    with pytest.raises(Refusal, match="gone"):
        await db.write(grants.switch, both, other.roles[0].id)
