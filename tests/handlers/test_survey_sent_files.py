"""Files and photos among the answers are opened from the results and from one's own answers."""

import zipfile
from io import BytesIO

import pytest
from openpyxl import load_workbook
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Answer, Campaign, Response, Setting
from domain.survey import Kind
from handlers.buttons.campaigns import Campaigns
from handlers.buttons.survey_results import AllFiles, OwnFile, ResultBook, SentFile, SentFiles
from sandbox.actor import Actor
from services import erasing as people_erasing
from services import files
from services.surveys import erasing, responses
from tests import survey_factories as make
from tests.result_stories import asked, captions, cast, sent, text
from tests.stage import Stage


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (320, 240), "white").save(out, "JPEG")
    return out.getvalue()


PHOTO = picture()
ASKED = make.questionnaire(
    make.question("page", Kind.FILE, text="Пришлите план урока"),
    make.question("shot", Kind.FILE, text="И фото", optional=True),
    title="Практика",
)


@pytest.fixture
async def two(stage: Stage) -> tuple[Actor, list[Actor], int]:
    """A campaign that two of three have answered: one with a file and a photo, one with a file
    of the same name."""
    curator, mentors = await cast(stage, 3)
    campaign = await asked(stage, ASKED, mentors, [])
    await mentors[0].sends("/survey")
    await mentors[0].sends_file(b"%PDF-1.4 first", "план.pdf")
    await mentors[0].sends_photo(PHOTO)
    await mentors[0].taps("✅ Отправить")
    await mentors[1].sends("/survey")
    await mentors[1].sends_file(b"%PDF-1.4 second", "план.pdf")
    await mentors[1].taps("Пропустить")
    await mentors[1].taps("✅ Отправить")
    return curator, mentors, campaign


async def test_the_keeper_opens_each_of_them(
    stage: Stage, two: tuple[Actor, list[Actor], int]
) -> None:
    curator, _, _campaign = two
    await curator.taps(data=Campaigns(0).pack())
    await curator.taps("🕒 Практика · 2 из 3")
    await curator.taps("📊 Итоги")
    await curator.taps("📎 Файлы: 3")
    assert text(curator).splitlines() == [
        "Файлы · Практика",
        "3 файла. Номер открывает файл.",
        "1. Астахов П. И.: план.pdf — Пришлите план урока",
        "2. Бстахов П. И.: план.pdf — Пришлите план урока",
        "3. Астахов П. И.: фото — И фото",
    ]
    await curator.taps("2")
    assert sent(curator).read() == b"%PDF-1.4 second"
    assert text(curator) == "Пришлите план урока\nБстахов П. И.\nплан.pdf"
    await curator.taps("← Назад")
    await curator.taps("3")
    assert curator.screen.photo == PHOTO
    assert text(curator) == "И фото\nАстахов П. И."


async def test_all_of_them_come_as_an_archive_with_a_list(
    stage: Stage, two: tuple[Actor, list[Actor], int]
) -> None:
    curator, _, campaign = two
    await curator.taps(data=SentFiles(campaign, 0).pack())
    await curator.taps("Все файлы архивом")
    with zipfile.ZipFile(sent(curator)) as archive:
        names = archive.namelist()
        assert len(names) == 4
        assert archive.read(names[2]) == b"%PDF-1.4 second"
        with archive.open(names[0]) as book:
            rows = [row[:6] for row in load_workbook(book)["Файлы"].values]
    assert names[0] == "00 Список файлов.xlsx"
    assert names[1].startswith("01 ")
    assert names[1].endswith("план.pdf")
    assert [row[4] for row in rows[1:]] == ["план.pdf", "план.pdf", rows[3][4]]
    assert [row[5] for row in rows[1:]] == names[1:]

    await curator.taps(data=ResultBook(campaign).pack())
    book = load_workbook(sent(curator))
    assert [row[5] for row in book["Файлы"].values][1:] == names[1:]


async def test_a_file_that_is_lost_is_said_so(
    stage: Stage, two: tuple[Actor, list[Actor], int]
) -> None:
    curator, _, campaign = two

    def shas(session: Session) -> list[str]:
        rows = session.scalars(select(Answer).order_by(Answer.id))
        return [row.value["is"]["sha"] for row in rows if row.value]

    first, *_ = kept = await stage.db.read(shas)
    assert await stage.db.read(erasing.in_use, [*kept, "none"]) == set(kept)
    files.path(stage.data_dir, first).unlink()
    await curator.taps(data=SentFiles(campaign, 0).pack())
    await curator.taps("1")
    assert curator.alerts[-1].startswith("Этого файла не нашлось в хранилище.")
    await curator.taps(data=AllFiles(campaign).pack())
    with zipfile.ZipFile(sent(curator)) as archive:
        assert len(archive.namelist()) == 3
        with archive.open("00 Список файлов.xlsx") as book:
            rows = list(load_workbook(book)["Файлы"].values)
    assert rows[1][5] == "файл не сохранился"


async def test_one_opens_ones_own_and_nobody_elses(
    stage: Stage, two: tuple[Actor, list[Actor], int]
) -> None:
    curator, mentors, campaign = two
    query = select(Response.id).order_by(Response.id)
    ways = await stage.db.read(lambda s: list(s.scalars(query)))
    await mentors[0].sends("/survey")
    await mentors[0].taps("✅ Практика")
    assert "📎 Открыть файл 1" in captions(mentors[0])
    await mentors[0].taps("📎 Открыть файл 1")
    assert sent(mentors[0]).read() == b"%PDF-1.4 first"

    await mentors[0].taps(data=OwnFile(ways[1], 0, 0).pack())
    assert mentors[0].alerts[-1].startswith("Это действие для Вашей роли закрыто")
    await mentors[0].taps(data=SentFile(campaign, 0, ways[0], 0).pack())
    assert mentors[0].alerts[-1].startswith("Это действие для Вашей роли закрыто")
    await curator.taps(data=SentFile(campaign, 0, ways[2], 0).pack())
    assert curator.alerts[-1].startswith("Этого уже нет")


async def test_what_came_outside_of_campaigns_has_an_entry(stage: Stage) -> None:
    curator, mentors = await cast(stage, 2)
    campaign = await asked(stage, ASKED, mentors, [])

    def outside(session: Session) -> None:
        session.get_one(Campaign, campaign).auto = responses.STANDING

    await stage.db.write(outside)
    await curator.taps(data=Campaigns(0).pack())
    assert not [each for each in captions(curator) if "Практика" in each]
    await mentors[0].sends("/survey")
    await mentors[0].sends_file(b"%PDF-1.4 first", "план.pdf")
    await mentors[0].taps("Пропустить")
    await mentors[0].taps("✅ Отправить")

    await curator.taps(data=Campaigns(0).pack())
    await curator.taps("📎 Практика · без запуска: 1")
    assert text(curator).splitlines()[:2] == [
        "Итоги · Практика", "Анкет: 1. Их внесли или прислали сами, вне запущенных анкет.",
    ]  # fmt: skip


async def test_erasing_one_person_keeps_what_another_has_sent_too(
    stage: Stage, two: tuple[Actor, list[Actor], int]
) -> None:
    _, mentors, _ = two
    same, gone = b"%PDF-1.4 second", b"%PDF-1.4 first"
    shas = {data: files.keep(stage.data_dir, data) for data in (same, gone)}

    def erase(session: Session) -> None:
        erasing.answers(session, stage.person_id(mentors[0]), erase=True)
        session.add(Setting(key="unlink:1", value={"shas": sorted(shas.values())}))

    await stage.db.write(erase)
    assert await stage.db.write(people_erasing.remove_files, stage.data_dir) == 1
    assert files.path(stage.data_dir, shas[same]).exists()
    assert not files.path(stage.data_dir, shas[gone]).exists()
