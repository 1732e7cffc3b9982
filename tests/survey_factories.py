"""Questionnaires, campaigns and responses for tests, written straight into the tables."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from db.models import Campaign
from db.models.surveys import CampaignState
from domain.survey import Kind, Option, Question, Questionnaire, Reply
from domain.survey.parsing import parse
from services.actor import Actor
from services.surveys import answering, responses, sending, versions


def question(key: str, kind: Kind = Kind.ONE, **given: Any) -> Question:
    """A question with two options where its kind needs some."""
    if kind in (Kind.ONE, Kind.SEVERAL, Kind.RANKING, Kind.MATRIX):
        given.setdefault("options", options("да", "нет"))
    if kind is Kind.MATRIX:
        given.setdefault("rows", options("Уроки", "Дисциплина"))
    return Question(key, kind, given.pop("text", f"Вопрос {key}?"), **given)


def options(*texts: str, own: bool = False) -> tuple[Option, ...]:
    """Options «o1», «o2» …; with `own` the last one asks for own words."""
    last = len(texts)
    return tuple(
        Option(f"o{at}", text, own=own and at == last) for at, text in enumerate(texts, 1)
    )


def questionnaire(*questions: Question, key: str = "probe", **given: Any) -> Questionnaire:
    words = {"title": "Пробная анкета", "intro": "Ответы видит куратор.", "thanks": "Спасибо!"}
    return Questionnaire(key=key, questions=questions, **{**words, **given})


def campaign(
    session: Session,
    now: datetime,
    place: int,
    asked: Questionnaire,
    people: Iterable[int | Actor],
    *,
    closes_at: datetime | None = None,
    about: Mapping[int, int] | None = None,
) -> tuple[int, list[int]]:
    """An open campaign of a published version to these people: its id, their responses' ids.
    `about`: the subject's id by the person's."""
    version_id = versions.keep(session, now, asked, place)
    made = Campaign(
        organisation_id=place, version_id=version_id, title=asked.title,
        state=CampaignState.OPEN, audience={}, anonymous=asked.anonymous, opens_at=now,
        closes_at=closes_at, created_at=now,
    )  # fmt: skip
    session.add(made)
    session.flush()
    ids = [each.me if isinstance(each, Actor) else each for each in people]
    return made.id, [
        responses.open_for(
            session, place, version_id, each, now, campaign_id=made.id,
            about_id=(about or {}).get(each),
        )
        for each in ids
    ]  # fmt: skip


def answer(session: Session, actor: Actor, response_id: int, given: Mapping[str, Any]) -> None:
    """Answers in the questionnaire's order by the one door, about nobody: a Reply, or what
    domain.survey.parsing.parse takes."""
    asked = responses.load(session, response_id).questionnaire
    for each in asked.questions:
        if each.key in given:
            raw = given[each.key]
            reply = raw if isinstance(raw, Reply) else parse(each, raw, actor.today)
            answering.save_answer(session, actor, response_id, each.key, 0, reply)


def send(session: Session, actor: Actor, response_id: int, given: Mapping[str, Any]) -> None:
    """The same, and sent."""
    answer(session, actor, response_id, given)
    assert sending.send(session, actor, response_id).sent
