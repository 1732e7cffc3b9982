"""One questionnaire asked again: each run gets a name of its own, wherever it is listed."""

from collections.abc import Iterator, Sequence
from itertools import count
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Campaign, QuestionnaireVersion
from db.models.surveys import CampaignState
from services import zones
from services.surveys import audience
from texts import campaign_names as words
from texts.campaigns import whom

TITLE = 200


def tell_apart(session: Session, row: Campaign) -> None:
    """Of a campaign that begins. The school's only run of a questionnaire has its bare title; from
    the second on they say when they were opened, or also whom they ask, or the day."""
    others = _others(session, row)
    if not others:
        return
    zone = zones.of(session, [row.organisation_id])[row.organisation_id]
    bare = row.title
    taken = {each.title for each in others}
    for each in (*others, row):
        if each.title == bare:
            each.title = next(name for name in _names(each, zone) if name not in taken)
            taken.add(each.title)
    session.flush()


def _others(session: Session, row: Campaign) -> Sequence[Campaign]:
    of = select(QuestionnaireVersion.questionnaire_id).where(
        QuestionnaireVersion.id == row.version_id
    )
    return session.scalars(
        select(Campaign)
        .join(QuestionnaireVersion, QuestionnaireVersion.id == Campaign.version_id)
        .where(
            Campaign.organisation_id == row.organisation_id,
            Campaign.auto == row.auto,
            Campaign.id != row.id,
            Campaign.state != CampaignState.DRAFT,
            QuestionnaireVersion.questionnaire_id == of.scalar_subquery(),
        )
        .order_by(Campaign.id)
    ).all()


def _names(row: Campaign, zone: ZoneInfo) -> Iterator[str]:
    opened = row.opens_at.astimezone(zone).date()
    yield words.run(row.title, words.by_month(opened), TITLE)
    asks = audience.read(row.audience) if row.audience else None
    if asks is not None:
        values = tuple(each for each in asks.values if isinstance(each, str))
        people = whom(asks.who.value, values, 0)
        yield words.run(row.title, words.by_people(opened, people), TITLE)
    for number in count(1):
        yield words.run(row.title, words.by_day(opened, number), TITLE)
