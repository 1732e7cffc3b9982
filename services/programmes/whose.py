"""Whose a programme is, for the words of a bundle."""

from datetime import datetime

from sqlalchemy.orm import Session

from db.models import Pair
from services import calendars
from services.pairs.views import PairCard, cards


def pair_card(session: Session, pair_id: int, now: datetime) -> PairCard:
    """Who is in a pair today, where it is."""
    pair = session.get_one(Pair, pair_id)
    today = calendars.of(session, pair.organisation_id, now).today(now)
    return cards(session, [pair], today)[0]
