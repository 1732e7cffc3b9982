"""What the message an hour before a meeting says: nothing, once it was moved or called off."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from db.models import Meeting, Pair, Person
from domain.meetings import MeetingState
from domain.pairs import OPEN
from services import gate, zones
from services.meetings import asking
from services.meetings.briefs import briefs
from services.meetings.things import About


def load(
    session: Session, payload: Mapping[str, Any], person_id: int, now: datetime
) -> About | None:
    meeting = session.get(Meeting, payload.get("meeting_id", 0))
    if meeting is None or meeting.removed_at is not None or meeting.starts_at is None:
        return None
    still = meeting.starts_at.astimezone(UTC).isoformat() == payload["starts"]
    if not still or meeting.state is not MeetingState.PLANNED or meeting.starts_at <= now:
        return None
    if asking.HOUR in session.get_one(Person, person_id).muted:
        return None
    pair = session.get_one(Pair, meeting.pair_id)
    if pair.removed_at is not None or pair.state not in OPEN:
        return None
    brief = briefs(session, [meeting], now)[0]
    if person_id not in {each.id for each in brief.people}:
        return None  # has left the pair since
    others = brief.others(person_id)
    fit = gate.may_take_part(session, [each.id for each in others], now)
    if not fit:
        return None
    today = zones.today(session, pair.organisation_id, now)
    return About(brief, tuple(each for each in others if each.id in fit), today)
