"""Rows that name nobody: asked about in a draft, one by one, by stage, or all at once."""

from pathlib import Path
from typing import Any

import pytest

from tests.documents import word
from tests.handlers.test_draft import captions, items, lines, owners, put_on

SHARED = Path(__file__).resolve().parents[3] / "shared" / "roadmaps"
HEADER = ("№", "Мероприятия", "Сроки")
NOBODYS = [
    ["Этап 1"],
    ["1", "Издать приказ", "май 2027"],
    ["2", "Провести педсовет", "май 2027"],
    ["Этап 2"],
    ["3", "Собрать согласия", "апрель 2027"],
]


async def asked(stage: Any) -> tuple[Any, Any, Any]:
    people = await put_on(stage)
    await people[0].sends(document=word(NOBODYS, header=HEADER), name="карта.docx")
    return people


async def launched(stage: Any, curator: Any) -> dict[str, list[int]]:
    await curator.taps("Запустить")
    await curator.taps("Запустить сейчас")
    return dict(await stage.db.read(owners))


async def test_the_draft_says_how_many_rows_name_nobody(stage: Any) -> None:
    curator, *_ = await asked(stage)

    assert "Без ответственного: 3 строки." in lines(curator)
    assert captions(curator)[:2] == ["Заполнить по этапам", "Разобрать 3 вопроса"]
    await curator.taps("Разобрать")
    assert lines(curator) == [
        "👥 Ответственный · вопрос 1 из 3", "Этап 1", "1. Издать приказ",
        "В документе ответственный не назван.", "", "Кто отвечает? Выберите человека или роль.",
    ]  # fmt: skip
    assert captions(curator)[:2] == [
        "Так же для всего этапа (2 строки)", "Так же для всех (3 строки)",
    ]  # fmt: skip


async def test_a_whole_stage_gets_its_person_in_two_taps(stage: Any) -> None:
    curator, head, mentor = await asked(stage)
    await curator.taps("Разобрать")

    await curator.taps("Так же для всего этапа")
    await curator.taps("Климов")

    assert lines(curator)[:3] == [
        "👥 Ответственный · вопрос 3 из 3", "Этап 2", "3. Собрать согласия",
    ]  # fmt: skip
    await curator.taps("Соколова")
    chief, teacher = stage.person_id(head), stage.person_id(mentor)
    assert await launched(stage, curator) == {
        "Издать приказ": [chief], "Провести педсовет": [chief], "Собрать согласия": [teacher],
    }  # fmt: skip


async def test_all_of_them_get_a_role_at_once(stage: Any) -> None:
    curator, _, mentor = await asked(stage)
    await curator.taps("Разобрать")
    await curator.taps("Так же для всех")
    assert "Ответ запишется сразу для 3 строк." in lines(curator)
    assert "Несколько человек" not in captions(curator)
    await curator.taps("Роль")
    await curator.taps("Наставники")

    assert "Без ответственного" not in curator.screen.text
    assert set(map(tuple, (await launched(stage, curator)).values())) == {
        (stage.person_id(mentor),)
    }


async def test_what_is_left_for_later_falls_to_the_curator(stage: Any) -> None:
    curator, head, _ = await asked(stage)
    await curator.taps("Разобрать")
    await curator.taps("Позже")
    assert lines(curator)[0] == "👥 Ответственный · вопрос 2 из 3"
    await curator.taps("Климов")
    await curator.taps("Позже")

    assert "Без ответственного: 2 строки." in lines(curator)
    me, chief = stage.person_id(curator), stage.person_id(head)
    assert await launched(stage, curator) == {
        "Издать приказ": [me], "Провести педсовет": [chief], "Собрать согласия": [me],
    }  # fmt: skip


async def test_several_people_for_one_row(stage: Any) -> None:
    curator, head, mentor = await asked(stage)
    await curator.taps("Разобрать")
    await curator.taps("Несколько человек")
    await curator.taps("Климов")
    await curator.taps("Соколова")
    await curator.taps("Один за всех")

    assert lines(curator)[0] == "👥 Ответственный · вопрос 2 из 3"
    await curator.taps("← Назад")
    found = await launched(stage, curator)
    assert found["Издать приказ"] == [stage.person_id(head), stage.person_id(mentor)]


@pytest.mark.parametrize("press", ["d7:{}:-2:2:0", "d8:{}:-3:1", "dg:{}:-4:2", "d0:{}:-1"])
async def test_forged_reaches_change_nothing(stage: Any, press: str) -> None:
    curator, *_ = await asked(stage)
    first = (await stage.db.read(items))[0].id

    await curator.taps(data=press.format(first))

    assert len(curator.alerts) == 1
    assert await stage.db.read(owners) == {}


@pytest.mark.parametrize(("name", "rows"), [("school26.docx", 12), ("gymnasium166.docx", None)])
async def test_documents_without_the_column_are_asked_about(
    stage: Any, name: str, rows: int | None
) -> None:
    if not (SHARED / name).exists():
        pytest.skip(f"needs ../shared/roadmaps/{name}")
    curator, _, _ = await put_on(stage)
    await curator.sends(document=(SHARED / name).read_bytes(), name=name)
    await curator.taps(data="d1:1:2026")
    count = len([item for item in await stage.db.read(items) if item.parent_id is None])
    assert rows in (None, count)

    await curator.taps("Разобрать")
    while lines(curator)[0].startswith("📅"):
        await curator.taps("Позже")
    await curator.taps("Так же для всех")
    await curator.taps("Климов")

    assert "Без ответственного" not in curator.screen.text
