"""«Анкеты школы»: a file of one's own, the trial, printing, answers from paper."""

import io
from collections.abc import Callable

import openpyxl
from sqlalchemy import func, select

from db.models import Answer, Campaign, Response
from db.models.people import Given
from db.models.surveys import ResponseState
from domain.roles import Role
from handlers.buttons.questionnaires import PaperBegin, PublishQuestionnaire, TryQuestionnaire
from sandbox.actor import Actor
from services.enlist import Newcomer, enlist
from services.surveys import publishing
from tests.stage import ZONE, Stage

CSV = (
    "Вопрос;Вид;Варианты;Показывать, если;Можно пропустить\n"
    'Чай или кофе?;один вариант;"Чай\nКофе";;\n'
    "Сколько чашек?;число;;1 = Кофе;\n"
    "Что ещё?;короткий текст;;;да\n"
).encode()


async def curator_of(stage: Stage) -> Actor:
    await stage.school()
    await stage.db.write(publishing.sync_shipped, stage.clock.now())
    return await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)


def told(actor: Actor) -> str:
    return actor.screen.text.replace("\u00a0", " ")


async def sent(curator: Actor, data: bytes = CSV, name: str = "Опрос.csv") -> None:
    await curator.sends("/menu")
    for caption in ("Анкетирование", "Анкеты школы", "Прислать свою"):
        await curator.taps(caption)
    await curator.sends_file(data, name)


async def published(curator: Actor) -> None:
    await sent(curator)
    await curator.taps("✅ Опубликовать")
    await curator.taps("К анкете")


async def rows(stage: Stage, model: type) -> int:
    return await stage.db.read(lambda s: s.scalar(select(func.count()).select_from(model))) or 0


async def test_own_is_tried_and_published(stage: Stage) -> None:
    curator = await curator_of(stage)
    await sent(curator)
    assert told(curator) == (
        "Анкеты школы · Опрос\nФайл понят: 3 вопроса, около 1 минуты. Ошибок нет.\n"
        "Попробуйте её в чате, потом опубликуйте."
    )
    await curator.taps("Попробовать")
    await curator.taps("Кофе")
    await curator.sends("две")
    assert told(curator).startswith("Проба: Опрос · 2 из 3, около 1 минуты\n")
    assert "Написанное не потеряно: «две»" in told(curator)
    await curator.sends("4")
    await curator.taps("← Назад")
    await curator.sends("5")
    await curator.taps("Пропустить")
    assert told(curator) == (
        "Проба: Опрос · конец\nТак анкету увидит тот, кто отвечает. Ответы пробы не сохранены.\n\n"
        "1. Чай или кофе? — Кофе\n2. Сколько чашек? — 5\n3. Что ещё? — пропущено"
    )
    assert [await rows(stage, each) for each in (Campaign, Response, Answer)] == [0, 0, 0]
    await curator.taps("✅ Опубликовать")
    await curator.taps("К анкете")
    assert "от 2 до 3 вопросов, около 1 минуты." in told(curator)
    assert "Анкета школы, версия 1, опубликована 5 октября." in told(curator)


async def test_a_trial_that_was_left_begins_anew(stage: Stage) -> None:
    curator = await curator_of(stage)
    await sent(curator)
    await curator.taps("Попробовать")
    asking = curator.screen
    await curator.sends("/menu")
    key = asking.key("Кофе")
    assert key is not None
    await curator.taps("Кофе")
    assert curator.alerts[-1].startswith("Проба прервана")


async def test_a_faulty_file_leaves_nothing(stage: Stage) -> None:
    curator = await curator_of(stage)
    await sent(curator, "Вопрос;Вид\nЧай?;один вариант\n".encode())
    assert told(curator) == (
        "Анкеты школы · Опрос.csv\nАнкета не принята, ничего не изменилось. Исправьте и пришлите "
        "файл ещё раз:\nСтрока 2: нужны хотя бы два варианта, каждый с новой строки."
    )
    await curator.taps("← Назад")
    await curator.taps("← Назад")
    await curator.taps("Только наши")
    assert told(curator) == (
        "Анкеты школы\nСвоих анкет пока нет. Возьмите образец или готовую анкету."
    )


async def test_a_ready_one_is_printed_and_taken_as_a_table(stage: Stage) -> None:
    curator = await curator_of(stage)
    await curator.sends("/menu")
    for caption in ("Анкетирование", "Анкеты школы", "Анкета наставника: педагог"):
        await curator.taps(caption)
    card = told(curator)
    await curator.taps("📎 Напечатать")
    assert document(curator)[0] == "Анкета наставника педагог.docx"
    await curator.taps("← Назад")
    await curator.taps("📎 Скачать в Excel")
    name, data = document(curator)
    assert name == "Анкета наставника педагог.xlsx"
    await curator.sends_file(data, name)
    assert "Ошибок нет." in told(curator)
    await curator.taps("✅ Опубликовать")
    await curator.taps("К анкете")
    assert "Анкета школы, версия 1" in told(curator)
    assert "Готовая анкета, версия 1." in card


def document(actor: Actor) -> tuple[str, bytes]:
    found = actor.screen.document
    assert found is not None
    return found


async def test_a_put_away_one_comes_back(stage: Stage) -> None:
    curator = await curator_of(stage)
    await published(curator)
    await curator.taps("Убрать в архив")
    await curator.taps("Убрать в архив")
    assert told(curator).endswith("⏸ Анкета в архиве: новых опросов по ней не начать.")
    await curator.taps("Вернуть из архива")
    assert curator.screen.has("Убрать в архив")


async def paper_list(curator: Actor) -> None:
    await published(curator)
    await curator.taps("Внести с бумаги")


async def test_a_sheet_of_paper_question_after_question(stage: Stage) -> None:
    curator = await curator_of(stage)
    mentor = await stage.without_chat("Орлов Пётр Ильич", Role.MENTOR)
    await paper_list(curator)
    await curator.taps("Орлов")
    await curator.taps("Вчера")
    assert told(curator).startswith("С бумаги · Орлов П. И. · Опрос · 1 из 3")
    await curator.taps("Кофе")
    await curator.sends("3")
    await curator.taps("Пропустить")
    await curator.taps("✅ Отправить")
    await curator.taps("Следующий лист")
    assert told(curator).startswith("Ответы с бумаги · Опрос\nВнесено 1 из 2.")
    (response,) = await stage.db.read(lambda s: list(s.scalars(select(Response))))
    kept = (response.person_id, response.how, response.entered_by, str(response.paper_on))
    assert kept == (mentor, Given.PAPER, stage.person_id(curator), "2026-10-04")
    assert response.state is ResponseState.SENT


async def test_answers_from_the_chat_are_not_shown_and_not_changed(stage: Stage) -> None:
    curator = await curator_of(stage)
    mentor = await stage.join("Орлов Пётр Ильич", Role.MENTOR)
    await paper_list(curator)
    await curator.taps("Орлов")
    await curator.taps("Сегодня")
    await mentor.sends("/survey")
    await mentor.taps("Чай")
    await curator.taps("Кофе")
    assert curator.alerts[-1].startswith("Этот человек уже отвечает в чате")
    answers = await stage.db.read(lambda s: [a.value for a in s.scalars(select(Answer))])
    assert answers == [{"is": "o1"}]


async def filled(curator: Actor, fill: Callable[[str], list[object]]) -> bytes:
    """The table of sheets with what `fill` gives for a name: day and answers."""
    await curator.taps("📎 Таблица Excel")
    book = openpyxl.load_workbook(io.BytesIO(document(curator)[1]))
    for row in book.worksheets[0].iter_rows():
        if str(row[0].value).startswith("v"):
            for cell, value in zip(row[2:], fill(str(row[1].value)), strict=True):
                cell.value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


async def test_sheets_by_a_table(stage: Stage) -> None:
    curator = await curator_of(stage)
    await stage.without_chat("Орлов Пётр Ильич", Role.MENTOR)
    await stage.without_chat("Рощина Анна Львовна", Role.MENTOR)
    await paper_list(curator)
    table = {
        "Орлов": ["01.10.2026", "Кофе", 3, "печенье"], "Рощина": ["", "Сок", 1, ""],
        "Ветрова": ["", "", "", ""],
    }  # fmt: skip
    data = await filled(curator, lambda name: list(table[name.split()[0].split("\u00a0")[0]]))
    await curator.sends_file(data, "Ответы.xlsx")
    said = (
        "Ответы с бумаги · Опрос\nВнесено полностью: 1 лист. Начато, но не все ответы есть: 1.\n"
        "Строка 6, вопрос 1: Такого варианта нет. Нажмите кнопку или напишите номер варианта, "
        "например 1.\nСтрока 6, вопрос 2: вопрос по этим ответам не нужен, его ответ не принят.\n"
        "Исправьте эти строки и пришлите таблицу ещё раз."
    )
    assert told(curator) == said
    await curator.sends_file(data, "Ответы.xlsx")
    assert told(curator) == said
    found = await stage.db.read(
        lambda s: s.execute(
            select(Response.how, Response.paper_on, Response.state).order_by(Response.id)
        ).all()
    )
    assert [(how, str(day), state) for how, day, state in found] == [
        (Given.PAPER, "2026-10-01", ResponseState.SENT),
        (Given.PAPER, "2026-10-05", ResponseState.STARTED),
    ]


async def test_a_class_teacher_enters_for_pupils_of_the_class_alone(stage: Stage) -> None:
    curator = await curator_of(stage)
    mentor = await stage.without_chat("Орлов Пётр Ильич", Role.MENTOR)
    teacher = await stage.join(
        "Клёнова Вера Андреевна", Role.SPECIALIST, title="классный руководитель 7 Б"
    )
    await published(curator)
    version = await stage.db.read(
        lambda s: s.scalar(select(func.max(publishing.QuestionnaireVersion.id)))
    )
    day = stage.clock.now().date()
    await teacher.sends("/menu")
    for request in (
        PaperBegin(-(version or 0), mentor, None, None, day),
        PublishQuestionnaire(version or 0),
        TryQuestionnaire(version or 0),
    ):
        await teacher.taps(data=request.pack())
    assert await rows(stage, Response) == 0
    newcomer = Newcomer("Лисицын Игорь Петрович", "", ((Role.MENTEE, ""),), "555", True, "7 Б")
    pupil = await stage.db.write(enlist, stage.clock.now(), stage.school_id, newcomer, ZONE)
    await teacher.taps(data=PaperBegin(-(version or 0), pupil, None, None, day).pack())
    assert told(teacher).startswith("С бумаги · Игорь Л. · Опрос · 1 из 3")
    await teacher.taps("Чай")
    other = await stage.join(
        "Дубова Инна Павловна", Role.SPECIALIST, title="классный руководитель 7 Б"
    )
    await other.taps(data=PaperBegin(-(version or 0), pupil, None, None, day).pack())
    assert other.alerts != []
    await curator.taps(data=PaperBegin(-(version or 0), pupil, None, None, day).pack())
    assert told(curator).startswith("С бумаги · Игорь Л. · Опрос · 2 из 2")
