"""A corrected document against the roadmap that runs: compared, taken in, taken back."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Evidence, Item, ItemEvent, ItemOwner, Roadmap
from db.models.roadmap import ItemLevel, RoadmapState
from domain.progress import Status
from domain.roles import Role
from tests.documents import THIS_YEAR, word
from tests.handlers.test_draft import captions, lines, put_on

FIRST = [
    ["Раздел 1. Подготовка"],
    ["1.1", "Издать приказ о наставничестве", "до 20 ноября 2026", "Директор", "приказ"],
    ["1.2", "Собрать анкеты наставников", "ноябрь 2026", "Директор", "анкеты"],
    ["1.3", "Провести родительское собрание", "декабрь 2026", "Директор", ""],
    ["Раздел 2. Работа"],
    ["2.1", "Встречи пар", "до 20 мая 2027", "Наставники", "отчёт"],
    ["2.2", "Итоговый отчёт", "май 2027", "Директор", "отчёт"],
]
# 1.2 gives way to a new row and moves on, 2.1 is reworded and due elsewhere, 1.3 is gone.
SECOND = [
    ["Раздел 1. Подготовка"],
    ["1.1", "Издать приказ о наставничестве", "до 20 ноября 2026", "Директор", "приказ"],
    ["1.2", "Провести педсовет", "осенью когда получится", "Совет отцов", "протокол"],
    ["1.3", "Собрать анкеты наставников", "ноябрь 2026", "Директор", "анкеты"],
    ["Раздел 2. Работа"],
    ["2.1", "Регулярные встречи пар", "до 25 мая 2027", "Наставники", "отчёт"],
    ["2.2", "Итоговый отчёт", "май 2027", "Директор", "отчёт"],
]


async def running(stage: Any) -> Any:
    """The first document runs; the order is issued and proved, the surveys have a note."""
    curator, head, mentor = await put_on(stage)
    await curator.sends(document=word(FIRST), name="карта.docx")
    await curator.taps("Запустить")
    await curator.taps("Запустить сейчас")
    return curator, head, mentor


async def id_of(stage: Any, title: str) -> int:
    def load(session: Session) -> int:
        return (
            session.scalars(
                select(Item.id)
                .join(Roadmap, Roadmap.id == Item.roadmap_id)
                .where(Item.title == title, Roadmap.state == RoadmapState.RUNNING)
                .order_by(Item.id)
            ).first()
            or 0
        )

    return await stage.db.read(load)


def state(session: Session) -> list[tuple[Any, ...]]:
    """The running roadmap as it stands, row by row."""
    items = session.scalars(
        select(Item)
        .join(Roadmap, Roadmap.id == Item.roadmap_id)
        .where(
            Roadmap.state == RoadmapState.RUNNING,
            Item.removed_at.is_(None),
            Item.level != ItemLevel.SHARE,
        )
        .order_by(Item.position, Item.id)
    )
    return [(item.number, item.title, item.deadline, item.status) for item in items]


def documents(session: Session) -> list[tuple[str, str]]:
    return [
        (row.source_name, row.state.value)
        for row in session.scalars(select(Roadmap).order_by(Roadmap.id))
    ]


def proofs(session: Session) -> list[str]:
    rows = session.scalars(
        select(Item.title)
        .join(Evidence, Evidence.item_id == Item.id)
        .where(Evidence.removed_at.is_(None), Item.removed_at.is_(None))
    )
    return list(rows)


def owners(session: Session) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    rows = session.execute(
        select(Item.title, ItemOwner.person_id)
        .join(ItemOwner, ItemOwner.item_id == Item.id)
        .where(Item.removed_at.is_(None))
        .order_by(Item.position, Item.id, ItemOwner.id)
    )
    for title, person in rows:
        found.setdefault(title, []).append(person)
    return found


async def test_progress_survives_a_corrected_document_and_its_undoing(stage: Any) -> None:
    curator, head, mentor = await running(stage)
    for title in ("Издать приказ о наставничестве", "Собрать анкеты наставников"):
        await head.taps(data=f"id:{await id_of(stage, title)}")
        await head.taps("📎 Прикрепить подтверждение")
        await head.sends(document=b"%PDF-1.7", name="скан.pdf")
    before = await stage.db.read(state)
    assert [row[3] for row in before] == [
        Status.DONE, Status.DONE, Status.TODO, Status.TODO, Status.TODO,
    ]  # fmt: skip

    await curator.sends(document=word(SECOND), name="карта-2.docx")
    assert lines(curator)[-1] == f"Это исправленный вариант карты «{THIS_YEAR}»?"
    assert await stage.db.read(state) == before, "nothing changes before the answer"
    await curator.taps("Сравнить с действующей")
    assert lines(curator)[3] == "Добавлено 1 · Изменено 1 · Исчезло 1"
    assert lines(curator)[4] == "Другой номер или этап: 1 строка."
    assert captions(curator)[:2] == ["Разобрать 2 вопроса", "Внести исправления"]

    await curator.taps("Изменено (1)")
    assert lines(curator)[2:5] == [
        "1 · 2.1. Встречи пар",
        "    Формулировка: было «Встречи пар», стало «Регулярные встречи пар»",
        "    Срок: было «до 20 мая 2027», стало «до 25 мая 2027»",
    ]
    await curator.taps("1")
    assert curator.screen.has("Оставить как есть")
    await curator.taps("← Назад")
    await curator.taps("← Назад")

    await curator.taps("Разобрать")
    assert lines(curator)[0] == "📅 Срок · вопрос 1 из 2"
    await curator.taps("октябрь")
    assert lines(curator)[:2] == ["👥 Ответственный · вопрос 2 из 2", "Совет отцов"]
    await curator.taps("Это я")
    await curator.taps("Внести исправления")

    assert lines(curator)[0] == "✅ Исправления внесены"
    assert await stage.db.read(state) == [
        ("1.1", "Издать приказ о наставничестве", "до 20 ноября 2026", Status.DONE),
        ("1.2", "Провести педсовет", "осенью когда получится", Status.TODO),
        ("1.3", "Собрать анкеты наставников", "ноябрь 2026", Status.DONE),
        ("2.1", "Регулярные встречи пар", "до 25 мая 2027", Status.TODO),
        ("2.2", "Итоговый отчёт", "май 2027", Status.TODO),
    ]
    assert await stage.db.read(proofs) == [row[1] for row in before[:2]]
    assert await stage.db.read(documents) == [("карта-2.docx", "running")]
    held = await stage.db.read(owners)
    assert held["Провести педсовет"] == [stage.person_id(curator)]
    assert held["Регулярные встречи пар"] == [stage.person_id(mentor)]

    await curator.taps("Отменить исправление")
    assert lines(curator)[0] == "✅ Исправление отменено, карта такая же, как была."
    assert await stage.db.read(state) == before
    assert await stage.db.read(documents) == [("карта.docx", "running")]
    assert await stage.db.read(proofs) == [row[1] for row in before[:2]]


async def half_decided(stage: Any) -> Any:
    """A draft of three questions of which one is answered."""
    curator, *_ = await put_on(stage)
    rows = [["1", "Смотр", "", "Директор", ""], ["2", "Сбор", "", "Директор", ""]]
    await curator.sends(document=word([*rows, ["3", "Отчёт", "", "Директор", ""]]), name="а.docx")
    await curator.taps("Разобрать")
    await curator.taps("май")
    await curator.sends(document=word(rows, title="Другая карта на 2026-2027"), name="б.docx")
    return curator


async def test_a_roadmap_moved_to_this_year_is_not_moved_back(stage: Any) -> None:
    """The corrected document still names the years that the bot has moved the roadmap from."""
    curator, _, _ = await put_on(stage)
    rows = [
        ["1.1", "Издать приказ о наставничестве", "декабрь 2022", "Директор", "приказ"],
        ["1.2", "Вести раздел сайта", "В течение периода", "Директор", "сайт"],
    ]
    past = "Дорожная карта наставничества на 2022-2023 учебный год"
    await curator.sends(document=word(rows, past), name="карта.docx")
    await curator.taps("Прошедшие сроки: 2\N{NO-BREAK SPACE}строки")
    await curator.taps("В этом году, в том же месяце")
    await curator.taps("Запустить")
    await curator.taps("Запустить сейчас")
    before = await stage.db.read(years)
    assert before == (THIS_YEAR, date(2026, 9, 1), date(2027, 5, 31))

    rows.append(["1.3", "Провести педсовет", "март 2027", "Директор", "протокол"])
    await curator.sends(document=word(rows, past), name="карта-2.docx")
    await curator.taps("Сравнить с действующей")
    assert lines(curator)[3:5] == [
        "Добавлено 1 · Изменено 0 · Исчезло 0",
        "Без изменений: 2 строки.",
    ]
    await curator.taps("Внести исправления")
    assert await stage.db.read(years) == before


def years(session: Session) -> tuple[str, date | None, date | None]:
    one = session.scalars(select(Roadmap).where(Roadmap.state == RoadmapState.RUNNING)).one()
    return one.title, one.period_start, one.period_end


async def test_a_half_decided_draft_is_not_replaced_unasked(stage: Any) -> None:
    curator = await half_decided(stage)

    assert lines(curator) == [
        "📋 Ещё один файл",
        "",
        f"Черновик «{THIS_YEAR}» из файла «а.docx» ещё не запущен (решено 1 из 3).",
        "Новый файл прочитан: «Другая карта на 2026-2027» из файла «б.docx».",
        "",
        "Заменить черновик новым файлом или оставить?",
    ]
    assert await stage.db.read(documents) == [("а.docx", "draft"), ("б.docx", "draft")]
    assert captions(curator)[0] == "Оставить прежний"
    await curator.taps("Оставить прежний")

    assert await stage.db.read(documents) == [("а.docx", "draft")]
    assert captions(curator)[0] == "Разобрать 2 вопроса"


async def test_a_draft_is_replaced_when_asked_for(stage: Any) -> None:
    curator = await half_decided(stage)
    screen = curator.screen.message_id
    await curator.taps("Заменить новым")

    assert await stage.db.read(documents) == [("б.docx", "draft")]
    assert "Прежний черновик заменён этим." in lines(curator)
    await curator.taps(data="c3:2:1", message_id=screen)
    assert curator.alerts[-1].startswith("Этого уже нет")
    assert await stage.db.read(documents) == [("б.docx", "draft")]


async def test_what_was_decided_since_the_question_is_not_lost(stage: Any) -> None:
    curator = await half_decided(stage)
    screen = curator.screen.message_id
    await curator.taps("← Назад")
    await curator.taps("Разобрать")
    await curator.taps("май")
    await curator.taps(data="c4:2:1:2", message_id=screen)

    assert curator.alerts[-1].startswith("С этим черновиком тем временем работали")
    assert await stage.db.read(documents) == [("а.docx", "draft"), ("б.docx", "draft")]


async def test_two_drafts_stand_beside_each_other_in_the_menu(stage: Any) -> None:
    curator = await half_decided(stage)
    await curator.taps("Добавить рядом")
    assert lines(curator)[1] == "Другая карта на 2026-2027"
    await curator.sends("/menu")
    await curator.taps("Черновики карт (2)")

    assert captions(curator)[:2] == [
        "Другая карта на 2026-2027", "Дорожная карта наставничества на 2026-2027…",
    ]  # fmt: skip
    await curator.taps("Дорожная карта наставничества")
    assert captions(curator)[0] == "Разобрать 2 вопроса"


async def test_single_changes_are_refused(stage: Any) -> None:
    curator, *_ = await running(stage)
    await curator.sends(document=word(SECOND), name="карта-2.docx")
    await curator.taps("Сравнить с действующей")
    for kind in ("Добавлено (1)", "Изменено (1)", "Исчезло (1)"):
        await curator.taps(kind)
        await curator.taps("1")
        await curator.taps("Оставить как есть")
        await curator.taps("← Назад")
        await curator.taps("← Назад")
    assert "Останется как есть: 3 изменения." in lines(curator)
    await curator.taps("Внести исправления")

    assert [row[:3] for row in await stage.db.read(state)] == [
        ("1.1", "Издать приказ о наставничестве", "до 20 ноября 2026"),
        ("1.3", "Собрать анкеты наставников", "ноябрь 2026"),
        ("1.3", "Провести родительское собрание", "декабрь 2026"),
        ("2.1", "Встречи пар", "до 20 мая 2027"),
        ("2.2", "Итоговый отчёт", "май 2027"),
    ]


async def test_what_has_work_in_it_stays_unless_somebody_says_otherwise(stage: Any) -> None:
    curator, head, _ = await running(stage)
    gone = await id_of(stage, "Провести родительское собрание")
    await head.taps(data=f"id:{gone}")
    await curator.sends(document=word(SECOND), name="карта-2.docx")
    await curator.taps("Сравнить с действующей")
    await curator.taps("Исчезло (1)")
    assert lines(curator)[5] == (
        "    останется: по пункту что-то сделано, у него свой план, или его добавили вручную"
    )
    await curator.taps("1")
    await curator.taps("Убрать из карты")
    assert lines(curator)[-1] == "Пункт будет убран из карты."
    await curator.taps("Оставить как есть")
    await curator.taps("← Назад")
    await curator.taps("← Назад")
    await curator.taps("Внести исправления")

    assert ("1.3", "Провести родительское собрание") in [
        row[:2] for row in await stage.db.read(state)
    ]


async def test_owners_chosen_by_hand_stay(stage: Any) -> None:
    curator, head, mentor = await running(stage)
    survey = await id_of(stage, "Собрать анкеты наставников")
    await curator.taps(data=f"e5:{survey}:{stage.person_id(curator)}:0")
    rows = [list(row) for row in FIRST]
    rows[2][3], rows[5][3] = "Наставники", "Директор"
    await curator.sends(document=word(rows), name="карта-2.docx")
    await curator.taps("Сравнить с действующей")
    assert lines(curator)[3] == "Добавлено 0 · Изменено 2 · Исчезло 0"
    await curator.taps("Изменено (2)")
    kept = "По-прежнему отвечает: Ветрова О. С., как выбрано в боте"
    assert lines(curator).count(f"    {kept}") == 1
    await curator.taps("1")
    assert kept in lines(curator)
    await curator.taps("← Назад")
    await curator.taps("← Назад")
    await curator.taps("Внести исправления")

    held = await stage.db.read(owners)
    assert held["Собрать анкеты наставников"] == [stage.person_id(curator)]
    assert held["Встречи пар"] == [stage.person_id(head)]
    await curator.taps("Отменить исправление")
    assert (await stage.db.read(owners))["Встречи пар"] == [stage.person_id(mentor)]


async def test_what_was_worked_on_since_is_not_taken_back(stage: Any) -> None:
    curator, *_ = await running(stage)
    await curator.sends(document=word(SECOND), name="карта-2.docx")
    await curator.taps("Сравнить с действующей")
    await curator.taps("Внести исправления")
    await curator.taps(data=f"id:{await id_of(stage, 'Провести педсовет')}")
    await curator.sends("/roadmap")
    await curator.taps("Изменить план")
    await curator.taps("Отменить исправление")

    assert lines(curator)[0] == "✅ Исправление отменено, но не целиком."
    assert "остался 1 пункт" in lines(curator)[2]
    titles = [row[1] for row in await stage.db.read(state)]
    assert titles == [
        "Издать приказ о наставничестве", "Собрать анкеты наставников", "Провести педсовет",
        "Провести родительское собрание", "Встречи пар", "Итоговый отчёт",
    ]  # fmt: skip
    await curator.taps(data=f"ce:{await stage.db.read(first_correction)}")
    assert curator.alerts[-1].startswith("Это уже отменено")
    await curator.taps(data="hp:1")
    assert not curator.screen.has("Отменить исправление")


def first_correction(session: Session) -> int:
    events = session.scalars(select(ItemEvent).order_by(ItemEvent.id))
    return next(event.id for event in events if "correction" in event.before)


async def test_another_roadmap_is_a_draft_like_any_other(stage: Any) -> None:
    curator, *_ = await running(stage)
    await curator.sends(document=word(SECOND), name="карта-2.docx")
    await curator.taps("Сравнить с действующей")
    await curator.taps("Это другая дорожная карта")

    assert lines(curator)[0] == "📋 Черновик · МБОУ «СОШ № 1»"
    assert captions(curator)[0] == "Разобрать 2 вопроса"
    assert await stage.db.read(documents) == [("карта.docx", "running"), ("карта-2.docx", "draft")]


async def test_the_history_says_what_was_corrected(stage: Any) -> None:
    curator, *_ = await running(stage)
    await curator.sends(document=word(SECOND), name="карта-2.docx")
    await curator.taps("Сравнить с действующей")
    await curator.taps("Внести исправления")
    await curator.taps(data=f"i4:{await id_of(stage, 'Регулярные встречи пар')}:0")

    assert "исправлено по новому документу: формулировка, срок" in lines(curator)[3]


async def test_nobody_corrects_the_roadmap_of_another_school(stage: Any) -> None:
    curator, *_ = await running(stage)
    before = await stage.db.read(state)
    await curator.sends(document=word(SECOND), name="карта-2.docx")
    await curator.taps("Сравнить с действующей")
    await stage.school("МБОУ «СОШ № 2»")
    stranger = await stage.join("Орлов Игорь Петрович", Role.CURATOR)
    for data in ("c1:2:1", "c2:2", "c3:2:1", "c4:2:1:1", "c6:2:a:0", "c9:2", "ce:1", "cf:1:0",
                 "cg:1:sb:1:0", "ch:1:sb:1:0", "c8:2:a:1:0:0", "c7:2:a:1:0"):  # fmt: skip
        alerts = len(stranger.alerts)
        await stranger.taps(data=data)
        assert len(stranger.alerts) == alerts + 1, data

    assert await stage.db.read(state) == before
    await stranger.taps(data="c0:0")
    assert lines(stranger)[-1] == "Черновиков нет."


async def test_a_correction_is_not_launched_beside_its_roadmap(stage: Any) -> None:
    curator, *_ = await running(stage)
    await curator.sends(document=word(SECOND), name="карта-2.docx")
    await curator.taps("Сравнить с действующей")
    for data in ("dL:2", "dY:2"):
        await curator.taps(data=data)
        assert curator.alerts[-1].startswith("Этот документ исправляет действующую карту.")

    assert await stage.db.read(documents) == [("карта.docx", "running"), ("карта-2.docx", "draft")]


STEPPED = ("№", "Мероприятия", "Содержание", "Сроки", "Ответственные")


async def test_steps_are_compared_one_by_one(stage: Any) -> None:
    curator, head, _ = await put_on(stage)
    row = ["1", "Банк наставников", "1. Провести опрос\n2. Собрать согласия", "март 2027",
           "Директор"]  # fmt: skip
    await curator.sends(document=word([row], header=STEPPED), name="а.docx")
    await curator.taps("Запустить")
    await curator.taps("Запустить сейчас")
    await head.taps(data=f"id:{await id_of(stage, 'Провести опрос')}")
    row[2] = "1. Собрать согласия родителей\n2. Провести опрос\n3. Внести в базу"
    row[3] = "апрель 2027"
    await curator.sends(document=word([row], header=STEPPED), name="б.docx")
    await curator.taps("Сравнить с действующей")
    assert lines(curator)[3] == "Добавлено 1 · Изменено 2 · Исчезло 0"
    await curator.taps("Внести исправления")

    assert [row[1:] for row in await stage.db.read(state)] == [
        ("Банк наставников", "апрель 2027", Status.TODO),
        ("Собрать согласия родителей", "апрель 2027", Status.TODO),
        ("Провести опрос", "март 2027", Status.DONE),
        ("Внести в базу", "апрель 2027", Status.TODO),
    ]
    held = await stage.db.read(owners)
    assert held["Внести в базу"] == [stage.person_id(head)]
    await curator.taps("Отменить исправление")

    assert [row[:3] for row in await stage.db.read(state)] == [
        ("1", "Банк наставников", "март 2027"),
        ("1", "Провести опрос", "март 2027"),
        ("2", "Собрать согласия", "март 2027"),
    ]


async def test_a_new_step_of_an_unchanged_row_has_its_term_and_people(stage: Any) -> None:
    """Those by the document's words."""
    curator, head, _ = await put_on(stage)
    row = ["1", "Банк наставников", "1. Провести опрос", "март 2027", "Директор"]
    await curator.sends(document=word([row], header=STEPPED), name="а.docx")
    await curator.taps("Запустить")
    await curator.taps("Запустить сейчас")
    row[2] += "\n2. Внести в базу"
    await curator.sends(document=word([row], header=STEPPED), name="б.docx")
    await curator.taps("Сравнить с действующей")
    await curator.taps("Внести исправления")

    assert [row[1:] for row in await stage.db.read(state)] == [
        ("Банк наставников", "март 2027", Status.TODO),
        ("Провести опрос", "март 2027", Status.TODO),
        ("Внести в базу", "март 2027", Status.TODO),
    ]
    held = await stage.db.read(owners)
    assert held["Внести в базу"] == [stage.person_id(head)]


async def test_where_the_document_names_nobody_those_chosen_in_the_bot_stay(stage: Any) -> None:
    """They are not asked about again, and a new step is theirs too."""
    curator, head, _ = await put_on(stage)
    first = ["1", "Банк наставников", "1. Провести опрос", "", ""]
    other = ["2", "Итоги", "1. Подвести итоги", "", ""]
    await curator.sends(document=word([first, other], header=STEPPED), name="а.docx")
    await curator.taps("Разобрать")
    for answer in ("март", "март", "Климов\u00a0П.\u00a0И.", "Климов\u00a0П.\u00a0И."):
        await curator.taps(answer)
    await curator.taps("Запустить")
    await curator.taps("Запустить сейчас")
    first[2] += "\n2. Внести в базу"
    other[2], other[3] = "1. Выпустить сборник", "до 20 мая 2027"
    await curator.sends(document=word([first, other], header=STEPPED), name="б.docx")
    await curator.taps("Сравнить с действующей")

    assert captions(curator)[:2] == ["Внести исправления", "Добавлено (2)"]
    await curator.taps("Изменено (1)")
    said = "    Срок: было март (назначено в боте), стало «до 20 мая 2027»"
    assert lines(curator)[3] == said
    await curator.taps("1")
    assert lines(curator)[4] == "Было: март (назначено в боте)"
    await curator.taps("← Назад")
    await curator.taps("← Назад")
    await curator.taps("Внести исправления")
    assert await stage.db.read(owners) == {
        title: [stage.person_id(head)]
        for title in ("Провести опрос", "Внести в базу", "Выпустить сборник")
    }


async def test_a_document_without_differences_is_only_remembered(stage: Any) -> None:
    curator, *_ = await running(stage)
    before = await stage.db.read(state)
    await curator.sends(document=word([*FIRST, ["Раздел 3. Прочее"]]), name="карта-2.docx")
    await curator.taps("Сравнить с действующей")
    assert lines(curator)[3:] == [
        "Отличий в пунктах нет.",
        "Без изменений: 5 строк.",
        "",
        "Запомнить этот файл как документ действующей карты?",
    ]
    await curator.taps("Запомнить файл")

    assert lines(curator)[0] == "✅ Файл стал документом действующей карты"
    assert captions(curator)[0] == "Открыть дорожную карту"
    assert not curator.screen.has("Отменить исправление")
    assert await stage.db.read(state) == before
    assert await stage.db.read(documents) == [("карта-2.docx", "running")]


async def test_a_new_row_that_is_over_already_is_settled_first(stage: Any) -> None:
    curator, *_ = await running(stage)
    rows = [*FIRST, ["2.3", "Сверить списки", "сентябрь 2026", "Директор", ""]]
    await curator.sends(document=word(rows), name="карта-2.docx")
    await curator.taps("Сравнить с действующей")
    assert captions(curator)[0] == "Прошедшие сроки: 1 строка"
    await curator.taps(data="c9:2")
    assert curator.alerts[-1].startswith("Сначала решите, что делать со строками")
    await curator.taps("Прошедшие сроки")
    await curator.taps("Сделано раньше")
    assert captions(curator)[0] == "Внести исправления"
    await curator.taps("Внести исправления")

    assert (await stage.db.read(state))[-1] == (
        "2.3", "Сверить списки", "сентябрь 2026", Status.DONE,
    )  # fmt: skip


async def test_a_correction_replaces_the_one_that_waited(stage: Any) -> None:
    curator, *_ = await running(stage)
    for name in ("карта-2.docx", "карта-3.docx"):
        rows = SECOND if name == "карта-2.docx" else FIRST[:-1]
        await curator.sends(document=word(rows), name=name)
        await curator.taps("Сравнить с действующей")

    assert lines(curator)[3] == "Добавлено 0 · Изменено 0 · Исчезло 1"
    assert [name for name, _ in await stage.db.read(documents)] == ["карта.docx", "карта-3.docx"]
