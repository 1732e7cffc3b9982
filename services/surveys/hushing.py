"""Somebody takes a consent back: nobody is asked about them any more, nor they themselves."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.models import Campaign, Response
from db.models.surveys import CampaignState, ResponseState

_ASKED = (ResponseState.INVITED, ResponseState.STARTED, ResponseState.DECLINED)


def hush(session: Session, person_id: int) -> int:
    """Take back what is not sent, of the person and all about the person; how many. Answers so
    far are kept till they are erased; a block about the person among others is left out of the
    way by whoever reads it (services.surveys.responses.Whole.hushed)."""
    rows = session.scalars(
        select(Response)
        .join(Campaign, Campaign.id == Response.campaign_id)
        .where(
            or_(Response.person_id == person_id, Response.about_id == person_id),
            Response.state.in_(_ASKED), Campaign.state == CampaignState.OPEN,
        )
        .order_by(Response.id)
        .with_for_update(of=Response)
    ).all()  # fmt: skip
    for row in rows:
        row.state = ResponseState.WITHDRAWN
    return len(rows)
