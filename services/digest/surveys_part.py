"""Questionnaires in the weekly message: which are open, how they go, what closes this week."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Campaign, Response
from db.models.surveys import CampaignState, ResponseState
from services.digest.parts import Before, Change, Found, Reader, Todo, part
from services.surveys import rates, reminding

URGENCY = 3


@dataclass(frozen=True, slots=True)
class SurveyClosing:
    """An open questionnaire that closes by Sunday and is not answered by all."""

    campaign_id: int
    title: str
    sent: int
    asked: int
    last: date


@dataclass(frozen=True, slots=True)
class SurveysOpen:
    """So many others are open, with all their answers together; the one, where it is one."""

    count: int
    title: str
    sent: int
    asked: int


@part(40, "surveys")
def surveys(session: Session, reader: Reader, before: Before | None) -> Found:
    rows = session.scalars(
        select(Campaign)
        .where(
            Campaign.organisation_id == reader.organisation_id,
            Campaign.state == CampaignState.OPEN,
            Campaign.auto == "",
            Campaign.opens_at <= reader.now,
        )
        .order_by(Campaign.closes_at, Campaign.id)
    ).all()
    counted = rates.tallies(session, [row.id for row in rows])
    sunday = reader.today + timedelta(days=6 - reader.today.weekday())
    found, others = Found(), list[Campaign]()
    for row in rows:
        sent, asked = counted.get(row.id, (0, 0))
        last = reminding.last_day(row, reader.zone)
        if last is not None and last <= sunday and sent < asked:
            thing = SurveyClosing(row.id, row.title, sent, asked, last)
            found.todos.append(Todo(URGENCY, thing))
        elif sent < asked:
            others.append(row)
    if others:
        tally = [counted.get(row.id, (0, 0)) for row in others]
        title = others[0].title if len(others) == 1 else ""
        all_sent, all_asked = sum(each[0] for each in tally), sum(each[1] for each in tally)
        found.todos.append(Todo(URGENCY, SurveysOpen(len(others), title, all_sent, all_asked)))
    if before is not None and (came := _came(session, reader, before)):
        found.changes.append(Change("surveys_sent", came))
    return found


def _came(session: Session, reader: Reader, before: Before) -> int:
    """Answers since the last time; of anonymous ones nobody knows when they came."""
    return (
        session.scalar(
            select(func.count(Response.id))
            .join(Campaign, Campaign.id == Response.campaign_id)
            .where(
                Campaign.organisation_id == reader.organisation_id,
                Response.state == ResponseState.SENT,
                Response.sent_at > before.at,
            )
        )
        or 0
    )
