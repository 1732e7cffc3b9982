"""A tap goes straight to its write, which reads who asks: without a consent it stores nothing."""

from sqlalchemy import delete, select

from db.engine import Session
from db.models import Consent, Identity, ProcessedUpdate
from domain.roles import Role
from domain.survey import Kind
from services.surveys import responses
from tests import survey_factories as make
from tests.stage import Stage

ASKED = make.questionnaire(
    make.question("joy", Kind.SCALE), make.question("rest", Kind.SCALE)
)  # fmt: skip


async def test_a_tap_without_consent_leads_to_it(stage: Stage) -> None:
    await stage.school()
    olga = await stage.join("Ветрова Ольга Сергеевна", Role.MENTOR)
    _, ids = await stage.db.write(
        make.campaign, stage.clock.now(), stage.school_id, ASKED, [stage.person_id(olga)]
    )
    await olga.sends("/survey")

    def take_back(session: Session) -> int:
        session.execute(delete(Consent).where(Consent.person_id == stage.person_id(olga)))
        return len(session.scalars(select(ProcessedUpdate.update_id)).all())

    claimed = await stage.db.write(take_back)
    await olga.taps("4")

    assert "согласи" in olga.screen.text.lower()
    assert (await stage.db.read(responses.load, ids[0])).replies == {}
    assert await stage.db.read(_claimed) == claimed


async def test_a_tap_of_a_stranger_stores_nothing(stage: Stage) -> None:
    await stage.school()
    olga = await stage.join("Ветрова Ольга Сергеевна", Role.MENTOR)
    _, ids = await stage.db.write(
        make.campaign, stage.clock.now(), stage.school_id, ASKED, [stage.person_id(olga)]
    )
    await olga.sends("/survey")
    await stage.db.write(lambda s: s.execute(delete(Identity)) and None)

    await olga.taps("4")

    assert "Вопрос rest?" not in olga.screen.text
    assert (await stage.db.read(responses.load, ids[0])).replies == {}


def _claimed(session: Session) -> int:
    return len(session.scalars(select(ProcessedUpdate.update_id)).all())
