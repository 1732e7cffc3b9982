"""What changes about a pair without a word of its meetings: it begins to work, a mentor comes or
is stood in for. The tick finds who was never asked and plans the questions."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, aliased

from db.models import Identity, Meeting, Organisation, Pair, PairMember, Prompt
from domain.meetings import MeetingState
from domain.pairs import OPEN, PairState, Side
from services import zones
from services.meetings import asking

LIMIT = 200


def due(session: Session, now: datetime) -> bool:
    """Whether a tick would find anything."""
    return any(
        _never_asked(session, day, places) or _with_new_mentors(session, now, day, places)
        for day, places in zones.by_day(session, now).items()
    )


def tick(session: Session, now: datetime) -> int:
    """How many pairs and meetings there were to ask about."""
    days = zones.by_day(session, now).items()
    return sum(_of_day(session, now, day, places) for day, places in days)


def _of_day(session: Session, now: datetime, today: date, places: Collection[str]) -> int:
    """Of the schools in whose time zones it is this day now."""
    pairs = _never_asked(session, today, places)
    for pair in pairs:
        asking.renew_plan(session, now, pair)
    meetings = _with_new_mentors(session, now, today, places)
    for meeting in meetings:
        asking.renew(session, meeting, now)
    return len(pairs) + len(meetings)


def _never_asked(session: Session, today: date, places: Collection[str]) -> list[Pair]:
    """Working pairs of which a mentor was not asked for the next meeting yet."""
    found = session.scalars(
        select(Pair)
        .join(PairMember, PairMember.pair_id == Pair.id)
        .join(Organisation, Organisation.id == Pair.organisation_id)
        .where(
            Pair.state == PairState.ACTIVE,
            Pair.removed_at.is_(None),
            Organisation.timezone.in_(places),
            *_mentors(today),
            ~_asked(asking.PLAN, Pair.id),
        )
        .order_by(Pair.id)
        .limit(LIMIT)
    )
    return list(found.unique())


def _with_new_mentors(
    session: Session, now: datetime, today: date, places: Collection[str]
) -> list[Meeting]:
    """Meetings ahead of which a mentor of their day was not told what the mentor is to answer."""
    rows = session.execute(
        select(Meeting, PairMember, Organisation.timezone)
        .join(Pair, Pair.id == Meeting.pair_id)
        .join(PairMember, PairMember.pair_id == Pair.id)
        .join(Organisation, Organisation.id == Pair.organisation_id)
        .where(
            _unheard(),
            Meeting.removed_at.is_(None),
            Meeting.starts_at > now,
            Meeting.series == "",
            Pair.state.in_(OPEN),
            Pair.removed_at.is_(None),
            Organisation.timezone.in_(places),
            *_mentors(today),
            select(Identity.id).where(Identity.person_id == PairMember.person_id).exists(),
        )
        .order_by(Meeting.id)
        .limit(LIMIT)
    )
    found = {
        row.Meeting.id: row.Meeting
        for row in rows
        if _there(row.Meeting, row.PairMember, ZoneInfo(row.timezone))
    }
    return list(found.values())


def _unheard() -> ColumnElement[bool]:
    """How a planned one went; whether the time suits that somebody else has proposed; that the
    one whom the mentor stands in for has got no answer."""
    away, ours = aliased(PairMember), aliased(PairMember)
    stands_in = select(away.id).where(
        away.id == PairMember.stands_in_for, away.person_id == Meeting.proposed_by
    )
    by_mentor = select(ours.id).where(
        ours.pair_id == Pair.id,
        ours.side == Side.MENTOR,
        ours.person_id == Meeting.proposed_by,
    )
    proposed = Meeting.state == MeetingState.PROPOSED
    return or_(
        (Meeting.state == MeetingState.PLANNED) & ~_asked(asking.LOG, Meeting.id),
        proposed & ~by_mentor.exists() & ~_asked(asking.AGREE, Meeting.id),
        proposed & stands_in.exists() & ~_asked(asking.UNANSWERED, Meeting.id),
    )


def _there(meeting: Meeting, member: PairMember, zone: ZoneInfo) -> bool:
    assert meeting.starts_at is not None
    day = meeting.starts_at.astimezone(zone).date()
    return member.since <= day and (member.until is None or member.until > day)


def _mentors(today: date) -> list[ColumnElement[bool]]:
    """Mentors of today, without those for whom somebody stands in."""
    substitute = aliased(PairMember)
    stood_in = select(substitute.id).where(
        substitute.stands_in_for == PairMember.id,
        substitute.since <= today,
        substitute.until.is_(None) | (substitute.until >= today),
    )
    return [
        PairMember.side == Side.MENTOR,
        PairMember.since <= today,
        PairMember.until.is_(None) | (PairMember.until > today),
        ~stood_in.exists(),
    ]


def _asked(kind: str, subject: Any) -> ColumnElement[bool]:
    return (
        select(Prompt.id)
        .where(
            Prompt.kind == kind,
            Prompt.subject_id == subject,
            Prompt.person_id == PairMember.person_id,
        )
        .exists()
    )
