"""Stories of papers: the statement, the annex and a past day's sheet, opened as files."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.document import Document as Opened
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, Person
from db.models.roadmap import EvidenceKind
from domain.roles import Role
from handlers.buttons.papers import Annex, MakeStatement, OwnPeriod, PastSheet, SheetOn, Statement
from imports.roadmap import read
from sandbox.session import Actor
from services import actor as actors
from services import drafts, item_acts, item_done, item_owners, item_terms, launch
from services.actor import Actor as ServiceActor
from services.evidence import add_evidence
from tests.documents import word
from tests.item_factories import Row, running
from tests.stage import ZONE, Stage


@dataclass
class Cast:
    """A curator and a mentor with a small running roadmap; ids of items by title."""

    stage: Stage
    curator: Actor
    olga: Actor
    ids: dict[str, int]

    async def on(self, day: int, month: int, year: int = 2026) -> None:
        await self.stage.advance_to(datetime(year, month, day, 9, tzinfo=UTC))

    async def act(self, who: Actor, fn: Any, *args: Any) -> Any:
        return await act(self.stage, who, fn, *args)

    async def done(self, title: str) -> None:
        await self.act(self.olga, item_done.mark_done, self.ids[title])


async def act(stage: Stage, who: Actor, fn: Any, *args: Any) -> Any:
    """What somebody does elsewhere in the bot."""

    def run(session: Session) -> Any:
        person = session.get_one(Person, stage.person_id(who))
        return fn(session, actors.of_person(session, person, stage.clock.now(), ZONE), *args)

    return await stage.db.write(run)


@pytest.fixture
async def cast(stage: Stage) -> Cast:
    await stage.school("Школа № 1")
    curator = await stage.join(
        "Ветрова Ольга Сергеевна", Role.CURATOR, post="Заместитель директора"
    )
    olga = await stage.join("Громова Ольга Ильинична", Role.MENTOR)
    mine = (stage.person_id(olga),)
    rows = [
        Row("Приказ", "1", "Начало", term="до 09.10.2026", owners=mine),
        Row("Анкета", "2", "Начало", term="октябрь 2026", owners=mine),
        Row("Положение", "3", "Начало", term="до 16.10.2026", owners=mine),
        Row("Отчёт", "4", "Итоги", term="до 20.05.2027", owners=mine),
        Row("Сайт", "5", "Итоги", term="постоянно", owners=mine),
    ]
    ids = await stage.db.write(running, stage.clock.now(), stage.school_id, rows)
    return Cast(stage, curator, olga, ids)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def opened(actor: Actor) -> Opened:
    assert actor.screen.document is not None
    return Document(BytesIO(actor.screen.document[1]))


def cells(document: Opened, at: int = 0) -> list[list[str]]:
    return [
        [plain(cell.text) for cell in dict.fromkeys(row.cells)] for row in document.tables[at].rows
    ]


def lines(document: Opened) -> list[str]:
    return [plain(p.text) for p in document.paragraphs if p.text]


async def test_the_statement_of_last_month_in_three_taps(cast: Cast) -> None:
    await cast.on(7, 10)
    await cast.done("Приказ")
    paper, day = EvidenceKind.DOCUMENT, date(2026, 10, 7)
    await cast.act(
        cast.olga, partial(add_evidence, document_date=day), cast.ids["Приказ"], paper, "№ 12"
    )
    await cast.on(20, 10)
    await cast.done("Положение")
    await cast.on(3, 11)
    await cast.curator.sends("/roadmap")

    await cast.curator.taps("Файлы и бумаги")
    await cast.curator.taps("Справка о выполнении")
    assert cast.curator.screen.buttons == [
        ["Октябрь"], ["Ноябрь", "1-я четверть"], ["IV квартал 2026", "1-е полугодие"],
        ["Учебный год 2026–2027", "Со дня запуска"], ["Свои даты"], ["← Назад", "Меню"],
    ]  # fmt: skip
    await cast.curator.taps("Октябрь")

    name = cast.curator.screen.document
    assert name is not None
    assert name[0] == "Справка о выполнении — Школа № 1 — 2026-10-31.docx"
    assert plain(cast.curator.screen.text) == (
        "📊 Справка о выполнении\nДорожная карта наставничества\n"
        "С 1 октября 2026 г. по 31 октября 2026 г., данные на 31 октября 2026 г.\n\n"
        "На 31 октября 2026 г. в дорожной карте 5 пунктов: выполнено 2 (40 %).\n"
        "Сроков в этом периоде: 3. Из них выполнено в срок — 1, выполнено позже — 1, "
        "ещё впереди — 1. Всего отметок о выполнении за период: 2."
    )
    assert cells(opened(cast.curator)) == [
        ["№", "Мероприятие", "Срок (план)", "Ответственный", "Выполнено (факт)",
         "Подтверждение", "Отклонение, дней"],
        ["Начало"],
        ["1", "Приказ", "до 09.10.2026", "Громова Ольга Ильинична", "07.10.2026",
         "№ 12 от 07.10.2026", "−2"],
        ["2", "Анкета", "01.10.2026 – 31.10.2026", "Громова Ольга Ильинична", "—", "", "—"],
        ["3", "Положение", "до 16.10.2026", "Громова Ольга Ильинична", "20.10.2026", "", "+4"],
    ]  # fmt: skip


async def test_the_same_month_as_of_today_names_what_is_late_and_why(cast: Cast) -> None:
    await cast.on(8, 10)
    await cast.done("Приказ")
    await cast.on(6, 11)
    await cast.act(cast.olga, item_acts.comment, cast.ids["Анкета"], "Ждём согласия родителей")
    there = cast.ids[""]

    await cast.curator.taps(
        data=MakeStatement(there, date(2026, 10, 1), date(2026, 10, 31), None).pack()
    )
    await cast.curator.taps("По состоянию на сегодня")

    assert lines(opened(cast.curator))[:1] == ["Школа № 1"]
    said = lines(opened(cast.curator))
    start = said.index("Просроченные пункты и причины")
    assert said[start:] == [
        "Просроченные пункты и причины",
        "1. Положение (пункт 3) — срок до 16.10.2026, просрочено на 21 день. "
        "Ответственный: Громова Ольга Ильинична. Причина не указана.",
        "2. Анкета (пункт 2) — срок до 31.10.2026, просрочено на 6 дней. "
        "Ответственный: Громова Ольга Ильинична. Причина: Ждём согласия родителей.",
        "Выводы",
        "1. Выполнено 1 из 5 пунктов дорожной карты (20 %).",
        "2. Из 3 наступивших сроков этого периода соблюдено 1.",
        "3. Просрочено 2 пункта, больше всего — на 21 день: Положение (пункт 3).",
        "4. К 1 выполненному пункту подтверждение не приложено.",
        "5. Осталось выполнить 4 пункта.",
        "Заместитель директора\t____________________\tВетрова О. С.",
        "«___» _______________ 20___ г.",
    ]


async def test_what_went_on_all_the_time_is_neither_early_nor_late(cast: Cast) -> None:
    await cast.on(20, 10)
    await cast.done("Сайт")
    there = cast.ids[""]

    await cast.curator.taps(
        data=MakeStatement(there, date(2026, 10, 1), date(2026, 10, 31), None).pack()
    )

    assert [row for row in cells(opened(cast.curator)) if row[1:2] == ["Сайт"]] == [
        ["5", "Сайт", "постоянно", "Громова Ольга Ильинична", "20.10.2026", "", "—"]
    ]


async def test_own_dates_are_picked_day_by_day(cast: Cast) -> None:
    await cast.on(3, 11)
    there = cast.ids[""]

    await cast.curator.taps(data=Statement(there).pack())
    await cast.curator.taps("Свои даты")
    await cast.curator.taps("2")
    await cast.curator.taps("15")

    caption = plain(cast.curator.screen.text)
    assert "С 2 ноября 2026 г. по 15 ноября 2026 г., данные на 3 ноября 2026 г." in caption
    await cast.curator.taps(data=OwnPeriod(there, None, 2026, 11).pack())
    future = [c for row in cast.curator.screen.buttons for c in row if c.isdigit()]
    assert future == ["1", "2", "3"], "a period does not begin after today"


async def test_a_past_day_is_told_as_it_was(cast: Cast) -> None:
    await cast.on(7, 10)
    await cast.done("Приказ")
    await cast.on(10, 11)
    await cast.done("Анкета")

    await cast.curator.sends("/roadmap")
    await cast.curator.taps("Файлы и бумаги")
    await cast.curator.taps("Таблица на прошлую дату")
    await cast.curator.taps("31\u00a0октября")

    found = cast.curator.screen.document
    assert found is not None
    sheet = openpyxl.load_workbook(BytesIO(found[1])).worksheets[0]
    states = {row[1]: row[4] for row in sheet.values if row[4]}
    assert found[0] == "Ход дорожной карты — Школа № 1 — 2026-10-31.xlsx"
    assert sheet["A3"].value == (
        "Данные на конец дня 31.10.2026 · выполнено 1 из 5 (20 %) · просрочено: 1"
    )
    assert states == {
        "Мероприятие": "Статус", "Приказ": "выполнено", "Анкета": "не начато",
        "Положение": "просрочено", "Отчёт": "не начато", "Сайт": "постоянно",
    }  # fmt: skip


async def test_days_that_cannot_be_told_are_refused_in_words(cast: Cast) -> None:
    there = cast.ids[""]
    await cast.curator.taps(data=PastSheet(there, None, None).pack())
    assert "прошлых дней у неё ещё нет" in plain(cast.curator.screen.text)

    await cast.curator.taps(data=SheetOn(there, date(2026, 10, 4)).pack())
    assert plain(cast.curator.alerts[-1]) == (
        "Карта ведётся в боте с 05.10.2026: о более ранних днях данных нет. "
        "Выберите этот день или любой после него."
    )
    await cast.curator.taps(data=SheetOn(there, date(2026, 10, 6)).pack())
    assert cast.curator.alerts[-1].startswith("Этот день ещё не закончился.")
    days = (date(2026, 10, 5), date(2026, 10, 1))
    await cast.curator.taps(data=MakeStatement(there, *days, None).pack())
    assert cast.curator.alerts[-1].startswith("Период заканчивается раньше, чем начинается.")


async def test_papers_are_for_those_who_may_export(cast: Cast) -> None:
    there = cast.ids[""]
    stranger = cast.stage
    await stranger.school("Школа № 2")
    other = await stranger.join("Лунина Вера Ильинична", Role.CURATOR)
    day = date(2026, 10, 5)
    requests: list[Any] = [
        Statement(there), MakeStatement(there, day, day, None), Annex(there),
        PastSheet(there, None, None), SheetOn(there, day), OwnPeriod(there, None, 2026, 10),
    ]  # fmt: skip

    for actor in (cast.olga, other):
        for request in requests:
            await actor.taps(data=request.pack())
            assert actor.alerts[-1].startswith("Это действие для Вашей роли закрыто."), request


async def test_the_annex_has_the_documents_columns_and_what_has_changed(stage: Stage) -> None:
    await stage.school("Школа № 1")
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    olga = await stage.join("Громова Ольга Ильинична", Role.MENTOR)
    rows = [
        ("I. Начало",),
        ("1.1", "Приказ", "до 20.10.2026", "Директор", "приказ"),
        ("1.2", "Анкета", "ноябрь 2026", "Наставники", "справка"),
        ("1.3", "Сайт", "постоянно", "", ""),
    ]
    ids = await act(stage, curator, launched, read(word(rows), "карта.docx"))
    there = Annex(ids[""])
    await curator.taps(data=there.pack())
    before = cells(opened(curator))
    same = plain(curator.screen.text)

    day = date(2026, 10, 30)
    await act(stage, curator, item_terms.move_to, ids["Приказ"], day, "Ждём документы")
    await act(stage, curator, item_owners.hand_over, ids["Анкета"], stage.person_id(olga))
    await curator.sends("/roadmap")
    await curator.taps("Файлы и бумаги")
    await curator.taps("Приложение к приказу (Word)")

    paper = opened(curator)
    assert lines(paper) == [
        "Приложение к приказу", "от «___» _________ 20__ г. № ____",
        "Дорожная карта наставничества на 2026-2027 учебный год",
    ]  # fmt: skip
    assert before == [
        ["№", "Мероприятия", "Сроки", "Ответственные", "Результат"],
        ["I. Начало"],
        ["1.1", "Приказ", "до 20.10.2026", "Директор", "приказ"],
        ["1.2", "Анкета", "ноябрь 2026", "Наставники", "справка"],
        ["1.3", "Сайт", "постоянно", "", ""],
    ]
    assert cells(paper) == [
        *before[:2],
        ["1.1", "Приказ", "до 30 октября 2026 г.", "Директор", "приказ"],
        ["1.2", "Анкета", "ноябрь 2026", "Громова Ольга Ильинична", "справка"],
        before[4],
    ]
    assert "Сроки и ответственные — как в документе." in same
    assert "Отличия от документа: сроки — в 1 строке, ответственные — в 1 строке." in plain(
        curator.screen.text
    )


def launched(session: Session, actor: ServiceActor, document: Any) -> dict[str, int]:
    made = drafts.create(session, actor, document, "карта.docx", "0" * 64)
    launch.launch(session, actor, made.roadmap_id)
    items = session.scalars(select(Item).where(Item.roadmap_id == made.roadmap_id))
    return {"": made.roadmap_id, **{item.title: item.id for item in items}}
