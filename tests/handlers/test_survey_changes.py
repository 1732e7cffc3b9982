"""«С чем сравнить»: a launched «after» is joined by itself, the curator may choose another."""

from datetime import timedelta

from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from content import questionnaires as content
from db.models import Campaign, Response
from domain.survey.answers import SKIPPED
from handlers.buttons.campaigns import Campaigns, OpenCampaign
from handlers.buttons.survey_results import ResultBook, SurveyResults
from services.surveys import versions
from tests import survey_factories as make
from tests.result_stories import acting, asked, captions, cast, close, sent, text
from tests.stage import Stage

BEFORE, AFTER = content.questionnaire("before_mentor"), content.questionnaire("after_mentor")


def before(value: int) -> dict[str, object]:
    scales = {each.key: value for each in BEFORE.questions if each.measure}
    return {"met": "yes", **scales, "result": SKIPPED}


def after(value: int) -> dict[str, object]:
    scales = {each.key: value for each in AFTER.questions if each.measure}
    more = {"quality": 9, "goal": "yes", "further": "same", "best": SKIPPED, "lacked": SKIPPED}
    return {**scales, **more}


async def test_an_after_that_is_launched_finds_its_before_and_may_be_given_another(
    stage: Stage,
) -> None:
    curator, mentors = await cast(stage, 6)
    first = await asked(stage, BEFORE, mentors, [before(5)] * 6)
    await close(stage, first)
    await stage.advance_to(stage.clock.now() + timedelta(days=1))
    await asked(stage, BEFORE, mentors[:1], [before(1)])
    await stage.advance_to(stage.clock.now() + timedelta(days=20))
    await stage.db.write(versions.keep, stage.clock.now(), AFTER, stage.school_id)
    await curator.taps(data=Campaigns(0).pack())
    await curator.taps("Запустить анкету")
    await curator.taps(AFTER.title)
    await curator.taps("✅ Запустить")

    def launched(session: Session) -> tuple[int, int | None, list[int]]:
        row = session.scalars(select(Campaign).order_by(Campaign.id.desc())).first()
        assert row is not None
        ways = session.scalars(
            select(Response.id).where(Response.campaign_id == row.id).order_by(Response.person_id)
        )
        return row.id, row.before_id, list(ways)

    campaign, joined, ways = await stage.db.read(launched)
    assert joined == first
    for mentor, way in zip(mentors, ways, strict=True):
        await stage.db.write(make.send, await acting(stage, mentor), way, after(7))

    await curator.taps(data=OpenCampaign(campaign).pack())
    await curator.taps("📊 Итоги")
    await curator.taps("До и после")
    assert "До ответили 6, после 6, оба раза 6." in text(curator)
    assert text(curator).count(": 5 → 7; лучше 6, так же 0, хуже 0 (n = 6)") == 6
    await curator.taps("С чем сравнить")
    lines = text(curator).splitlines()
    assert lines[2] == "Сейчас: «До начала: ожидания наставника»."
    assert lines[4].startswith("1. «До начала: ожидания наставника», ")
    assert "для этой анкеты: ответили 1, оба раза 1; 6 общих шкал" in lines[4]
    assert lines[5].startswith("✅ 2. «До начала: ожидания наставника», ")
    await curator.taps("1")
    assert "До ответили 1, после 6, оба раза 1." in text(curator)
    assert "лучше 1, так же 0, хуже 0 (n = 1)" in text(curator)

    await curator.taps(data=ResultBook(campaign).pack())
    sheet = load_workbook(sent(curator))["До и после"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[-1][2:] == [None, None, 1, 1, 0, 0]

    await curator.taps(data=SurveyResults(campaign).pack())
    await curator.taps("До и после")
    await curator.taps("С чем сравнить")
    await curator.taps("Ни с чем не сравнивать")
    assert "Сейчас ни с чем не сравниваем." in text(curator)
    await curator.taps(data=SurveyResults(campaign).pack())
    assert "До и после" not in captions(curator)
    assert "С чем сравнить" in captions(curator)
