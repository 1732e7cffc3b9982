"""From when till when a campaign asks: before its launch, and later."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Campaign, Prompt
from db.models.surveys import CampaignState
from services import calendars, prompts, zones
from services.actor import Actor
from services.errors import Refusal
from services.surveys import campaigns, reminding, renewing

LONGEST = timedelta(days=366)


def set_opening(session: Session, actor: Actor, campaign_id: int, day: date | None) -> None:
    """On the morning of a day, or (None) at once; the window keeps its length."""
    row = campaigns.drafted(session, actor, campaign_id)
    zone = zones.of(session, [row.organisation_id])[row.organisation_id]
    opens = actor.at
    if day is not None and day > actor.today:
        opens = datetime.combine(day, time(), zone)
    last = reminding.last_day(row, zone) or actor.today
    length = last - row.opens_at.astimezone(zone).date()
    _window(row, opens, opens.astimezone(zone).date() + max(length, timedelta()), actor, zone)


def set_closing(session: Session, actor: Actor, campaign_id: int, last: date) -> None:
    """The last day; of an open campaign it prolongs or shortens the window, of a closed one it
    opens it again. Raises Refusal("campaign_past" | "campaign_long" | "campaign_frozen" |
    "campaign_cancelled")."""
    row = campaigns.take(session, actor, campaign_id)
    if row.state is CampaignState.CANCELLED:
        raise Refusal("campaign_cancelled")
    if row.state is CampaignState.CLOSED and row.anonymous:
        raise Refusal("campaign_frozen")
    zone = zones.of(session, [row.organisation_id])[row.organisation_id]
    _window(row, row.opens_at, last, actor, zone)
    if row.state is CampaignState.DRAFT:
        return
    if row.state is CampaignState.CLOSED:
        row.state, row.closed_at = CampaignState.OPEN, None
        prompts.settle(session, campaigns.OVER, [row.id])
    campaigns.log(session, actor, "survey_prolonged", row)
    _replan(session, row, actor.at)
    renewing.renew(session, row, actor.at)


def _replan(session: Session, row: Campaign, now: datetime) -> None:
    """The last reminder moves to the new last day; who has heard of the old one is told of it,
    unless that was the last that anybody gets."""
    assert row.closes_at is not None
    days = calendars.of(session, row.organisation_id, now)
    last = days.staff.previous_workday(days.today(row.closes_at) - timedelta(days=1))
    at = max(now, datetime.combine(last, time(), days.zone))
    found = session.scalars(
        select(Prompt).where(Prompt.kind == reminding.KIND, Prompt.subject_id == row.id)
    )
    for each in found:
        each.data = {**each.data, prompts.BEFORE: row.closes_at.isoformat()}
        if each.said_times > len(reminding.AGAIN):
            continue
        final = each.said_times == len(reminding.AGAIN)
        silent = each.remind_at is None and each.said_times > 0
        if final or silent or (each.remind_at is not None and each.remind_at >= row.closes_at):
            each.remind_at = at


def _window(row: Campaign, opens: datetime, last: date, actor: Actor, zone: ZoneInfo) -> None:
    closes = reminding.end_of(last, zone)
    if closes <= max(opens, actor.at):
        raise Refusal("campaign_past")
    if closes - opens > LONGEST:
        raise Refusal("campaign_long")
    row.opens_at, row.closes_at = opens, closes
