"""Whom a responsible phrase means, and what becomes of it at the launch."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Item, ItemOwner, Person
from db.models.people import OrganisationKind
from db.models.roadmap import ItemLevel
from domain.roles import Role
from imports.roadmap import Document, Row
from services import actor as actors
from services import drafts, enlist, launch, responsibles
from services.actor import Actor
from services.responsibles import Guesser, Meaning

NOW = datetime(2026, 10, 5, 7, tzinfo=UTC)
ZONE = "Europe/Moscow"


def person(
    session: Session,
    place: int,
    name: str,
    role: Role | None = None,
    title: str = "",
    post: str = "",
) -> int:
    roles = ((role, title),) if role else ()
    return enlist.enlist(session, NOW, place, enlist.Newcomer(name, post, roles, None), ZONE)


def actor(session: Session, person_id: int) -> Actor:
    return actors.of_person(session, session.get_one(Person, person_id), NOW, ZONE)


def school(session: Session) -> tuple[int, dict[str, int]]:
    place = enlist.organisation(session, NOW, "Школа", ZONE)
    people = {
        "head": person(session, place, "Климов Пётр Ильич", Role.HEAD),
        "curator": person(session, place, "Ветрова Ольга Сергеевна", Role.CURATOR),
        "mentor": person(session, place, "Соколова Анна Павловна", Role.MENTOR),
        "psychologist": person(
            session, place, "Мухина Вера Ивановна", Role.SPECIALIST, "психолог"
        ),
        "deputy": person(session, place, "Рябинин Олег Юрьевич", post="завуч по УВР"),
        "one": person(session, place, "Королёв Игорь Петрович"),
        "other": person(session, place, "Королёв Иван Павлович"),
    }
    return place, people


def guess(session: Session, entries: Sequence[str]) -> list[Meaning | None]:
    place, people = school(session)
    guesser = Guesser(session, place)
    names = {number: name for name, number in people.items()}
    found = [guesser.meaning(entry) for entry in entries]
    return [
        meaning and Meaning(
            tuple(names[id_] for id_ in meaning.person_ids),  # type: ignore[misc]
            meaning.role, meaning.title, meaning.each,
        )
        for meaning in found
    ]  # fmt: skip


KNOWN: dict[str, Meaning | None] = {
    "Наставники": Meaning(role=Role.MENTOR, each=True),
    "педагоги-наставники": Meaning(role=Role.MENTOR, each=True),
    "Директор": Meaning(role=Role.HEAD),
    "Директор школы.": Meaning(role=Role.HEAD),
    "Руководители образовательных учреждений": Meaning(role=Role.HEAD, each=True),
    "Руководители ОУ": Meaning(role=Role.HEAD, each=True),
    "кураторы в ОУ": Meaning(role=Role.CURATOR, each=True),
    "Куратор целевой модели наставничества": Meaning(role=Role.CURATOR),
    "Педагог - психолог": Meaning(role=Role.SPECIALIST, title="психолог"),
    "завуч по УВР": Meaning(("deputy",)),  # type: ignore[arg-type]
    "Климов П.И., директор школы": Meaning(("head",)),  # type: ignore[arg-type]
    "директор П. И. Климов": Meaning(("head",)),  # type: ignore[arg-type]
    "Королев И.П.": None,  # two people fit
    "Королев Иван Павлович, завхоз": Meaning(("other",)),  # type: ignore[arg-type]
    "Незнакомцев А.Б., методист": None,
    "Классные руководители": None,  # nobody holds it yet
    "Методический кабинет": None,
    "Администрация школы": None,
    "Куратор наставников района": None,
    "": None,
}


async def test_phrases_are_recognised_by_names_roles_and_posts(db: Database) -> None:
    found = await db.write(guess, list(KNOWN))

    assert dict(zip(KNOWN, found, strict=True)) == KNOWN


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("Рябинина Т.В., завуч", ("Рябинина Т.В.", "завуч")),
        ("зам. директора Рябинина Т. В.", ("Рябинина Т. В.", "зам. директора")),
        ("Рябинина Таисия Викторовна методист", ("Рябинина Таисия Викторовна", "методист")),
        ("Методический кабинет", None),
    ],
)
def test_a_name_inside_a_phrase(entry: str, expected: tuple[str, str] | None) -> None:
    assert responsibles.person_in(entry) == expected


def document(*people: str) -> Document:
    row = Row(None, None, "1", "Справка", None, (), "декабрь 2026", people, None)
    return Document("План", None, (), "2026-2027 учебный год", (), (row,), ())


def city(session: Session) -> tuple[list[str], dict[str, list[str]]]:
    """A municipality whose roadmap names the heads of its schools; one school has no head."""
    place = enlist.organisation(session, NOW, "Город", ZONE, kind=OrganisationKind.MUNICIPALITY)
    coordinator = person(session, place, "Ветрова Ольга Сергеевна", Role.COORDINATOR)
    for name, head in (("Школа А", "Климов Пётр Ильич"), ("Школа Б", None)):
        where = enlist.organisation(session, NOW, name, ZONE, parent_id=place)
        if head:
            person(session, where, head, Role.HEAD)
    me = actor(session, coordinator)
    entries = ("Руководители ОУ", "Муниципальные координаторы")
    made = drafts.create(session, me, document(*entries), "план.docx", "0" * 64)
    launch.launch(session, me, made.roadmap_id)
    levels = list(session.scalars(select(Item.level).order_by(Item.id)))
    owners: dict[str, list[str]] = {}
    rows = session.execute(
        select(Item.title, Person.name)
        .join(ItemOwner, ItemOwner.item_id == Item.id)
        .join(Person, Person.id == ItemOwner.person_id)
        .order_by(Item.id)
    )
    for row in rows:
        owners.setdefault(row.title, []).append(row.name)
    return [level.value for level in levels], owners


async def test_each_school_of_a_city_gets_its_share(db: Database) -> None:
    levels, owners = await db.write(city)

    assert levels == [ItemLevel.ROW, *[ItemLevel.SHARE] * 3]
    assert owners == {
        "Справка": ["Ветрова Ольга Сергеевна"],
        "Справка · Школа А": ["Климов Пётр Ильич"],
        "Справка · Школа Б": ["Ветрова Ольга Сергеевна"],
    }


def unowned(session: Session, by: str) -> list[str]:
    _, people = school(session)
    me = actor(session, people[by])
    made = drafts.create(session, me, document("Методический кабинет"), "план.docx", "0" * 64)
    launch.launch(session, me, made.roadmap_id)
    rows = session.execute(
        select(Person.name, ItemOwner.phrase).join(ItemOwner, ItemOwner.person_id == Person.id)
    )
    return [f"{row.name} {row.phrase}" for row in rows]


@pytest.mark.parametrize("by", ["head", "curator"])
async def test_the_curator_owns_what_nobody_owns(db: Database, by: str) -> None:
    assert await db.write(unowned, by) == ["Ветрова Ольга Сергеевна None"]


def rehearsed(session: Session) -> tuple[int, int, int]:
    _, people = school(session)
    me = actor(session, people["curator"])
    made = drafts.create(session, me, document("Наставники", "Директор"), "п.docx", "0" * 64)
    seen = launch.rehearse(session, me, made.roadmap_id)
    items = len(session.scalars(select(Item.id)).all())
    owners = len(session.scalars(select(ItemOwner.id)).all())
    return seen.people, items, owners


async def test_a_rehearsal_leaves_nothing_behind(db: Database) -> None:
    assert await db.write(rehearsed) == (2, 1, 0)
