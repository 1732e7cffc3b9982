"""What becomes of meetings ahead when somebody of a pair may not take part any more."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Meeting, Pair
from domain.meetings import MeetingState
from services.actor import Actor
from services.meetings import asking, log
from texts.meeting_names import NO_CONSENT

_AHEAD = (MeetingState.PROPOSED, MeetingState.PLANNED)


def all_of(session: Session, actor: Actor, pair: Pair) -> int:
    """The pair stops: the program cancels what is ahead, so that nobody's tap brings it back;
    both sides hear of it. How many."""
    program = replace(actor, person_id=None)
    found = _ahead(session, actor, pair)
    for meeting in found:
        change = log.Change(session, program, meeting)
        meeting.state, meeting.reason = MeetingState.CANCELLED, NO_CONSENT
        meeting.logged_by, meeting.logged_at = None, actor.at
        change.done("cancelled")
    return len(found)


def without_one(session: Session, actor: Actor, pair: Pair) -> None:
    """A group goes on: who is left is asked anew."""
    for meeting in _ahead(session, actor, pair):
        asking.renew(session, meeting, actor.at)


def _ahead(session: Session, actor: Actor, pair: Pair) -> Sequence[Meeting]:
    return session.scalars(
        select(Meeting)
        .where(
            Meeting.pair_id == pair.id,
            Meeting.state.in_(_AHEAD),
            Meeting.starts_at > actor.at,
            Meeting.removed_at.is_(None),
        )
        .order_by(Meeting.id)
    ).all()
