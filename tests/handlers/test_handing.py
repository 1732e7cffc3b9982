"""Somebody leaves the school: the list, the sheet, the portfolio, and a day to undo."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

from docx import Document
from openpyxl import load_workbook
from sqlalchemy import select

from db.models import AuditEntry
from domain.pairs import Form
from domain.roles import Role
from handlers.buttons.applying import ApplyAs
from handlers.buttons.people import ArchiveNow, OpenPerson
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
    assert f"Ждут согласия нового наставника и бумаг: 1{NB}пара." in curator.screen.text
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


async def test_a_leaving_is_undone_from_the_card_for_a_day(stage: Any) -> None:
    await stage.school()
    curator = await stage.join("Зимина Ольга Сергеевна", Role.CURATOR)
    who = await stage.without_chat("Белова Ирина Олеговна", Role.MENTOR)
    await curator.taps("Люди")
    await curator.taps(f"Белова{NB}И.{NB}О.")
    await curator.taps("Убрать из школы")
    await curator.taps("Да, убрать")

    await curator.sends("/menu")
    await curator.taps("Люди")
    await curator.taps("Ушли за сутки: 1")
    await curator.taps(f"Белова{NB}И.{NB}О.")
    card = curator.screen
    await curator.taps("Отменить: остаётся в школе")
    await curator.taps("Открыть карточку")

    assert "Больше не в списке школы. Отменить можно завтра до 10:00." in card.text
    assert "Роль: наставник" in curator.screen.text
    await curator.taps("Убрать из школы")
    await curator.taps("Да, убрать")
    await stage.advance_to(stage.clock.now() + timedelta(hours=25))
    await curator.sends("/menu")
    await curator.taps("Люди")
    assert not curator.screen.has("Ушли за сутки: 1")
    await curator.taps(data=OpenPerson(who).pack())
    assert curator.alerts[-1].startswith("Отменить можно в течение дня")


async def test_who_left_one_school_of_two_comes_back_with_the_role(stage: Any) -> None:
    await stage.school("Школа № 2")
    anna = await stage.join("Белова Ирина Олеговна", Role.MENTOR)
    await stage.school("Школа № 1")
    curator = await stage.join("Зимина Ольга Сергеевна", Role.CURATOR)
    await anna.taps(data=ApplyAs(stage.school_id, Role.SPECIALIST, pupil=False).pack())
    await curator.sends("/menu")
    await curator.taps("Люди")
    await curator.taps("Заявки: 1")
    await curator.taps("Белова")
    await curator.taps("Принять")
    await curator.taps("Открыть карточку")
    await curator.taps("Убрать из школы")
    await curator.taps("Да, убрать")
    await anna.sends("/menu")
    alone = anna.screen
    await curator.taps("Отменить: остаётся в школе")
    await anna.sends("/menu")

    assert alone.buttons[-1] == ["Встречи", "Настройки"]
    assert anna.screen.buttons[-1] == ["Перейти: специалист, Школа № 1"]


async def test_the_last_curator_leaves_only_when_there_is_another(stage: Any) -> None:
    await stage.school()
    head = await stage.join("Азов Ян Львович", Role.HEAD)
    curator = await stage.join("Зимина Ольга Сергеевна", Role.CURATOR)
    who = stage.person_id(curator)
    await head.taps("Люди")
    await head.taps("Зимина")
    await head.taps("Убрать из школы")
    asked = head.screen
    await head.taps(data=ArchiveNow(who).pack())
    refused = head.alerts[-1]
    await head.taps("Куратором становлюсь я")
    taken = head.screen
    await head.taps("Да, убрать")

    assert not asked.has("Да, убрать")
    assert "⚠️ Других кураторов в школе нет: до ухода нужен новый." in asked.text
    assert refused.startswith("Других кураторов в школе нет. Ничего не изменилось.")
    assert taken.text.endswith(f"Теперь куратор{NB}— Вы.")
    assert "больше не в списке школы" in head.screen.text
    log = await stage.db.read(logged)
    assert log == [("role_given", "curator"), ("person_archived", None)]


def logged(session: Any) -> list[tuple[str, Any]]:
    rows = session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    return [(row.action, row.data.get("role")) for row in rows][-2:]
