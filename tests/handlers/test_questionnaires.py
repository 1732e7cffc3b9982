"""«Анкеты школы»: a file of one's own, the trial, printing, answers from paper."""

from datetime import datetime
from io import BytesIO

from docx import Document
from sqlalchemy import func, select

from db.models import Answer, Campaign, Response
from db.models.people import Given
from db.models.surveys import ResponseState
from domain.roles import Role
from handlers.buttons.questionnaires import PaperBegin, PublishQuestionnaire, TryQuestionnaire
from sandbox.actor import Actor
from services import installation
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
    assert "2–3 вопроса, обычно 3, около 1 минуты." in told(curator)
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
        "файл ещё раз:\nСтрока 2: нужны хотя бы два варианта: каждый с новой строки или через «;»."
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


async def listed(stage: Stage) -> Actor:
    curator = await curator_of(stage)
    await curator.sends("/menu")
    for caption in ("Анкетирование", "Анкеты школы"):
        await curator.taps(caption)
    return curator


def titles(actor: Actor) -> list[str]:
    """The questionnaires on the screen: a button in a row of its own."""
    return [row[0] for row in actor.screen.buttons if len(row) == 1]


async def test_what_the_year_asks_for_comes_first(stage: Stage) -> None:
    curator = await listed(stage)
    assert titles(curator) == [
        "Анкета наставляемого: педагог", "Анкета наставляемого: студент",
        "Ищем тебе наставника", "Наставник для Вашего ребёнка",
        "Анкета наставника: партнёр школы", "Анкета наставника: педагог", "Ещё 35 ›",
    ]  # fmt: skip
    await stage.advance_to(datetime(2027, 5, 10, 9, tzinfo=stage.clock.now().tzinfo))
    await curator.sends("/menu")
    for caption in ("Анкетирование", "Анкеты школы"):
        await curator.taps(caption)
    assert titles(curator)[0] == "Итоги: работа наставника"


async def test_typed_words_filter_the_list_and_its_pages(stage: Stage) -> None:
    curator = await listed(stage)
    await curator.sends("НАСТАВ итог")
    assert told(curator) == "Анкеты школы\nПо словам «НАСТАВ итог»: 4 анкеты."
    assert titles(curator)[:4] == [
        "Итоги: работа наставника", "Итоги: работа с наставником",
        "Итоги: ты и твой наставник", "Итоги: ты — наставник",
    ]  # fmt: skip
    await curator.sends("наставник")
    first = titles(curator)[:6]
    await curator.taps("Ещё")
    second = titles(curator)[:6]
    assert told(curator).startswith("Анкеты школы\nПо словам «наставник»: ")
    assert set(first) & set(second) == set()
    await curator.sends("яблоко")
    assert "ничего нет" in told(curator)
    await curator.taps("Весь список")
    assert titles(curator)[-1] == "Ещё 35 ›"


async def test_a_questionnaire_is_found_by_what_papers_call_it(stage: Stage) -> None:
    curator = await listed(stage)
    await curator.sends("Выявление потребностей")
    assert titles(curator)[:2] == ["Наставничество: чего Вы ждёте", "Нужен ли тебе наставник?"]
    await curator.sends("удовлетворённость")
    assert sorted(titles(curator)[:3]) == [
        "Довольны ли Вы наставничеством?", "Наставничество: мнение семьи",
        "Нравится ли тебе наставничество?",
    ]  # fmt: skip


async def test_the_list_by_who_answers_and_by_the_moment(stage: Stage) -> None:
    curator = await listed(stage)
    await curator.taps("Кто отвечает")
    await curator.taps("Родители")
    assert told(curator) == "Анкеты школы · родители\n2 анкеты."
    assert titles(curator)[:2] == [
        "Наставник для Вашего ребёнка", "Наставничество: мнение семьи",
    ]  # fmt: skip
    await curator.taps("О чём")
    assert [cell for row in curator.screen.buttons[:-1] for cell in row] == [
        "Наставляемый", "Удовлетворённость",
    ]  # fmt: skip
    await curator.taps("Удовлетворённость")
    assert titles(curator)[:1] == ["Наставничество: мнение семьи"]
    await curator.taps("Наставничество: мнение семьи")
    await curator.taps("Запустить анкету")
    assert told(curator).startswith("📋 Наставничество: мнение семьи · запуск")


async def test_all_faults_of_a_file_are_told_at_once(stage: Stage) -> None:
    curator = await curator_of(stage)
    rows = "Вопрос;Вид;Варианты;От\nСколько?;число;;много\nЧай?;один вариант;;\n"
    await sent(curator, rows.encode())
    assert told(curator).splitlines()[2:] == [
        "Строка 2: в столбце «От» нужно число, а там «много»; например: 3.",
        "Строка 3: нужны хотя бы два варианта: каждый с новой строки или через «;».",
    ]


async def test_words_on_the_launch_list_look_for_a_title(stage: Stage) -> None:
    curator = await curator_of(stage)
    await curator.sends("/menu")
    for caption in ("Анкетирование", "Запустить анкету"):
        await curator.taps(caption)
    assert titles(curator)[0] == "Анкета наставляемого: педагог"
    await curator.sends("семьи")
    assert titles(curator) == ["Наставничество: мнение семьи"]
    await curator.taps("Наставничество: мнение семьи")
    assert told(curator).startswith("📋 Наставничество: мнение семьи · запуск")


async def test_a_new_version_leaves_running_answers_on_theirs(stage: Stage) -> None:
    curator = await curator_of(stage)
    mentor = await stage.join("Орлов Пётр Ильич", Role.MENTOR)
    await published(curator)
    for caption in ("Запустить анкету", "Кому", "Наставники", "✅ Запустить"):
        await curator.taps(caption)
    await mentor.sends("/survey")
    await mentor.taps("Кофе")

    await sent(curator, CSV + "С кем пьёте?;короткий текст;;;\n".encode())
    assert "Это новая версия: идущие опросы останутся на прежней." in told(curator)
    await curator.taps("✅ Опубликовать")
    await curator.taps("К анкете")
    assert "Анкета школы, версия 2" in told(curator)

    await mentor.sends("3")
    assert told(mentor).startswith("Опрос · 3 из 3")
    await mentor.taps("Пропустить")
    await mentor.taps("✅ Отправить")
    (response,) = await stage.db.read(lambda s: list(s.scalars(select(Response))))
    assert response.state is ResponseState.SENT
    for caption in ("Запустить анкету", "Кому", "Наставники"):
        await curator.taps(caption)
    assert "4 вопроса" in told(curator)


ALONE = (
    "Вопрос;Вид;Варианты;Показывать, если;Личный вопрос\n"
    'Есть категория?;один вариант;"Да\nНет";;да\n'
    "Какая?;короткий текст;;1 = Да;\n"
    "{}"
).encode()


async def test_what_hangs_on_a_personal_question_is_said(stage: Stage) -> None:
    curator = await curator_of(stage)
    more = "Что ещё?;короткий текст;;;\n".encode()
    await sent(curator, ALONE.replace(b"{}", more))
    assert "Где личные вопросы выключены, не зададут и вопрос 2, который" in told(curator)
    await curator.taps("✅ Опубликовать")
    await curator.taps("К анкете")
    assert "Личные вопросы выключены" not in told(curator)

    await stage.db.write(installation.set_personal_questions, False)
    await curator.sends("/menu")
    for caption in ("Анкетирование", "Анкеты школы", "Только наши", "📋 Опрос"):
        await curator.taps(caption)
    assert "Личные вопросы выключены: в чате и на листе на 2 вопроса меньше." in told(curator)
    await curator.taps("📎 Напечатать")
    found = curator.screen.document
    assert found is not None
    printed = [each.text for each in Document(BytesIO(found[1])).paragraphs]
    assert [each for each in printed if "?" in each] == ["1. Что ещё?"]


async def test_where_all_is_personal_and_off_nothing_is_launched(stage: Stage) -> None:
    curator = await curator_of(stage)
    await sent(curator, ALONE.replace(b"{}", b""))
    assert "Все вопросы личные: там, где личные вопросы выключены" in told(curator)
    await curator.taps("✅ Опубликовать")
    await curator.taps("К анкете")
    await stage.db.write(installation.set_personal_questions, False)
    await curator.taps("Запустить анкету")
    await curator.taps("✅ Запустить")
    assert curator.alerts[-1].startswith("Все вопросы этой анкеты личные")
