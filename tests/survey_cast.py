"""Somebody of a school who is asked, for stories of answering in the chat."""

from typing import Any

from domain.roles import Role
from domain.survey import Key, Questionnaire, Reply
from sandbox.actor import Actor
from services.surveys import responses
from tests import survey_factories as make
from tests.stage import Stage


async def mentor(stage: Stage) -> Actor:
    await stage.school()
    return await stage.join("Ветрова Ольга Сергеевна", Role.MENTOR)


async def asked(stage: Stage, person: Actor, questionnaire: Questionnaire, **how: Any) -> int:
    """An open campaign to one person; the response's id."""
    _, ids = await stage.db.write(
        make.campaign, stage.clock.now(), stage.school_id, questionnaire,
        [stage.person_id(person)], **how,
    )  # fmt: skip
    return ids[0]


async def begun(stage: Stage, questionnaire: Questionnaire, **how: Any) -> tuple[Actor, int]:
    """A mentor at the first question of an open campaign, and the response's id."""
    person = await mentor(stage)
    response = await asked(stage, person, questionnaire, **how)
    await person.sends("/survey")
    return person, response


async def kept(stage: Stage, response: int) -> dict[Key, Reply]:
    return (await stage.db.read(responses.load, response)).replies
