"""The people of a school as a table: out, edited, back, undone."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Person
from domain.roles import Role
from sandbox.session import Actor
from tests.sheets import edited, header, values
from tests.stage import Stage

NBSP = "\u00a0"


def typed(cells: dict[tuple[str, str], object]) -> Any:
    """Values by (present name, heading)."""

    def change(sheet: Any) -> None:
        head, at = header(sheet, "ФИО")
        rows = {sheet.cell(r, at["ФИО"]).value: r for r in range(sheet.max_row, head, -1)}
        for (name, heading), value in cells.items():
            sheet.cell(rows[name], at[heading]).value = value

    return change


def known(session: Session) -> list[tuple[str, str, str, date | None]]:
    rows = session.scalars(select(Person).order_by(Person.id))
    return [(p.name, p.post, p.school_class, p.born_on) for p in rows]


def make_pupil(session: Session, person_id: int) -> None:
    pupil = session.get_one(Person, person_id)
    pupil.is_pupil, pupil.school_class = True, "7 Б"


async def sheet_of(stage: Stage) -> tuple[Actor, bytes]:
    await stage.school("Школа № 1")
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    await stage.without_chat("Громов Пётр Ильич", Role.MENTOR, post="учитель")
    pupil = await stage.without_chat("Кораблёв Михаил")
    await stage.db.write(make_pupil, pupil)
    await curator.taps("Люди")
    await curator.taps("Весь список в Excel")
    assert curator.screen.document is not None
    return curator, curator.screen.document[1]


async def test_everybody_stands_in_the_table(stage: Stage) -> None:
    curator, data = await sheet_of(stage)

    assert values(data, "ФИО", "Должность", "Класс", "Дата рождения", "Роли") == [
        ("Ветрова Ольга Сергеевна", None, None, None, "куратор"),
        ("Громов Пётр Ильич", "учитель", None, None, "наставник"),
        ("Кораблёв Михаил", None, "7 Б", None, None),
    ]
    assert curator.screen.text.startswith(f"📎 Люди\n3{NBSP}человека.")


async def test_edits_come_back_and_are_taken_back(stage: Stage) -> None:
    curator, data = await sheet_of(stage)
    before = await stage.db.read(known)
    change = typed({
        ("Громов Пётр Ильич", "Должность"): "завуч",
        ("Кораблёв Михаил", "Дата рождения"): date(2013, 3, 12),
        ("Кораблёв Михаил", "Класс"): "8б",
        ("Ветрова Ольга Сергеевна", "Класс"): "5",
        ("Кораблёв Михаил", "ФИО"): "Кораблёв Михаил Ильич",
    })  # fmt: skip

    await curator.sends(document=edited(data, change), name="люди.xlsx")
    shown = curator.screen.text
    await curator.taps("Применить 4")
    after = await stage.db.read(known)
    await curator.taps("Отменить правки")

    assert shown == (
        f"📊 Таблица · Люди\nПрочитано: 4{NBSP}правки, 1{NBSP}непонятная.\n\n"
        f"• Громов{NBSP}П.{NBSP}И.: должность «учитель» → «завуч»\n"
        f"• Миша{NBSP}К.: ФИО «Михаил{NBSP}К.» → «Михаил{NBSP}К.»\n"
        f"• Михаил{NBSP}К.: класс «7 Б» → «8 Б»\n"
        f"• Михаил{NBSP}К.: дата рождения «нет» → «12{NBSP}марта{NBSP}2013»\n\nПрименить правки?"
    ).replace("Миша", "Михаил")
    assert after[1:] == [
        ("Громов Пётр Ильич", "завуч", "", None),
        ("Кораблёв Михаил Ильич", "", "8 Б", date(2013, 3, 12)),
    ]
    assert await stage.db.read(known) == before


async def test_what_changed_meanwhile_is_a_conflict(stage: Stage) -> None:
    curator, data = await sheet_of(stage)
    stage.clock.jump(stage.clock.now() + timedelta(hours=1))
    await curator.taps("← Назад")
    await curator.taps("Громов")
    await curator.taps("Исправить имя и должность")
    await curator.sends("Громов Пётр Ильич, методист")

    change = typed({("Громов Пётр Ильич", "Должность"): "завуч"})
    await curator.sends(document=edited(data, change), name="люди.xlsx")
    await curator.taps("Спорные (1)")

    assert curator.screen.text == (
        f"📊 Спорная правка · 1 из 1\nГромов{NBSP}П.{NBSP}И.\n\nДолжность: в таблице «завуч», "
        f"а в боте с 5{NBSP}октября «методист» (Ветрова{NBSP}О.{NBSP}С.).\n\nЧто оставить?"
    )


async def test_the_table_of_another_school_is_refused(stage: Stage) -> None:
    _, data = await sheet_of(stage)
    await stage.school("Школа № 2")
    other = await stage.join("Ким Анна Львовна", Role.CURATOR)

    await other.sends(document=data, name="люди.xlsx")

    assert other.screen.text == ("Это действие для Вашей роли закрыто. Ничего не изменилось.")
