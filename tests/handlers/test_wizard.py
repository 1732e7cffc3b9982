"""A document without dates or people gets them stage by stage, in few taps."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, ItemOwner, Roadmap
from db.models.roadmap import ItemLevel, RoadmapState, Sharing
from domain.deadlines import Kind
from domain.roles import Role
from handlers import registry
from handlers.buttons import wizard as buttons
from services.decisions import Choice
from tests.documents import word
from tests.handlers.test_draft import captions, items, lines, owners, put_on, states
from tests.handlers.test_draft_limits import NASTY, visit

SHARED = Path(__file__).resolve().parents[3] / "shared" / "roadmaps"
START = "Заполнить по этапам"
BARE = ("№", "Мероприятия")
STAGES = [
    ["Этап 1. Подготовка условий"],
    ["1", "Издать приказ"],
    ["2", "Провести педсовет"],
    ["Этап 2. Формирование пар"],
    ["3", "Составить пары"],
    ["4", "Закрепить пары"],
    ["Этап 3. Завершение"],
    ["5", "Подвести итоги"],
]
OCTOBER, MAY = [["2026-10-01", "2026-10-31"]], [["2027-05-01", "2027-05-31"]]
PAIRS = [["2026-11-01", "2026-12-31"]]


async def begun(stage: Any, rows: Any = STAGES, header: Any = BARE) -> tuple[Any, Any, Any]:
    """A curator, a head and a mentor; the curator is in the wizard of a small document."""
    people = await put_on(stage)
    await people[0].sends(document=word(rows, header=header), name="карта.docx")
    await people[0].taps(START)
    return people


def terms(found: list[Item]) -> dict[str, list[Any]]:
    return {item.title: item.spans for item in found}


@pytest.mark.parametrize(
    ("name", "leaves"), [("school26.docx", 37), ("gymnasium166.docx", 16)]
)  # fmt: skip
async def test_a_founding_document_is_filled_in_and_launched(
    stage: Any, name: str, leaves: int
) -> None:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"needs ../shared/roadmaps/{name}")
    curator, head, _ = await put_on(stage)
    await curator.sends(document=path.read_bytes(), name=name)
    await curator.taps("Выбрать новый период")
    await curator.taps("2026–2027")
    await curator.taps(START)
    taps = 0
    while not lines(curator)[0].startswith("📋 Все этапы"):
        assert lines(curator)[0][1:].strip() == f"Этап {taps // 2 + 1} из 8"
        await curator.taps("Так и сделать" if taps % 2 == 0 else "Климов")
        taps += 1
    await curator.taps("Запустить")
    await curator.taps("Запустить сейчас")

    assert taps == 2 * 8
    assert await stage.db.read(states) == [RoadmapState.RUNNING]
    found = await stage.db.read(working)
    assert len(found) == leaves
    assert {item.term_decided for item in found} == {True}
    assert {item.term_kind for item in found} == {Kind.DATES, Kind.CONTINUOUS}
    assert min(item.due for item in found if item.due) == date(2026, 10, 31)
    given = await stage.db.read(owners)
    assert {person for people in given.values() for person in people} == {stage.person_id(head)}


def working(session: Session) -> list[Item]:
    """The smallest items."""
    above = select(Item.parent_id).where(Item.parent_id.is_not(None))
    return list(session.scalars(select(Item).where(Item.id.not_in(above))))


async def test_a_stage_is_asked_when_and_then_who(stage: Any) -> None:
    curator, head, _ = await begun(stage)
    assert lines(curator) == [
        "📅 Этап 1 из 3", "Этап 1. Подготовка условий", "", "• Издать приказ",
        "• Провести педсовет", "", "Предлагаю срок: октябрь, это до 31 октября. Так и сделать?",
    ]  # fmt: skip
    assert captions(curator) == [
        "Так и сделать: октябрь", "Другой срок", "Отдельные строки", "Пропустить этап",
        "Все этапы", "← Назад", "Меню",
    ]  # fmt: skip
    await curator.taps("Так и сделать")
    assert lines(curator)[0] == "👥 Этап 1 из 3"
    assert lines(curator)[-2:] == ["Срок: октябрь.", "Кто отвечает за весь этап?"]
    await curator.taps("Климов")

    assert lines(curator)[:2] == ["📅 Этап 2 из 3", "Этап 2. Формирование пар"]
    chief = stage.person_id(head)
    assert await stage.db.read(owners) == {"Издать приказ": [chief], "Провести педсовет": [chief]}


async def test_the_last_choice_comes_first(stage: Any) -> None:
    curator, *_ = await begun(stage)
    await curator.taps("Так и сделать")
    assert captions(curator)[0] == "Ветрова О. С."
    await curator.taps("Соколова")
    await curator.taps("Так и сделать")

    assert captions(curator)[0] == "Соколова А. П."


async def test_one_goes_on_where_one_stopped(stage: Any) -> None:
    curator, *_ = await begun(stage)
    await curator.taps("Так и сделать")
    await curator.taps("Климов")
    await curator.taps("Так и сделать")
    await curator.sends("/menu")
    await curator.taps("Доделать черновик")
    await curator.taps(START)

    assert lines(curator)[0] == "👥 Этап 2 из 3"


async def test_a_stage_is_left_out_and_found_again(stage: Any) -> None:
    curator, *_ = await begun(stage)
    await curator.taps("Пропустить этап")
    for _ in range(2):
        await curator.taps("Так и сделать")
        await curator.taps("Климов")
    assert lines(curator)[2] == "Заполнено: 2 из 3. Со знаком ⚠️ чего-то не хватает."
    assert captions(curator)[:3] == [
        "Заполнить дальше", "⚠️ 1. Этап 1. Подготовка условий",
        "2. Этап 2. Формирование пар · ноябрь—декабрь, Климов П. И.",
    ]  # fmt: skip
    await curator.taps("Заполнить дальше")
    await curator.taps("Так и сделать")
    await curator.taps("Это я")

    assert captions(curator)[0] == "Запустить"
    assert terms(await stage.db.read(items)) == {
        "Издать приказ": OCTOBER, "Провести педсовет": OCTOBER, "Составить пары": PAIRS,
        "Закрепить пары": PAIRS, "Подвести итоги": MAY,
    }  # fmt: skip


async def test_a_finished_stage_is_changed_on_the_way_back(stage: Any) -> None:
    curator, *_ = await begun(stage)
    await curator.taps("Так и сделать")
    await curator.taps("Климов")
    await curator.taps("← Предыдущий этап")
    assert lines(curator)[-4:] == [
        "Срок: октябрь.", "Отвечает: Климов П. И.", "", "Здесь всё заполнено. Что изменить?",
    ]  # fmt: skip
    await curator.taps("Изменить срок")
    await curator.taps("декабрь")
    assert lines(curator)[0] == "📅 Этап 2 из 3"
    await curator.taps("← Предыдущий этап")
    await curator.taps("Изменить ответственных")
    assert "Сейчас отвечает: Климов П. И." in lines(curator)[-2]
    await curator.taps("Соколова")

    first, second, *_ = await stage.db.read(items)
    assert first.spans == second.spans == [["2026-12-01", "2026-12-31"]]
    assert set(map(tuple, (await stage.db.read(owners)).values())) == {
        (max(stage.people.values()),)
    }


async def test_a_row_is_taken_out_of_the_month_of_its_stage(stage: Any) -> None:
    curator, head, mentor = await begun(stage)
    await curator.taps("Отдельные строки")
    assert captions(curator)[:2] == ["⚠️ 1. Издать приказ", "⚠️ 2. Провести педсовет"]
    await curator.taps("Провести педсовет")
    await curator.taps("Изменить срок")
    await curator.taps("март")
    assert captions(curator)[:2] == ["⚠️ 1. Издать приказ", "2. Провести педсовет"]
    await curator.taps("Провести педсовет")
    await curator.taps("Изменить ответственных")
    await curator.taps("Соколова")
    await curator.taps("Дальше")
    assert "Со своим сроком, останется как есть: 1 строка." in lines(curator)
    await curator.taps("Так и сделать")
    await curator.taps("Климов")

    first, second, *_ = await stage.db.read(items)
    assert (first.spans, second.spans) == (OCTOBER, [["2027-03-01", "2027-03-31"]])
    chief, teacher = stage.person_id(head), stage.person_id(mentor)
    assert await stage.db.read(owners) == {
        "Издать приказ": [chief],
        "Провести педсовет": [teacher],
    }


async def test_a_step_is_taken_out_too(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    rows = [
        ["Этап 1"], ["1", "Банк", "1. Провести опрос\n2. Собрать согласия"],
        ["2", "Приказ", ""], ["3", "Сайт", ""],
    ]  # fmt: skip
    header = ("№", "Мероприятия", "Содержание")
    await curator.sends(document=word(rows, header=header), name="карта.docx")
    await curator.taps(START)
    await curator.taps("Отдельные строки")
    await curator.taps("Собрать согласия")
    await curator.taps("Изменить срок")
    await curator.taps("январь")
    await curator.taps("Дальше")
    await curator.taps("Другой срок")
    await curator.taps("ноябрь")

    assert [item.spans for item in await stage.db.read(items)] == [
        [["2026-11-01", "2026-11-30"]], [["2026-11-01", "2026-11-30"]],
        [["2027-01-01", "2027-01-31"]], [["2026-11-01", "2026-11-30"]],
        [["2026-11-01", "2026-11-30"]],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("taps", "kind", "spans"),
    [
        (["февраль"], Kind.DATES, [["2027-02-01", "2027-02-28"]]),
        (["Постоянно, весь период"], Kind.CONTINUOUS, [["2026-09-01", "2027-05-31"]]),
        (["Без срока"], Kind.NONE, []),
        (["Точный день", "15"], Kind.DATES, [[None, "2026-10-15"]]),
        (["Точный день", "›", "3"], Kind.DATES, [[None, "2026-11-03"]]),
        (["Написать словами", "=до 1 марта"], Kind.DATES, [[None, "2027-03-01"]]),
        (["Написать словами", "=когда-нибудь", "=ежемесячно"], Kind.RECURRING,
         [["2026-09-01", "2027-05-31"]]),
    ],
)  # fmt: skip
async def test_every_way_to_date_a_stage(
    stage: Any, taps: list[str], kind: Kind, spans: list[Any]
) -> None:
    curator, *_ = await begun(stage)
    await curator.taps("Другой срок")
    for tap in taps:
        if tap.startswith("="):
            await curator.sends(tap[1:])
        else:
            await curator.taps(tap)

    assert lines(curator)[0] == "👥 Этап 1 из 3"
    first, second, third, *_ = await stage.db.read(items)
    assert (first.term_kind, first.spans, first.term_decided) == (kind, spans, True)
    assert (second.term_kind, second.spans, second.term_decided) == (kind, spans, True)
    assert third.term_decided is False


async def test_a_month_that_is_over_leads_to_what_to_do_with_it(stage: Any) -> None:
    curator, *_ = await begun(stage)
    await curator.taps("Другой срок")
    assert "Если месяц уже прошёл, бот предложит отметить строки сделанными." in lines(curator)
    await curator.taps("сентябрь")
    await curator.taps("Климов")
    for _ in range(2):
        await curator.taps("Так и сделать")
        await curator.taps("Климов")

    assert captions(curator)[0] == "Прошедшие сроки: 2 строки"
    await curator.taps("Прошедшие сроки")
    await curator.taps("Сделано раньше")
    assert captions(curator)[0] == "Запустить"


async def test_several_people_each_with_their_own_mark(stage: Any) -> None:
    curator, head, mentor = await begun(stage)
    await curator.taps("Так и сделать")
    await curator.taps("Несколько человек")
    await curator.taps("Климов")
    await curator.taps("Соколова")
    await curator.taps("Каждый")
    await curator.taps("Так и сделать")
    assert captions(curator)[0] == "Как в прошлый раз: Климов П. И., Соколова А. П., каждый"
    await curator.taps("Как в прошлый раз")

    both = sorted([stage.person_id(head), stage.person_id(mentor)])
    found = await stage.db.read(owners)
    assert {title: sorted(people) for title, people in found.items()} == dict.fromkeys(
        ["Издать приказ", "Провести педсовет", "Составить пары", "Закрепить пары"], both
    )
    assert {item.sharing for item in (await stage.db.read(items))[:4]} == {Sharing.EACH}


async def test_a_row_named_like_its_stage_shows_what_stands_beside_it(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    rows = [
        ["1", "Подготовка", "Подготовка", "Принять локальные акты"],
        *(["2", "Итоги", f"Дело {n}", ""] for n in range(3)),
    ]
    header = ("№", "Наименование этапа", "Мероприятия", "Содержание")
    await curator.sends(document=word(rows, header=header), name="карта.docx")
    await curator.taps(START)

    assert lines(curator)[:4] == [
        "📅 Этап 1 из 2", "Подготовка", "", "• Принять локальные акты",
    ]  # fmt: skip


async def test_marked_people_keep_their_places(stage: Any) -> None:
    curator, *_ = await begun(stage)
    await curator.taps("Так и сделать")
    await curator.taps("Несколько человек")
    await curator.taps("Соколова")
    await curator.taps("Климов")

    assert lines(curator)[2] == "Выбрано: Соколова А. П., Климов П. И."
    assert captions(curator)[:3] == ["Ветрова О. С.", "✅ Климов П. И.", "✅ Соколова А. П."]


async def test_a_role_is_one_tap_away(stage: Any) -> None:
    curator, _, mentor = await put_on(stage)
    other = await stage.join("Орлов Игорь Петрович", Role.MENTOR)
    await curator.sends(document=word(STAGES, header=BARE), name="карта.docx")
    await curator.taps(START)
    await curator.taps("Так и сделать")
    await curator.taps("Наставники (2): каждый")
    await curator.taps("Так и сделать")
    await curator.taps("Роль")
    assert "Классные руководители" not in " ".join(captions(curator))
    await curator.taps("Руководители (1): вместе")
    await curator.taps("Так и сделать")
    await curator.taps("Найти")
    await curator.sends("рябин")
    assert lines(curator)[0].startswith("👥 По запросу «рябин» никого нет.")
    await curator.sends("орл")
    await curator.taps("Орлов")
    await curator.taps("Запустить")
    await curator.taps("Запустить сейчас")

    mentors = sorted(map(stage.person_id, (mentor, other)))
    found = await stage.db.read(owners)
    assert sorted(found["Издать приказ"]) == mentors
    assert found["Подвести итоги"] == [stage.person_id(other)]
    shares = [i for i in await stage.db.read(items) if i.level is ItemLevel.SHARE]
    assert len(shares) == 4


async def test_what_the_document_says_stays(stage: Any) -> None:
    curator, head, mentor = await put_on(stage)
    rows = [
        ["Этап 1. Подготовка"],
        ["1", "Издать приказ", "до 20 ноября 2026", "Директор"],
        ["2", "Провести педсовет", "", ""],
        ["3", "Обновить сайт", "", ""],
        ["Этап 2. Завершение"],
        ["4", "Подвести итоги", "май 2027", "Наставники"],
        ["5", "Написать справку", "", "Директор"],
    ]
    header = ("№", "Мероприятия", "Сроки", "Ответственные")
    await curator.sends(document=word(rows, header=header), name="карта.docx")
    await curator.taps(START)
    assert "Со своим сроком, останется как есть: 1 строка." in lines(curator)
    await curator.taps("Так и сделать")
    await curator.taps("Соколова")
    await curator.taps("Так и сделать")
    await curator.taps("Запустить")
    await curator.taps("Запустить сейчас")

    assert terms(await stage.db.read(items)) == {
        "Издать приказ": [[None, "2026-11-20"]], "Провести педсовет": OCTOBER,
        "Обновить сайт": OCTOBER, "Подвести итоги": MAY, "Написать справку": MAY,
    }  # fmt: skip
    chief, teacher = [stage.person_id(head)], [stage.person_id(mentor)]
    assert await stage.db.read(owners) == {
        "Издать приказ": chief, "Провести педсовет": teacher, "Обновить сайт": teacher,
        "Подвести итоги": teacher, "Написать справку": chief,
    }  # fmt: skip


async def test_a_document_without_stages_is_asked_about_in_parts(stage: Any) -> None:
    rows = [[str(n), f"Дело {n}"] for n in range(1, 24)]
    curator, *_ = await begun(stage, rows)
    assert lines(curator)[0] == "📅 Часть 1 из 3, строки 1–10"
    for _ in range(3):
        await curator.taps("Так и сделать")
        await curator.taps("Климов")

    assert captions(curator)[1:4] == [
        "1. строки 1–10 · ноябрь, Климов П. И.", "2. строки 11–20 · январь, Климов П. И.",
        "3. строки 21–23 · март, Климов П. И.",
    ]  # fmt: skip


async def test_the_questions_lead_to_the_wizard(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    await curator.sends(document=word(STAGES, header=BARE), name="карта.docx")
    assert captions(curator)[0] == START
    await curator.taps("Разобрать")
    await curator.taps(START)
    assert lines(curator)[0] == "📅 Этап 1 из 3"
    await curator.taps("← Назад")
    await curator.taps("Разобрать")
    await curator.taps("Так же для всего этапа")
    await curator.taps("май")
    for _ in range(3):
        await curator.taps("Позже")
    assert lines(curator)[0].startswith("👥 Ответственный")
    await curator.taps(START)

    assert lines(curator)[0] == "👥 Этап 1 из 3"


async def test_few_rows_are_asked_about_one_by_one(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    await curator.sends(document=word(STAGES[:3], header=BARE), name="карта.docx")

    assert captions(curator)[0] == "Разобрать 4 вопроса"
    await curator.taps("Разобрать")
    assert START not in captions(curator)


async def test_without_a_period_it_is_chosen_first(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    data = word(STAGES, title="Дорожная карта", header=BARE)
    await curator.sends(document=data, name="карта.docx")
    assert START not in captions(curator)

    await curator.taps(data="w0:1")

    assert curator.alerts[-1].startswith("Сначала выберите период")


def _own() -> Iterator[registry.Button]:
    """One press of each button of the wizard, aimed at the roadmap and row number 1."""
    values: dict[Any, Any] = {
        int: 1, int | None: None, bool: False, date: date(2026, 12, 31),
        date | None: date(2026, 12, 1), Choice: Choice.PERIOD,
    }  # fmt: skip
    for kind in registry.BUTTONS.values():
        if kind.__module__ == buttons.__name__:
            hints = get_type_hints(kind)
            names = [f.name for f in dataclasses.fields(kind)]  # type: ignore[arg-type]
            yield kind(*(values[hints[name]] for name in names))


@pytest.mark.parametrize("place", ["own", "other"])
async def test_forged_presses_change_and_show_nothing(stage: Any, place: str) -> None:
    """A mentor of the school, and the curator of another one."""
    curator, _, mentor = await put_on(stage)
    await curator.sends(document=word(STAGES, header=BARE), name="карта.docx")
    forger = mentor
    if place == "other":
        await stage.school("МБОУ «СОШ № 2»")
        forger = await stage.join("Орлов Игорь Петрович", Role.CURATOR)
    before = await stage.db.read(snapshot)
    presses = list(_own())

    for press in presses:
        await forger.taps(data=press.pack())

    assert await stage.db.read(snapshot) == before
    assert len(forger.alerts) == len(presses) == 21
    assert not [one for one in forger.messages if "Издать приказ" in one.text]


def snapshot(session: Session) -> list[Any]:
    rows = session.execute(select(Item.id, Item.spans, Item.term_decided).order_by(Item.id)).all()
    versions = list(session.scalars(select(Roadmap.version)))
    return [[tuple(row) for row in rows], versions, list(session.scalars(select(ItemOwner.id)))]


@pytest.mark.parametrize(
    "data",
    ["w5:1:0:10001201:20261231", "w5:1:0:20261231:20261201", "w6:1:0:y", "w7:1:0:2026:13",
     "wa:1:0:99999", "wc:1:0", "we:1:0:99:0", "we:1:0:1:0", "w1:99999", "wg:1:0:99999:0"],
)  # fmt: skip
async def test_impossible_values_are_refused(stage: Any, data: str) -> None:
    curator, *_ = await begun(stage)

    await curator.taps(data=data)

    assert len(curator.alerts) == 1
    assert "сломалось" not in curator.alerts[0]


async def test_a_launched_draft_answers_no_old_button(stage: Any) -> None:
    curator, *_ = await begun(stage)
    await curator.sends("/menu")
    await curator.taps("Доделать черновик")
    await curator.taps("Запустить")
    await curator.taps("Запустить сейчас")

    await curator.taps(data="w5:1:0:20261201:20261231")

    assert curator.alerts[-1].startswith("Эта дорожная карта уже запущена")


LOOKS = [
    kind.PREFIX
    for kind in (
        buttons.Wizard, buttons.OpenStage, buttons.SkipStage, buttons.StageList,
        buttons.StageMonths, buttons.StageCalendar, buttons.StageWho, buttons.StageRoles,
        buttons.StageMany, buttons.StageRows, buttons.StageRow, buttons.ToggleOne,
    )
]  # fmt: skip


async def test_nasty_cells_never_break_a_screen(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    await stage.join("👑" * 40 + " <i>Ия</i>", Role.MENTOR)
    rows = [[NASTY[:900]], [NASTY, NASTY], ["2", NASTY], ["<b>"], ["3", "x"]]
    await curator.sends(document=word(rows, header=BARE), name="<карта>.docx")
    await curator.taps(START)

    met = await visit(stage, curator, LOOKS)

    assert {buttons.StageRow.PREFIX, buttons.ToggleOne.PREFIX, buttons.StageMonths.PREFIX} <= met
    assert not [text for text in map(str, curator.alerts) if "сломалось" in text]
    assert not [one for one in curator.messages if "сломалось" in one.text]


async def test_three_hundred_rows(stage: Any) -> None:
    rows = [[str(n), "Провести занятие"] for n in range(300)]
    curator, *_ = await begun(stage, rows)
    assert lines(curator)[0] == "📅 Часть 1 из 30, строки 1–10"
    await curator.taps("Так и сделать")
    await curator.taps("Климов")
    await curator.taps("Все этапы")

    assert captions(curator)[1] == "1. строки 1–10 · октябрь, Климов П. И."
    assert captions(curator)[9] == "Ещё 22 ›"


async def test_a_roadmap_of_several_years_shows_the_months_of_the_present_one(stage: Any) -> None:
    await stage.advance_to(datetime(2027, 2, 1, 7, tzinfo=UTC))
    curator, *_ = await put_on(stage)
    data = word(STAGES, title="Дорожная карта на 2025 – 2028 гг.", header=BARE)
    await curator.sends(document=data, name="карта.docx")
    await curator.taps(START)
    await curator.taps("Другой срок")

    assert captions(curator)[:2] == ["январь 2027", "февраль 2027"]
    await curator.taps("Ещё")
    assert captions(curator)[:2] == ["январь 2028", "февраль 2028"]


async def test_a_term_and_a_name_may_be_typed_instead_of_tapped(stage: Any) -> None:
    curator, *_ = await begun(stage)
    await curator.sends("до 10 октября")
    asked = lines(curator)
    await curator.sends("Климов")
    found = captions(curator)
    await curator.taps("Климов")

    assert (asked[0], "Срок: до 10 октября." in asked) == ("👥 Этап 1 из 3", True)
    assert found[0].startswith("Климов")
    assert lines(curator)[0] == "📅 Этап 2 из 3"
    assert terms(await stage.db.read(items))["Издать приказ"] == [[None, "2026-10-10"]]


async def test_words_are_not_taken_for_a_term_once_somebody_went_on(stage: Any) -> None:
    curator, *_ = await begun(stage)
    await curator.taps("Все этапы")
    await curator.sends("до 10 октября")

    assert lines(curator)[0].startswith("Это сообщение я не понимаю")
