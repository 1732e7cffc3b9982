"""That a meeting took place, or did not: the day, who was there, the event to undo it by."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Meeting, MeetingEvent, MeetingMark
from db.models.people import Given
from domain.meetings import MeetingState
from domain.pairs import PairState, Side
from services import calendars, gate
from services.actor import Actor
from services.errors import Refusal
from services.meetings import likely, log, rights
from services.meetings.planning import AHEAD, clean, mark_of
from services.meetings.record import Logged, recorded, today_of
from services.meetings.rights import Seen
from services.pairs import rights as pairs

WAITING = frozenset({PairState.PROPOSED, PairState.AGREED, PairState.CONFIRMED})


def held(session: Session, actor: Actor, meeting_id: int) -> Logged:
    """A planned meeting took place. Repeating it changes nothing.

    Raises Refusal("gone" | "forbidden" | "meeting_ahead" | "meeting_not_begun" |
    "meeting_unconsented").
    """
    row, seen = rights.to_record(session, actor, meeting_id)
    if row.state is MeetingState.HELD:
        return Logged(row.id, _first_event(session, row))
    today = today_of(session, actor, seen)
    day = _day(session, actor, seen, row) or today
    if day > today:
        raise Refusal("meeting_ahead")
    _require_begun(session, seen, day)
    change = log.Change(session, actor, row)
    _hold(session, actor, seen, row, day)
    return Logged(row.id, change.done("held"))


def unplanned(session: Session, actor: Actor, pair_id: int, day: date) -> Logged:
    """A meeting of which nothing was planned: what stands in the plan for that day is taken for
    it, and so is one of that day of which nothing was written yet.

    Raises as `held`.
    """
    seen = rights.for_recording(session, actor, pair_id)
    if day > today_of(session, actor, seen):
        raise Refusal("meeting_ahead")
    for row in _of_day(session, actor, seen, day):
        if row.state in AHEAD:
            return held(session, actor, row.id)
        if not row.topic:
            return Logged(row.id, _first_event(session, row))
    past = likely.past(session, pair_id)
    last = past[-1] if past else None
    _require_begun(session, seen, day)
    row = Meeting(
        pair_id=pair_id, kind=likely.following(seen.pair, past, day), state=MeetingState.HELD,
        minutes=last.minutes if last else 45, remote=last.remote if last else False,
        created_at=actor.at, held_on=day,
    )  # fmt: skip
    session.add(row)
    session.flush()
    _hold(session, actor, seen, row, day)
    return Logged(row.id, log.made(session, actor, row, "held"))


def missed(session: Session, actor: Actor, meeting_id: int, reason: str) -> Logged:
    """It did not take place, and why. Raises Refusal("gone" | "forbidden" | "meeting_ahead")."""
    row, seen = rights.to_record(session, actor, meeting_id)
    day = _day(session, actor, seen, row)
    if day is not None and day > today_of(session, actor, seen):
        raise Refusal("meeting_ahead")
    change = log.Change(session, actor, row)
    row.state, row.reason = MeetingState.MISSED, clean(reason, 300)
    row.held_on = row.outcome = row.next_state = None
    row.logged_by, row.logged_at = actor.person_id, actor.at
    return Logged(row.id, change.done("missed"))


def on_day(session: Session, actor: Actor, meeting_id: int, day: date) -> Logged:
    """It was held, on this day and not on the planned one.

    Raises as `held`.
    """
    row, seen = rights.to_record(session, actor, meeting_id)
    if day > today_of(session, actor, seen):
        raise Refusal("meeting_ahead")
    _require_begun(session, seen, day)
    change = log.Change(session, actor, row)
    if row.state is MeetingState.HELD:
        row.held_on = day
        return Logged(row.id, change.done("day"))
    _hold(session, actor, seen, row, day)
    return Logged(row.id, change.done("held"))


def toggle(session: Session, actor: Actor, meeting_id: int, person_id: int) -> Logged:
    """Whether somebody of the group was there. Raises as `take_topic`."""
    row, _ = recorded(session, actor, meeting_id)
    known = session.scalar(
        select(MeetingMark.id).where(
            MeetingMark.meeting_id == row.id, MeetingMark.person_id == person_id
        )
    )
    if known is None:
        raise Refusal("gone")
    change = log.Change(session, actor, row)
    mark = mark_of(session, row.id, person_id)
    mark.present = not mark.present
    return Logged(row.id, change.done("present"))


def undoable(session: Session, actor: Actor, meeting_id: int) -> int:
    """The event that takes the whole record back; 0 where it is late for that, or others have
    said something since."""
    row, seen = rights.meeting(session, actor, meeting_id)
    event_id = _first_event(session, row) if seen.records else 0
    event = session.get(MeetingEvent, event_id) if event_id else None
    if event is None:
        return 0
    since = log.following(session, event)
    mine = all(each.actor_id == actor.person_id for each in since)
    fresh = all(actor.at - each.at <= log.UNDO_FOR for each in since)
    alone = not log.others_spoke(session, actor, row, since)
    return event_id if mine and fresh and alone else 0


def _require_begun(session: Session, seen: Seen, day: date) -> None:
    """Nobody is in a pair that has not begun, and nobody on a day without the consent."""
    if seen.pair.state in WAITING:
        raise Refusal("meeting_not_begun")
    there = {e.person_id for e in pairs.present(session, [seen.pair.id], day)}
    if there - gate.could_take_part(session, there, day):
        raise Refusal("meeting_unconsented")


def _hold(session: Session, actor: Actor, seen: Seen, row: Meeting, day: date) -> None:
    """Everybody was there until somebody says otherwise. Who has no account cannot confirm it
    in the chat, so the journal confirms it."""
    row.state, row.held_on, row.reason = MeetingState.HELD, day, ""
    row.logged_by, row.logged_at = actor.person_id, actor.at
    row.how = Given.CHAT if seen.access.mentors else Given.PAPER
    mentees = rights.members(session, seen.pair.id, day, Side.MENTEE) or [
        each.person_id for each in seen.access.members if each.side is Side.MENTEE
    ]
    accounts = rights.with_account(session, mentees)
    for each in mentees:
        mark = mark_of(session, row.id, each)
        mark.present = True
        if each not in accounts:
            mark.confirmed, mark.confirmed_at = True, actor.at
            mark.how, mark.entered_by = Given.PAPER, actor.person_id


def _first_event(session: Session, row: Meeting) -> int:
    """The event that made it held, to take it back by; 0 where nothing can be taken back."""
    found = session.scalar(
        select(MeetingEvent.id)
        .where(
            MeetingEvent.meeting_id == row.id,
            MeetingEvent.action == "held",
            MeetingEvent.undone_at.is_(None),
        )
        .order_by(MeetingEvent.id.desc())
        .limit(1)
    )
    return found or 0


def _day(session: Session, actor: Actor, seen: Seen, row: Meeting) -> date | None:
    return row.held_on or _local(session, actor, seen, row.starts_at)


def _local(session: Session, actor: Actor, seen: Seen, moment: datetime | None) -> date | None:
    if moment is None:
        return None
    zone = calendars.of(session, seen.pair.organisation_id, actor.at).zone
    return moment.astimezone(zone).date()


def _of_day(session: Session, actor: Actor, seen: Seen, day: date) -> list[Meeting]:
    rows = session.scalars(
        select(Meeting)
        .where(
            Meeting.pair_id == seen.pair.id,
            Meeting.state.in_((*AHEAD, MeetingState.HELD)),
            Meeting.removed_at.is_(None),
        )
        .order_by(Meeting.id)
    )
    return [each for each in rows if _day(session, actor, seen, each) == day]
