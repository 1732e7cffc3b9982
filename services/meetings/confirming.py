"""The other side of a meeting: whether it was held, and how it was."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Meeting, MeetingMark
from db.models.people import Given
from domain.meetings import MeetingState
from services.actor import Actor
from services.entering import Paper
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
    return _answer(session, actor, row, actor.me, was, None)


def enter(
    session: Session, actor: Actor, meeting_id: int, person_id: int, was: bool,
    on: date | None = None,
) -> Answered:  # fmt: skip
    """The same on paper, for somebody; `on`: the day that stands on it.

    Raises as `answer` and Refusal("paper_future").
    """
    row, _, paper = rights.on_paper(session, actor, meeting_id, person_id, on)
    return _answer(session, actor, row, person_id, was, paper)


def rate(session: Session, actor: Actor, meeting_id: int, rating: int) -> None:
    """From 1 to 5, for nobody's eyes. Raises as `answer`."""
    row, _ = rights.meeting(session, actor, meeting_id, lock=True)
    _rate(session, row, actor.me, rating, None)


def enter_rating(
    session: Session, actor: Actor, meeting_id: int, person_id: int, rating: int,
    on: date | None = None,
) -> None:  # fmt: skip
    """The same on paper; nobody sees it again once it is entered. Raises as `enter`."""
    row, _, paper = rights.on_paper(session, actor, meeting_id, person_id, on)
    _rate(session, row, person_id, rating, paper)


def _rate(
    session: Session, row: Meeting, person_id: int, rating: int, paper: Paper | None
) -> None:
    if rating not in RATINGS:
        raise Refusal("gone")
    mark = _mark(session, row, person_id)
    mark.rating = rating
    mark.rated_by, mark.rated_on = (paper.by, paper.on) if paper else (None, None)


def _answer(
    session: Session, actor: Actor, row: Meeting, person_id: int, was: bool, paper: Paper | None
) -> Answered:
    mark = _mark(session, row, person_id)
    how, on = (Given.PAPER, paper.on) if paper else (Given.CHAT, None)
    if mark.confirmed is was and mark.how is how and mark.signed_on == on:
        return Answered(row.id, 0, was)
    change = log.Change(session, actor, row)
    mark.confirmed, mark.confirmed_at, mark.how, mark.signed_on = was, actor.at, how, on
    mark.entered_by = paper.by if paper else None
    return Answered(row.id, change.done("confirmed" if was else "denied", paper=paper), was)


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
