"""Somebody leaves the school: the list, the sheet, the portfolio, and a day to undo."""

from datetime import date
from io import BytesIO
from typing import Any

from docx import Document
from openpyxl import load_workbook

from domain.pairs import Form
from domain.roles import Role
from tests import pair_factories
from tests.reminder_factories import item, roadmap

NB = "\u00a0"


async def scene(stage: Any) -> tuple[Any, Any]:
    place = await stage.school()
    curator = await stage.join("Зимина Ольга Сергеевна", Role.CURATOR)
    mentor = await stage.join("Орлова Анна Юрьевна", Role.MENTOR)
    await stage.join("Лаврова Вера Павловна", Role.MENTOR)
    mentee = await stage.without_chat("Белова Ирина Олеговна", Role.MENTEE)
    now, who = stage.clock.now(), stage.person_id(mentor)
    plan = await stage.db.write(roadmap, now, place)
    for number in range(3):
        await stage.db.write(item, now, plan, f"Дело {number}", who, due=date(2026, 10, 20))
    await stage.db.write(
        pair_factories.pair, now, place, [who], [mentee], form=Form.TEACHER_TEACHER
    )
    await curator.taps("Люди")
    await curator.taps(f"Орлова{NB}А.{NB}Ю.")
    return curator, mentor


def table(data: bytes) -> list[list[str]]:
    return [
        [cell.text.replace(NB, " ") for cell in row.cells]
        for row in Document(BytesIO(data)).tables[0].rows
    ]


async def test_everything_is_given_away_before_somebody_leaves(stage: Any) -> None:
    curator, _ = await scene(stage)
    await curator.taps("Убрать из школы")
    assert f"Осталось передать: 3{NB}мероприятия, 1{NB}пара." in curator.screen.text
    assert not curator.screen.has("Да, убрать")
    await curator.taps("Передать по одному")
    await curator.taps("Дело 1")
    await curator.taps(f"Зимина{NB}О.{NB}С.")
    assert f"Передано: 1{NB}дело." in curator.screen.text
    await curator.taps("Передать всё одному")
    await curator.taps(f"Лаврова{NB}В.{NB}П.")
    assert f"Передано: 3{NB}дела." in curator.screen.text
    await curator.taps("Лист передачи дел")

    name, data = curator.screen.document
    assert "передачи" in name
    rows = table(data)
    assert [(row[1], row[4]) for row in rows[1:]] == [
        ("Дело 1", "Зимина Ольга Сергеевна"),
        ("Дело 0", "Лаврова Вера Павловна"),
        ("Дело 2", "Лаврова Вера Павловна"),
        ("Пара: Белова Ирина Олеговна", "Лаврова Вера Павловна"),
    ]

    await curator.taps("← Назад")
    await curator.taps("Да, убрать")
    assert "больше не в списке школы" in curator.screen.text
    await curator.taps("Отменить: остаётся в школе")
    assert "снова в школе" in curator.screen.text
    await curator.taps("Открыть карточку")
    assert "наставник" in curator.screen.text


async def test_the_portfolio_holds_nobody_elses_name(stage: Any) -> None:
    _, mentor = await scene(stage)
    await mentor.sends("/settings")
    await mentor.taps("Портфолио")
    assert f"В файле: 1{NB}пара" in mentor.screen.text
    await mentor.taps("Скачать .docx")
    _, data = mentor.screen.document
    text = "\n".join(
        cell.text
        for part in Document(BytesIO(data)).tables
        for row in part.rows
        for cell in row.cells
    )
    assert f"И.{NB}О.{NB}Б." in text
    assert "Белова" not in text
    await mentor.taps("Скачать .xlsx")
    _, data = mentor.screen.document
    book = load_workbook(BytesIO(data))
    assert book.sheetnames == [
        "Роли", "Наставнические пары", "Программы", "Выполненные мероприятия",
        "Проведённые события и обучение",
    ]  # fmt: skip
