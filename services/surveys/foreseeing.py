"""What questionnaires will say by themselves, before there is any prompt of it."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Campaign
from db.models.surveys import CampaignState
from services import zones
from services.forecast_play import Matter, Timed
from services.prompts import BEFORE, Told
from services.surveys import campaigns, interim, interim_ahead, renewing, tick


def coming(
    session: Session, now: datetime, until: date, organisation_id: int | None = None
) -> list[Timed]:
    """Interim questionnaires of the rounds that begin by then, and the ends of windows; of all
    organisations when none is given."""
    return [
        *_rounds(session, now, until, organisation_id),
        *_ends(session, now, until, organisation_id),
    ]


def _rounds(
    session: Session, now: datetime, until: date, organisation_id: int | None
) -> list[Timed]:
    return [
        (each.at, Matter(
            each.person_id, each.organisation_id, Told(0, interim.KIND, each.thing),
            data={BEFORE: each.ends.isoformat()},
        ))
        for each in interim_ahead.coming(session, now, until, organisation_id)
    ]  # fmt: skip


def _ends(
    session: Session, now: datetime, until: date, organisation_id: int | None
) -> list[Timed]:
    query = select(Campaign).where(
        Campaign.state == CampaignState.OPEN, Campaign.closes_at.is_not(None)
    )
    if organisation_id is not None:
        query = query.where(Campaign.organisation_id == organisation_id)
    rows = session.scalars(query.order_by(Campaign.id)).all()
    local = zones.of(session, {row.organisation_id for row in rows})
    found: list[Timed] = []
    for row in rows:
        assert row.closes_at is not None
        at = max(row.closes_at, now) + renewing.GRACE
        if at.astimezone(local[row.organisation_id]).date() > until:
            continue
        told = Told(0, campaigns.OVER, tick.ended(session, row))
        found += [
            (at, Matter(each, row.organisation_id, told)) for each in tick.keepers(session, row)
        ]
    return found
