"""What the message an hour before a meeting says: nothing, once it was moved or called off."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from db.models import Meeting, Pair, Person
from domain.meetings import MeetingState
from domain.pairs import OPEN
from services.meetings import asking, rights
from services.meetings.briefs import briefs
from services.meetings.matters import About


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
    today = now.astimezone(ZoneInfo(rights.zone_of(session, pair.organisation_id))).date()
    return About(brief, brief.others(person_id), today)
