"""No document: a roadmap is begun from a template; a school's own is kept as one."""

import dataclasses
from collections.abc import Iterator
from typing import Any, get_type_hints

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from content.templates import KEYS, parse, template
from db.models import AuditEntry, Item, Roadmap, RoadmapTemplate
from db.models.roadmap import RoadmapState
from domain.progress import Status
from domain.roles import Role
from handlers import registry
from handlers.buttons import templates as buttons
from tests.documents import word
from tests.handlers.test_draft import captions, items, lines, owners, put_on, states

NAMES = {key: template(key).name for key in KEYS}


async def staff(stage: Any) -> Any:
    """A school where every role of our templates is held by somebody."""
    curator, *_ = await put_on(stage)
    for title in ("методист", "психолог", "заместитель директора", "классный руководитель",
                  "учитель-предметник"):  # fmt: skip
        await stage.without_chat(f"Лебедева Ирина {len(title)}", Role.SPECIALIST, title=title)
    return curator


async def city(stage: Any) -> Any:
    """A municipality with a coordinator, and a school with head and curator below it."""
    above = await stage.municipality()
    coordinator = await stage.join("Рябинина Вера Леонидовна", Role.COORDINATOR)
    await stage.without_chat("Калинина Ирина Борисовна", Role.SPECIALIST, title="методист")
    await stage.school("МБОУ «СОШ № 1»", parent_id=above)
    await stage.without_chat("Климов Пётр Ильич", Role.HEAD)
    await stage.without_chat("Ветрова Ольга Сергеевна", Role.CURATOR)
    return coordinator


async def picked(actor: Any, key: str) -> None:
    await actor.sends("/menu")
    if not actor.screen.has("Загрузить дорожную карту"):  # beside a draft it is among the files
        await actor.taps("Файлы и отчёты")
    await actor.taps("Загрузить дорожную карту")
    await actor.taps("Начать с образца")
    await actor.taps(NAMES[key])


@pytest.mark.parametrize("key", KEYS)
async def test_a_template_becomes_a_running_roadmap(stage: Any, key: str) -> None:
    actor = await (city(stage) if key == "municipality" else staff(stage))
    await picked(actor, key)
    await actor.taps("На 2027–2028 год")
    rows = len(template(key).rows)
    assert lines(actor)[1] == template(key).titled("2027–2028")
    assert f"Прочитано: {rows} строк" in lines(actor)[3]
    assert f"Срок понятен: {rows} из {rows}." in lines(actor)[3]
    assert captions(actor)[0] == "Запустить"
    await actor.taps("Запустить")
    await actor.taps("Запустить сейчас")

    assert await stage.db.read(states) == [RoadmapState.RUNNING]
    found = [item for item in await stage.db.read(items) if item.parent_id is None]
    assert [item.title for item in found] == [row.title for row in template(key).rows]
    assert all(item.term_decided for item in found)
    given = await stage.db.read(owners)
    assert {item.title for item in found} == set(given)


async def test_this_year_lets_what_is_over_be_settled(stage: Any) -> None:
    curator = await staff(stage)
    await picked(curator, "teachers")
    await curator.taps("На 2026–2027 год")
    assert captions(curator)[0] == "Прошедшие сроки: 7 строк"
    await curator.taps("Прошедшие сроки")
    await curator.taps("Сделано раньше")

    assert captions(curator)[0] == "Запустить"


async def test_the_same_template_twice_opens_the_same_draft(stage: Any) -> None:
    curator = await staff(stage)
    for _ in range(2):
        await picked(curator, "pupils")
        await curator.taps("На 2027–2028 год")

    assert await stage.db.read(states) == [RoadmapState.DRAFT]


async def test_a_template_beside_a_draft_asks_what_becomes_of_both(stage: Any) -> None:
    curator = await staff(stage)
    for key in ("pupils", "teachers"):
        await picked(curator, key)
        await curator.taps("На 2027–2028 год")
    assert lines(curator) == [
        "📋 Ещё один черновик", "",
        f"Черновик «{template('pupils').titled('2027–2028')}» ещё не запущен.",
        f"Из образца «{NAMES['teachers']}» готов ещё один: "
        f"«{template('teachers').titled('2027–2028')}».",
        "", "Продолжить с прежним черновиком или взять новый?",
    ]  # fmt: skip
    assert captions(curator)[:3] == ["Заменить новым", "Оставить прежний", "Добавить рядом"]
    await curator.taps("Оставить прежний")
    assert lines(curator)[1] == template("pupils").titled("2027–2028")
    assert await stage.db.read(states) == [RoadmapState.DRAFT]


async def test_the_list_and_the_rows_can_be_looked_at(stage: Any) -> None:
    curator = await staff(stage)
    await curator.sends("/menu")
    await curator.taps("Загрузить дорожную карту")
    await curator.taps("Начать с образца")
    assert captions(curator)[:3] == [NAMES[key] for key in KEYS]
    assert lines(curator)[2].startswith("Педагоги в школе: 35 строк. Опытные педагоги")
    await curator.taps(NAMES["teachers"])
    await curator.taps("Посмотреть строки")
    assert lines(curator)[:5] == [
        "📋 Педагоги в школе", "35 строк", "", "Подготовка",
        "1.1. Перечитать школьные документы о наставничестве и отметить, что пора обновить — "
        "до 10 сентября. Куратор",
    ]  # fmt: skip
    await curator.taps("Ещё 27")

    assert lines(curator)[3] == "Банк наставляемых"


async def test_a_municipality_sees_its_own_first(stage: Any) -> None:
    coordinator = await city(stage)
    await coordinator.sends("/menu")
    await coordinator.taps("Загрузить дорожную карту")
    await coordinator.taps("Начать с образца")

    assert captions(coordinator)[0] == NAMES["municipality"]


OWN = [
    ["Этап 1. Подготовка"],
    ["1", "Издать приказ", "до 20 ноября 2026", "Климов П.И., директор", "приказ от 30.11.2020"],
    ["2", "Помочь Соколовой А.П. с уроками имени А.С. Пушкина", "декабрь 2026, март 2027",
     "Соколова А.П.", ""],
    ["Этап 2. Работа"],
    ["3", "Встречи пар", "ежемесячно", "Наставники", "журнал"],
    ["4", "Банк", "", "", ""],
]  # fmt: skip


async def kept(stage: Any) -> tuple[Any, Any, Any]:
    """A roadmap with people runs and is kept as a template."""
    people = await put_on(stage)
    curator = people[0]
    await curator.sends(document=word(OWN), name="карта.docx")
    await curator.taps("Разобрать")
    await curator.taps("октябрь")
    await curator.taps("Это я")
    await curator.taps("Запустить")
    await curator.taps("Запустить сейчас")
    await curator.taps("Открыть дорожную карту")
    await curator.taps("Изменить план")
    await curator.taps("Сохранить как образец")
    return people


def bodies(session: Session) -> list[Any]:
    found = session.scalars(select(RoadmapTemplate).order_by(RoadmapTemplate.id))
    return [parse(row.body) for row in found if row.removed_at is None]


async def test_a_school_keeps_its_own_without_people_and_years(stage: Any) -> None:
    curator, *_ = await kept(stage)
    assert lines(curator)[:2] == [
        "✅ Образец сохранён",
        "Дорожная карта наставничества",
    ]

    (made,) = await stage.db.read(bodies)
    assert made.title == "Дорожная карта наставничества на {period} учебный год"
    assert [row.section for row in made.rows] == [
        "Этап 1. Подготовка", "Этап 1. Подготовка", "Этап 2. Работа", "Этап 2. Работа",
    ]  # fmt: skip
    assert [(row.title, row.term, row.responsible, row.result) for row in made.rows] == [
        ("Издать приказ", "до 20 ноября", ("директор",), "приказ от 30.11.2020"),
        ("Помочь с уроками имени А.С. Пушкина", "декабрь, март", ("Наставники",), ""),
        ("Встречи пар", "ежемесячно", ("Наставники",), "журнал"),
        ("Банк", "октябрь", ("Куратор",), ""),
    ]  # fmt: skip


async def test_its_own_template_begins_the_next_year(stage: Any) -> None:
    curator, head, mentor = await kept(stage)
    await curator.taps("Все образцы")
    assert captions(curator)[0] == "Дорожная карта наставничества"
    await curator.taps("Дорожная карта наставничества")
    await curator.taps("На 2027–2028 год")
    await curator.taps("Запустить")
    await curator.taps("Запустить сейчас")

    spans, given = await stage.db.read(latest)
    assert spans == {
        "Издать приказ": [[None, "2027-11-20"]],
        "Помочь с уроками имени А.С. Пушкина": [
            ["2027-12-01", "2027-12-31"], ["2028-03-01", "2028-03-31"],
        ],
        "Встречи пар": [["2027-09-01", "2028-05-31"]],
        "Банк": [["2027-10-01", "2027-10-31"]],
    }  # fmt: skip
    assert given == {Status.TODO}
    people = await stage.db.read(owners)
    me, chief, teacher = map(stage.person_id, (curator, head, mentor))
    assert people["Издать приказ"] == [chief, chief]
    assert people["Помочь с уроками имени А.С. Пушкина"] == [teacher]
    assert people["Банк"] == [me, me]


def latest(session: Session) -> tuple[dict[str, Any], set[Status]]:
    last = session.scalar(select(Roadmap.id).order_by(Roadmap.id.desc()).limit(1))
    found = list(session.scalars(select(Item).where(Item.roadmap_id == last)))
    return {item.title: item.spans for item in found}, {item.status for item in found}


async def test_steps_keep_terms_of_their_own(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    header = ("№", "Мероприятия", "Содержание", "Сроки")
    rows = [["1", "Банк", "1. Провести опрос\n2. Собрать согласия", "март 2027"]]
    await curator.sends(document=word(rows, header=header), name="карта.docx")
    await curator.taps("Все строки")
    await curator.taps("Банк")
    await curator.taps("Шаги (2)")
    await curator.taps("Собрать согласия")
    await curator.taps("Изменить срок")
    await curator.taps("апрель")
    await curator.taps("Изменить ответственных")
    await curator.taps("Соколова")
    await curator.sends("/menu")
    await curator.taps("Доделать черновик")
    await curator.taps("Запустить")
    await curator.taps("Запустить сейчас")
    await curator.taps("Открыть дорожную карту")
    await curator.taps("Изменить план")
    await curator.taps("Сохранить как образец")
    await curator.taps("Все образцы")
    await curator.taps("Дорожная карта наставничества")
    await curator.taps("На 2027–2028 год")

    spans, _ = await stage.db.read(latest)
    assert spans == {
        "Банк": [["2028-03-01", "2028-03-31"]], "Провести опрос": [["2028-03-01", "2028-03-31"]],
        "Собрать согласия": [["2028-04-01", "2028-04-30"]],
    }  # fmt: skip
    (made,) = await stage.db.read(bodies)
    assert [step.responsible for step in made.rows[0].steps] == [("Куратор",), ("Наставники",)]


async def test_the_same_roadmap_is_kept_once(stage: Any) -> None:
    curator, *_ = await kept(stage)
    await curator.taps("← Назад")
    await curator.taps("Сохранить как образец")

    assert lines(curator)[0] == "✅ Такой образец уже есть"
    assert len(await stage.db.read(bodies)) == 1


async def test_a_template_is_renamed_and_removed(stage: Any) -> None:
    curator, *_ = await kept(stage)
    await curator.taps("Переименовать")
    await curator.sends("я" * 201)
    assert "Название образца" in curator.screen.text
    await curator.sends(" Наш <образец> ")
    assert lines(curator)[0] == "📋 Образец · Наш <образец>"
    await curator.taps("Удалить образец")
    assert len(await stage.db.read(bodies)) == 1
    await curator.taps("Да, удалить образец")

    assert captions(curator)[:3] == [NAMES[key] for key in KEYS]
    assert await stage.db.read(bodies) == []
    assert await stage.db.read(logged) == [
        "template_saved",
        "template_renamed",
        "template_removed",
    ]


def logged(session: Session) -> list[str]:
    found = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id))
    return [action for action in found if action.startswith("template")]


async def test_what_a_municipality_keeps_its_schools_see(stage: Any) -> None:
    coordinator = await city(stage)
    await picked(coordinator, "municipality")
    await coordinator.taps("На 2027–2028 год")
    await coordinator.taps("Запустить")
    await coordinator.taps("Запустить сейчас")
    await coordinator.taps("Открыть дорожную карту")
    await coordinator.taps("Изменить план")
    await coordinator.taps("Сохранить как образец")
    curator = await stage.join("Лапина Анна Игоревна", Role.CURATOR)
    await stage.school("МБОУ «СОШ № 2»")
    outsider = await stage.join("Орлов Игорь Петрович", Role.CURATOR)

    seen = []
    for actor in (curator, outsider):
        await actor.taps("Загрузить дорожную карту")
        await actor.taps("Начать с образца")
        seen.append(captions(actor)[0])
    assert seen == ["Муниципальная дорожная карта развития наставничества", "Педагоги в школе"]
    await curator.taps("Муниципальная дорожная карта")
    assert "Переименовать" not in captions(curator)
    (made,) = await stage.db.read(bodies)
    assert made.kind == "municipality"
    assert {entry for row in made.rows for entry in row.responsible} == {
        entry for row in template("municipality").rows for entry in row.responsible
    }


async def test_roles_stand_for_people_where_the_document_names_nobody(stage: Any) -> None:
    """In a municipality those of its schools are meant."""
    coordinator = await city(stage)
    rows = [["1", "Собрать отчёты", "май 2027"]]
    header = ("№", "Мероприятия", "Сроки")
    await coordinator.sends(document=word(rows, header=header), name="карта.docx")
    await coordinator.taps("Разобрать")
    await coordinator.taps("Роль")
    await coordinator.taps("Кураторы (1)")
    await coordinator.taps("Запустить")
    await coordinator.taps("Запустить сейчас")
    await coordinator.taps("Открыть дорожную карту")
    await coordinator.taps("Изменить план")
    await coordinator.taps("Сохранить как образец")

    (made,) = await stage.db.read(bodies)
    assert made.rows[0].responsible == ("Кураторы в школах",)


def _own() -> Iterator[registry.Button]:
    """One press of each button, aimed at a school's own template and roadmap number 1."""
    values: dict[Any, Any] = {int: 1, str: "1"}
    for kind in registry.BUTTONS.values():
        if kind.__module__ == buttons.__name__:
            hints = get_type_hints(kind)
            names = [f.name for f in dataclasses.fields(kind)]  # type: ignore[arg-type]
            yield kind(*(2027 if name == "year" else values[hints[name]] for name in names))


async def test_forged_presses_of_a_mentor_and_of_another_school(stage: Any) -> None:
    curator, _, mentor = await kept(stage)
    await stage.school("МБОУ «СОШ № 2»")
    outsider = await stage.join("Орлов Игорь Петрович", Role.CURATOR)
    before = await stage.db.read(snapshot)
    presses = list(_own())

    for press in presses:
        await mentor.taps(data=press.pack())
    theirs = [press for press in presses if not isinstance(press, buttons.Templates)]
    for press in theirs:
        await outsider.taps(data=press.pack())

    assert await stage.db.read(snapshot) == before
    assert len(mentor.alerts) == len(presses) == 8
    assert len(outsider.alerts) == len(theirs)
    assert not [one for one in outsider.messages if "Дорожная карта наставничества" in one.text]
    assert captions(curator)[0] == "Посмотреть строки"


def snapshot(session: Session) -> list[Any]:
    kept_ = [
        (row.id, row.title, row.removed_at) for row in session.scalars(select(RoadmapTemplate))
    ]
    return [kept_, len(list(session.scalars(select(Roadmap.id))))]


@pytest.mark.parametrize("data", ["wB:999", "wB:demo", "wD:teachers:3000", "wC:99:0", "wG:999"])
async def test_impossible_values_are_refused(stage: Any, data: str) -> None:
    curator, *_ = await put_on(stage)

    await curator.taps(data=data)

    assert len(curator.alerts) == 1
    assert "сломалось" not in curator.alerts[0]


async def test_names_in_entries_leave_the_post(stage: Any) -> None:
    """Surnames, names in full and initials of the school's people go; posts stay."""
    curator, *_ = await put_on(stage)
    rows = [
        ["1", "Дело", "май 2027", "Соколова Анна; Методический кабинет; Климов Пётр Ильич, "
         "директор школы"],
    ]  # fmt: skip
    header = ("№", "Мероприятия", "Сроки", "Ответственные")
    await curator.sends(document=word(rows, header=header), name="карта.docx")
    await curator.taps("Запустить")
    await curator.taps("Запустить сейчас")
    await curator.taps("Открыть дорожную карту")
    await curator.taps("Изменить план")
    await curator.taps("Сохранить как образец")

    (made,) = await stage.db.read(bodies)
    assert made.rows[0].responsible == ("Методический кабинет", "директор школы")
