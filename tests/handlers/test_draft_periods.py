"""The period of a draft, and terms that were over before it came."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item
from db.models.roadmap import RoadmapState
from domain.progress import Status
from tests.documents import word
from tests.handlers.test_draft import captions, items, lines, put_on, states


async def test_the_period_is_asked_when_the_document_names_none(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    rows = [
        ["1", "Издать приказ", "ноябрь", "", ""],
        ["2", "Отчёт", "май 2027", "", ""],
        ["3", "Сайт", "постоянно", "", ""],
    ]
    await curator.sends(document=word(rows, title="Дорожная карта"), name="карта.docx")
    assert captions(curator)[0] == "Выбрать период"

    await curator.taps("Выбрать период")
    assert captions(curator)[:4] == [
        "По срокам строк: май 2027 — май 2027", "2026–2027", "2027–2028", "2025–2026",
    ]  # fmt: skip
    await curator.taps("Написать период")
    await curator.sends("как-нибудь потом")
    await curator.sends("2026-2027")

    order, report, site = await stage.db.read(items)
    assert order.spans == [["2026-11-01", "2026-11-30"]]
    assert report.spans == [["2027-05-01", "2027-05-31"]]
    assert site.spans == [["2026-09-01", "2027-05-31"]]
    assert lines(curator)[4] == "Период: 2026–2027 учебный год."


async def test_a_new_period_keeps_what_was_decided(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    rows = [["1", "Приказ", "ноябрь", "", ""], ["2", "Отчёт", "ноябрь", "", ""]]
    await curator.sends(document=word(rows), name="карта.docx")
    await curator.taps("Все строки")
    await curator.taps("Отчёт")
    await curator.taps("Изменить срок")
    await curator.taps("май")
    await curator.taps(data="d1:1:2027")

    order, report = await stage.db.read(items)
    assert order.spans == [["2027-11-01", "2027-11-30"]]
    assert report.spans == [["2027-05-01", "2027-05-31"]]


async def test_a_phrase_without_a_year_in_a_long_period(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    title = "Дорожная карта на 2026-2028 гг."
    rows = [["1", "Отчёт", "май", "", ""], ["2", "Опрос", "апрель", "", ""]]
    await curator.sends(document=word(rows, title=title), name="карта.docx")

    await curator.taps("Разобрать")
    assert lines(curator)[-1] == "В каком учебном году: 1 мая — 31 мая?"
    assert captions(curator)[1:4] == ["2025–2026", "2026–2027", "2027–2028"]
    await curator.taps("Так же для всех без года")
    await curator.taps("Каждый год")

    assert [item.spans for item in await stage.db.read(items)] == [
        [["2026-05-01", "2026-05-31"], ["2027-05-01", "2027-05-31"],
         ["2028-05-01", "2028-05-31"]],
        [["2026-04-01", "2026-04-30"], ["2027-04-01", "2027-04-30"],
         ["2028-04-01", "2028-04-30"]],
    ]  # fmt: skip


PAST = [
    ["1", "Приказ", "сентябрь 2026", "Директор", ""],
    ["2", "Опрос", "1 октября 2026", "Директор", ""],
    ["3", "Отчёт", "сентябрь 2026, май 2027", "Директор", ""],
]


@pytest.mark.parametrize(
    ("tap", "statuses", "done_on"),
    [
        ("Сделано раньше", [Status.DONE, Status.DONE], [None, None]),
        ("Не нужно", [Status.NA, Status.NA], [None, None]),
        ("В следующем году, тогда же", [Status.TODO, Status.TODO], [None, None]),
    ],
)
async def test_past_terms_are_settled_on_one_screen(
    stage: Any, tap: str, statuses: list[Status], done_on: list[date | None]
) -> None:
    curator, *_ = await put_on(stage)
    await curator.sends(document=word(PAST), name="карта.docx")
    assert captions(curator)[0] == "Прошедшие сроки: 2 строки"
    await curator.taps("Прошедшие сроки")
    assert captions(curator)[:3] == ["Сделано раньше", "В следующем году, тогда же", "Не нужно"]
    await curator.taps(tap)
    await curator.taps("Запустить")
    await curator.taps("Запустить сейчас")

    *settled, report = await stage.db.read(items)
    assert [item.status for item in settled] == statuses
    assert [item.done_on for item in settled] == done_on
    assert report.due == date(2027, 5, 31)
    assert await stage.db.read(overdue, date(2026, 10, 5)) == 0


def overdue(session: Session, today: date) -> int:
    return len(session.scalars(select(Item.id).where(Item.due < today)).all())


async def test_past_terms_one_by_one(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    await curator.sends(document=word(PAST), name="карта.docx")
    await curator.taps("Прошедшие сроки")
    await curator.taps("По одной")
    await curator.taps("1. Приказ")
    await curator.taps("Сделано раньше")
    await curator.taps("2. Опрос")
    await curator.taps("Не нужно")

    assert [item.status for item in await stage.db.read(items)] == [
        Status.DONE, Status.NA, Status.TODO,
    ]  # fmt: skip
    assert captions(curator)[0] == "Запустить"


async def test_nothing_is_launched_over_past_terms(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    await curator.sends(document=word(PAST), name="карта.docx")

    await curator.taps(data="dY:1")

    assert curator.alerts[-1].startswith("Сначала решите, что делать со строками")
    assert await stage.db.read(states) == [RoadmapState.DRAFT]


OVER = "Дорожная карта на 2022-2023 учебный год"
UNDATED = [["1", "Приказ", "", "Директор", ""], ["2", "Сайт", "постоянно", "Директор", ""]]


async def test_a_period_that_is_over_is_no_past_term(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    await curator.sends(document=word(UNDATED, title=OVER), name="карта.docx")
    assert lines(curator)[3:] == [
        "Прочитано: 2 строки. Срок понятен: 1 из 2.",
        "Период: 2022–2023 учебный год.",
        "⚠️ Этот период уже прошёл.",
        "Ответственные узнаны и ждут подтверждения: 1.",
        "",
        "На какой период или учебный год её перенести?",
    ]
    assert captions(curator)[:2] == ["Выбрать новый период", "Сделано раньше или не нужно"]

    await curator.taps("Выбрать новый период")
    assert lines(curator)[2] == "Сейчас: 2022–2023 учебный год, он уже прошёл."
    assert captions(curator)[:3] == ["2026–2027", "2027–2028", "2025–2026"]
    await curator.taps("2026–2027")

    _, site = await stage.db.read(items)
    assert site.spans == [["2026-09-01", "2027-05-31"]]
    assert captions(curator)[0] == "Разобрать 1 вопрос"


async def test_rows_of_a_period_that_is_over_may_be_done_as_well(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    await curator.sends(document=word(UNDATED, title=OVER), name="карта.docx")
    await curator.taps("Сделано раньше или не нужно")
    assert lines(curator)[3] == "2 строки без своего срока:"
    await curator.taps("Сделано раньше")

    assert [item.status for item in await stage.db.read(items)] == [Status.DONE, Status.DONE]


SEVERAL = [
    ["1", "Отчёт", "декабрь 2022, сентябрь 2023, сентябрь 2024", "Директор", ""],
    ["2", "Смотр", "сентябрь 2023, май 2024", "Директор", ""],
    ["3", "Приказ", "май 2024", "Директор", ""],
]


async def test_what_becomes_of_several_terms_is_said(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    title = "Дорожная карта на 2022-2024 гг."
    await curator.sends(document=word(SEVERAL, title=title), name="карта.docx")
    await curator.taps("Прошедшие сроки")
    await curator.taps("В этом году, в том же месяце")

    assert "Часть сроков уже прошла: 2 строки." in lines(curator)
    at = lines(curator).index("Обратите внимание:")
    assert lines(curator)[at + 1 : at + 4] == [
        "• У 2 строк часть сроков уже прошла или совпала.",
        "• 1. Отчёт: декабрь 2022, сентябрь 2023, сентябрь 2024 → декабрь; уже прошло: сентябрь",
        "• 2. Смотр: сентябрь 2023, май 2024 → май; уже прошло: сентябрь",
    ]
    await curator.taps("С замечаниями")
    await curator.taps("1. Отчёт")
    assert "⚠️ Уже прошло, напоминаний не будет: сентябрь" in curator.screen.text


async def test_the_same_is_said_of_a_single_row(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    title = "Дорожная карта на 2022-2024 гг."
    await curator.sends(document=word(SEVERAL[:1], title=title), name="карта.docx")
    await curator.taps("Прошедшие сроки")
    await curator.taps("По одной")
    await curator.taps("1. Отчёт")
    await curator.taps("В этом году, в том же месяце")

    assert "уже прошло: сентябрь" in str(curator.alerts[-1])


async def test_terms_that_are_over_in_part_are_mentioned_at_once(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    await curator.sends(document=word(PAST), name="карта.docx")

    assert "Часть сроков уже прошла: 1 строка." in lines(curator)
    await curator.taps("С замечаниями")
    await curator.taps("3. Отчёт")
    assert "⚠️ Уже прошло, напоминаний не будет: сентябрь" in lines(curator)


async def test_the_title_goes_to_this_year_with_the_terms(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    rows = [["1", "Приказ", "ноябрь 2022", "", ""], ["2", "Отчёт", "май 2023", "", ""]]
    title = "Дорожная карта на 2022-2023 учебный год"
    await curator.sends(document=word(rows, title=title), name="карта.docx")
    await curator.taps("Прошедшие сроки")
    await curator.taps("В этом году, в том же месяце")

    assert lines(curator)[1] == "Дорожная карта на 2026-2027 учебный год"


async def test_a_row_alone_is_moved_to_the_year_that_its_button_names(stage: Any) -> None:
    """Beside one that fits this year: its own month is over in it too."""
    curator, *_ = await put_on(stage)
    rows = [["1", "Приказ", "сентябрь 2022", "", ""], ["2", "Отчёт", "май 2023", "", ""]]
    title = "Дорожная карта на 2022-2023 учебный год"
    await curator.sends(document=word(rows, title=title), name="карта.docx")
    await curator.taps("Прошедшие сроки")
    await curator.taps("По одной")
    await curator.taps("1. Приказ")
    await curator.taps("В следующем году, тогда же")

    assert [item.spans for item in await stage.db.read(items)] == [
        [["2027-09-01", "2027-09-30"]], [["2023-05-01", "2023-05-31"]],
    ]  # fmt: skip
