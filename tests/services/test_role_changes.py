"""People who come to a role, or leave it, while roadmaps run."""

import asyncio
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import (
    Item,
    ItemEvent,
    ItemOwner,
    Occurrence,
    Person,
    Reminder,
    ResponsibleAlias,
    RoleGrant,
)
from db.models.people import OrganisationKind
from db.models.roadmap import ItemLevel, Sharing
from domain.progress import Status
from domain.roles import Role
from domain.search import key_of
from services import (
    enlist,
    erasure_parts,
    erasure_plans,
    grants,
    item_done,
    item_owners,
    people,
    role_changes,
)
from services.actor import Actor
from services.errors import Refusal
from services.traces import NOTED
from tests.reminder_factories import (
    DUE,
    NOON,
    ZONE,
    Postman,
    act,
    actor,
    item,
    moscow,
    person,
    roadmap,
    told,
)

EACH = "Наставники"
ALL = "Педагоги-наставники"
SOME = "Психолог"
NEWCOMER = "Ким Анна Львовна"
State = list[tuple[str, ItemLevel, Status, list[int]]]


def means(
    session: Session, place: int, phrase: str, role: Role, *, each: bool, title: str | None = None
) -> None:
    session.add(
        ResponsibleAlias(
            organisation_id=place, phrase=key_of(phrase), person_ids=[], role=role.value,
            role_title=title, sharing=Sharing.EACH if each else Sharing.ONE,
        )
    )  # fmt: skip
    session.flush()


def row(
    session: Session, cast: dict[str, int], title: str, phrase: str, *owners: int,
    due: date = DUE, by_phrase: bool = True,
) -> int:  # fmt: skip
    """An item as the launch leaves it: owners stand on it with the phrase that led to them."""
    item_id = item(session, NOON, cast["roadmap"], title, *owners, due=due)
    session.get_one(Item, item_id).responsible = [f" {phrase}. "]
    for owner in session.scalars(select(ItemOwner).where(ItemOwner.item_id == item_id)):
        owner.phrase = f" {phrase}. " if by_phrase else None
    session.flush()
    return item_id


def state(session: Session) -> State:
    """Items in order with those who answer for them."""
    found: State = []
    for one in session.scalars(select(Item).order_by(Item.id)):
        owners = session.scalars(
            select(ItemOwner.person_id)
            .where(ItemOwner.item_id == one.id)
            .order_by(ItemOwner.person_id)
        )
        found.append((one.title, one.level, one.status, list(owners)))
    return found


def reminded(session: Session, item_id: int) -> set[int]:
    return set(
        session.scalars(
            select(Reminder.person_id)
            .join(Occurrence, Occurrence.id == Reminder.occurrence_id)
            .where(Occurrence.item_id == item_id)
        )
    )


async def newcomer(
    db: Database, cast: dict[str, int], role: Role = Role.MENTOR, title: str = ""
) -> int:
    """Somebody of the school without a role gets one from the curator."""
    who = await db.write(person, NOON, cast["place"], NEWCOMER)
    await give(db, cast, who, role, title)
    return who


async def give(
    db: Database, cast: dict[str, int], who: int, role: Role = Role.MENTOR, title: str = ""
) -> None:
    def run(session: Session) -> int:
        curator = actor(session, cast["curator"], NOON)
        return grants.give(session, curator, who, cast["place"], role=role, title=title)

    await db.write(run)


async def take_away(
    db: Database, cast: dict[str, int], who: int, role: Role = Role.MENTOR
) -> None:
    def run(session: Session) -> None:
        grant = session.scalars(
            select(RoleGrant.id).where(
                RoleGrant.person_id == who, RoleGrant.role == role, RoleGrant.until.is_(None)
            )
        ).one()
        grants.revoke(session, actor(session, cast["head"], NOON), grant)

    await db.write(run)


async def test_a_second_mentor_makes_shares_of_what_the_first_did_alone(
    db: Database, cast: dict[str, int]
) -> None:
    mentor = cast["mentor"]
    await db.write(means, cast["place"], EACH, Role.MENTOR, each=True)
    whole = await db.write(row, cast, "Встреча", EACH, mentor)

    second = await newcomer(db, cast)
    third = await db.write(person, NOON, cast["place"], "Лунина Вера Ильинична", Role.MENTOR)

    share = ("Встреча", ItemLevel.SHARE, Status.TODO)
    assert await db.read(state) == [
        ("Встреча", ItemLevel.ROW, Status.TODO, []),
        (*share, [mentor]),
        (*share, [second]),
        (*share, [third]),
    ]
    assert await db.read(lambda s: s.get_one(Item, whole).sharing) is Sharing.EACH
    heard = await told(Postman(db, NOON), date(2026, 10, 16))
    assert sorted(each for each, _, _ in heard) == sorted([mentor, second, third])
    assert await db.read(acts, whole) == ["joined", "joined"]


def acts(session: Session, item_id: int) -> list[str]:
    return list(
        session.scalars(
            select(ItemEvent.action)
            .where(ItemEvent.item_id == item_id, ItemEvent.action != NOTED)
            .order_by(ItemEvent.id)
        )
    )


async def test_all_together_get_one_more(db: Database, cast: dict[str, int]) -> None:
    await db.write(means, cast["place"], ALL, Role.MENTOR, each=False)
    item_id = await db.write(row, cast, "Отчёт", ALL, cast["mentor"])

    second = await newcomer(db, cast)

    assert await db.read(state) == [
        ("Отчёт", ItemLevel.ROW, Status.TODO, sorted([cast["mentor"], second]))
    ]
    assert await db.read(reminded, item_id) == {cast["mentor"], second}


async def test_what_was_the_curators_for_want_of_somebody_else_is_taken_over(
    db: Database, cast: dict[str, int]
) -> None:
    await db.write(means, cast["place"], SOME, Role.SPECIALIST, each=False, title="психолог")
    item_id = await db.write(row, cast, "Опрос", SOME, cast["curator"], by_phrase=False)

    await newcomer(db, cast, Role.SPECIALIST, "Логопед")
    before = await db.read(state)
    who = await db.write(person, NOON, cast["place"], "Лунина Вера Ильинична")
    await give(db, cast, who, Role.SPECIALIST, "Психолог")

    assert before == [("Опрос", ItemLevel.ROW, Status.TODO, [cast["curator"]])]
    assert await db.read(state) == [("Опрос", ItemLevel.ROW, Status.TODO, [who])]
    assert await db.read(reminded, item_id) == {who}


async def test_what_is_over_or_given_by_hand_is_left_alone(
    db: Database, cast: dict[str, int]
) -> None:
    await db.write(means, cast["place"], EACH, Role.MENTOR, each=True)
    done = await db.write(row, cast, "Готово", EACH, cast["mentor"])
    by_hand = await db.write(row, cast, "Поручено", EACH, cast["mentor"])
    await db.write(row, cast, "Прошло", EACH, cast["mentor"], due=date(2026, 9, 30))
    await db.write(row, cast, "Чужое", "Медсестра", cast["mentor"])
    await act(db, item_done.mark_done, cast["mentor"], NOON, done)
    await act(db, item_owners.hand_over, cast["curator"], NOON, by_hand, cast["head"])
    before = await db.read(state)

    await newcomer(db, cast)

    assert await db.read(state) == before


async def test_who_leaves_a_role_gives_up_what_came_with_it_and_can_come_back(
    db: Database, cast: dict[str, int]
) -> None:
    mentor, curator = cast["mentor"], cast["curator"]
    await db.write(means, cast["place"], EACH, Role.MENTOR, each=True)
    await db.write(means, cast["place"], ALL, Role.MENTOR, each=False)
    await db.write(row, cast, "Встреча", EACH, mentor)
    alone = await db.write(row, cast, "Отчёт", ALL, mentor)
    await db.write(row, cast, "Лично", ALL, mentor, by_phrase=False)
    second = await newcomer(db, cast)
    # The second gives the report up too, so that nobody but the curator is left.
    await take_away(db, cast, mentor)
    beside = await db.read(state)
    await take_away(db, cast, second)
    left = await db.read(state)
    heard = await db.read(reminded, alone)
    await give(db, cast, second)

    share, one = ItemLevel.SHARE, ItemLevel.ROW
    assert beside == [
        ("Встреча", one, Status.TODO, []),
        ("Отчёт", one, Status.TODO, [second]),
        ("Лично", one, Status.TODO, sorted([mentor, second])),
        ("Встреча", share, Status.NA, [mentor]),
        ("Встреча", share, Status.TODO, [second]),
    ]
    assert [each for each in left if each not in beside] == [
        ("Отчёт", one, Status.TODO, [curator]),
        ("Лично", one, Status.TODO, [mentor]),
        ("Встреча", share, Status.NA, [second]),
    ]
    assert heard == {curator}
    assert [each for each in await db.read(state) if each not in left] == [
        ("Отчёт", one, Status.TODO, [second]),
        ("Лично", one, Status.TODO, sorted([mentor, second])),
        ("Встреча", share, Status.TODO, [second]),
    ]
    assert await db.read(acts, alone) == ["joined", "left", "left", "joined"]


async def test_a_removed_person_leaves_nothing_open_behind(
    db: Database, cast: dict[str, int]
) -> None:
    mentor, curator = cast["mentor"], cast["curator"]
    done = await db.write(row, cast, "Готово", ALL, mentor)
    await act(db, item_done.mark_done, mentor, NOON, done)
    await db.write(row, cast, "Лично", "По решению", mentor, by_phrase=False)
    await db.write(row, cast, "Вместе", "По решению", mentor, cast["head"])

    await act(db, grants.archive, curator, NOON, mentor)

    one = ItemLevel.ROW
    assert await db.read(state) == [
        ("Готово", one, Status.DONE, [mentor]),
        ("Лично", one, Status.TODO, [curator]),
        ("Вместе", one, Status.TODO, [cast["head"]]),
    ]


def erased(session: Session, cast: dict[str, int]) -> None:
    """By the term of the law, which does not wait for another curator."""
    erasure_parts.erase(
        session, actor(session, cast["head"], NOON), session.get_one(Person, cast["curator"])
    )


async def test_a_new_curator_hears_of_what_nobody_owns(db: Database, cast: dict[str, int]) -> None:
    item_id = await db.write(item, NOON, cast["roadmap"], "Приказ", due=DUE)
    await db.write(erased, cast)
    without = await db.read(reminded, item_id)

    new = await db.write(person, NOON, cast["place"], NEWCOMER, Role.CURATOR)

    assert without == {cast["head"]}
    assert await db.read(reminded, item_id) == {new}


async def test_in_a_municipality_a_schools_people_share_the_schools_part(db: Database) -> None:
    def found(session: Session) -> dict[str, int]:
        city = enlist.organisation(
            session, NOON, "Город", ZONE, kind=OrganisationKind.MUNICIPALITY
        )
        ours = enlist.organisation(session, NOON, "Школа № 1", ZONE, parent_id=city)
        cast = {
            "place": ours,
            "roadmap": roadmap(session, NOON, city),
            "coordinator": person(session, NOON, city, "Зимин Пётр Ильич", Role.COORDINATOR),
            "head": person(session, NOON, ours, "Орлова Анна Юрьевна", Role.HEAD),
        }
        means(session, city, "Школы", Role.HEAD, each=True)
        whole = row(session, cast, "Отчёт", "Школы")
        for title, owner in (("Отчёт · Школа № 1", "head"), ("Отчёт · Школа № 2", "coordinator")):
            share = item(session, NOON, cast["roadmap"], title, cast[owner], due=DUE)
            part = session.get_one(Item, share)
            part.parent_id, part.level = whole, ItemLevel.SHARE
        session.flush()
        return cast

    cast = await db.write(found)
    second = await db.write(person, NOON, cast["place"], NEWCOMER, Role.HEAD)
    both = await db.read(state)
    for who in (cast["head"], second):
        await act(db, grants_gone, who, NOON, cast["place"])

    share = ItemLevel.SHARE
    assert both[1:] == [
        ("Отчёт · Школа № 1", share, Status.TODO, [cast["head"], second]),
        ("Отчёт · Школа № 2", share, Status.TODO, [cast["coordinator"]]),
    ]
    assert (await db.read(state))[1] == (
        "Отчёт · Школа № 1", share, Status.TODO, [cast["coordinator"]]
    )  # fmt: skip


def grants_gone(session: Session, who: Actor, organisation_id: int) -> None:
    """All roles of a person somewhere end."""
    for grant in session.scalars(
        select(RoleGrant).where(
            RoleGrant.person_id == who.me, RoleGrant.organisation_id == organisation_id
        )
    ):
        grant.until = moscow(date(2026, 10, 6), 9)
    session.flush()
    role_changes.gone(session, who, who.me, organisation_id)


async def test_the_only_curator_stays_until_there_is_another(
    db: Database, cast: dict[str, int]
) -> None:
    """Whichever way they would go."""
    only, head = cast["curator"], cast["head"]

    async def ways() -> list[str]:
        found = []
        for way in (_revoked, grants.archive, erasure_plans.ask):
            with pytest.raises(Refusal) as refused:
                await act(db, way, head, NOON, only)
            found.append(refused.value.key)
        return found

    alone = await ways()
    await db.write(person, NOON, cast["place"], NEWCOMER, Role.CURATOR)
    await act(db, _revoked, head, NOON, only)

    assert alone == ["last_curator"] * 3
    assert await db.read(people.curators, cast["place"]) != [only]


async def test_of_two_curators_who_go_at_once_one_stays(
    db: Database, cast: dict[str, int]
) -> None:
    other = await db.write(person, NOON, cast["place"], NEWCOMER, Role.CURATOR)

    went = await asyncio.gather(
        *(act(db, _revoked, cast["head"], NOON, each) for each in (cast["curator"], other)),
        return_exceptions=True,
    )

    assert sorted(type(each).__name__ for each in went) == ["NoneType", "Refusal"]
    assert len(await db.read(people.curators, cast["place"])) == 1


def _revoked(session: Session, by: Actor, person_id: int) -> None:
    grant = session.scalars(
        select(RoleGrant.id).where(
            RoleGrant.person_id == person_id, RoleGrant.role == Role.CURATOR,
            RoleGrant.until.is_(None),
        )
    ).one()  # fmt: skip
    grants.revoke(session, by, grant)
