"""A curator sends a list of people from Excel; it is looked at, added as a whole, taken back."""

import io
from collections.abc import Sequence
from datetime import date, timedelta

import openpyxl
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Person, RoleGrant
from domain.roles import Role
from handlers.buttons import roster as buttons
from sandbox.session import Actor
from tests.stage import Stage

NBSP = "\u00a0"
HEAD = ("№", "Предмет", "Ф.И.О. педагога", "Должность", "Телефон", "Роль в программе")


def csv(lines: Sequence[Sequence[str]], divider: str = ";", encoding: str = "cp1251") -> bytes:
    return "\r\n".join(divider.join(line) for line in lines).encode(encoding)


def xlsx(**sheets: Sequence[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


STAFF = [
    ("Список педагогов МБОУ «СОШ № 1»", "", "", "", "", ""),
    ("", "", "", "", "", ""),
    HEAD,
    ("1", "физика", "Громов Пётр Ильич", "учитель", "8-900", "наставник"),
    ("2", "", "КИМ АННА ЛЬВОВНА", "педагог-психолог", "", "наставник, психолог"),
    ("3", "", "Ветрова Ольга Сергеевна", "методист", "", ""),
    ("4", "химия", "Юрьев Лев Олегович", "учитель", "", "завхоз"),
    ("5", "", "Громов Пётр Ильич", "", "", ""),
    ("6", "", "Сомов", "", "", ""),
    ("Итого:", "6", "", "", "", ""),
]


async def curator_of(stage: Stage) -> Actor:
    await stage.school("Школа № 1")
    return await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)


def document_of(actor: Actor) -> bytes:
    assert actor.screen.document is not None
    return actor.screen.document[1]


def present(session: Session) -> list[tuple[str, str, str, date | None, bool]]:
    rows = session.scalars(select(Person).where(Person.archived_at.is_(None)).order_by(Person.id))
    return [(p.name, p.post, p.school_class, p.born_on, p.is_pupil) for p in rows]


def roles(session: Session) -> list[tuple[str, str, str]]:
    rows = session.execute(
        select(Person.name, RoleGrant.role, RoleGrant.title)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(RoleGrant.until.is_(None))
        .order_by(Person.id, RoleGrant.id)
    )
    return [(name, role.value, title) for name, role, title in rows]


async def test_a_list_is_looked_at_before_anybody_is_added(stage: Stage) -> None:
    curator = await curator_of(stage)

    await curator.taps("Люди")
    await curator.taps("Загрузить список из Excel")
    await curator.sends_file(csv(STAFF), "сотрудники.csv")
    shown = curator.screen.text
    await curator.taps("Что не так: 3")

    assert shown == (
        f"👥 Список людей · Школа № 1\nсотрудники.csv: 6{NBSP}строк\n\nНовых: 2{NBSP}человека\n"
        "Уже в школе: 1\n⚠️ С ошибками: 3, эти строки не добавятся\n"
        "Роли: наставник 2, психолог 1\nБот этого не хранит: Телефон\n\n"
        f"Роль в файле не указана: 1{NBSP}человек. Выберите её ниже. Добавить?"
    )
    assert curator.screen.text.splitlines()[2:5] == [
        f"• строка 7 (Юрьев{NBSP}Л.{NBSP}О.): роль «завхоз» непонятна: напишите «наставник», "
        "«наставляемый», «куратор», «психолог» или оставьте пусто",
        f"• строка 8 (Громов{NBSP}П.{NBSP}И.): этот человек уже есть в строке 4. Если это тёзки, "
        "впишите дату рождения или класс",
        "• строка 9: нужны фамилия и имя, а здесь одно слово",
    ]
    assert len(await stage.db.read(present)) == 1


async def test_the_list_is_added_as_a_whole_and_taken_back(stage: Stage) -> None:
    curator = await curator_of(stage)
    await curator.sends_file(csv(STAFF, "\t", "utf-8-sig"), "сотрудники.csv")

    await curator.taps("Добавить 2")
    done = curator.screen.text
    added, held = await stage.db.read(present), await stage.db.read(roles)
    await curator.taps("Отменить добавление")

    assert done == (
        f"✅ Готово, добавлено: 2{NBSP}человека.\n\nУже были в школе, сведения дополнены: 1.\n"
        "Не добавлены строки с ошибками: 3.\nБот им пока не пишет: дайте ссылку из карточки или "
        "общую ссылку школы. Отменить добавление можно в течение суток."
    )
    assert added == [
        ("Ветрова Ольга Сергеевна", "методист", "", None, False),
        ("Громов Пётр Ильич", "учитель (физика)", "", None, False),
        ("Ким Анна Львовна", "педагог-психолог", "", None, False),
    ]
    assert held == [
        ("Ветрова Ольга Сергеевна", "curator", ""),
        ("Громов Пётр Ильич", "mentor", ""),
        ("Ким Анна Львовна", "mentor", ""),
        ("Ким Анна Львовна", "specialist", "психолог"),
    ]
    assert curator.screen.text == f"👥 Список людей\n\nГотово, убрано: 2{NBSP}человека."
    assert await stage.db.read(present) == [("Ветрова Ольга Сергеевна", "", "", None, False)]


async def test_whoever_was_used_since_stays(stage: Stage) -> None:
    curator = await curator_of(stage)
    await curator.sends_file(csv(STAFF), "сотрудники.csv")
    await curator.taps("Добавить 2")
    await curator.taps("К списку людей")
    await curator.taps("Громов")
    await curator.taps("Ссылка для этого человека")

    await curator.sends("/menu")
    await curator.taps("Люди")
    await curator.taps("Загрузить список из Excel")
    await curator.taps("Последний список из Excel")
    await curator.taps("Отменить добавление")

    assert curator.screen.text == (
        f"👥 Список людей\n\nГотово, убрано: 1{NBSP}человек.\n\n"
        f"Остались, потому что с ними уже работали: Громов{NBSP}П.{NBSP}И."
    )


async def test_undo_ends_after_a_day(stage: Stage) -> None:
    curator = await curator_of(stage)
    await curator.sends_file(csv(STAFF), "сотрудники.csv")
    await curator.taps("Добавить 2")

    stage.clock.jump(stage.clock.now() + timedelta(hours=25))
    await curator.taps("Отменить добавление")

    assert len(await stage.db.read(present)) == 3


async def test_pupils_by_class_on_sheets_of_their_own(stage: Stage) -> None:
    curator = await curator_of(stage)
    await stage.without_chat("Кораблёва Мария")
    sheets: dict[str, Sequence[Sequence[object]]] = {
        "7 Б": [("Фамилия", "Имя", "Дата рождения"), ("Кораблёв", "Миша", date(2013, 3, 12))],
        "8А": [("Фамилия", "Имя", "Дата рождения"), ("Лось", "Ян", "1 мая 2012 г.")],
    }  # fmt: skip
    data = xlsx(**sheets)

    await curator.sends_file(data, "классы.xlsx")
    shown = curator.screen.text
    await curator.taps("Наставляемые")
    await curator.taps("Добавить 2")

    assert f"Новых: 2{NBSP}человека, из них учеников 2" in shown
    assert (await stage.db.read(present))[2:] == [
        ("Кораблёв Миша", "", "7 Б", date(2013, 3, 12), True),
        ("Лось Ян", "", "8 А", date(2012, 5, 1), True),
    ]
    assert (await stage.db.read(roles))[1:] == [
        ("Кораблёв Миша", "mentee", ""), ("Лось Ян", "mentee", ""),
    ]  # fmt: skip


async def test_somebody_alike_is_asked_about(stage: Stage) -> None:
    curator = await curator_of(stage)
    await stage.without_chat("Громов Пётр Ильич", post="учитель")
    data = csv([("ФИО", "Должность"), ("Громов П. И.", "завуч"), ("Ким Анна", "учитель")])

    await curator.sends_file(data, "люди.csv")
    before = curator.screen.buttons
    await curator.taps("Похожие: 1")
    asked = curator.screen.text
    await curator.taps("Тот же человек")
    await curator.taps("Добавить 1")

    assert before[0] == [f"Добавить 1{NBSP}человека"]
    assert asked == (
        f"👥 Это один человек? · 1 из 1\n\nВ файле (строка 2): Громов{NBSP}П.{NBSP}И., завуч\n"
        f"В школе: Громов{NBSP}П.{NBSP}И., учитель"
    )
    assert [row[:2] for row in (await stage.db.read(present))[1:]] == [
        ("Громов Пётр Ильич", "учитель"), ("Ким Анна", "учитель"),
    ]  # fmt: skip


async def test_wrong_lines_come_as_a_table_that_can_be_mended(stage: Stage) -> None:
    curator = await curator_of(stage)
    await curator.sends_file(csv(STAFF), "сотрудники.csv")
    await curator.taps("Что не так: 3")
    await curator.taps("Скачать, чтобы исправить")
    book = openpyxl.load_workbook(io.BytesIO(document_of(curator)))
    sheet = book.worksheets[0]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(at for at, line in enumerate(lines) if line[0] == "ФИО")

    assert lines[head] == ["ФИО", "Должность", "Предмет", "Роль", "Что не так"]
    assert lines[head + 3][:1] + lines[head + 3][4:] == [
        "Сомов", "нужны фамилия и имя, а здесь одно слово",
    ]  # fmt: skip
    sheet.cell(head + 2, 4).value = "наставник"
    sheet.delete_rows(head + 3, 2)
    made = io.BytesIO()
    book.save(made)
    await curator.sends_file(made.getvalue(), "исправлено.xlsx")
    assert curator.screen.buttons[0] == [f"Добавить 1{NBSP}человека"]


async def test_the_example_is_read_by_the_bot_itself(stage: Stage) -> None:
    curator = await curator_of(stage)
    await curator.taps("Люди")
    await curator.taps("Загрузить список из Excel")
    await curator.taps("Таблица-образец")
    data = document_of(curator)
    await curator.sends_file(data, "образец.xlsx")
    empty = curator.screen.text

    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    head = next(row[0].row for row in sheet.iter_rows() if row[0].value == "ФИО")
    for at, cell in enumerate(["Лось Ян", None, None, "5-в", None, "01.09.2015", "наставляемый"]):
        sheet.cell(head + 1, at + 1).value = cell
    made = io.BytesIO()
    book.save(made)
    await curator.sends_file(made.getvalue(), "образец.xlsx")
    await curator.taps("Добавить 1")

    assert empty.startswith("В таблице есть заголовок, но нет ни одного человека.")
    assert (await stage.db.read(present))[1:] == [("Лось Ян", "", "5 В", date(2015, 9, 1), True)]


async def test_a_table_that_may_be_either_is_asked_about(stage: Stage) -> None:
    curator = await curator_of(stage)
    data = csv([
        ("№", "ФИО", "Мероприятие", "Срок"),
        ("1", "Громов Пётр Ильич", "Открытый урок", "октябрь"),
        ("2", "Ким Анна Львовна", "Круглый стол", "ноябрь"),
    ])  # fmt: skip

    await curator.sends_file(data, "таблица.csv")
    asked = curator.screen
    await curator.taps("Список людей")

    assert asked.text == (
        "📎 таблица.csv\n\nВ таблице есть и люди, и сроки или мероприятия. Ничего ещё не "
        "записано. Что это?"
    )
    assert asked.buttons[:2] == [["Список людей"], ["Дорожная карта"]]
    assert curator.screen.text.startswith("👥 Список людей · Школа № 1\nтаблица.csv: 2")


async def test_nobody_else_may_add_a_list(stage: Stage) -> None:
    await stage.school("Школа № 1")
    mentor = await stage.join("Ким Анна Львовна", Role.MENTOR)

    await mentor.sends_file(csv(STAFF), "сотрудники.csv")

    assert mentor.screen.text.startswith("📎 Сохранено: сотрудники.csv.")


@pytest.mark.parametrize("count", [300])
async def test_a_whole_school_is_one_list(stage: Stage, count: int) -> None:
    curator = await curator_of(stage)
    lines = [
        ("ФИО", "Роль"),
        *((f"Лось Ян{'а' * (at % 25)} {_word(at)}ич", "") for at in range(count)),
    ]
    await curator.sends_file(csv(lines), "все.csv")

    await curator.taps("Наставники")
    await curator.taps("Добавить 300")

    assert len(await stage.db.read(present)) == count + 1


def _word(number: int) -> str:
    """A patronymic's beginning of its own for every number."""
    return "".join(chr(ord("а") + int(figure)) for figure in str(number)).capitalize()


async def test_the_list_of_another_school_is_out_of_reach(stage: Stage) -> None:
    curator = await curator_of(stage)
    await curator.sends_file(csv(STAFF), "сотрудники.csv")
    await stage.school("Школа № 2")
    other = await stage.join("Чужова Яна Львовна", Role.CURATOR)
    place, import_id = 1, 1

    for button in (
        buttons.RosterFile(place), buttons.RosterExample(place), buttons.ShowRoster(import_id),
        buttons.RosterRole(import_id, Role.MENTOR), buttons.RosterDoubt(import_id, 0),
        buttons.SettleDoubt(import_id, 0, same=True, page=0), buttons.RosterNew(import_id, 0),
        buttons.RosterWrong(import_id, 0), buttons.RosterMend(import_id),
        buttons.RosterApply(import_id), buttons.RosterDrop(import_id),
        buttons.RosterUndo(import_id), buttons.PeopleTable(place),
    ):  # fmt: skip
        await other.taps(data=button.pack())
        assert other.alerts[-1] == (
            "Это действие для Вашей роли закрыто. Ничего не изменилось."
        ), button
    assert len(await stage.db.read(present)) == 2


async def test_a_list_is_added_once_however_often_it_is_tapped(stage: Stage) -> None:
    curator = await curator_of(stage)
    await curator.sends_file(csv(STAFF), "сотрудники.csv")
    await curator.taps("Добавить 2")

    await curator.taps(data=buttons.RosterApply(1).pack())
    told = curator.screen.text
    await curator.sends_file(csv(STAFF), "сотрудники.csv")

    assert told == "Этот список уже добавлен. Второй раз он не добавится."
    assert f"Новых: 0{NBSP}человек\nУже в школе: 3\n" in curator.screen.text
    assert len(await stage.db.read(present)) == 3
