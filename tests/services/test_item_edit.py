"""The plan is changed: words of every kind, terms of parts, steps split."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Item
from db.models.roadmap import EvidenceKind
from domain.roles import Role
from services import (
    card,
    changes,
    item_acts,
    item_done,
    item_edit,
    item_owners,
    item_terms,
    items,
    overview,
    schools,
)
from services.errors import Refusal
from services.item_edit import Field
from tests.item_factories import Cast, Row, refused, running, small_school
from tests.people_factories import NOW, municipality, person, school

TERM = "до 20.10.2026"


@pytest.fixture
async def cast(db: Database) -> Cast:
    return await small_school(db)


@pytest.mark.parametrize(
    ("field", "typed", "column", "kept"),
    [
        (Field.TITLE, "Другое дело", "title", "Другое дело"),
        (Field.NUMBER, "3.2", "number", "3.2"),
        (Field.NUMBER, "-", "number", None),
        (Field.STAGE, "Этап 9", "stage", "Этап 9"),
        (Field.CONTENT, "Что делать", "content", "Что делать"),
        (Field.RESULT, "Приказ", "result", "Приказ"),
        (Field.RESULT, "—", "result", None),
        (Field.RESPONSIBLE, "Директор; Методист\nПсихолог", "responsible",
         ["Директор", "Методист", "Психолог"]),
        (Field.RESPONSIBLE, "-", "responsible", []),
    ],
)  # fmt: skip
async def test_words_of_every_kind_and_back(
    cast: Cast, field: Field, typed: str, column: str, kept: object
) -> None:
    found = await cast.plant(
        Row("Дело", number="1", stage="Этап 1", content="Было", result="Было",
            responsible=("Было",), owners=(cast.olga.me,))
    )  # fmt: skip
    before = getattr(await cast.item(found["Дело"]), column)

    acted = await cast.db.write(item_edit.rewrite, cast.curator, found["Дело"], field, typed)
    assert getattr(await cast.item(found["Дело"]), column) == kept
    await cast.db.write(changes.undo, cast.curator, acted.event_id)

    assert getattr(await cast.item(found["Дело"]), column) == before


async def test_a_number_goes_to_the_shares_and_is_found(cast: Cast) -> None:
    found = await cast.plant(Row("Анкета", owners=(cast.olga.me, cast.anna.me), each=True))

    await cast.db.write(item_edit.rewrite, cast.curator, found["Анкета"], Field.NUMBER, "7.7")
    share = await cast.item(found[f"Анкета/{cast.olga.me}"])
    view = await cast.db.read(overview.search, cast.curator, found[""], "7.7")

    assert (share.number, [line.id for line in view.lines]) == ("7.7", [found["Анкета"]])
    assert (
        await refused(
            cast, item_edit.rewrite, cast.curator, found["Анкета"], Field.NUMBER, "1" * 65
        )
        == "number_long"
    )


async def test_a_row_goes_into_a_stage_with_its_parts(cast: Cast) -> None:
    found = await cast.plant(
        Row("Ряд", stage="Начало", section="I", steps=(Row("Шаг"),)),
        Row("Другое", stage="Итоги", section="II"),
    )

    await cast.db.write(item_edit.to_stage, cast.curator, found["Ряд"], 1)

    for title in ("Ряд", "Шаг"):
        item = await cast.item(found[title])
        assert (item.section, item.stage) == ("II", "Итоги")
    assert await refused(cast, item_edit.to_stage, cast.curator, found["Ряд"], 5) == "gone"
    assert (
        await refused(cast, item_edit.rewrite, cast.curator, found["Шаг"], Field.STAGE, "X")
        == "stage_of_row"
    )


async def test_steps_with_a_term_of_their_own_keep_it(cast: Cast) -> None:
    found = await cast.plant(
        Row("Ряд", term=TERM, steps=(Row("Как ряд", term=TERM), Row("Сам", term="до 05.11.2026")))
    )

    acted = await cast.db.write(
        item_terms.rewrite_term, cast.curator, found["Ряд"], "до 25.11.2026", "график"
    )

    kept = [await cast.item(found[title]) for title in ("Ряд", "Как ряд", "Сам")]
    assert [item.spans[0][1] for item in kept] == ["2026-11-25", "2026-11-25", "2026-11-05"]
    assert [item.deadline for item in kept] == ["до 25.11.2026"] * 2 + ["до 05.11.2026"]
    view = await cast.db.read(card.card, cast.curator, found["Ряд"])
    assert (view.history[0].action, view.history[0].told["reason"]) == ("moved", "график")
    await cast.db.write(changes.undo, cast.curator, acted.event_id)
    assert (await cast.item(found["Как ряд"])).deadline == TERM


async def test_a_row_whose_steps_all_go_their_own_way_is_not_moved(cast: Cast) -> None:
    found = await cast.plant(
        Row("Ряд", steps=(Row("Раз", term=TERM), Row("Два", term="до 05.11.2026")))
    )
    row, day = found["Ряд"], date(2026, 11, 2)

    assert await refused(cast, item_terms.check_move, cast.curator, row) == "own_terms"
    assert await refused(cast, item_terms.move_to, cast.curator, row, day, "график") == "own_terms"
    assert (await cast.item(found["Раз"])).due == date(2026, 10, 20)


async def test_no_term_is_moved_into_the_past(cast: Cast) -> None:
    found = await cast.plant(Row("Дело", term=TERM))

    assert (
        await refused(
            cast, item_terms.move_to, cast.curator, found["Дело"], date(2026, 10, 4), "график"
        )
        == "move_past"
    )
    assert await refused(
        cast, item_terms.rewrite_term, cast.curator, found["Дело"], "май 2027", " "
    ) == ("nothing_said")


async def test_a_step_gives_way_to_several(cast: Cast) -> None:
    found = await cast.plant(
        Row("Ряд", number="3", steps=(
            Row("Собрать и сдать", number="3.1", term=TERM, owners=(cast.olga.me,)),
            Row("После", number="3.2", term="до 05.11.2026", owners=(cast.anna.me,)),
        )),
    )  # fmt: skip
    step = found["Собрать и сдать"]
    await cast.db.write(items.add_evidence, cast.olga, step, EvidenceKind.DOCUMENT, "№ 1")

    acted = await cast.db.write(
        item_edit.add_steps, cast.curator, step, "Собрать\nПроверить\nСдать"
    )

    row = await cast.db.read(card.card, cast.curator, found["Ряд"])
    assert [line.label for line in row.steps] == [
        "3.1.1. Собрать", "3.1.2. Проверить", "3.1.3. Сдать", "3.2. После",
    ]  # fmt: skip
    assert [line.due for line in row.steps] == [date(2026, 10, 20)] * 3 + [date(2026, 11, 5)]
    assert [[who.id for who in line.owners] for line in row.steps] == (
        [[cast.olga.me]] * 3 + [[cast.anna.me]]
    )
    first = await cast.db.read(card.card, cast.curator, step)
    assert [proof.title for proof in first.evidence] == ["№ 1"]

    await cast.db.write(changes.undo, cast.curator, acted.event_id)
    row = await cast.db.read(card.card, cast.curator, found["Ряд"])
    assert [line.label for line in row.steps] == ["3.1. Собрать и сдать", "3.2. После"]


async def test_what_cannot_be_split_is_said_before_anything_is_typed(cast: Cast) -> None:
    owners = (cast.olga.me, cast.anna.me)
    found = await cast.plant(
        Row("Каждый", owners=owners, each=True),
        Row("Готово", owners=owners),
        Row("Ряд", steps=(Row("Шаг"),)),
    )
    await cast.db.write(item_done.mark_done, cast.olga, found["Готово"])

    for title, key in (
        ("Каждый", "split_shared"), (f"Каждый/{cast.olga.me}", "only_rows"), ("Готово", "is_over"),
    ):  # fmt: skip
        assert await refused(cast, item_edit.check_split, cast.curator, found[title]) == key
        assert await refused(cast, item_edit.add_steps, cast.curator, found[title], "А\nБ") == key
    assert (
        await refused(cast, item_edit.add_steps, cast.curator, found["Шаг"], "Один") == "one_step"
    )

    await cast.db.write(item_owners.hand_over, cast.curator, found["Каждый"], cast.olga.me)
    await cast.db.write(item_edit.add_steps, cast.curator, found["Каждый"], "А\nБ")
    view = await cast.db.read(card.card, cast.curator, found["Каждый"])
    assert [line.label for line in view.steps] == ["А", "Б"]


async def test_a_coordinator_sees_counts_of_the_schools(cast: Cast) -> None:
    above = await municipality(cast.db)
    first = await school(cast.db, "Школа № 5", above)
    await school(cast.db, "Школа № 6", above)
    coordinator = await person(cast.db, above, "Лис Пётр Олегович", Role.COORDINATOR, chat="9")
    mentor = await person(cast.db, above, "Чиж Яна Львовна", Role.MENTOR, chat="10")
    found = await cast.db.write(
        running, NOW, first, [Row("Готово"), Row("Поздно", term="до 01.10.2026"), Row("Ждёт")]
    )

    def over(session: Session) -> None:
        item = session.scalars(select(Item).where(Item.id == found["Готово"])).one()
        item.status = item_acts.OVER[0]

    await cast.db.write(over)
    lines, total = await cast.db.read(schools.schools, coordinator, 7, 8)

    assert total == 2
    assert [line.name for line in lines] == ["Школа № 5", "Школа № 6"]
    shown = lines[0].progress
    assert shown is not None
    assert (shown.done, shown.total, shown.overdue) == (1, 3, 1)
    assert (lines[1].progress, lines[1].finished) == (None, False)
    for actor in (mentor, cast.curator):
        with pytest.raises(Refusal) as told:
            await cast.db.read(schools.schools, actor, 0, 8)
        assert told.value.key == "forbidden"
    with pytest.raises(Refusal) as told:
        await cast.db.read(overview.overview, coordinator, found[""])
    assert told.value.key == "forbidden", "counts, and nothing of the items"
