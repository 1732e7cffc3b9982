"""From a Word file to a running roadmap: read, decide, launch."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, ItemOwner, Occurrence, OutboxMessage, ResponsibleAlias, Roadmap
from db.models.roadmap import ItemLevel, RoadmapState
from domain.deadlines import Kind
from domain.progress import Status
from domain.roles import Role
from tests.documents import word

CURATOR = "Ветрова Ольга Сергеевна"
MIXED = [
    ["Раздел 1. Подготовка"],
    ["1.1", "Издать приказ", "до 20 ноября 2026", "Директор", "приказ"],
    ["1.2", "Собрать анкеты", "", "Методический кабинет", "анкеты"],
    ["1.3", "Обновить сайт", "постоянно", "Методический кабинет", ""],
    ["Раздел 2. Работа"],
    ["2.1", "Встречи пар", "декабрь 2026", "Наставники", "отчёт"],
]
UNDATED = [
    ["Этап 1"],
    ["1", "Изучить положение", "Директор"],
    ["2", "Провести педсовет", "Директор"],
    ["Этап 2"],
    ["3", "Собрать согласия", "Директор"],
]
NO_TERMS = ("№", "Мероприятия", "Ответственные")


async def put_on(stage: Any) -> tuple[Any, Any, Any]:
    """A school with a curator, a head and a mentor."""
    await stage.school()
    curator = await stage.join(CURATOR, Role.CURATOR)
    head = await stage.join("Климов Пётр Ильич", Role.HEAD)
    mentor = await stage.join("Соколова Анна Павловна", Role.MENTOR)
    return curator, head, mentor


def items(session: Session) -> list[Item]:
    return list(session.scalars(select(Item).order_by(Item.position, Item.id)))


def owners(session: Session) -> dict[str, list[int]]:
    """People by the title of what they own."""
    found: dict[str, list[int]] = {}
    rows = session.execute(
        select(Item.title, ItemOwner.person_id)
        .join(ItemOwner, ItemOwner.item_id == Item.id)
        .order_by(Item.position, Item.id, ItemOwner.id)
    )
    for row in rows:
        found.setdefault(row.title, []).append(row.person_id)
    return found


def sent(session: Session) -> int:
    return len(session.scalars(select(OutboxMessage.id)).all())


def states(session: Session) -> list[RoadmapState]:
    return list(session.scalars(select(Roadmap.state).order_by(Roadmap.id)))


def lines(actor: Any) -> list[str]:
    return actor.screen.text.replace("\xa0", " ").splitlines()


def captions(actor: Any) -> list[str]:
    return [caption.replace("\xa0", " ") for row in actor.screen.buttons for caption in row]


async def test_from_the_file_to_the_launch(stage: Any) -> None:
    curator, head, mentor = await put_on(stage)
    before = [len(one.history) for one in (head, mentor)]

    await curator.sends(document=word(MIXED), name="карта.docx")
    assert lines(curator)[3:] == [
        "Прочитано: 4 строки. Срок понятен: 3 из 4.",
        "Период: 2026–2027 учебный год.",
        "Ответственные узнаны и ждут подтверждения: 2.",
        "",
        "Осталось решить: 2 вопроса. Можно и запустить сразу: за то, что без ответственного, "
        "отвечает куратор.",
    ]
    await curator.taps("Разобрать 2\xa0вопроса")
    assert lines(curator)[0] == "📅 Срок · вопрос 1 из 2"
    await curator.taps("ноябрь")
    assert lines(curator)[:3] == [
        "👥 Ответственный · вопрос 2 из 2", "Методический кабинет", "Так написано в 2 строках.",
    ]  # fmt: skip
    await curator.taps("Это я")
    await curator.taps("Кто есть кто")
    await curator.taps("Остальное верно")
    await curator.taps("← Назад")
    await curator.taps("Запустить")

    assert lines(curator)[2] == "К работе: 4 дела у 3 человек."
    assert await stage.db.read(sent) == 0
    await curator.taps("Прислать мне пример")
    assert lines(curator)[0].startswith("Пример: ")
    assert await stage.db.read(states) == [RoadmapState.DRAFT]
    await curator.taps("Запустить сейчас")

    assert lines(curator)[0] == "✅ Дорожная карта запущена"
    assert await stage.db.read(states) == [RoadmapState.RUNNING]
    assert [len(one.history) for one in (head, mentor)] == before
    me, chief, mentors = (stage.person_id(one) for one in (curator, head, mentor))
    assert await stage.db.read(owners) == {
        "Издать приказ": [chief],
        "Собрать анкеты": [me],
        "Обновить сайт": [me],
        "Встречи пар": [mentors],
    }
    decided = (await stage.db.read(items))[1]
    assert decided.spans == [["2026-11-01", "2026-11-30"]]
    assert decided.due == date(2026, 11, 30)


async def test_the_launch_survives_a_second_tap(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    await curator.sends(document=word(MIXED), name="карта.docx")
    await curator.taps("Запустить")
    screen = curator.screen.message_id
    await curator.taps("Запустить сейчас")
    count = len(await stage.db.read(owners))

    await curator.taps(data="dY:1", message_id=screen)

    assert curator.alerts[-1].startswith("Эта дорожная карта уже запущена")
    assert len(await stage.db.read(owners)) == count


async def test_a_whole_stage_gets_its_month_in_three_taps(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    await curator.sends(document=word(UNDATED, header=NO_TERMS), name="карта.docx")

    await curator.taps("Разобрать")
    await curator.taps("Так же для всего этапа")
    await curator.taps("декабрь")

    assert [item.spans for item in await stage.db.read(items)] == [
        [["2026-12-01", "2026-12-31"]], [["2026-12-01", "2026-12-31"]], [],
    ]  # fmt: skip
    assert lines(curator)[:2] == ["📅 Срок · вопрос 3 из 3", "Этап 2"]


@pytest.mark.parametrize(
    ("taps", "kind", "spans"),
    [
        (["До конца учебного года"], Kind.DATES, [[None, "2027-05-31"]]),
        (["В течение всего периода"], Kind.CONTINUOUS, [["2026-09-01", "2027-05-31"]]),
        (["Без срока"], Kind.NONE, []),
        (["Календарь", "15"], Kind.DATES, [[None, "2026-10-15"]]),
        (["Календарь", "›", "3"], Kind.DATES, [[None, "2026-11-03"]]),
        (["Написать словами", "=до 1 марта 2027"], Kind.DATES, [[None, "2027-03-01"]]),
        (["Написать словами", "=абракадабра", "=ежемесячно"], Kind.RECURRING,
         [["2026-09-01", "2027-05-31"]]),
    ],
)  # fmt: skip
async def test_every_way_to_give_a_term(
    stage: Any, taps: list[str], kind: Kind, spans: list[Any]
) -> None:
    curator, *_ = await put_on(stage)
    await curator.sends(document=word(UNDATED, header=NO_TERMS), name="карта.docx")
    await curator.taps("Разобрать")
    for tap in taps:
        if tap.startswith("="):
            await curator.sends(tap[1:])
        else:
            await curator.taps(tap)

    first = (await stage.db.read(items))[0]
    assert (first.term_kind, first.spans, first.term_decided) == (kind, spans, True)


async def test_questions_left_for_later_stay_questions(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    await curator.sends(document=word(MIXED), name="карта.docx")

    await curator.taps("Разобрать")
    await curator.taps("Позже")
    assert lines(curator)[0] == "👥 Ответственный · вопрос 2 из 2"
    await curator.taps("Позже")

    assert captions(curator)[0] == "Разобрать 2 вопроса"


async def test_steps_take_the_term_of_their_row_and_may_have_their_own(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    rows = [["1", "Банк наставников", "1. Провести опрос\n2. Собрать согласия", "март 2027"]]
    header = ("№", "Мероприятия", "Содержание", "Сроки")
    await curator.sends(document=word(rows, header=header), name="карта.docx")
    await curator.taps("Все строки")
    await curator.taps("Банк наставников")
    await curator.taps("Шаги (2)")
    await curator.taps("Собрать согласия")
    await curator.taps("Изменить срок")
    await curator.taps("апрель")
    await curator.taps("Изменить ответственных")
    await curator.taps("Соколова")
    await curator.taps("Меню")
    await curator.sends("/menu")
    await curator.taps("Доделать черновик")
    await curator.taps("Запустить")
    await curator.taps("Запустить сейчас")

    row, survey, consents = await stage.db.read(items)
    assert row.spans == survey.spans == [["2027-03-01", "2027-03-31"]]
    assert consents.spans == [["2027-04-01", "2027-04-30"]]
    assert await stage.db.read(owners) == {
        "Провести опрос": [stage.person_id(curator)],
        "Собрать согласия": [stage.people[max(stage.people)]],
    }


async def test_each_of_a_role_gets_a_share(stage: Any) -> None:
    curator, _, mentor = await put_on(stage)
    other = await stage.join("Орлов Игорь Петрович", Role.MENTOR)
    rows = [["1", "Встречи пар", "декабрь 2026", "Наставники", ""]]
    await curator.sends(document=word(rows), name="карта.docx")
    await curator.taps("Запустить")
    await curator.taps("Запустить сейчас")

    row, *shares = await stage.db.read(items)
    assert [share.level for share in shares] == [ItemLevel.SHARE, ItemLevel.SHARE]
    assert {share.parent_id for share in shares} == {row.id}
    found = await stage.db.read(owners)
    assert sorted(found["Встречи пар"]) == sorted(map(stage.person_id, (mentor, other)))
    assert await stage.db.read(due_of, row.id) == []
    assert await stage.db.read(due_of, shares[0].id) == [date(2026, 12, 31)]


def due_of(session: Session, item_id: int) -> list[date]:
    return list(session.scalars(select(Occurrence.due).where(Occurrence.item_id == item_id)))


async def test_one_for_all_puts_several_people_on_one_item(stage: Any) -> None:
    curator, head, mentor = await put_on(stage)
    await curator.sends(document=word(MIXED), name="карта.docx")
    await curator.taps("Разобрать")
    await curator.taps("Позже")
    await curator.taps("Несколько человек")
    await curator.taps("Климов")
    await curator.taps("Соколова")
    await curator.taps("Один за всех")
    await curator.taps("Запустить")
    await curator.taps("Запустить сейчас")

    found = await stage.db.read(owners)
    assert found["Обновить сайт"] == [stage.person_id(head), stage.person_id(mentor)]


async def test_what_a_phrase_means_is_remembered_for_the_next_roadmap(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    await curator.sends(document=word(MIXED), name="карта.docx")
    await curator.taps("Разобрать")
    await curator.taps("Позже")
    await curator.taps("Найти")
    await curator.sends("сокол")
    await curator.taps("Соколова")
    again = word([["1", "Смотр", "май 2027", "методический кабинет.", ""]])
    await curator.sends(document=again, name="новая.docx")
    await curator.taps("Заменить новым")

    assert captions(curator)[0] == "Запустить"
    assert "Прежний черновик заменён этим." in lines(curator)
    assert await stage.db.read(meanings) == {"методический кабинет": [3]}


def meanings(session: Session) -> dict[str, list[int]]:
    return {row.phrase: row.person_ids for row in session.scalars(select(ResponsibleAlias))}


async def test_somebody_new_in_the_document_is_added_in_one_tap(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    rows = [["1", "Смотр", "май 2027", "Рябинина Т.В., завуч", ""]]
    await curator.sends(document=word(rows), name="карта.docx")
    await curator.taps("Разобрать")
    await curator.taps("Добавить: Рябинина Т.В.")
    await curator.taps("Запустить")

    text = curator.screen.text.replace("\xa0", " ")
    assert "К работе: 1 дело у 1 человека." in text
    assert "Рябинина Т. В." in text
    assert "чата нет" in text


async def test_the_same_file_again_opens_the_same_draft(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    data = word(UNDATED, header=NO_TERMS)
    await curator.sends(document=data, name="карта.docx")
    await curator.taps("Разобрать")
    await curator.taps("май")

    await curator.sends(document=data, name="карта.docx")

    assert captions(curator)[0] == "Разобрать 2 вопроса"
    assert len(await stage.db.read(states)) == 1


async def test_a_file_that_runs_already_is_not_launched_twice_unawares(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    await curator.sends(document=word(UNDATED, header=NO_TERMS), name="карта.docx")
    data = word(MIXED)
    await curator.sends(document=data, name="карта.docx")
    await curator.taps("Заменить новым")
    await curator.taps("Запустить")
    await curator.taps("Запустить сейчас")
    await curator.sends(document=data, name="карта.docx")
    assert captions(curator)[:2] == ["Открыть действующую", "Это другая дорожная карта"]
    await curator.taps("Это другая дорожная карта")

    assert "⚠️ Этот же файл уже запущен: второй запуск повторит все дела." in lines(curator)


@pytest.mark.parametrize(
    "data", ["dm:1:1:1:0:5", "dm:1:1:1:2026:13", "d4:1:1:1:0", "dk:1:1:1:0:0", "d1:1:99999",
             "dd:1:1:1:10000101", "dt:1:1:1:99999", "dj:1:0:99:0", "dw:1:99:0"],
)  # fmt: skip
async def test_impossible_values_are_refused(stage: Any, data: str) -> None:
    curator, *_ = await put_on(stage)
    await curator.sends(document=word(MIXED), name="карта.docx")

    await curator.taps(data=data)

    assert len(curator.alerts) == 1
    assert "сломалось" not in curator.screen.text


async def test_a_draft_is_deleted_after_a_question(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    await curator.sends(document=word(MIXED), name="карта.docx")
    await curator.taps("Удалить черновик")
    assert await stage.db.read(states) == [RoadmapState.DRAFT]
    await curator.taps("Да, удалить")

    assert await stage.db.read(states) == []
    assert await stage.db.read(items) == []


async def test_a_row_that_is_not_needed_and_is_again(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    await curator.sends(document=word(MIXED), name="карта.docx")
    await curator.taps("Все строки")
    await curator.taps("Собрать анкеты")
    await curator.taps("Не нужно")
    assert (await stage.db.read(items))[1].status is Status.NA

    await curator.taps("Всё-таки нужно")

    assert (await stage.db.read(items))[1].status is Status.TODO
