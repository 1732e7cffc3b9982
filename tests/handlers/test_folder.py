"""Stories of the inspector's folder: made beside the updates, sent, stopped, lost by a restart."""

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook

from db.engine import Session
from db.models import Evidence
from db.models.roadmap import EvidenceKind
from domain.roles import Role
from exports.qr import qr_png
from exports.worker import in_worker
from handlers.buttons.folder import Folder, MakeFolder, StopFolder
from handlers.buttons.hubs import Files
from sandbox.session import Actor, Screen
from services import actor as actors
from services import errands, evidence, files, item_done
from tests.item_factories import Row, running
from tests.stage import ZONE, Stage

PICTURE = qr_png("https://school.example")
CHECKED = datetime(2026, 11, 16, 7, tzinfo=UTC)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@dataclass
class School:
    """A small school with a running roadmap; ids of its items by title."""

    stage: Stage
    curator: Actor
    olga: Actor
    items: dict[str, int]

    @property
    def roadmap_id(self) -> int:
        return self.items[""]

    async def does(self, item: str, *, done: bool = True, **proof: object) -> None:
        """Olga proves an item (and ticks it off)."""

        def act(session: Session) -> None:
            olga = actors.load(session, str(self.olga.id), self.stage.clock.now(), ZONE)
            if proof:
                kind = EvidenceKind(str(proof["kind"]))
                evidence.add_evidence(
                    session,
                    olga,
                    self.items[item],
                    kind,
                    str(proof["title"]),
                    sha=proof.get("sha"),
                    url=proof.get("url"),
                    document_date=proof.get("document_date"),
                )  # type: ignore[arg-type]
            if done:
                item_done.mark_done(session, olga, self.items[item])

        await self.stage.db.write(act)

    async def settle(self) -> None:
        await self.stage.app.errands.settle()

    def archives(self) -> list[Screen]:
        return [one for one in self.curator.messages if one.document]

    def keep(self, data: bytes) -> str:
        return files.keep(self.stage.data_dir, data)


@pytest.fixture
async def school(stage: Stage) -> School:
    await stage.school("Школа № 1")
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    olga = await stage.join("Громова Ольга Ильинична", Role.MENTOR)
    mine = (stage.person_id(olga),)
    steps = (Row("Написать", term="до 20.10.2026", owners=mine), Row("Подписать", owners=mine))
    rows = (
        Row("Анкетирование: наставников?", "2.1", "Начало", term="до 09.10.2026", owners=mine),
        Row("Приказ", "2.2", "Начало", term="до 20.10.2026", owners=mine, steps=steps),
        Row("Отчёт", "3.1", "Итоги", term="до 20.05.2027", owners=mine),
    )
    items = await stage.db.write(running, stage.clock.now(), stage.school_id, rows)
    return School(stage, curator, olga, items)


def table(archive: ZipFile, number: int) -> list[list[str]]:
    document = Document(BytesIO(archive.read("Опись.docx")))
    return [[cell.text for cell in row.cells] for row in document.tables[number].rows]


async def test_the_folder_has_the_proof_its_inventory_and_the_table(school: School) -> None:
    photo, paper = school.keep(PICTURE), school.keep(b"paper")
    await school.does("Анкетирование: наставников?", kind="photo", title="photo.jpg", sha=photo)
    await school.does("Написать", kind="file", title="приказ.pdf", sha=paper)
    await school.does("Подписать", kind="link", title="https://a.example", url="https://a.example")
    await school.does("Отчёт", kind="file", title="нет.pdf", sha="0" * 64, done=False)

    await school.curator.taps(data=Files(school.roadmap_id).pack())
    await school.curator.taps("Папка проверки")
    await school.curator.taps("На сегодня")
    await school.settle()

    *_, status, sent = school.curator.messages
    assert plain(status.text) == "✅ Папка готова (на сегодня): Дорожная карта наставничества"
    assert sent.document is not None
    assert sent.document[0] == "Папка проверки — Школа № 1 — 2026-10-05.zip"
    assert plain(sent.text) == (
        "📎 Папка проверки\nДорожная карта наставничества\n\n"
        "На сегодня: 3 папки, 2 файла.\n"
        "⚠️ Чего-то не хватает: 1 пункт, см. начало описи."
    )
    archive = ZipFile(BytesIO(sent.document[1]))
    assert archive.testzip() is None
    assert archive.namelist() == [
        "Опись.docx",
        "Справка о выполнении.docx",
        "Ход дорожной карты.xlsx",
        "2.1 Анкетирование наставников/",
        "2.1 Анкетирование наставников/2026-10-05 фото.jpg",
        "2.2 Приказ/",
        "2.2 Приказ/2026-10-05 приказ.pdf",
        "3.1 Отчёт/",
    ]
    assert archive.read("2.1 Анкетирование наставников/2026-10-05 фото.jpg") == PICTURE
    assert archive.read("2.2 Приказ/2026-10-05 приказ.pdf") == b"paper"
    assert table(archive, 0)[1:] == [
        ["3.1", "Отчёт", "до 20.05.2027", "«нет.pdf»: файла нет в хранилище бота"]
    ]
    assert table(archive, 1)[2:4] == [
        ["2.1", "Анкетирование: наставников?", "до 09.10.2026", "05.10.2026", "фото",
         "2026-10-05 фото.jpg"],
        ["2.2", "Приказ", "до 20.10.2026", "", "", ""],
    ]  # fmt: skip
    sheet = load_workbook(BytesIO(archive.read("Ход дорожной карты.xlsx")))
    assert sheet.sheetnames == ["Ход", "Как считается"]


async def test_done_without_proof_and_overdue_stand_first(school: School) -> None:
    await school.does("Отчёт")
    school.stage.clock._set(CHECKED)

    await school.curator.taps(data=MakeFolder(school.roadmap_id, None, None).pack())
    await school.settle()

    document = school.archives()[0].document
    assert document is not None
    missing = table(ZipFile(BytesIO(document[1])), 0)
    assert [[row[0], row[1], row[3]] for row in missing[1:]] == [
        ["2.1", "Анкетирование: наставников?", "срок прошёл, отметки о выполнении нет"],
        ["2.2", "шаг: Написать", "срок прошёл, отметки о выполнении нет"],
        ["3.1", "Отчёт", "выполнено, подтверждения нет"],
    ]


async def test_as_of_a_past_day_it_holds_what_was_there_then(school: School) -> None:
    await school.does(
        "Отчёт", done=False, kind="file", title="черновик.docx", sha=school.keep(b"draft")
    )
    school.stage.clock._set(CHECKED)
    await school.does("Отчёт", kind="file", title="отчёт.docx", sha=school.keep(b"whole"))

    await school.curator.taps(data=Folder(school.roadmap_id).pack())
    assert school.curator.screen.buttons == [
        ["На сегодня"], ["31\u00a0октября"], ["На другой день", "За период"], ["← Назад", "Меню"],
    ]  # fmt: skip
    await school.curator.taps("31\u00a0октября")
    await school.settle()

    document = school.archives()[0].document
    assert document is not None
    assert document[0] == "Папка проверки — Школа № 1 — 2026-10-31.zip"
    archive = ZipFile(BytesIO(document[1]))
    assert [name for name in archive.namelist() if name.startswith("3.1 Отчёт/2")] == [
        "3.1 Отчёт/2026-10-05 черновик.docx"
    ]


async def test_any_other_day_comes_by_the_calendar(school: School) -> None:
    school.stage.clock._set(CHECKED)
    await school.curator.taps(data=Folder(school.roadmap_id).pack())
    await school.curator.taps("На другой день")
    await school.curator.taps("‹")
    await school.curator.taps("15")
    await school.settle()

    assert [one.document[0] for one in school.archives() if one.document] == [
        "Папка проверки — Школа № 1 — 2026-10-15.zip"
    ]


@pytest.fixture
async def busy(tmp_path: Path) -> AsyncIterator[Path]:
    """The worker has something else to do until this pipe is written to."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = asyncio.create_task(in_worker(Path.read_bytes, pipe))
    yield pipe
    if not reading.done():
        await asyncio.to_thread(pipe.write_bytes, b"")
    await reading


async def let_go(busy: Path) -> None:
    await asyncio.to_thread(busy.write_bytes, b"go on")


async def test_of_a_period_it_holds_what_belongs_there(school: School) -> None:
    school.stage.clock._set(CHECKED)
    await school.does("Подписать", kind="file", title="скан.pdf", sha=school.keep(b"scan"))
    await school.curator.taps(data=Folder(school.roadmap_id).pack())
    await school.curator.taps("За период")
    await school.curator.taps("Ноябрь")
    await school.settle()

    (sent,) = school.archives()
    assert plain(sent.text).splitlines()[3] == "1–16 ноября: 2 папки, 1 файл."
    assert sent.document is not None
    archive = ZipFile(BytesIO(sent.document[1]))
    # The report is due in May; what is overdue belongs to every period.
    assert archive.namelist()[3:] == [
        "2.1 Анкетирование наставников/",
        "2.2 Приказ/",
        "2.2 Приказ/2026-11-16 скан.pdf",
    ]
    paragraphs = [one.text for one in Document(BytesIO(archive.read("Опись.docx"))).paragraphs]
    assert paragraphs[3] == ("за период с 01.11.2026 по 16.11.2026, по состоянию на 16.11.2026")


async def test_others_are_answered_meanwhile_and_a_second_one_waits(
    school: School, busy: Path
) -> None:
    await school.curator.taps(data=MakeFolder(school.roadmap_id, None, None).pack())
    assert school.curator.screen.text == "🕒 Собираю папку: 0 из 5"
    assert school.curator.screen.buttons == [["Остановить"]]

    await school.curator.taps(data=MakeFolder(school.roadmap_id, None, None).pack())
    await school.curator.sends("/today")

    assert school.curator.alerts[-1] == (
        "Один файл уже собирается. Дождитесь его или нажмите под ним «Остановить»."
    )
    assert plain(school.curator.screen.text).startswith("📋 Мои дела")
    assert school.archives() == []
    await let_go(busy)
    await school.settle()
    assert len(school.archives()) == 1


async def test_stopped_it_sends_nothing_and_can_be_begun_again(school: School, busy: Path) -> None:
    await school.curator.taps(data=MakeFolder(school.roadmap_id, None, None).pack())

    await school.curator.taps("Остановить")
    await let_go(busy)
    await school.settle()

    assert school.archives() == []
    assert plain(school.curator.screen.text) == (
        "⏸ Папка не собрана: Вы остановили работу. Ничего не изменилось."
    )
    await school.curator.taps("Собрать ещё раз")
    await school.curator.taps("На сегодня")
    await school.settle()
    assert len(school.archives()) == 1


@pytest.mark.usefixtures("busy")
async def test_after_a_restart_in_the_middle_the_person_is_told_once(school: School) -> None:
    app = school.stage.app
    await school.curator.taps(data=MakeFolder(school.roadmap_id, None, None).pack())
    await app.errands.close()

    await app.tell_of_lost_errands()
    await app.tell_of_lost_errands()
    await school.stage.settle()

    told = [one.text for one in school.curator.messages if "перезапускался" in one.text]
    assert told == ["⚠️ Бот перезапускался, и папка проверки не собралась. Начните ещё раз."]
    await school.curator.taps(data=StopFolder(school.roadmap_id).pack())
    assert plain(school.curator.screen.text).startswith("Эта папка уже не собирается")


async def test_a_finished_one_is_not_told_as_lost(school: School) -> None:
    await school.curator.taps(data=MakeFolder(school.roadmap_id, None, None).pack())
    await school.settle()

    lost = await school.stage.db.write(errands.tell_of_lost, school.stage.clock.now())

    assert lost == 0


async def test_more_than_the_messenger_takes_comes_in_several_archives(school: School) -> None:
    for at, title in enumerate(("Анкетирование: наставников?", "Отчёт")):
        sha = school.keep(bytes([at]))
        with files.path(school.stage.data_dir, sha).open("r+b") as large:
            large.truncate(30 << 20)
        await school.does(title, kind="file", title="видео.mp4", sha=sha)

    await school.curator.taps(data=MakeFolder(school.roadmap_id, None, None).pack())
    await school.settle()

    sent = [one.document for one in school.archives() if one.document]
    assert [name for name, _ in sent] == [
        "Папка проверки 1 из 2 — Школа № 1 — 2026-10-05.zip",
        "Папка проверки 2 из 2 — Школа № 1 — 2026-10-05.zip",
    ]
    first, second = (ZipFile(BytesIO(data)) for _, data in sent)
    assert first.namelist()[-1] == "2.2 Приказ/"
    assert second.namelist() == ["3.1 Отчёт/", "3.1 Отчёт/2026-10-05 видео.mp4"]
    assert [row[5] for row in table(first, 0) if row[0] in {"2.1", "3.1"}] == [
        "архив 1: 2026-10-05 видео.mp4",
        "архив 2: 2026-10-05 видео.mp4",
    ]


async def test_three_hundred_items_with_their_proof(stage: Stage) -> None:
    await stage.school("Школа № 1")
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    mine = (stage.person_id(curator),)
    rows = [
        Row(f"Встреча {at}", f"{at // 50 + 1}.{at % 50 + 1}", f"Этап {at // 50 + 1}", owners=mine)
        for at in range(300)
    ]
    items = await stage.db.write(running, stage.clock.now(), stage.school_id, rows)
    shas = {
        title: [files.keep(stage.data_dir, f"{title} {copy}".encode()) for copy in range(2)]
        for title in items
        if title
    }

    def prove(session: Session) -> None:
        session.add_all(
            Evidence(item_id=items[title], kind=EvidenceKind.FILE, title="отчёт.txt", sha=sha,
                     added_at=stage.clock.now())
            for title, kept in shas.items()
            for sha in kept
        )  # fmt: skip

    await stage.db.write(prove)
    await curator.taps(data=MakeFolder(items[""], None, None).pack())
    await stage.app.errands.settle()

    document = curator.screen.document
    assert document is not None
    archive = ZipFile(BytesIO(document[1]))
    assert archive.testzip() is None
    assert len(archive.namelist()) == 3 + 300 + 600
    assert archive.read("6.50 Встреча 299/2026-10-05 отчёт (2).txt") == "Встреча 299 1".encode()
    assert len(table(archive, 0)) == 1 + 6 + 600


async def test_it_is_for_those_alone_who_see_to_everybodys_items(school: School) -> None:
    await school.stage.school("Школа № 2")
    other = await school.stage.join("Ким Анна Львовна", Role.CURATOR)

    for stranger in (school.olga, other):
        await stranger.taps(data=MakeFolder(school.roadmap_id, None, None).pack())
        assert stranger.alerts[-1] == "Это действие для Вашей роли закрыто. Ничего не изменилось."
