"""The other side of a meeting: whether it was held, and how it was."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Meeting, MeetingMark
from db.models.people import Given
from domain.meetings import MeetingState
from services import entering
from services.actor import Actor
from services.errors import Refusal
from services.meetings import log, rights

RATINGS = range(1, 6)


@dataclass(frozen=True, slots=True)
class Answered:
    """`event_id` 0: it was answered so already."""

    meeting_id: int
    event_id: int
    was: bool


def answer(session: Session, actor: Actor, meeting_id: int, was: bool) -> Answered:
    """What a mentee says of it; a later word takes the place of an earlier one.

    Raises Refusal("gone" | "forbidden" | "meeting_not_held").
    """
    row, _ = rights.meeting(session, actor, meeting_id, lock=True)
    return _answer(session, actor, row, actor.me, was, Given.CHAT)


def enter(session: Session, actor: Actor, meeting_id: int, person_id: int, was: bool) -> Answered:
    """The same on paper, for somebody. Raises as `answer`."""
    row, _ = rights.meeting(session, actor, meeting_id, lock=True)
    entering.for_person(session, actor, person_id)
    return _answer(session, actor, row, person_id, was, Given.PAPER)


def rate(session: Session, actor: Actor, meeting_id: int, rating: int) -> None:
    """From 1 to 5, for nobody's eyes. Raises as `answer`."""
    row, _ = rights.meeting(session, actor, meeting_id, lock=True)
    if rating not in RATINGS:
        raise Refusal("gone")
    _mark(session, row, actor.me).rating = rating


def _answer(
    session: Session, actor: Actor, row: Meeting, person_id: int, was: bool, how: Given
) -> Answered:
    mark = _mark(session, row, person_id)
    if mark.confirmed is was and mark.how is how:
        return Answered(row.id, 0, was)
    change = log.Change(session, actor, row)
    mark.confirmed, mark.confirmed_at, mark.how = was, actor.at, how
    mark.entered_by = actor.person_id if how is Given.PAPER else None
    return Answered(row.id, change.done("confirmed" if was else "denied"), was)


def _mark(session: Session, row: Meeting, person_id: int) -> MeetingMark:
    """A mentee's; whoever only logged it or was elsewhere has none."""
    if row.state is not MeetingState.HELD:
        raise Refusal("meeting_not_held")
    found = session.scalar(
        select(MeetingMark).where(
            MeetingMark.meeting_id == row.id,
            MeetingMark.person_id == person_id,
            MeetingMark.present.is_not(None),
        )
    )
    if found is None:
        raise Refusal("forbidden")
    return found
