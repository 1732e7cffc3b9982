"""What changes about a pair without a word of its meetings: it begins to work, a mentor comes or
is stood in for. The tick finds who was never asked and plans the questions."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from db.models import Identity, Meeting, Pair, PairMember, Prompt
from domain.pairs import OPEN, PairState, Side
from services.meetings import asking
from services.meetings.planning import AHEAD

LIMIT = 200


def tick(session: Session, now: datetime) -> int:
    """How many pairs and meetings there were to ask about."""
    pairs = _never_asked(session, now)
    for pair in pairs:
        asking.renew_plan(session, now, pair)
    meetings = _with_new_mentors(session, now)
    for meeting in meetings:
        asking.renew(session, meeting, now)
    return len(pairs) + len(meetings)


def _never_asked(session: Session, now: datetime) -> list[Pair]:
    """Working pairs of which a mentor was not asked for the next meeting yet."""
    found = session.scalars(
        select(Pair)
        .join(PairMember, PairMember.pair_id == Pair.id)
        .where(
            Pair.state == PairState.ACTIVE,
            Pair.removed_at.is_(None),
            *_mentors(now),
            ~_asked(asking.PLAN, Pair.id),
        )
        .order_by(Pair.id)
        .limit(LIMIT)
    )
    return list(found.unique())


def _with_new_mentors(session: Session, now: datetime) -> list[Meeting]:
    """Meetings ahead of which a mentor of their day will not be asked how they went."""
    rows = session.execute(
        select(Meeting, PairMember)
        .join(Pair, Pair.id == Meeting.pair_id)
        .join(PairMember, PairMember.pair_id == Pair.id)
        .where(
            Meeting.state.in_(AHEAD),
            Meeting.removed_at.is_(None),
            Meeting.starts_at > now,
            Meeting.series == "",
            Pair.state.in_(OPEN),
            Pair.removed_at.is_(None),
            *_mentors(now),
            select(Identity.id).where(Identity.person_id == PairMember.person_id).exists(),
            ~_asked(asking.LOG, Meeting.id),
        )
        .order_by(Meeting.id)
        .limit(LIMIT)
    )
    found = {row.Meeting.id: row.Meeting for row in rows if _there(row.Meeting, row.PairMember)}
    return list(found.values())


def _there(meeting: Meeting, member: PairMember) -> bool:
    assert meeting.starts_at is not None
    day = meeting.starts_at.date()
    return member.since <= day and (member.until is None or member.until > day)


def _mentors(now: datetime) -> list[ColumnElement[bool]]:
    """Mentors of today, without those for whom somebody stands in."""
    today, substitute = now.date(), aliased(PairMember)
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
