"""The open questions leave as a table and come back filled in."""

import io
from typing import Any

import openpyxl

from db.models.roadmap import RoadmapState
from domain.deadlines import Kind
from tests.documents import word
from tests.handlers.test_draft import MIXED, captions, items, lines, meanings, put_on, states
from texts import exports as words


async def table(curator: Any) -> bytes:
    """The file as the bot sent it."""
    await curator.taps("Вопросы в Excel")
    name, data = curator.screen.document
    assert name.endswith(".xlsx")
    return bytes(data)


def filled(data: bytes, answers: dict[str, tuple[str, str]]) -> bytes:
    """Term and responsible written beside activities."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book[words.DECISIONS_SHEET]
    head = next(row for row in sheet.iter_rows() if row[1].value == words.ACTIVITY)
    at = {cell.value: cell.column for cell in head}
    for row in sheet.iter_rows(min_row=head[0].row + 1):
        term, people = answers.get(row[1].value, ("", ""))
        sheet.cell(row[0].row, at[words.TERM_FILL]).value = term or None
        sheet.cell(row[0].row, at[words.OWNER_FILL]).value = people or None
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


async def test_a_filled_table_answers_the_questions(stage: Any) -> None:
    curator, head, _ = await put_on(stage)
    await curator.sends(document=word(MIXED), name="карта.docx")
    data = await table(curator)
    answers = {
        "Собрать анкеты": ("до 1 декабря 2026", "Климов Пётр Ильич"),
        "Обновить сайт": ("", "Климов П. И."),
    }
    await curator.sends(document=filled(data, answers), name="ответы.xlsx")

    assert lines(curator)[2] == "Сроки: 1. Ответственные: 2."
    survey = (await stage.db.read(items))[1]
    assert (survey.term_kind, survey.spans) == (Kind.DATES, [[None, "2026-12-01"]])
    assert await stage.db.read(meanings) == {"методический кабинет": [stage.person_id(head)]}
    await curator.taps("Открыть черновик")
    assert captions(curator)[0] == "Запустить"


async def test_what_is_not_understood_is_said_and_the_rest_taken(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    await curator.sends(document=word(MIXED), name="карта.docx")
    data = await table(curator)
    answers = {"Собрать анкеты": ("когда-нибудь <b>", "Неизвестный Человек")}
    await curator.sends(document=filled(data, answers), name="ответы.xlsx")

    assert lines(curator)[2:6] == [
        "Сроки: 0. Ответственные: 0.", "Не понято:", "• «когда-нибудь <b>»",
        "• «Неизвестный Человек»",
    ]  # fmt: skip
    assert (await stage.db.read(items))[1].term_decided is False


async def test_an_old_table_does_not_undo_what_was_decided_since(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    await curator.sends(document=word(MIXED), name="карта.docx")
    data = await table(curator)
    await curator.sends("/menu")
    await curator.taps("Доделать черновик")
    await curator.taps("Разобрать")
    await curator.taps("март")
    await curator.sends(
        document=filled(data, {"Собрать анкеты": ("май 2027", "")}), name="ответы.xlsx"
    )

    assert "Уже решено в чате, оставлено как есть: 1." in lines(curator)
    assert (await stage.db.read(items))[1].spans == [["2027-03-01", "2027-03-31"]]


async def test_a_table_of_another_school_is_refused(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    await curator.sends(document=word(MIXED), name="карта.docx")
    data = filled(await table(curator), {"Собрать анкеты": ("май 2027", "")})
    other, *_ = await put_on(stage)
    await other.sends(document=data, name="ответы.xlsx")

    assert lines(other)[0].startswith("Это действие для Вашей роли закрыто.")
    assert (await stage.db.read(items))[1].term_decided is False


async def test_a_table_after_the_launch_changes_nothing(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    await curator.sends(document=word(MIXED), name="карта.docx")
    data = filled(await table(curator), {"Собрать анкеты": ("май 2027", "")})
    await curator.taps("Запустить")
    await curator.taps("Запустить сейчас")
    await curator.sends(document=data, name="ответы.xlsx")

    assert lines(curator)[0].startswith("Эта дорожная карта уже запущена")
    assert await stage.db.read(states) == [RoadmapState.RUNNING]
    assert (await stage.db.read(items))[1].spans == []
