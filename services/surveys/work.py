"""What campaigns say of the lines of a roadmap that they do: «ответили 7 из 10»."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Campaign, CampaignItem, Item
from db.models.surveys import CampaignState
from domain.kinds import WorkKind
from services.kind_facts import Fact, provider
from services.surveys import rates


@provider(WorkKind.SURVEY)
def surveys(session: Session, items: Sequence[Item]) -> Mapping[int, Fact]:
    """Sent and asked, of all campaigns of a line together; the id of the one that is worked with
    stands in `ref`: the open one, else the last."""
    linked = session.execute(
        select(CampaignItem.item_id, Campaign.id, Campaign.state)
        .join(Campaign, Campaign.id == CampaignItem.campaign_id)
        .where(
            CampaignItem.item_id.in_([item.id for item in items]),
            Campaign.state.in_((CampaignState.OPEN, CampaignState.CLOSED)),
        )
        .order_by(Campaign.id)
    ).all()
    counted = rates.tallies(session, {row.id for row in linked})
    found: dict[int, Fact] = {}
    for row in sorted(linked, key=lambda each: (each.state is CampaignState.OPEN, each.id)):
        before = found.get(row.item_id, Fact("survey"))
        sent, asked = counted.get(row.id, (0, 0))
        open_ = row.state is CampaignState.OPEN
        found[row.item_id] = Fact(
            "survey" if open_ else "survey_closed", before.done + sent, before.of + asked,
            ref=row.id,
        )  # fmt: skip
    return found
