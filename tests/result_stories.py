"""A curator, mentors and campaigns that they have answered, for stories of results."""

from datetime import timedelta
from io import BytesIO
from typing import Any

from sqlalchemy.orm import Session

from db.models import Campaign
from domain.roles import Role
from domain.survey import Questionnaire
from sandbox.actor import Actor
from services.actor import Actor as Acting
from services.actor import load
from services.surveys import renewing
from tests import survey_factories as make
from tests.stage import ZONE, Stage

NBSP = "\u00a0"


def text(person: Actor) -> str:
    return person.screen.text.replace(NBSP, " ")


def captions(person: Actor) -> list[str]:
    return [caption.replace(NBSP, " ") for row in person.screen.buttons for caption in row]


def sent(person: Actor) -> BytesIO:
    assert person.screen.document is not None
    return BytesIO(person.screen.document[1])


async def cast(stage: Stage, mentors: int) -> tuple[Actor, list[Actor]]:
    await stage.school("Школа № 1")
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    names = [f"{first}стахов Пётр Ильич" for first in "АБВГДЕЖ"[:mentors]]
    return curator, [await stage.join(name, Role.MENTOR) for name in names]


async def acting(stage: Stage, person: Actor) -> Acting:
    return await stage.db.read(load, str(person.id), stage.clock.now(), ZONE)


async def asked(
    stage: Stage, questionnaire: Questionnaire, people: list[Actor], given: list[dict[str, Any]]
) -> int:
    """A campaign to these people, answered by the first ones of them."""
    everybody = [await acting(stage, each) for each in people]
    campaign, ways = await stage.db.write(
        make.campaign, stage.clock.now(), stage.school_id, questionnaire, everybody,
        closes_at=stage.clock.now() + timedelta(days=14),
    )  # fmt: skip
    for person, way, answers in zip(everybody, ways, given, strict=False):
        await stage.db.write(make.send, person, way, answers)
    return campaign


async def close(stage: Stage, campaign: int) -> None:
    def shut(session: Session) -> None:
        renewing.shut(session, session.get_one(Campaign, campaign), stage.clock.now())

    await stage.db.write(shut)
