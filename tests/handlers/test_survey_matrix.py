"""Rows of a matrix are answered, skipped or do not apply: three stored values, told apart."""

import openpyxl
from sqlalchemy import select

from db.models import Answer
from domain.survey import AnswerStatus, Kind
from handlers.buttons.survey_results import ResultBook, ResultQuestion
from sandbox.actor import Actor
from services.exporting import surveys
from services.exporting.model import Scope
from tests import survey_factories as make
from tests.result_stories import asked, captions, cast, sent, text
from tests.stage import ZONE, Stage

ROWS = ("Уроки", "Дисциплина", "Документы")
GRID = make.question(
    "grid", Kind.MATRIX, text="Легко ли?", rows=make.options(*ROWS), optional=True,
    may_not_apply=True,
)  # fmt: skip
ASKED = make.questionnaire(GRID, title="Таблица")


async def answers(person: Actor, *taps: str) -> None:
    await person.sends("/survey")
    for caption in taps:
        await person.taps(caption)
    await person.taps("✅ Отправить")


async def test_they_are_told_apart_wherever_they_are_shown(stage: Stage) -> None:
    curator, mentors = await cast(stage, 3)
    campaign = await asked(stage, ASKED, mentors, [])
    await mentors[0].sends("/survey")
    assert captions(mentors[0])[:4] == ["да", "нет", "Пропустить", "Не относится ко мне"]
    await answers(mentors[0], "да", "Не относится ко мне", "Пропустить")
    assert "Уроки: да; Дисциплина: не относится" in text(mentors[0])
    await answers(mentors[1], *["Не относится ко мне"] * 3)
    await answers(mentors[2], *["Пропустить"] * 3)

    rows = await stage.db.read(lambda s: list(s.scalars(select(Answer).order_by(Answer.id))))
    assert [(row.status, row.value.get("is")) for row in rows] == [
        (AnswerStatus.GIVEN, {"o1": "o1", "o2": None}),
        (AnswerStatus.NOT_APPLICABLE, None),
        (AnswerStatus.SKIPPED, None),
    ]

    for at, told in enumerate(("1 ответ; пропустили 1; не относится 1.",
                               "0 ответов; пропустили 1; не относится 2.",
                               "0 ответов; пропустили 2; не относится 1.")):  # fmt: skip
        await curator.taps(data=ResultQuestion(campaign, at).pack())
        assert told in text(curator)
    await curator.taps(data=ResultBook(campaign).pack())
    table = list(openpyxl.load_workbook(sent(curator))["Ответы"].values)
    assert [row[7:10] for row in table[1:]] == [
        ("да", "не относится", "пропущено"),
        ("не относится",) * 3,
        ("пропущено",) * 3,
    ]


async def test_the_exported_table_has_a_line_for_each_row(stage: Stage) -> None:
    _, mentors = await cast(stage, 2)
    await asked(stage, ASKED, mentors, [])
    await answers(mentors[0], "да", "Не относится ко мне", "Пропустить")
    await answers(mentors[1], *["Пропустить"] * 3)

    keys = [column.key for column in surveys.COLUMNS]
    scope = Scope((stage.school_id,), None, None, stage.clock.now(), ZONE)
    found = await stage.db.read(surveys.read, scope, 0)
    rows = [dict(zip(keys, row, strict=True)) for row in found.rows]
    assert [(row["question"], row["answer_status"], row["answer"]) for row in rows] == [
        ("Легко ли?\N{NO-BREAK SPACE}— Уроки", AnswerStatus.GIVEN, "да"),
        ("Легко ли?\N{NO-BREAK SPACE}— Дисциплина", AnswerStatus.NOT_APPLICABLE, None),
        ("Легко ли?\N{NO-BREAK SPACE}— Документы", AnswerStatus.SKIPPED, None),
        ("Легко ли?", AnswerStatus.SKIPPED, None),
    ]
