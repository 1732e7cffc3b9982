"""Documents without terms and people: what was filled in here gets columns of its own."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Item
from domain.roles import Role
from imports.roadmap import read
from services import annex, changes, decisions, drafts, item_acts, item_owners, item_terms, launch
from services.actor import Actor
from services.annex import Annex, Wording
from tests.documents import word
from tests.people_factories import person, school

HEADER = ("№", "Наименование этапа", "Содержание деятельности и примерный план мероприятий")
ROWS = (("1", "Начало", "1. Приказ\n2. Анкета"), ("2", "Итоги", "Круглый стол"))
WORDS = Wording(term=str, lasting="постоянно", people=", ".join)
DAY = date(2026, 12, 11)


@pytest.fixture
async def people(db: Database) -> tuple[Actor, Actor]:
    place = await school(db)
    return (
        await person(db, place, "Ветрова Ольга Сергеевна", Role.CURATOR, chat="1"),
        await person(db, place, "Громова Ольга Ильинична", Role.MENTOR, chat="2"),
    )


def _launched(session: Session, actor: Actor) -> dict[str, int]:
    document = read(word(ROWS, header=HEADER), "a.docx")
    made = drafts.create(session, actor, document, "a.docx", "0" * 64)
    launch.launch(session, actor, made.roadmap_id)
    items = session.scalars(select(Item).where(Item.roadmap_id == made.roadmap_id))
    return {"": made.roadmap_id, **{item.title: item.id for item in items}}


async def _printed(db: Database, actor: Actor, roadmap_id: int) -> Annex:
    return await db.read(annex.annex, actor, roadmap_id, "initials", WORDS)


def fields(made: Annex) -> Sequence[Any]:
    return [field for field, _ in made.data.columns]


async def test_nothing_filled_in_adds_no_columns(
    db: Database, people: tuple[Actor, Actor]
) -> None:
    curator, _ = people
    ids = await db.write(_launched, curator)

    made = await _printed(db, curator, ids[""])

    assert made.data.columns == tuple(zip(("number", "stage", "content"), HEADER, strict=True))
    assert [row.owner for row in made.data.rows] == ["", ""]


async def test_terms_and_people_that_were_filled_in_add_theirs(
    db: Database, people: tuple[Actor, Actor]
) -> None:
    curator, olga = people
    ids = await db.write(_launched, curator)
    await db.write(item_terms.move_to, curator, ids["Анкета"], DAY, "Так решили")
    await db.write(item_owners.hand_over, curator, ids["Анкета"], olga.me)

    made = await _printed(db, curator, ids[""])

    assert fields(made) == ["number", "stage", "content", "deadline", "responsible"]
    assert [(part.term, part.owner) for part in made.data.rows[0].parts] == [
        ("", "Ветрова\u00a0О.\u00a0С."),
        (str(((None, DAY),)), "Громова\u00a0О.\u00a0И."),
    ]


async def test_a_term_said_by_rule_is_told_as_changed(
    db: Database, people: tuple[Actor, Actor]
) -> None:
    curator, _ = people
    ids = await db.write(_launched, curator)
    acted = await db.write(
        item_terms.move_in_words, curator, ids["Анкета"], "ежемесячно", "Так решили"
    )

    made = await _printed(db, curator, ids[""])
    assert [part.term for part in made.data.rows[0].parts] == ["", "ежемесячно"]
    assert made.terms == 1

    await db.write(changes.undo, curator, acted.event_id)
    assert (await _printed(db, curator, ids[""])).terms == 0


async def test_what_was_taken_back_is_not_printed(
    db: Database, people: tuple[Actor, Actor]
) -> None:
    curator, olga = people
    ids = await db.write(_launched, curator)
    acted: item_acts.Acted = await db.write(item_owners.hand_over, curator, ids["Анкета"], olga.me)
    await db.write(changes.undo, curator, acted.event_id)

    assert fields(await _printed(db, curator, ids[""])) == ["number", "stage", "content"]


def _lasting(session: Session, actor: Actor) -> int:
    """A draft whose second row goes on all the time, launched."""
    document = read(word(ROWS, header=HEADER), "a.docx")
    made = drafts.create(session, actor, document, "a.docx", "0" * 64)
    item = session.scalars(select(Item).where(Item.number == "2", Item.parent_id.is_(None))).one()
    decisions.choose(session, actor, item.id, decisions.Scope.ONE, decisions.Choice.PERIOD)
    launch.launch(session, actor, made.roadmap_id)
    return made.roadmap_id


async def test_what_goes_on_all_the_time_is_printed_too(
    db: Database, people: tuple[Actor, Actor]
) -> None:
    curator, _ = people

    made = await _printed(db, curator, await db.write(_lasting, curator))

    assert fields(made) == ["number", "stage", "content", "deadline", "responsible"]
    assert [row.term for row in made.data.rows] == ["", "постоянно"]
    assert made.terms == 1


def _named_once(session: Session, actor: Actor) -> dict[str, int]:
    """Launched as it stands: one row of three says who answers."""
    rows = (("1", "Приказ", "", ""), ("2", "Анкета", "", "Методист"), ("3", "Итоги", "", ""))
    header = ("№", "Мероприятия", "Сроки", "Ответственные")
    document = read(word(rows, header=header), "a.docx")
    made = drafts.create(session, actor, document, "a.docx", "0" * 64)
    launch.launch(session, actor, made.roadmap_id)
    items = session.scalars(select(Item).where(Item.roadmap_id == made.roadmap_id))
    return {"": made.roadmap_id, **{item.title: item.id for item in items}}


async def test_who_answers_is_printed_where_the_document_leaves_it_open(
    db: Database, people: tuple[Actor, Actor]
) -> None:
    """The curator too, and nobody in the place of the document's own words."""
    curator, olga = people
    ids = await db.write(_named_once, curator)
    await db.write(item_owners.hand_over, curator, ids["Приказ"], olga.me)

    made = await _printed(db, curator, ids[""])

    assert [row.owner for row in made.data.rows] == [
        "Громова\u00a0О.\u00a0И.", "Методист", "Ветрова\u00a0О.\u00a0С.",
    ]  # fmt: skip
