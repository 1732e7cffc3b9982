"""What comes next after a meeting, what became of it, how the closing one ends."""

from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from db.models import Meeting
from domain.meetings import MeetingKind, MeetingState, NextState
from services.actor import Actor
from services.entering import Paper
from services.errors import Refusal
from services.meetings import log, rights
from services.meetings.asking import DECISION
from services.meetings.planning import clean
from services.meetings.record import TOPIC_LIMIT, Logged, recorded, today_of
from services.meetings.rights import Seen

FARTHEST = timedelta(days=366)


class Decision(StrEnum):
    """How a closing meeting ends."""

    END = "end"
    CONTINUE = "continue"
    OTHER = "other"  # another mentor


def set_step(
    session: Session, actor: Actor, meeting_id: int, day: date | None, text: str = ""
) -> Logged:
    """What comes next and by when; no day: nothing was promised. Words that were there stay.

    Raises as `take_topic` and Refusal("step_past").
    """
    row, seen = recorded(session, actor, meeting_id)
    today = today_of(session, actor, seen)
    if day is not None and not today < day <= today + FARTHEST:
        raise Refusal("step_past")
    change = log.Change(session, actor, row)
    row.next_on = day
    row.next_state = NextState.OPEN if day else None
    row.next_step = (text or row.next_step)[:TOPIC_LIMIT] if day else ""
    return Logged(row.id, change.done("step"))


def write_step(session: Session, actor: Actor, meeting_id: int, text: str) -> Logged:
    """The step in one's own words, its day still to be chosen. Raises as `write_topic`."""
    row, _ = recorded(session, actor, meeting_id)
    change = log.Change(session, actor, row)
    row.next_step = clean(text, TOPIC_LIMIT)
    return Logged(row.id, change.done("step"))


def answer_step(session: Session, actor: Actor, meeting_id: int, state: NextState) -> Meeting:
    """What became of it: done, dropped, or still open and asked about in a week. Both sides may.

    Raises Refusal("gone" | "forbidden" | "meeting_not_held").
    """
    row, seen = rights.meeting(session, actor, meeting_id, lock=True)
    if not (seen.records or seen.takes_part):
        raise Refusal("forbidden")
    _answer_step(session, actor, row, seen, state, None)
    return row


def enter_step(
    session: Session, actor: Actor, meeting_id: int, person_id: int, state: NextState,
    on: date | None = None,
) -> Meeting:  # fmt: skip
    """The same on paper, for somebody of the pair. Raises Refusal(… | "paper_future")."""
    row, seen, paper = rights.on_paper(session, actor, meeting_id, person_id, on)
    _answer_step(session, actor, row, seen, state, paper)
    return row


def _answer_step(
    session: Session, actor: Actor, row: Meeting, seen: Seen, state: NextState,
    paper: Paper | None,
) -> None:  # fmt: skip
    if row.state is not MeetingState.HELD or row.next_on is None:
        raise Refusal("meeting_not_held")
    change = log.Change(session, actor, row)
    row.next_state = state
    if state is NextState.OPEN:
        row.next_on = max(row.next_on, today_of(session, actor, seen)) + timedelta(days=7)
    change.done("step_answered", paper=paper)


def decide(session: Session, actor: Actor, meeting_id: int, decision: Decision) -> Logged:
    """How the closing meeting ended; the pair itself is ended by who keeps it, who is told.

    Raises as `take_topic`.
    """
    row, _ = recorded(session, actor, meeting_id)
    if row.kind is not MeetingKind.CLOSING:
        raise Refusal("gone")
    change = log.Change(session, actor, row)
    row.sheet = {**(row.sheet or {}), DECISION: decision.value}
    return Logged(row.id, change.done("decided"))
