"""The campaigns of a school, as its keepers list them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Campaign
from db.models.surveys import CampaignState
from services import zones
from services.actor import Actor, require
from services.surveys import reminding, responses
from services.surveys.campaigns import KEEPS
from services.surveys.rates import tallies

LISTED = ("", responses.INTERIM, responses.STANDING)  # kinds of campaigns


@dataclass(frozen=True, slots=True)
class Summary:
    """A line of the list of campaigns. `auto`: it goes by itself, there are results alone;
    `standing`: what was answered outside of any campaign, mostly on paper."""

    id: int
    title: str
    state: CampaignState
    sent: int
    asked: int
    last: date | None
    begun: bool
    auto: bool
    standing: bool


def listed(session: Session, actor: Actor) -> list[Summary]:
    """Those of the school: drafts, then open ones by their end, then the others, the last first;
    at the end interim ones, and what came outside of campaigns, where somebody has answered.

    Raises Refusal("forbidden")."""
    place = actor.organisation_id
    require(session, actor, KEEPS, place)
    zone = zones.of(session, [place])[place]
    rows = session.scalars(
        select(Campaign)
        .where(Campaign.organisation_id == place, Campaign.auto.in_(LISTED))
        .order_by(Campaign.id.desc())
    ).all()
    counted = tallies(session, [row.id for row in rows])
    order = [CampaignState.DRAFT, CampaignState.OPEN, CampaignState.CLOSED]
    found = [
        Summary(
            row.id, row.title, row.state, *counted.get(row.id, (0, 0)),
            reminding.last_day(row, zone), row.opens_at <= actor.at, bool(row.auto),
            row.auto == responses.STANDING,
        )
        for row in rows
        if not row.auto or counted.get(row.id, (0, 0))[0]
    ]  # fmt: skip
    return sorted(
        found,
        key=lambda each: (
            each.auto,
            each.standing,
            order.index(each.state) if each.state in order else len(order),
            each.last or date.max if each.state is CampaignState.OPEN else date.max,
        ),
    )
