"""The results of a closed campaign go to its roadmap line in one tap, without names."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import CampaignItem, Evidence
from domain.survey import Kind
from domain.survey.answers import SKIPPED
from handlers.buttons.campaigns import OpenCampaign
from handlers.buttons.item import OpenItem
from handlers.buttons.survey_results import AttachPicture, AttachResults, ResultPicture
from sandbox.actor import Actor
from services import files
from tests import survey_factories as make
from tests.item_factories import Row, running
from tests.result_stories import asked, captions, cast, close, text
from tests.stage import Stage

ASKED = make.questionnaire(
    make.question("like", Kind.TEN, text="Насколько Вы довольны?"),
    make.question("rare", Kind.SCALE, text="Редкий вопрос?", optional=True),
    make.question("why", Kind.LONG, text="Что улучшить?"),
    title="Итоги года",
)
LINES = ("Анкетирование наставников", "Мониторинг")


@pytest.fixture
async def closed(stage: Stage) -> tuple[Actor, list[Actor], int, list[int]]:
    curator, mentors = await cast(stage, 6)
    given = [{"like": 8, "rare": SKIPPED, "why": "Тайна"} for _ in range(5)]
    given.append({"like": 6, "rare": 1, "why": "Тайна"})
    campaign = await asked(stage, ASKED, mentors, given)
    rows = [Row(title, str(at), term="до 30.11.2026") for at, title in enumerate(LINES, 1)]
    items = await stage.db.write(running, stage.clock.now(), stage.school_id, rows)
    lines = [items[title] for title in LINES]

    def link(session: Session) -> None:
        session.add(CampaignItem(campaign_id=campaign, item_id=lines[0]))

    await stage.db.write(link)
    return curator, mentors, campaign, lines


async def proofs(stage: Stage) -> list[Evidence]:
    return await stage.db.read(
        lambda s: list(s.scalars(select(Evidence).order_by(Evidence.id)).all())
    )


async def test_one_tap_on_the_card_of_the_line(
    stage: Stage, closed: tuple[Actor, list[Actor], int, list[int]]
) -> None:
    curator, _, campaign, lines = closed
    await curator.taps(data=AttachResults(campaign).pack())
    assert curator.alerts[-1].startswith("Анкета ещё идёт. Ничего не приложено")
    await close(stage, campaign)
    await curator.taps(data=OpenItem(lines[0]).pack())
    await curator.taps("📎 Итоги к мероприятию")
    assert text(curator).splitlines() == [
        "Итоги приложены · Итоги года",
        "К пункту: 1. Анкетирование наставников",
        "В файле числа по вопросам, без имён и без слов отдельных людей.",
    ]
    assert captions(curator)[0] == "Отметить пункт"
    (proof,) = await proofs(stage)
    assert (proof.item_id, proof.title) == (
        lines[0], "Итоги года, ответили 6 из 6.xlsx",
    )  # fmt: skip
    book = load_workbook(BytesIO(files.path(stage.data_dir, str(proof.sha)).read_bytes()))
    assert book.sheetnames == ["Сводка", "Коды", "Как считается"]
    cells = [str(cell) for sheet in book for row in sheet.values for cell in row if cell]
    assert not [cell for cell in cells if "Тайна" in cell or "стахов" in cell]
    rows = list(book["Сводка"].iter_rows(min_row=4, values_only=True))
    assert next(row for row in rows if row[1] == "Насколько Вы довольны?")[6] == 6
    assert [row[3] for row in rows if row[1] == "Редкий вопрос?"] == ["скрыто"]

    await curator.taps(data=AttachResults(campaign).pack())
    assert text(curator) == "Уже приложены к пункту: 1. Анкетирование наставников"
    assert len(await proofs(stage)) == 1


async def test_all_its_lines_get_it_and_one_can_be_taken_back(
    stage: Stage, closed: tuple[Actor, list[Actor], int, list[int]]
) -> None:
    curator, mentors, campaign, lines = closed
    await close(stage, campaign)
    await curator.taps(data=OpenCampaign(campaign).pack())
    await curator.taps("📎 Итоги к мероприятию")
    await curator.taps("Отменить")
    assert [proof.removed_at is None for proof in await proofs(stage)] == [False]

    def link(session: Session) -> None:
        session.add(CampaignItem(campaign_id=campaign, item_id=lines[1]))

    await stage.db.write(link)
    await curator.taps(data=AttachResults(campaign).pack())
    assert "К пункту: 2. Мониторинг" in text(curator)
    kept = [proof.item_id for proof in await proofs(stage) if proof.removed_at is None]
    assert kept == lines
    await mentors[0].taps(data=AttachResults(campaign).pack())
    assert mentors[0].alerts[-1].startswith("Это действие для Вашей роли закрыто")


async def test_a_picture_goes_too_but_not_of_few(
    stage: Stage, closed: tuple[Actor, list[Actor], int, list[int]]
) -> None:
    curator, _, campaign, _ = closed
    await close(stage, campaign)
    await curator.taps(data=ResultPicture(campaign, 0).pack())
    await curator.taps("📎 Картинку к мероприятию")
    (proof,) = await proofs(stage)
    assert proof.title == "Итоги года, Насколько Вы довольны?, ответов 6.png"
    assert files.path(stage.data_dir, str(proof.sha)).read_bytes().startswith(b"\x89PNG")

    await curator.taps(data=ResultPicture(campaign, 1).pack())
    assert "📎 Картинку к мероприятию" not in captions(curator)
    await curator.taps(data=AttachPicture(campaign, 1).pack())
    assert curator.alerts[-1].startswith("Ответили меньше пяти человек")


async def test_without_a_line_it_is_not_offered(stage: Stage) -> None:
    curator, mentors = await cast(stage, 1)
    given = {"like": 8, "rare": SKIPPED, "why": "Тайна"}
    campaign = await asked(stage, ASKED, mentors, [given])
    await close(stage, campaign)
    await curator.taps(data=OpenCampaign(campaign).pack())
    assert "📎 Итоги к мероприятию" not in captions(curator)
    await curator.taps(data=AttachResults(campaign).pack())
    assert curator.alerts[-1].startswith("Эту анкету не связали с дорожной картой")


@pytest.mark.parametrize(("count", "told"), [(6, True), (4, False)])
async def test_an_anonymous_one_gives_what_may_be_told(
    stage: Stage, count: int, told: bool
) -> None:
    curator, mentors = await cast(stage, count)
    quiet = make.questionnaire(
        make.question("like", Kind.TEN), title="Без имён", key="quiet", anonymous=True
    )
    campaign = await asked(stage, quiet, mentors, [{"like": 8}] * count)
    items = await stage.db.write(
        running, stage.clock.now(), stage.school_id, [Row(LINES[0], "1", term="до 30.11.2026")]
    )

    def link(session: Session) -> None:
        session.add(CampaignItem(campaign_id=campaign, item_id=items[LINES[0]]))

    await stage.db.write(link)
    await close(stage, campaign)
    await curator.taps(data=AttachResults(campaign).pack())
    assert len(await proofs(stage)) == told
    assert told or curator.alerts[-1].startswith("Итогов пока нет")
