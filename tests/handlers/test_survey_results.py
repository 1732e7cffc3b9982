"""Results of a campaign in the chat, as pictures, as Excel and as a SWOT draft."""

from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from docx import Document
from PIL import Image
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.models import Campaign, Response
from db.models.people import Given
from domain.roles import Role
from domain.survey import AnswerStatus, Condition, Kind, Reply
from domain.survey.answers import SKIPPED
from handlers.buttons.survey_results import (
    BeforeAfter,
    OpenAnswers,
    ResultBook,
    ResultQuestion,
    ResultQuestions,
    SurveyResults,
    SurveySwot,
)
from sandbox.actor import Actor
from tests import survey_factories as make
from tests.result_stories import acting, asked, captions, cast, sent, text
from tests.stage import ZONE, Stage

ASKED = make.questionnaire(
    make.question("like", Kind.TEN, text="Насколько Вы довольны?", ends=("нет", "да")),
    make.question("help", Kind.SEVERAL, text="Что помогло?",
                  options=make.options("Уроки", "Беседы", "Другое", own=True)),
    make.question("grid", Kind.MATRIX, text="Легко ли?"),
    make.question("why", Kind.LONG, text="Что улучшить?", optional=True),
    title="Итоги года",
)  # fmt: skip


def answers(like: int, **more: Any) -> dict[str, Any]:
    grid = {"o1": "o1", "o2": "o2"}
    return {"like": like, "help": ["o1"], "grid": grid, "why": SKIPPED, **more}


@pytest.fixture
async def seven(stage: Stage) -> tuple[Actor, int]:
    """A curator, and a campaign that six of seven have answered."""
    curator, mentors = await cast(stage, 7)
    given = [answers(like) for like in (10, 9, 8, 7, 5)]
    given.append(answers(3, help=["o2", "o3"], why="=меньше отчётов"))
    given[-1]["help"] = Reply(AnswerStatus.GIVEN, ["o2", "o3"], "прогулки")
    return curator, await asked(stage, ASKED, mentors, given)


async def test_the_whole_then_question_by_question(stage: Stage, seven: tuple[Actor, int]) -> None:
    curator, campaign = seven
    await curator.taps(data=SurveyResults(campaign).pack())
    assert text(curator) == (
        "Итоги · Итоги года\nОтветили 6 из 7 (86 %).\nАнкета ещё идёт: числа изменятся."
    )
    assert captions(curator) == [
        "По вопросам", "Excel", "Открытые ответы", "Черновик SWOT", "Довольны: от 7 из 10",
        "← Назад", "Меню",
    ]  # fmt: skip

    await curator.taps("По вопросам")
    assert captions(curator)[:5] == [
        "1. Насколько Вы довольны?", "2. Что помогло?", "3. Легко ли? — Уроки",
        "3. Легко ли? — Дисциплина", "4. Что улучшить?",
    ]  # fmt: skip
    assert "Всего 4 вопроса." in text(curator)
    await curator.taps("1. Насколько Вы довольны?")
    assert text(curator).splitlines()[:6] == [
        "Итоги · вопрос 1 из 4",
        "Насколько Вы довольны?",
        "6 ответов.",
        "В среднем 7, медиана 7,5 (n = 6).",
        "Оценили на 7 и выше: 4 из 6, 67 %.",
        "░░░░░░░░░░ 0 · 0 % 1",
    ]
    await curator.taps("Следующий вопрос")
    assert "████████░░ 5 · 83 % Уроки" in text(curator)
    assert "• прогулки" in text(curator)
    await curator.taps("Следующий вопрос")
    assert text(curator).splitlines()[:3] == [
        "Итоги · вопрос 3 из 4, строка 1 из 2", "Легко ли?", "Уроки",
    ]  # fmt: skip
    assert "██████████ 6 · 100 % да" in text(curator)
    await curator.taps("Картинкой")
    assert text(curator).splitlines()[:2] == ["Легко ли?", "Уроки"]


async def test_another_threshold_for_all_of_the_school(
    stage: Stage, seven: tuple[Actor, int]
) -> None:
    curator, campaign = seven
    await curator.taps(data=SurveyResults(campaign).pack())
    await curator.taps("Довольны: от 7 из 10")
    assert captions(curator)[:5] == ["5", "6", "✅ 7", "8", "9"]
    await curator.taps("9")
    await curator.taps("По вопросам")
    await curator.taps("1. Насколько Вы довольны?")
    assert "Оценили на 9 и выше: 2 из 6, 33 %." in text(curator)


async def test_a_picture_says_the_same_in_words(stage: Stage, seven: tuple[Actor, int]) -> None:
    curator, campaign = seven
    await curator.taps(data=ResultQuestion(campaign, 0).pack())
    await curator.taps("Картинкой")
    picture = Image.open(BytesIO(curator.screen.photo or b""))
    assert picture.width == 1080
    assert text(curator) == (
        "Насколько Вы довольны?\n6 ответов.\nВ среднем 7, медиана 7,5 (n = 6).\n"
        "Оценили на 7 и выше: 4 из 6, 67 %."
    )


async def test_open_answers_are_tagged_and_come_into_the_swot_draft(
    stage: Stage, seven: tuple[Actor, int]
) -> None:
    curator, campaign = seven
    await curator.taps(data=OpenAnswers(campaign, -1, 0).pack())
    assert text(curator).splitlines()[1:] == [
        "2 ответа. Номер открывает ответ и его метки.",
        "",
        "Вопрос 2. Что помогло?",
        "1. Естахов П. И.: прогулки",
        "",
        "Вопрос 4. Что улучшить?",
        "2. Естахов П. И.: =меньше отчётов",
    ]
    await curator.taps("2")
    assert text(curator).splitlines()[1:3] == ["Вопрос 4. Что улучшить?", "«=меньше отчётов»"]
    await curator.taps("Слабая сторона")
    assert "Метки: Слабая сторона." in text(curator)
    await curator.taps("✅ Слабая сторона")
    assert "Метки: пока нет." in text(curator)
    await curator.taps("Слабая сторона")
    await curator.taps("Своя метка")
    assert "Вопрос 4. Что улучшить?" in text(curator)
    await curator.sends("нагрузка")
    assert "Метки: Слабая сторона, нагрузка." in text(curator)
    assert "✅ нагрузка" in captions(curator)

    await curator.taps(data=SurveySwot(campaign).pack())
    paper = Document(sent(curator))
    (table,) = paper.tables
    cells = [cell.text for row in table.rows for cell in row.cells]
    assert cells[:2] == ["Сильные стороны", "Слабые стороны"]
    assert "1. «=меньше отчётов» (Что улучшить?)" in cells[3]
    await curator.taps(data=ResultBook(campaign).pack())
    rows = list(openpyxl.load_workbook(sent(curator))["Открытые ответы"].values)
    assert rows == [
        ("№", "Вопрос", "Ответ", "Кто", "О ком", "Как ответили", "Метки"),
        (2, "Что помогло?", "прогулки", "Естахов Пётр Ильич", None, "в чате", None),
        (4, "Что улучшить?", "=меньше отчётов", "Естахов Пётр Ильич", None, "в чате",
         "Слабая сторона; нагрузка"),
    ]  # fmt: skip
    assert "Как разложено." in paper.paragraphs[-1].text


def at_midnight(day: date) -> datetime:
    """As openpyxl reads a day."""
    return datetime.combine(day, time())


async def test_the_workbook(stage: Stage, seven: tuple[Actor, int]) -> None:
    curator, campaign = seven
    await curator.taps(data=ResultBook(campaign).pack())
    book = openpyxl.load_workbook(sent(curator))
    assert book.sheetnames == [
        "Сводка", "Ответы", "Открытые ответы", "Для сводной таблицы", "Коды", "Как считается",
    ]  # fmt: skip
    sheet, today = book["Ответы"], stage.clock.now().astimezone(ZoneInfo(ZONE)).date()
    answered = list(sheet.values)
    assert answered[0] == (
        "№ анкеты", "Кто", "О ком", "Группа", "Как ответили", "Дата на бумаге", "Отправлено",
        "1. Насколько Вы довольны?", "2. Что помогло?",
        "2. Что помогло? — своими словами",
        "3. Легко ли? — Уроки", "3. Легко ли? — Дисциплина",
        "4. Что улучшить?",
    )  # fmt: skip
    assert [row[7] for row in answered[1:]] == [10, 9, 8, 7, 5, 3]
    assert answered[-1] == (
        6, "Естахов Пётр Ильич", None, "Наставники", "в чате", None, at_midnight(today), 3,
        "Беседы; Другое", "прогулки", "да", "нет", "=меньше отчётов",
    )  # fmt: skip
    assert answered[1][-1] == "пропущено"
    assert sheet.freeze_panes == "C2"
    rows = list(book["Сводка"].iter_rows(min_row=4, values_only=True))
    assert [row[0] for row in rows if isinstance(row[0], int) and row[6] is not None] == [
        1, 1, 2, 3, 3, 4,
    ]  # fmt: skip
    first = next(row for row in rows if row[0] == 1)
    assert first[6:] == (6, 0, 0, 0, 7, 7.5)
    (chosen,) = [row for row in rows if row[3] == "Уроки"]
    assert chosen[4:6] == (5, 0.83)


async def test_a_pivot_table_gets_a_row_for_each_thing_said(
    stage: Stage, seven: tuple[Actor, int]
) -> None:
    curator, campaign = seven
    await curator.taps(data=ResultBook(campaign).pack())
    book = openpyxl.load_workbook(sent(curator))
    rows = list(book["Для сводной таблицы"].values)
    assert [row[6:] for row in rows if row[0] == 6] == [
        (1, "Насколько Вы довольны?", None, 3, None, 3, "like", None),
        (2, "Что помогло?", None, "Беседы", None, None, "help", "o2"),
        (2, "Что помогло?", None, "Другое", "прогулки", None, "help", "o3"),
        (3, "Легко ли?", "Уроки", "да", None, None, "grid", "o1"),
        (3, "Легко ли?", "Дисциплина", "нет", None, None, "grid", "o2"),
        (4, "Что улучшить?", None, "=меньше отчётов", None, None, "why", None),
    ]
    codes = {row[3:] for row in book["Коды"].values}
    assert {("help", "Беседы", "o2"), ("grid.o1", None, None), ("grid", "да", "o1")} <= codes


async def test_what_came_on_paper_says_so_and_which_day_stands_on_it(stage: Stage) -> None:
    curator, mentors = await cast(stage, 1)
    campaign = await asked(stage, ASKED, mentors, [answers(9, why="мало времени")])

    def on_paper(session: Session) -> None:
        session.execute(update(Response).values(how=Given.PAPER, paper_on=date(2026, 9, 3)))

    await stage.db.write(on_paper)
    await curator.taps(data=ResultBook(campaign).pack())
    book = openpyxl.load_workbook(sent(curator))
    assert list(book["Ответы"].values)[1][4:6] == ("с бумаги", at_midnight(date(2026, 9, 3)))
    assert book["Ответы"]["F2"].number_format == "dd.mm.yyyy"
    await curator.taps(data=OpenAnswers(campaign, -1, 0).pack())
    await curator.taps("1")
    assert "Внесено с бумаги, на листе 3 сентября." in text(curator)


@pytest.mark.parametrize(
    ("moment", "fills", "told"),
    [("satisfaction", "", True), ("", "", True), ("before", "", False), ("", "hours", False)],
)
async def test_who_is_content_is_asked_of_what_looks_back_alone(
    stage: Stage, moment: str, fills: str, told: bool
) -> None:
    curator, mentors = await cast(stage, 1)
    intake = make.questionnaire(
        make.question("like", Kind.TEN, fills=fills), make.question("why", Kind.LONG),
        moment=moment,
    )  # fmt: skip
    campaign = await asked(stage, intake, mentors, [{"like": 9, "why": "тесно"}])
    await curator.taps(data=SurveyResults(campaign).pack())
    assert ("Довольны: от 7 из 10" in captions(curator)) is told
    assert ("Черновик SWOT" in captions(curator)) is told
    await curator.taps(data=ResultQuestion(campaign, 0).pack())
    assert ("Оценили на 7 и выше" in text(curator)) is told

    await curator.taps(data=OpenAnswers(campaign, -1, 0).pack())
    await curator.taps("1")
    await curator.taps("Возможность")
    await curator.taps(data=SurveyResults(campaign).pack())
    assert "Черновик SWOT" in captions(curator)


async def test_what_nobody_has_reached_is_left_out_but_for_the_codes(stage: Stage) -> None:
    curator, mentors = await cast(stage, 2)
    branching = make.questionnaire(
        make.question("been", text="Были на уроке?"),
        make.question("how", Kind.TEN, text="Как он прошёл?",
                      shown_if=Condition("been", values=("o1",))),
        make.question("more", text="Придёте ещё?"),
    )  # fmt: skip
    given = {"been": "o2", "more": "o1"}
    campaign = await asked(stage, branching, mentors, [given])

    await curator.taps(data=ResultQuestions(campaign, 0).pack())
    assert "Всего 2 вопроса." in text(curator)
    assert captions(curator)[:2] == ["1. Были на уроке?", "3. Придёте ещё?"]
    await curator.taps("1. Были на уроке?")
    await curator.taps("Следующий вопрос")
    assert text(curator).splitlines()[:2] == ["Итоги · вопрос 3 из 3", "Придёте ещё?"]
    assert "Следующий вопрос" not in captions(curator)
    await curator.taps(data=ResultBook(campaign).pack())
    book = openpyxl.load_workbook(sent(curator))
    assert {row[1] for row in book["Сводка"].iter_rows(min_row=5, values_only=True) if row[0]} == {
        "Были на уроке?", "Придёте ещё?",
    }  # fmt: skip
    assert "Как он прошёл?" in [row[1] for row in book["Коды"].iter_rows(values_only=True)]

    # The place of a question stays while somebody reaches more of them.
    person = await acting(stage, mentors[1])
    second = await stage.db.read(lambda session: max(session.scalars(select(Response.id))))
    await stage.db.write(make.send, person, second, {"been": "o1", "how": 9, "more": "o2"})
    await curator.taps(data=ResultQuestion(campaign, 2).pack())
    assert text(curator).splitlines()[:2] == ["Итоги · вопрос 3 из 3", "Придёте ещё?"]


async def test_before_and_after_of_who_has_answered_both(stage: Stage) -> None:
    curator, mentors = await cast(stage, 7)
    scale = make.question("q", Kind.TEN, text="Насколько Вы уверены?", measure="sure")
    then = make.questionnaire(scale, key="then", title="До")
    now = make.questionnaire(
        make.question("other", Kind.TEN, text="Насколько Вы уверены теперь?", measure="sure"),
        make.question("extra", Kind.TEN), key="now", title="После",
    )  # fmt: skip
    before = await asked(stage, then, mentors, [{"q": value} for value in (1, 2, 3, 4, 5, 9)])
    after = await asked(
        stage, now, mentors[1:], [{"other": value, "extra": 1} for value in (4, 3, 6, 5, 7, 10)]
    )

    def join(session: Session) -> None:
        session.get_one(Campaign, after).before_id = before

    await curator.taps(data=BeforeAfter(after).pack())
    assert curator.alerts[-1].startswith("Сравнить не с чем")
    await stage.db.write(join)
    await curator.taps(data=SurveyResults(after).pack())
    await curator.taps("До и после")
    assert text(curator).splitlines() == [
        "До и после",
        "«До» — «После»",
        "До ответили 6, после 6, оба раза 5. Сравниваем только тех, кто ответил оба раза, и "
        "каждый вопрос отдельно.",
        "Насколько Вы уверены теперь?: 4,6 → 5; лучше 2, так же 2, хуже 1 (n = 5)",
    ]
    await curator.taps("Картинкой")
    assert curator.screen.photo is not None
    assert "4,6 → 5; лучше 2" in text(curator)


async def test_only_who_keeps_the_campaigns_of_the_school(
    stage: Stage, seven: tuple[Actor, int]
) -> None:
    _, campaign = seven
    mentor = await stage.join("Громов Илья Олегович", Role.MENTOR)
    await stage.school("Школа № 2")
    other = await stage.join("Юрьева Анна Павловна", Role.CURATOR)
    for person in (mentor, other):
        for request in (
            SurveyResults(campaign), ResultQuestion(campaign, 0), ResultBook(campaign),
            OpenAnswers(campaign, -1, 0), SurveySwot(campaign),
        ):  # fmt: skip
            await person.taps(data=request.pack())
            assert person.alerts[-1].startswith("Это действие для Вашей роли закрыто")


async def test_of_those_about_several_people_the_sheets_are_counted(stage: Stage) -> None:
    curator, mentors = await cast(stage, 2)
    about = make.questionnaire(make.question("like", Kind.TEN), key="about", about="mentee",
                               title="О каждом")  # fmt: skip
    campaign = await asked(stage, about, mentors, [{"like": 8}])
    await curator.taps(data=SurveyResults(campaign).pack())
    assert text(curator).splitlines()[1] == "Прислано анкет: 1 из 2."
