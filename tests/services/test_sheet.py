"""A table that comes back: what is taken from it."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Item, ItemOwner, ResponsibleAlias
from domain.names import Style
from imports.decisions import Decision, DecisionsAnswer
from imports.roadmap import Document, Row
from services import drafts, sheet
from services.errors import Refusal
from tests.services.test_responsibles import actor, school


def row(number: str, *people: str) -> Row:
    return Row(None, None, number, f"Дело {number}", None, (), None, people, None)


ROWS = (row("1", "Управление"), row("2", "Управление"), row("3", "Отдел", "Центр"))
DOCUMENT = Document("План", None, (), "2026-2027 учебный год", (), ROWS, ())


def taken(
    session: Session, style: Style, answers: list[tuple[int, str | date | None, str | None]]
) -> tuple[sheet.Taken, dict[str, list[int]], dict[str, list[int]], dict[str, int]]:
    """What came of it, aliases, people of single rows, and who is who."""
    _, people = school(session)
    me = actor(session, people["curator"])
    made = drafts.create(session, me, DOCUMENT, "план.docx", "0" * 64)
    ids = list(session.scalars(select(Item.id).order_by(Item.position)))
    decisions = tuple(
        Decision(ids[at], term, who and who.format(**people)) for at, term, who in answers
    )
    key = sheet.sheet(session, me, made.roadmap_id).key
    answer = DecisionsAnswer(made.roadmap_id, 1, decisions, key=key)
    result = sheet.take(session, me, answer, style)
    aliases = {one.phrase: one.person_ids for one in session.scalars(select(ResponsibleAlias))}
    rows: dict[str, list[int]] = {}
    for title, person_id in session.execute(
        select(Item.title, ItemOwner.person_id)
        .join(ItemOwner, ItemOwner.item_id == Item.id)
        .order_by(ItemOwner.id)
    ):
        rows.setdefault(title, []).append(person_id)
    return result, aliases, rows, people


@pytest.mark.parametrize(
    ("style", "written"),
    [
        (Style.FULL, "Королёв Иван Павлович"),
        (Style.CODE, "Участник {other}"),
        (Style.INITIALS, "Королев Иван П."),
    ],
)
async def test_people_are_known_by_the_names_of_the_table(
    db: Database, style: Style, written: str
) -> None:
    result, aliases, _, people = await db.write(taken, style, [(0, None, written)])

    assert result.owners == 1
    assert aliases == {"управление": [people["other"]]}


async def test_two_answers_for_one_phrase_stay_with_their_rows(db: Database) -> None:
    answers = [(0, None, "Климов П.И."), (1, None, "Соколова А.П., Мухина В.И.")]
    _, aliases, rows, people = await db.write(taken, Style.FULL, answers)

    assert aliases == {}
    assert rows == {
        "Дело 1": [people["head"]],
        "Дело 2": [people["mentor"], people["psychologist"]],
    }


async def test_a_row_of_several_phrases_gets_its_people_itself(db: Database) -> None:
    _, aliases, rows, people = await db.write(taken, Style.FULL, [(2, None, "Директор")])

    assert aliases == {}
    assert rows == {"Дело 3": [people["head"]]}


async def test_rows_that_are_not_ours_are_counted(db: Database) -> None:
    def act(session: Session) -> sheet.Taken:
        _, people = school(session)
        me = actor(session, people["curator"])
        made = drafts.create(session, me, DOCUMENT, "план.docx", "0" * 64)
        strange = Decision(999_999, date(2026, 12, 1), None)
        key = sheet.sheet(session, me, made.roadmap_id).key
        answer = DecisionsAnswer(made.roadmap_id, 1, (strange,), key=key)
        return sheet.take(session, me, answer, Style.FULL)

    result = await db.write(act)

    assert (result.terms, result.skipped) == (0, 1)


async def test_a_table_of_another_draft_changes_nothing(db: Database) -> None:
    """Ids are given again after a draft is replaced; the key is not."""

    def act(session: Session) -> list[list[int]]:
        _, people = school(session)
        me = actor(session, people["curator"])
        first = drafts.create(session, me, DOCUMENT, "план.docx", "0" * 64)
        old = sheet.sheet(session, me, first.roadmap_id).key
        second = drafts.create(session, me, DOCUMENT, "другой.docx", "1" * 64)
        item_id = session.scalars(select(Item.id).order_by(Item.position)).first()
        assert item_id is not None
        answers = (Decision(item_id, "май", None),)
        answer = DecisionsAnswer(second.roadmap_id, 1, answers, key=old)
        with pytest.raises(Refusal) as refusal:
            sheet.take(session, me, answer, Style.FULL)
        assert refusal.value.key == "sheet_of_other"
        return [item.spans for item in session.scalars(select(Item))]

    assert await db.write(act) == [[], [], []]
