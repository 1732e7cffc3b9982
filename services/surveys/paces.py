"""The real times of a school's answers, learned now and then and kept as one small row."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import String, cast, select
from sqlalchemy.orm import Session

from db.models import Answer, Campaign, Response, Setting
from db.models.people import Given
from domain.survey import AnswerStatus, Kind, pace
from services.surveys import versions
from services.upsert import insert_into

LAST = 2000  # answers that are looked at
FRESH = timedelta(hours=1)
_PREFIX = "survey_pace:"
# What is kept of a campaign's school, for those who read the campaign anyway.
KEPT = (
    select(Setting.value)
    .where(Setting.key == _PREFIX + cast(Campaign.organisation_id, String))
    .correlate(Campaign)
    .scalar_subquery()
)


def of(session: Session, organisation_id: int) -> Mapping[Kind, float]:
    """Median seconds by kind of question, of the kinds that are known well enough."""
    row = session.get(Setting, _key(organisation_id))
    return read(row.value) if row else {}


def read(kept: Mapping[str, Any]) -> Mapping[Kind, float]:
    """The same of the value that is kept (KEPT)."""
    return {Kind(kind): seconds for kind, seconds in kept["seconds"].items()}


def learn(session: Session, organisation_id: int, now: datetime) -> None:
    """Measure anew, at most once an hour. Anonymous answers are never looked at.

    Of two who are the first to send at the same moment neither may fail.
    """
    row = session.get(Setting, _key(organisation_id))
    if row is not None and now - datetime.fromisoformat(row.value["at"]) < FRESH:
        return
    seconds = pace.learned(_times(session, organisation_id))
    value = {"at": now.isoformat(), "seconds": {kind.value: s for kind, s in seconds.items()}}
    if row is not None:
        row.value = value
        return
    made = insert_into(session, Setting).values(key=_key(organisation_id), value=value)
    session.execute(made.on_conflict_do_nothing())


def _times(session: Session, organisation_id: int) -> list[tuple[Kind, int]]:
    rows = session.execute(
        select(Response.version_id, Answer.question, Answer.seconds)
        .join(Response, Response.id == Answer.response_id)
        .join(Campaign, Campaign.id == Response.campaign_id)
        .where(
            Campaign.organisation_id == organisation_id,
            Campaign.anonymous.is_(False),
            Response.how == Given.CHAT,
            Answer.status == AnswerStatus.GIVEN,
            Answer.seconds.is_not(None),
        )
        .order_by(Answer.id.desc())
        .limit(LAST)
    ).all()
    asked = {each: versions.questionnaire(session, each) for each in {r.version_id for r in rows}}
    kinds = {
        (version_id, question.key): question.kind
        for version_id, whole in asked.items()
        for question in whole.questions
    }
    return [(kinds[row.version_id, row.question], row.seconds) for row in rows]


def _key(organisation_id: int) -> str:
    return f"{_PREFIX}{organisation_id}"
