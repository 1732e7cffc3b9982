"""What campaigns do by themselves: windows close, and daily who is asked follows the school."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Campaign, Prompt
from db.models.surveys import CampaignState
from domain.survey import anonymity
from services import people, prompts
from services.prompts import prompt
from services.surveys import campaigns, rates, renewing

LIMIT = 50
TOLD = timedelta(days=14)  # how long the end of a window is worth a word
# When a campaign is looked at: not after its end, until that end was seen (renewing.over).
_LOOK = func.coalesce(Campaign.renew_at, Campaign.closes_at)


@dataclass(frozen=True, slots=True)
class Over:
    """A window that has closed: what came of it, and the lines that may be marked now."""

    campaign_id: int
    title: str
    sent: int
    asked: int
    items: tuple[int, ...]
    told: bool  # whether there are results: of a few answers without names there are none


def next_moment(session: Session) -> datetime | None:
    """When the next campaign closes or is looked at."""
    found: datetime | None = session.scalar(
        select(func.min(_LOOK)).where(Campaign.state == CampaignState.OPEN)
    )
    return found


def tick(session: Session, now: datetime) -> int:
    """How many campaigns there were. Any process may do it, at any time, again."""
    rows = session.scalars(
        select(Campaign)
        .where(Campaign.state == CampaignState.OPEN, now >= _LOOK)
        .order_by(Campaign.id)
        .limit(LIMIT)
        .with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        if row.closes_at is not None and row.closes_at <= now:
            if renewing.over(session, row, now):
                _tell(session, row, now)
        else:
            renewing.renew(session, row, now)
    return len(rows)


def _tell(session: Session, row: Campaign, now: datetime) -> None:
    place = row.organisation_id
    prompts.ask(session, now, campaigns.OVER, row.id, keepers(session, row), place)


def keepers(session: Session, row: Campaign) -> Sequence[int]:
    """Who hears of the end of a window."""
    place = row.organisation_id
    return people.curators(session, place) or people.heads(session, place)


def ended(session: Session, row: Campaign) -> Over:
    """What would be said of it were its window over."""
    return _over(session, row, *rates.tallies(session, [row.id]).get(row.id, (0, 0)))


@prompt(campaigns.OVER, again=(), rank=45, duty=False)
def over(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Over]:
    ids = {row.subject_id for row in rows}
    found = {
        each.id: each
        for each in session.scalars(select(Campaign).where(Campaign.id.in_(ids)))
        if each.state is CampaignState.CLOSED
        and each.closed_at is not None
        and now < each.closed_at + TOLD
    }
    counted = rates.tallies(session, found)
    things = {
        each.id: _over(session, each, *counted.get(each.id, (0, 0))) for each in found.values()
    }
    return {row.id: things[row.subject_id] for row in rows if row.subject_id in things}


def _over(session: Session, row: Campaign, sent: int, asked: int) -> Over:
    told = sent >= anonymity.FLOOR if row.anonymous else sent > 0
    return Over(row.id, row.title, sent, asked, _to_mark(session, row), told)


def _to_mark(session: Session, row: Campaign) -> tuple[int, ...]:
    return tuple(line.subject.item_id for line in rates.lines(session, row.id) if line.open)
