"""Stories of the exports: asked for in three taps, made beside the updates, stopped, split."""

import csv
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from db.engine import Session
from db.models import Meeting
from domain.exporting import What
from domain.meetings import MeetingKind, MeetingState
from domain.roles import Role
from exports.big import making
from handlers.buttons.exporting import Exports, MakeExport, StopExport
from sandbox.session import Actor, Screen
from services import errands
from tests.handlers.test_folder import busy, let_go, plain
from tests.item_factories import Row, running
from tests.pair_factories import pair
from tests.stage import Stage

__all__ = ["busy"]
MEETINGS = MakeExport(What.MEETINGS, None, None, None, csv=False).pack()
NOW = datetime(2026, 10, 5, 7, tzinfo=UTC)


@dataclass
class School:
    """A school with one pair that has met twice, and a running roadmap."""

    stage: Stage
    curator: Actor
    pair_id: int

    def files(self, of: Actor | None = None) -> list[Screen]:
        return [one for one in (of or self.curator).messages if one.document]

    async def file(self, of: Actor | None = None) -> tuple[str, bytes]:
        await self.stage.app.errands.settle()
        document = self.files(of)[-1].document
        assert document is not None
        return document


@pytest.fixture
async def school(stage: Stage) -> School:
    await stage.school("Школа № 1")
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    mentor = await stage.without_chat("Громов Пётр Ильич", Role.MENTOR)
    mentee = await stage.without_chat("Ким Анна Львовна", Role.MENTEE)
    rows = (Row("Приказ", "1.1", "Начало", term="до 09.10.2026", owners=(mentor,)),)
    await stage.db.write(running, NOW, stage.school_id, rows)

    def met(session: Session) -> int:
        made = pair(session, NOW, stage.school_id, [mentor], [mentee])
        for day, topic in ((date(2026, 9, 20), "Знакомство"), (date(2026, 10, 1), "=Урок")):
            session.add(Meeting(
                pair_id=made, kind=MeetingKind.REGULAR, state=MeetingState.HELD, held_on=day,
                topic=topic, created_at=NOW,
            ))  # fmt: skip
        return made

    return School(stage, curator, await stage.db.write(met))


def sheet(data: bytes, name: str) -> list[tuple[object, ...]]:
    return list(load_workbook(BytesIO(data))[name].iter_rows(values_only=True))


def column(data: bytes, name: str, heading: str) -> list[object]:
    head, *rows = sheet(data, name)
    at = head.index(heading)
    return [row[at] for row in rows]


async def test_what_period_and_kind_of_file(school: School) -> None:
    curator = school.curator
    await curator.sends("/menu")
    await curator.taps("Файлы и отчёты")
    assert curator.screen.buttons == [
        ["Люди", "Пары"], ["Программы", "Встречи"], ["Ответы на анкеты", "Дорожная карта"],
        ["Всё одним файлом"],
        ["Сводка недели", "Ход дорожной карты"], ["Загрузить дорожную карту"],
        ["← Назад", "Меню"],
    ]  # fmt: skip
    await curator.taps("Встречи")
    assert curator.screen.buttons == [
        ["За всё время"], ["Сентябрь", "Октябрь"], ["1-я четверть", "IV квартал 2026"],
        ["1-е полугодие", "Учебный год 2026–2027"], ["Другой период"], ["← Назад", "Меню"],
    ]  # fmt: skip
    await curator.taps("Октябрь")
    await curator.taps("Excel (.xlsx)")

    name, data = await school.file()

    assert name == ("Выгрузка. Встречи — с 01.10.2026 по 31.10.2026 — Школа № 1 — 2026-10-05.xlsx")
    assert column(data, "Встречи", "Тема") == ["=Урок"]
    assert column(data, "Встречи", "Наставники") == ["Громов Пётр Ильич"]
    counting = dict(sheet(data, "Как считается")[1:5])
    assert plain(str(counting["Время данных"])) == (
        "Данные на 05.10.2026, 10:00 (московское время)"
    )
    assert counting["Кто выгрузил"] == "Ветрова Ольга Сергеевна"
    told, sent = curator.messages[-2:]
    assert plain(told.text) == "✅ Выгрузка готова: Встречи, 1 строка"
    assert plain(sent.text) == (
        "📊 Встречи · Школа № 1\nОктябрь: 1 строка.\n\n"
        "Что входит и как считается — на листе «Как считается»."
    )


async def test_any_other_period_comes_by_the_calendar(school: School) -> None:
    curator = school.curator
    await curator.sends("/export")
    for caption in ("Встречи", "Другой период", "‹", "20", "20"):
        await curator.taps(caption)
    await curator.taps("Excel")

    _, data = await school.file()

    assert column(data, "Встречи", "Тема") == ["Знакомство"]


async def test_the_weeks_message_is_two_taps_away(school: School) -> None:
    await school.curator.sends("/export")
    await school.curator.taps("Сводка недели")

    assert school.curator.screen.document is not None


async def test_text_for_other_programs(school: School) -> None:
    await school.curator.taps(data=MakeExport(What.MEETINGS, None, None, None, csv=True).pack())

    name, data = await school.file()

    assert name.endswith(".csv")
    assert data.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(StringIO(data.decode("utf-8-sig")), delimiter=";")
    assert [row[head.index("Тема")] for row in rows[:2]] == ["Знакомство", "'=Урок"]
    assert rows[2] == []
    assert rows[3] == ["Что", "Как считается"]


async def test_everything_in_one_file(school: School) -> None:
    for as_text in (False, True):
        request = MakeExport(What.EVERYTHING, None, None, None, csv=as_text)
        await school.curator.taps(data=request.pack())
        await school.file()

    book, archive = (screen.document for screen in school.files())

    assert book is not None
    assert archive is not None
    names = ["Люди", "Пары", "Программы", "Встречи", "Ответы на анкеты", "Дорожная карта"]
    assert load_workbook(BytesIO(book[1])).sheetnames == [*names, "Как считается"]
    assert ZipFile(BytesIO(archive[1])).namelist() == [f"{name}.csv" for name in names]


async def test_more_than_the_messenger_takes_comes_in_parts(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making.make, "__kwdefaults__", {"limit": making.LIMIT, "most": 1})
    with monkeypatch.context() as inside:
        inside.setattr("handlers.export_work.in_worker", here)
        await school.curator.taps(
            data=MakeExport(What.MEETINGS, None, None, None, csv=False).pack()
        )
        await school.file()

    topics = [column(one.document[1], "Встречи", "Тема") for one in school.files() if one.document]
    assert topics == [["Знакомство"], ["=Урок"]]
    assert [plain(one.text).splitlines()[0] for one in school.files()] == [
        "📊 Встречи · Школа № 1 · 1 из 2", "📊 Встречи · Школа № 1 · 2 из 2",
    ]  # fmt: skip


async def here(fn: object, *args: object) -> object:
    assert callable(fn)
    return fn(*args)


async def test_others_are_answered_meanwhile_and_a_second_one_waits(
    school: School, busy: Path
) -> None:
    await school.curator.taps(data=MEETINGS)
    assert school.curator.screen.text.startswith("🕒")
    assert school.curator.screen.buttons == [["Остановить"]]

    await school.curator.taps(data=MEETINGS)
    await school.curator.sends("/today")

    assert school.curator.alerts[-1] == (
        "Один файл уже собирается. Дождитесь его или нажмите под ним «Остановить»."
    )
    assert plain(school.curator.screen.text).startswith("📋 Мои дела")
    assert school.files() == []
    await let_go(busy)
    await school.stage.app.errands.settle()
    assert len(school.files()) == 1


async def test_stopped_it_sends_nothing_and_can_be_begun_again(school: School, busy: Path) -> None:
    await school.curator.taps(data=MEETINGS)
    await school.curator.taps("Остановить")
    await let_go(busy)
    await school.stage.app.errands.settle()

    assert school.files() == []
    assert plain(school.curator.screen.text) == ("⏸ Выгрузка остановлена. Ничего не изменилось.")
    await school.curator.taps("Выгрузить ещё раз")
    await school.curator.taps("Люди")
    await school.curator.taps("За всё время")
    await school.curator.taps("Excel")
    await school.file()
    assert len(school.files()) == 1


@pytest.mark.usefixtures("busy")
async def test_after_a_restart_in_the_middle_the_person_is_told_once(school: School) -> None:
    app = school.stage.app
    await school.curator.taps(data=MEETINGS)
    await app.errands.close()

    await app.tell_of_lost_errands()
    await app.tell_of_lost_errands()
    await school.stage.settle()

    told = [one.text for one in school.curator.messages if "перезапускался" in one.text]
    assert told == ["⚠️ Бот перезапускался, и выгрузка не собралась. Начните ещё раз."]
    await school.curator.taps("Выгрузить ещё раз")
    assert school.curator.screen.text.startswith("📊 Файлы и отчёты")
    await school.curator.taps(data=StopExport().pack())
    assert school.curator.screen.text.startswith("Эта выгрузка уже не собирается")


async def test_a_finished_one_is_not_told_as_lost(school: School) -> None:
    await school.curator.taps(data=MEETINGS)
    await school.file()

    assert await school.stage.db.write(errands.tell_of_lost, NOW) == 0


async def test_the_administrator_chooses_whose_data(school: School) -> None:
    first = school.stage.school_id
    await school.stage.school("Школа № 2")
    await school.stage.join("Ким Ольга Львовна", Role.CURATOR)
    admin = await school.stage.join("Рощин Иван Ильич", Role.ADMINISTRATOR)
    await admin.sends("/export")
    assert admin.screen.buttons == [
        ["Люди", "Журнал действий"], ["Всё одним файлом"], ["Чьи данные: все организации"],
        ["← Назад", "Меню"],
    ]  # fmt: skip
    await admin.taps("Чьи данные: все организации")
    await admin.taps("Школа № 1")
    assert admin.screen.text.splitlines()[0] == "📊 Файлы и отчёты · Школа № 1"
    await admin.taps("Люди")
    await admin.taps("За всё время")
    await admin.taps("Excel")

    name, data = await school.file(admin)

    assert name == "Выгрузка. Люди — за всё время — Школа № 1 — 2026-10-05.xlsx"
    assert column(data, "Люди", "Фамилия, имя, отчество") == [
        "Ветрова Ольга Сергеевна", "Громов Пётр Ильич", "Ким Анна Львовна",
    ]  # fmt: skip
    log = MakeExport(What.AUDIT, first, None, None, csv=False).pack()
    await admin.taps(data=log)
    _, data = await school.file(admin)
    assert "выгружены данные" in column(data, "Журнал действий", "Что сделано")


async def test_the_coordinator_gets_numbers_without_names(stage: Stage) -> None:
    above = await stage.municipality("Заречный район")
    coordinator = await stage.join("Рощина Инна Львовна", Role.COORDINATOR)
    await stage.school("Школа № 1", parent_id=above)
    await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    await coordinator.sends("/export")
    await coordinator.taps("По школам")
    await coordinator.taps("За всё время")
    await coordinator.taps("Excel")
    await stage.app.errands.settle()

    document = next(one.document for one in coordinator.messages if one.document)

    assert [row[:2] for row in sheet(document[1], "По школам")[1:]] == [("Школа № 1", 1)]
    await coordinator.taps(data=MakeExport(What.PEOPLE, None, None, None, csv=False).pack())
    assert coordinator.alerts[-1] == "Это действие для Вашей роли закрыто. Ничего не изменилось."


async def test_mentors_export_nothing(stage: Stage) -> None:
    await stage.school("Школа № 1")
    mentor = await stage.join("Громов Пётр Ильич", Role.MENTOR)
    await mentor.sends("/export")
    assert mentor.screen.buttons == [["Мои дела"], ["Меню"]]

    for forged in (Exports(None).pack(), MEETINGS):
        await mentor.taps(data=forged)
        assert mentor.alerts[-1] == "Это действие для Вашей роли закрыто. Ничего не изменилось."
