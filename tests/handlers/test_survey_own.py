"""Questionnaires of a school's own, with long words, answers inside of texts, lost points."""

from dataclasses import replace

from openpyxl import load_workbook

from content import questionnaires as shipped
from db.models import Campaign
from domain.survey import Condition, Kind, Option
from handlers.buttons.questionnaires import OpenQuestionnaire
from handlers.buttons.survey_results import Levels, ResultBook, SurveyResults
from tests import survey_factories as make
from tests.handlers.test_questionnaires import curator_of, sent
from tests.result_stories import asked as answered
from tests.result_stories import captions, cast
from tests.result_stories import sent as document
from tests.screens import text
from tests.stage import Stage
from tests.survey_cast import asked, mentor


async def test_no_option_is_left_out_of_a_long_question(stage: Stage) -> None:
    olga = await mentor(stage)
    long = [f"Вариант {n}: " + "ы " * 115 + "конец" for n in range(1, 13)]
    await asked(
        stage, olga,
        make.questionnaire(
            make.question(
                "a", Kind.SEVERAL, text="т" * 1000, help="п" * 600, options=make.options(*long)
            ),
            make.question("b"),
        ),
    )  # fmt: skip
    await olga.sends("/survey")
    for page in range(3):
        numbers = [str(n) for n in range(4 * page + 1, 4 * page + 5)]
        told = text(olga)
        assert [line.split(".")[0] for line in told.split("\n") if "Вариант" in line] == numbers
        assert told.count("конец") == 4
        assert told.endswith("Выбрано: 0")
        assert olga.screen.buttons[0] == numbers
        if page < 2:
            await olga.taps("Ещё")
    await olga.taps("12")
    assert text(olga).endswith("Выбрано: 1")
    assert olga.screen.buttons[0] == ["9", "10", "11", "✅ 12"]


async def test_an_answer_that_is_missing_leaves_no_hole_in_a_text(stage: Stage) -> None:
    olga = await mentor(stage)
    await asked(
        stage, olga,
        make.questionnaire(
            make.question("a", Kind.SHORT, optional=True, may_not_apply=True, text="Что трудно?"),
            make.question("b", optional=True, text="Вы написали: {answer:a}. Почему?"),
            make.question("c", optional=True, text="Кто-то помог?"),
            make.question("d", Kind.SHORT, text="Кто?", shown_if=Condition("c", values=("o1",))),
            make.question("e", text="Как прошло с «{answer:d}»?"),
        ),
    )  # fmt: skip
    await olga.sends("/survey")
    await olga.taps("Пропустить")
    assert "Вы написали: [без ответа]. Почему?" in text(olga)
    await olga.taps("← Назад")
    await olga.taps("Не относится ко мне")
    assert "Вы написали: [не относится]. Почему?" in text(olga)
    await olga.taps("да")
    await olga.taps("нет")
    assert "Как прошло с «[без ответа]»?" in text(olga)


NINE = shipped.questionnaire("curator_nine")


async def test_a_published_one_whose_points_do_not_add_up_shows_its_results_without_them(
    stage: Stage,
) -> None:
    """Such versions were accepted once, so there may be answers to them."""
    statements, words = NINE.questions
    unknown = replace(statements, options=(*statements.options, Option("o4", "Не знаю")))
    for questions in ((unknown, words), (replace(statements, key="mine"), words)):
        curator, _ = await cast(stage, 0)
        given = {
            questions[0].key: {row.key: questions[0].options[-1].key for row in unknown.rows},
            "words": "мало времени",
        }
        campaign = await answered(stage, replace(NINE, questions=questions), [curator], [given])
        await curator.taps(data=SurveyResults(campaign).pack())
        assert "Сумма баллов" not in text(curator)
        assert "Пороги уровней" not in captions(curator)
        await curator.taps(data=ResultBook(campaign).pack())
        assert "Ответы" in load_workbook(document(curator)).sheetnames
        version = await stage.db.read(lambda s, at=campaign: s.get_one(Campaign, at).version_id)
        await curator.taps(data=OpenQuestionnaire(version).pack())
        assert "Пороги уровней" not in captions(curator)
        await curator.taps(data=Levels(version, None).pack())
        assert curator.alerts != []


async def test_what_is_to_be_known_of_a_file_is_said_before_publishing(stage: Stage) -> None:
    curator = await curator_of(stage)
    rows = (
        "№;Код;Вопрос;Вид;Можно пропустить\nРаздел 1;;;;\n1;a;Что трудно?;текст;да\n"
        "2;;Почему {answer:a}?;текст;\n"
    )
    await sent(curator, rows.encode())
    assert text(curator).split("\n")[1:] == [
        "Файл понят: 2 вопроса, около 1 минуты. Ошибок нет.",
        "Обратите внимание:",
        "• Строка 2: строка не прочитана, в ней заполнен только столбец «№» («Раздел 1»). Если "
        "это заголовок, перенесите его в «Вопрос» и выберите вид «только прочитать».",
        "• Строка 4: на вопрос «a» могут не ответить, тогда вместо ответа здесь будет «[без "
        "ответа]». Чтобы вопрос в этом случае не задавали, впишите в «Показывать, если»: a есть "
        "ответ.",
        "Попробуйте её в чате, потом опубликуйте.",
    ]
    await curator.taps("✅ Опубликовать")
    assert "Опубликовано." in text(curator)
