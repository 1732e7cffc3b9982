"""Pairs that exist already come in from a spreadsheet."""

import io
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from sqlalchemy import select

from db.models import AuditEntry, Meeting, MeetingEvent, Pair, PairEvent, PairPaper, RoleGrant
from domain.pairs import Form, PairState
from domain.roles import Role
from exports.pair_list import example
from handlers.buttons.meetings import MeetingHistory
from services.actor import Actor
from services.meetings import log
from services.pairs import lists
from tests.people_factories import ZONE, again
from tests.stage import Stage

HEAD = (
    "№ п/п", "Наставляемый", "Наставник", "Форма", "Срок с", "Срок по", "Приказ №",
    "Дата приказа", "Согласие", "Доп. соглашение", "Оплата", "Проведено встреч", "Кабинет",
)  # fmt: skip
NEW = (
    "Азов", "Белов", "Волков", "Гусев", "Дымов", "Жуков", "Зимин", "Орлов", "Павлов", "Рыбин",
    "Титов",
)  # fmt: skip

GONE = Pair.removed_at.is_not(None)


def table(*rows: tuple[object, ...], meetings: tuple[tuple[object, ...], ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Наставнические пары 2026-2027"])
    sheet.append([])
    sheet.append(list(HEAD))
    for row in rows:
        sheet.append(list(row))
    if meetings:
        past = book.create_sheet("Встречи")
        past.append(["Наставник", "Наставляемый", "Дата", "Вид встречи", "Тема"])
        for row in meetings:
            past.append(list(row))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def pair(
    number: int, mentor: str, mentee: str, form: str = "педагог — педагог"
) -> tuple[object, ...]:
    return (
        number, mentee, mentor, form, "01.09.2026", "31.05.2027", str(number), "01.09.2026",
        f"№ {number} от 28.08.2026", "не требуется, входит в обязанности", "", 3, "12",
    )  # fmt: skip


@pytest.fixture
async def curator(stage: Stage) -> Any:
    await stage.school()
    found = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    for name in ("Громов Пётр Ильич", "Лунина Вера Андреевна"):
        await stage.without_chat(name, Role.MENTOR)
    await stage.without_chat("Ким Анна Львовна", Role.MENTEE)
    return found


async def send(curator: Any, data: bytes, name: str = "пары.xlsx") -> None:
    await curator.sends("/pair")
    await curator.taps("Загрузить из Excel")
    await curator.sends_file(data, name)


async def test_twelve_pairs_come_in_with_their_papers(stage: Stage, curator: Any) -> None:
    mentors = ("Громов Пётр Ильич", "Лунина Вера Андреевна")
    rows = [pair(n, mentors[n % 2], f"{name} Иван Ильич") for n, name in enumerate(NEW, 1)]
    await send(curator, table(*rows, pair(12, "Громов П. И.", "Ким Анна Львовна")))
    seen = curator.screen.text

    await curator.taps("Добавить 11\u00a0человек и закрепить 12\u00a0пар")
    receipt = curator.screen.text
    await curator.taps("Открыть пары")

    assert seen.startswith("📋 Пары из Excel · пары.xlsx\n\nГотово к загрузке: 12\u00a0пар\n")
    assert "Не читаю столбцы: Кабинет" in seen
    assert receipt.splitlines()[:2] == ["✅ Внесено: 12\u00a0пар", "Добавлено 11\u00a0человек"]
    assert curator.screen.text.splitlines() == [
        "👥 Пары и группы · МБОУ «СОШ № 1»", "", "Сейчас: 12\u00a0пар",
    ]  # fmt: skip
    assert sum(map(len, curator.screen.buttons)) <= 12
    await curator.taps("Отобрать")
    await curator.taps("Работают (12)")
    await curator.taps("Другие действия")
    assert curator.screen.has("Предел наставляемых")
    await curator.sends("/menu")
    await curator.taps("Люди")
    assert sum(map(len, curator.screen.buttons)) <= 12
    await curator.taps("Добавить, найти, выгрузить")
    assert curator.screen.has("Добавить учеников")


async def test_rows_are_named_where_something_is_wrong(stage: Stage, curator: Any) -> None:
    rows = [
        pair(1, "Громов Пётр Ильич", "Ким Анна Львовна"),
        pair(2, "Громов Пётр Ильич", "Ким Анна Львовна"),
        pair(3, "", "Ким Анна Львовна"),
        pair(4, "Лунина Вера Андреевна", ""),
        pair(5, "Лунина Вера Андреевна", "Лунина Вера Андреевна"),
        pair(6, "Лунина Вера Андреевна", "Носов Илья Петрович", form="как получится"),
    ]
    await send(curator, table(*rows))

    text = curator.screen.text
    assert "Готово к загрузке: 2\u00a0пары" in text
    assert "Нет в школе: 1\u00a0человек: Носов Илья Петрович. Добавить?" in text
    assert "Строка 5: такая же пара уже в строке 4" in text
    assert "Строка 6: такая же пара уже в строке 4" in text
    assert "Строка 7: не указан наставляемый" in text
    assert "Строка 8: один человек на обеих сторонах" in text
    assert "Строка 9: не понято и пропущено\u00a0— форма" in text


async def test_nothing_is_written_before_the_yes(stage: Stage, curator: Any) -> None:
    await send(curator, table(pair(1, "Громов Пётр Ильич", "Ким Анна Львовна")))
    await curator.taps("Не загружать")

    assert curator.screen.text == "Таблица не загружена, ничего не изменилось."
    assert await stage.db.read(lambda s: list(s.scalars(select(Pair.id)))) == []


async def test_a_second_time_nothing_is_new_and_undo_takes_all_back(
    stage: Stage, curator: Any
) -> None:
    data = table(
        pair(1, "Громов Пётр Ильич", "Ким Анна Львовна"),
        pair(2, "Лунина Вера Андреевна", "Носов Илья Петрович"),
    )
    await send(curator, data)
    await curator.taps("Добавить 1\u00a0человека и закрепить 2\u00a0пары")
    undo = curator.screen
    await send(curator, data)
    second = curator.screen.text
    await curator.taps(data=undo.key("Отменить загрузку")["callback_data"])

    assert "Уже внесено раньше: 2\u00a0пары, таблица в них ничего не меняет\n" in second
    assert curator.screen.text == "Загрузка отменена: 2\u00a0пары."
    await curator.sends("/pair")
    assert "Пока ни одной" in curator.screen.text
    await curator.taps("Меню")
    await curator.taps("Люди")
    assert "4\u00a0человека" in curator.screen.text


async def test_undo_leaves_what_people_have_worked_with(stage: Stage, curator: Any) -> None:
    """Of one pair somebody wrote about a meeting; the other goes, and its history says so."""
    data = table(
        pair(1, "Громов Пётр Ильич", "Ким Анна Львовна"),
        pair(2, "Лунина Вера Андреевна", "Носов Илья Петрович"),
        meetings=(
            ("Громов Пётр Ильич", "Ким Анна Львовна", "10.09.2026", "рабочая", "Урок"),
            ("Громов Пётр Ильич", "Ким Анна Львовна", "17.09.2026", "рабочая", "Опрос"),
        ),
    )
    await send(curator, data)
    await curator.taps("Добавить 1\u00a0человека и закрепить 2\u00a0пары")
    undo = curator.screen.key("Отменить загрузку")["callback_data"]

    def write(session: Any) -> None:
        there = session.scalars(select(Meeting).order_by(Meeting.id)).first()
        assert there is not None
        actor = Actor(at=there.created_at, person_id=there.logged_by, zone=ZoneInfo(ZONE))
        change = log.Change(session, actor, there)
        there.text = "Подробно"
        change.done("text")

    await stage.db.write(write)
    await curator.taps(data=undo)

    assert curator.screen.text == (
        "Загрузка отменена: 1\u00a0пара. Остались те, с которыми уже работали: 1\u00a0пара. "
        "Остались встречи, о которых уже написали: 1\u00a0встреча."
    )

    def left(session: Any) -> tuple[Any, ...]:
        meetings = session.scalars(select(Meeting).order_by(Meeting.id))
        pairs = session.scalars(select(Pair).order_by(Pair.id))
        told = select(AuditEntry.data).where(AuditEntry.action == "pairs_import_undone")
        undone = select(PairEvent.pair_id).where(PairEvent.action == "undone")
        return (
            [(each.topic, each.removed_at is None) for each in meetings],
            [each.removed_at is None for each in pairs],
            list(session.scalars(told)),
            list(session.scalars(undone)),
        )

    meetings, pairs, told, undone = await stage.db.read(left)
    assert meetings == [("Урок", True), ("Опрос", False)]
    assert pairs == [True, False]
    assert told == [{"pairs": 1, "stayed": 1, "meetings": 1}]
    assert undone == [await stage.db.read(lambda s: s.scalar(select(Pair.id).where(GONE)))]


async def test_the_history_of_an_imported_meeting_begins_with_the_table(
    stage: Stage, curator: Any
) -> None:
    """A correction stands above it; undoing the load takes back what nobody has touched."""
    data = table(
        pair(1, "Громов Пётр Ильич", "Ким Анна Львовна"),
        meetings=(("Громов Пётр Ильич", "Ким Анна Львовна", "10.09.2026", "рабочая", "Урок"),),
    )
    await send(curator, data)
    await curator.taps("Закрепить 1\u00a0пару")
    undo = curator.screen.key("Отменить загрузку")["callback_data"]
    meeting = await stage.db.read(lambda s: s.scalar(select(Meeting.id)) or 0)

    await curator.taps(data=MeetingHistory(meeting).pack())
    fresh = curator.screen.text
    await curator.taps(data=undo)
    back = await stage.db.read(
        lambda s: s.execute(
            select(MeetingEvent.action, MeetingEvent.undone_at == Meeting.removed_at).join(
                Meeting, Meeting.id == MeetingEvent.meeting_id
            )
        ).all()
    )

    lines = fresh.split("\n\n")[-1].splitlines()
    assert [each.rpartition(": ")[2] for each in lines] == ["внесено из таблицы"]
    assert [tuple(each) for each in back] == [("imported", True)]


async def test_known_pairs_get_the_papers_they_lack_and_keep_the_others(
    stage: Stage, curator: Any
) -> None:
    """The order was entered before with a number of its own; the consent had no number."""
    first = list(pair(1, "Громов Пётр Ильич", "Ким Анна Львовна"))
    first[8:10] = ["от 28.08.2026", ""]
    await send(curator, table(tuple(first)))
    await curator.taps("Закрепить 1\u00a0пару")
    again_ = list(pair(7, "Громов Пётр Ильич", "Ким Анна Львовна"))
    again_[7] = "02.09.2026"

    await send(curator, table(tuple(again_)))
    seen = curator.screen.text
    await curator.taps("Добавить бумаги: 1\u00a0пара")
    receipt = curator.screen.text

    assert "У 1\u00a0известной пары добавятся бумаги" in seen
    assert "Бумаги добавлены у 1\u00a0известной пары" in receipt
    assert await papers_of(stage) == [
        ("order", "1", None), ("consent", "7", None), ("agreement", "", False),
    ]  # fmt: skip
    await curator.taps("Отменить загрузку")
    assert await papers_of(stage) == [("order", "1", None), ("consent", "", None)]


async def papers_of(stage: Stage) -> list[tuple[str, str, bool | None]]:
    query = (
        select(PairPaper.kind, PairPaper.number, PairPaper.paid)
        .where(PairPaper.removed_at.is_(None))
        .order_by(PairPaper.kind.desc(), PairPaper.id)
    )
    found = await stage.db.read(lambda session: session.execute(query).all())
    return [(row.kind, row.number, row.paid) for row in found]


async def test_a_group_and_past_meetings(stage: Stage, curator: Any) -> None:
    rows = [
        (1, "Пробный Миша\nПробная Аня", "Громов Пётр Ильич", "учитель – ученик", None, None, "16",
         None, None, None, None, None, None),
    ]  # fmt: skip
    meetings = (
        ("Громов Пётр Ильич", "Пробный Миша", "15.09.2026", "первая", "Знакомство"),
        ("Громов Пётр Ильич", "Пробный Миша", "15.10.2099", "рабочая", "Чтение"),
    )
    await send(curator, table(*rows, meetings=meetings))
    seen = curator.screen.text
    await curator.taps("Добавить 2\u00a0человек и закрепить 1\u00a0пару")
    receipt = curator.screen.text

    made = await stage.db.read(lambda s: s.scalars(select(Pair)).one())
    held = await stage.db.read(lambda s: s.scalars(select(Meeting)).one())
    papers = await stage.db.read(
        lambda s: [(each.kind, each.number) for each in s.scalars(select(PairPaper))]
    )
    me = await again(stage.db, stage.person_id(curator), str(curator.id))
    (listed,) = (await stage.db.read(lists.of_school, me)).pairs
    assert "Строка 3: дата встречи ещё не наступила" in seen
    assert (made.form, made.kinds) == (Form.TEACHER_PUPIL, ["group"])
    assert made.state is PairState.CONFIRMED  # two minors without their parents' consent
    assert receipt.endswith("⚠️ Ждёт согласия на участие: 1\u00a0пара")
    assert [each.pupil for each in listed.card.mentees] == [True, True]
    assert (held.pair_id, held.topic, held.kind.value) == (made.id, "Знакомство", "first")
    assert papers == [("order", "16")]


async def test_a_file_out_of_the_blue_is_known_for_pairs(stage: Stage, curator: Any) -> None:
    await curator.sends("/menu")
    text = "Наставник;Наставляемый;Приказ\nГромов Пётр Ильич;Ким Анна Львовна;№ 15 от 01.09.2026\n"
    await curator.sends_file(text.encode("cp1251"), "пары.csv")

    assert curator.screen.text.startswith("📋 Пары из Excel · пары.csv")
    assert curator.screen.has("Закрепить 1\u00a0пару")


async def test_the_example_is_read_as_a_table_of_pairs(stage: Stage, curator: Any) -> None:
    """Blank as it is nothing can be taken from it, filled in it can."""
    book = openpyxl.load_workbook(io.BytesIO(example()))
    sheet = book.worksheets[0]
    places = (n for n in range(1, 20) if sheet.cell(n, 1).value == "Наставник")
    below = next(places) + 1
    sheet.cell(below, 1).value = "Громов Пётр Ильич"
    sheet.cell(below, 2).value = "Ким Анна Львовна"
    made = io.BytesIO()
    book.save(made)

    await send(curator, example(), "образец.xlsx")
    blank = curator.screen.text
    await send(curator, made.getvalue(), "образец.xlsx")

    assert blank.startswith("В таблице нет ни одной строки с наставником и наставляемым.")
    assert "Готово к загрузке: 1\u00a0пара" in curator.screen.text


def counted(mentee: str, held: object) -> tuple[object, ...]:
    return (*pair(1, "Громов Пётр Ильич", mentee)[:-2], held, "12")


async def test_a_number_of_meetings_counts_by_the_schools_records(
    stage: Stage, curator: Any
) -> None:
    """Five, two of them with days; what is no number is named by its row."""
    past = (
        ("Громов Пётр Ильич", "Ким Анна Львовна", "14.09.2026", "первая", "Знакомство"),
        ("Громов Пётр Ильич", "Ким Анна Львовна", "28.09.2026", "рабочая", "Урок"),
    )
    await stage.without_chat("Носов Илья Петрович", Role.MENTEE)
    rows = [counted("Ким Анна Львовна", "5 встреч"), counted("Носов Илья Петрович", "много")]
    await send(curator, table(*rows, meetings=past))
    seen = curator.screen.text.replace("\xa0", " ")

    await curator.taps("Закрепить 2")
    await curator.taps("Открыть пары")
    await curator.taps("Ким")
    await curator.taps("Встречи")
    meetings = curator.screen.text
    await curator.taps("← Назад")
    await curator.taps("Паспорт пары")
    await curator.taps("Таблица Excel")
    assert curator.screen.document is not None
    sheet = openpyxl.load_workbook(io.BytesIO(curator.screen.document[1])).worksheets[0]
    told = {row[0].value: row[1].value for row in sheet.iter_rows(max_col=2)}

    assert "Прошедших встреч: 2\nЕщё встреч без дат, по записям школы: 3" in seen
    assert "Строка 5: не понято и пропущено — проведено встреч (нужно число)" in seen
    assert "Состоялось: 2, из них подтверждено: 2." in meetings
    assert "До бота, по записям школы: 3, без дат." in meetings
    assert told["Проведено встреч"] == "2, и ещё 3 до работы с ботом"


async def roles_of(stage: Stage, person_id: int) -> list[tuple[str, bool]]:
    rows = (
        select(RoleGrant.role, RoleGrant.until.is_(None))
        .where(RoleGrant.person_id == person_id)
        .order_by(RoleGrant.id)
    )
    found = await stage.db.read(lambda session: session.execute(rows).all())
    return [(row[0].value, bool(row[1])) for row in found]


async def test_people_of_a_table_get_their_roles_until_it_is_undone(
    stage: Stage, curator: Any
) -> None:
    teacher = await stage.without_chat("Азов Ян Львович", Role.SPECIALIST, title="учитель")
    young = await stage.without_chat("Белов Ян Львович")
    mentees = ("Белов Ян Львович", "Ким Анна Львовна")
    await send(
        curator, table(*(pair(n, "Азов Ян Львович", each) for n, each in enumerate(mentees)))
    )
    await curator.taps("Закрепить 2")
    during = await roles_of(stage, teacher), await roles_of(stage, young)

    await curator.taps("Отменить загрузку")

    assert during == ([("specialist", True), ("mentor", True)], [("mentee", True)])
    assert await roles_of(stage, teacher) == [("specialist", True), ("mentor", False)]
    assert await roles_of(stage, young) == [("mentee", False)]
    logged = select(AuditEntry.action).where(AuditEntry.action.in_(["role_given", "role_revoked"]))
    actions = await stage.db.read(lambda session: list(session.scalars(logged)))
    assert (actions.count("role_revoked"), actions[-2:]) == (2, ["role_revoked"] * 2)


async def test_the_head_of_the_school_who_mentors_is_known(stage: Stage, curator: Any) -> None:
    await stage.without_chat("Азов Ян Львович", Role.HEAD)
    row = list(pair(1, "Азов Ян Львович", "Ким Анна Львовна"))
    row[3] = ""
    await send(curator, table(tuple(row)))
    await curator.taps("Закрепить 1")

    assert await stage.db.read(lambda s: s.scalar(select(Pair.form))) is Form.HEAD_TEACHER


async def test_papers_that_cannot_be_read_are_named_and_a_short_heading_is_known(
    stage: Stage, curator: Any
) -> None:
    """An order of a day that no month has, a consent that «is there»; «Кол-во встреч»."""
    head = "Наставник;Наставляемый;Приказ;Согласие;Доп. соглашение;Кол-во встреч"
    row = "Громов Пётр Ильич;Ким Анна Львовна;№ 15 от 31.09.2026;есть;31.09.2026;4"
    await curator.sends_file(f"{head}\n{row}\n".encode(), "пары.csv")
    seen = curator.screen.text.replace("\xa0", " ")

    await curator.taps("Закрепить 1")

    papers = await stage.db.read(
        lambda s: [
            (each.kind, each.number, each.signed_on) for each in s.scalars(select(PairPaper))
        ]
    )
    assert "Ещё встреч без дат, по записям школы: 4\n" in seen
    assert (
        "Строка 2: не понято и пропущено — дата приказа, дата доп. соглашения, согласие (нужен "
        "номер или дата)\n"
    ) in seen
    assert "Не читаю столбцы" not in seen
    assert papers == [("order", "15", None)]


async def test_eleven_strangers_are_named_as_ten_and_one_more(stage: Stage, curator: Any) -> None:
    rows = [pair(n, "Громов Пётр Ильич", f"{name} Иван Ильич") for n, name in enumerate(NEW, 1)]
    await send(curator, table(*rows))

    assert "Рыбин Иван Ильич и ещё 1. Добавить?" in curator.screen.text.replace("\xa0", " ")
