"""The demo's questionnaires: one over, one under way, the bank filled by it."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import BankEntry, Campaign, Response
from db.models.surveys import CampaignState, ResponseState
from domain.banks import BankState
from tests.bot.test_demo_pairs import stage  # noqa: F401 - on several days of the year
from tests.stage import Stage

Seen = tuple[list[CampaignState], Counter[ResponseState], set[BankState]]


async def test_there_is_something_to_look_at(stage: Stage) -> None:  # noqa: F811
    def look(session: Session) -> Seen:
        campaigns = select(Campaign).where(Campaign.auto == "").order_by(Campaign.id)
        found = session.scalars(campaigns).all()
        newest = select(Response.state).where(Response.campaign_id == found[-1].id)
        entries = session.scalars(select(BankEntry.state))
        return [e.state for e in found], Counter(session.scalars(newest)), set(entries)

    campaigns, answered, bank = await stage.db.read(look)

    assert campaigns == [CampaignState.CLOSED, CampaignState.OPEN]
    assert answered == {
        ResponseState.SENT: 2, ResponseState.STARTED: 1, ResponseState.INVITED: 1,
    }  # fmt: skip
    assert bank == {BankState.IN_BANK, BankState.CANDIDATE}
