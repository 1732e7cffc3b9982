"""Every change of a meeting is written down with what was before, so that it can be told and
taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Meeting, MeetingEvent, MeetingMark, MeetingNote
from db.models.people import Given
from domain.meetings import MeetingKind, MeetingState, NextState, Outcome
from services.actor import Actor
from services.entering import Paper
from services.errors import Refusal
from services.meetings import asking, rights

UNDO_FOR = timedelta(days=1)
PLANNED = "planned"
IMPORTED = "imported"
_ENUMS = {
    "kind": MeetingKind, "state": MeetingState, "outcome": Outcome, "next_state": NextState,
    "how": Given,
}  # fmt: skip
_DAYS, _MOMENTS = ("held_on", "next_on"), ("starts_at", "logged_at", "removed_at")
_PLAIN = (
    "minutes", "remote", "proposed_by", "topic", "item_id", "text", "next_step", "reason",
    "moved_times", "sheet", "logged_by",
)  # fmt: skip
# The rating is nobody's but its author's: it stands in no history.
_MARK = ("agreed", "present", "confirmed", "how", "entered_by")
_MARK_DAY, _MARK_AT = "signed_on", "confirmed_at"
PAPER = "paper"  # of MeetingEvent.after: whose paper it was, and its day


@dataclass(slots=True)
class Change:
    """One change of a meeting, from the state before it: `done` writes it down."""

    session: Session
    actor: Actor
    meeting: Meeting
    before: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.before = snapshot(self.session, self.meeting)

    def done(self, action: str, planned: int | None = None, paper: Paper | None = None) -> int:
        """The event's id; what people are asked about the meeting follows its new state.
        `planned`: another meeting that came of it and goes with it when it is undone; `paper`:
        what was said stands on one."""
        self.session.flush()
        after = snapshot(self.session, self.meeting)
        changed = {key for key in after if after[key] != self.before.get(key)}
        event = MeetingEvent(
            meeting_id=self.meeting.id,
            at=self.actor.at,
            actor_id=self.actor.person_id,
            action=action,
            before={key: self.before.get(key) for key in changed},
            after={key: after[key] for key in changed}
            | ({PLANNED: planned} if planned else {})
            | ({PAPER: [paper.person_id, paper.on.isoformat()]} if paper else {}),
        )
        self.session.add(event)
        self.session.flush()
        asking.renew(self.session, self.meeting, self.actor.at)
        return event.id


def made(session: Session, actor: Actor, meeting: Meeting, action: str) -> int:
    """Write down that a meeting came into being; undoing it removes the meeting."""
    event = _begun(session, actor, meeting, action)
    asking.renew(session, meeting, actor.at)
    return event.id


def imported(session: Session, actor: Actor, meeting: Meeting) -> None:
    """Write down that a past meeting came with a table: nobody is asked anything of it, and the
    table's own undoing takes it back."""
    _begun(session, actor, meeting, IMPORTED)


def _begun(session: Session, actor: Actor, meeting: Meeting, action: str) -> MeetingEvent:
    session.add(meeting)
    session.flush()
    event = MeetingEvent(
        meeting_id=meeting.id, at=actor.at, actor_id=actor.person_id, action=action,
        before={"removed_at": actor.at.isoformat()}, after=snapshot(session, meeting),
    )  # fmt: skip
    session.add(event)
    session.flush()
    return event


def undo(session: Session, actor: Actor, event_id: int) -> Meeting:
    """Take back a change and the actor's own that followed it: whoever takes part may do so with
    what they have changed.

    Raises Refusal("gone" | "forbidden" | "undone_already" | "undo_late" | "meeting_changed").
    """
    event = session.get(MeetingEvent, event_id)
    if event is None:
        raise Refusal("gone")
    meeting, seen = rights.meeting(session, actor, event.meeting_id, lock=True)
    session.refresh(event)
    if not (seen.records or (seen.takes_part and event.actor_id == actor.person_id)):
        raise Refusal("forbidden")
    if event.undone_at is not None:
        raise Refusal("undone_already")
    if actor.at - event.at > UNDO_FOR:
        raise Refusal("undo_late")
    since = following(session, event)
    if any(each.actor_id != actor.person_id for each in since) or others_spoke(
        session, actor, meeting, since
    ):
        raise Refusal("meeting_changed")
    for each in since:
        _restore(session, meeting, each.before)
        _take_off(session, each.after.get(PLANNED), actor.at)
        each.undone_at = actor.at
    session.flush()
    asking.renew(session, meeting, actor.at)
    return meeting


def others_spoke(
    session: Session, actor: Actor, meeting: Meeting, since: Sequence[MeetingEvent]
) -> bool:
    """Whether taking these events back would hide what somebody else has left at the meeting: a
    word or a rating that a held one has, a note where the meeting itself would go.

    What the actor entered from paper is the actor's own, but for a rating: no history has it.
    """
    gone = any("removed_at" in each.before for each in since)
    states = [each.before["state"] for each in since if "state" in each.before]
    held = meeting.state is MeetingState.HELD
    if not gone and not (held and states and states[-1] != MeetingState.HELD):
        return False
    marks = session.scalars(
        select(MeetingMark).where(
            MeetingMark.meeting_id == meeting.id, MeetingMark.person_id != actor.person_id
        )
    ).all()
    entered = [each for each in marks if each.how is Given.PAPER]
    own = {each.id for each in entered if each.entered_by == actor.person_id}
    if any(
        each.rating is not None or (each.confirmed is not None and each.id not in own)
        for each in marks
    ):
        return True
    notes = select(MeetingNote.id).where(
        MeetingNote.meeting_id == meeting.id,
        MeetingNote.author_id != actor.person_id,
        MeetingNote.removed_at.is_(None),
    )
    return gone and session.scalar(notes.limit(1)) is not None


def _take_off(session: Session, planned: int | None, now: datetime) -> None:
    """The meeting that was planned with what is undone, unless it went on its own way since."""
    meeting = session.get(Meeting, planned) if planned else None
    ahead = (MeetingState.PROPOSED, MeetingState.PLANNED)
    if meeting is not None and meeting.state in ahead and not meeting.moved_times:
        meeting.removed_at = now
        session.flush()
        asking.renew(session, meeting, now)


def snapshot(session: Session, meeting: Meeting) -> dict[str, Any]:
    """The meeting as plain values."""
    found: dict[str, Any] = {}
    for name in (*_ENUMS, *_PLAIN):
        value = getattr(meeting, name)
        found[name] = dict(value) if isinstance(value, dict) else value
    for name in (*_DAYS, *_MOMENTS):
        value = getattr(meeting, name)
        found[name] = value.isoformat() if value else None
    marks = session.scalars(select(MeetingMark).where(MeetingMark.meeting_id == meeting.id))
    found["marks"] = {
        str(mark.person_id): {
            **{name: getattr(mark, name) for name in _MARK},
            _MARK_DAY: mark.signed_on.isoformat() if mark.signed_on else None,
            _MARK_AT: mark.confirmed_at.isoformat() if mark.confirmed_at else None,
        }
        for mark in marks
    }
    return found


def following(session: Session, event: MeetingEvent) -> list[MeetingEvent]:
    """The event and what followed it, the newest first."""
    return list(
        session.scalars(
            select(MeetingEvent)
            .where(
                MeetingEvent.meeting_id == event.meeting_id,
                MeetingEvent.id >= event.id,
                MeetingEvent.undone_at.is_(None),
            )
            .order_by(MeetingEvent.id.desc())
        )
    )


def _restore(session: Session, meeting: Meeting, before: dict[str, Any]) -> None:
    for name, value in before.items():
        if name == "marks":
            _restore_marks(session, meeting, value or {})
        elif name in _DAYS:
            setattr(meeting, name, date.fromisoformat(value) if value else None)
        elif name in _MOMENTS:
            setattr(meeting, name, datetime.fromisoformat(value) if value else None)
        elif name in _ENUMS:
            setattr(meeting, name, _ENUMS[name](value) if value else None)
        else:
            setattr(meeting, name, value)


def _restore_marks(session: Session, meeting: Meeting, before: dict[str, Any]) -> None:
    marks = session.scalars(select(MeetingMark).where(MeetingMark.meeting_id == meeting.id))
    for mark in marks:
        old = before.get(str(mark.person_id), dict.fromkeys(_MARK))
        for name in _MARK:
            setattr(mark, name, old[name])
        mark.how = Given(old["how"]) if old["how"] else None
        day = old.get(_MARK_DAY)
        mark.signed_on = date.fromisoformat(day) if day else None
        at = old.get(_MARK_AT)
        mark.confirmed_at = datetime.fromisoformat(at) if at else None
