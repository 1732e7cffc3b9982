"""Notes of a meeting: shared ones for both sides, private ones for their author alone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Meeting, MeetingNote
from domain.named import Named
from services import people
from services.actor import Actor
from services.errors import Refusal
from services.meetings import rights
from services.meetings.planning import clean

TEXT, PHOTO, VOICE, FILE = "text", "photo", "voice", "file"
TEXT_LIMIT = 2000
JOIN = " · "  # between the name of a file and what was said of it


@dataclass(frozen=True, slots=True)
class Note:
    """`text` of a file is its name and what was said of it."""

    id: int
    meeting_id: int
    author: Named | None
    private: bool
    kind: str
    text: str
    sha: str | None
    at: datetime
    mine: bool


def listed(session: Session, actor: Actor, meeting_id: int) -> list[Note]:
    """What the actor may read: what is shared, and the own. Raises Refusal("gone" |
    "forbidden")."""
    rights.meeting(session, actor, meeting_id)
    rows = session.scalars(
        select(MeetingNote)
        .where(
            MeetingNote.meeting_id == meeting_id,
            MeetingNote.removed_at.is_(None),
            MeetingNote.private.is_(False) | (MeetingNote.author_id == actor.me),
        )
        .order_by(MeetingNote.id)
    ).all()
    return _notes(session, actor, rows)


def one(session: Session, actor: Actor, note_id: int) -> Note:
    """Raises Refusal("gone" | "forbidden"); somebody else's private note is not there at all."""
    return _notes(session, actor, [_mine_or_shared(session, actor, note_id)])[0]


def add(
    session: Session,
    actor: Actor,
    meeting_id: int,
    kind: str,
    text: str,
    *,
    private: bool,
    sha: str | None = None,
) -> int:
    """The note's id. Raises Refusal("gone" | "forbidden" | "nothing_said")."""
    meeting = for_adding(session, actor, meeting_id)
    row = MeetingNote(
        meeting_id=meeting.id, author_id=actor.me, private=private, kind=kind,
        text=clean(text, TEXT_LIMIT), sha=sha, at=actor.at,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def for_adding(session: Session, actor: Actor, meeting_id: int) -> Meeting:
    """For those who take part and who record. Raises Refusal("gone" | "forbidden")."""
    meeting, seen = rights.meeting(session, actor, meeting_id)
    if not (seen.takes_part or seen.records):
        raise Refusal("forbidden")
    return meeting


def remove(session: Session, actor: Actor, note_id: int) -> int:
    """By its author only; the meeting's id. Raises Refusal("gone" | "forbidden")."""
    row = _mine_or_shared(session, actor, note_id)
    if row.author_id != actor.me:
        raise Refusal("forbidden")
    row.removed_at = actor.at
    return row.meeting_id


def shared(session: Session, meeting_ids: Collection[int]) -> dict[int, list[str]]:
    """Texts and names of shared notes by meeting: all that papers and exports may hold."""
    rows = session.execute(
        select(MeetingNote.meeting_id, MeetingNote.text)
        .where(
            MeetingNote.meeting_id.in_(meeting_ids),
            MeetingNote.private.is_(False),
            MeetingNote.removed_at.is_(None),
            MeetingNote.kind == TEXT,
        )
        .order_by(MeetingNote.id)
    )
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row.meeting_id, []).append(row.text)
    return found


def _mine_or_shared(session: Session, actor: Actor, note_id: int) -> MeetingNote:
    row = session.get(MeetingNote, note_id)
    if row is None or row.removed_at is not None:
        raise Refusal("gone")
    if row.private and row.author_id != actor.me:
        raise Refusal("gone")
    rights.meeting(session, actor, row.meeting_id)
    return row


def _notes(session: Session, actor: Actor, rows: Collection[MeetingNote]) -> list[Note]:
    names = people.named(session, {row.author_id for row in rows if row.author_id})
    return [
        Note(
            row.id, row.meeting_id, names.get(row.author_id or 0), row.private, row.kind,
            row.text, row.sha, row.at.astimezone(actor.zone), row.author_id == actor.me,
        )
        for row in rows
    ]  # fmt: skip
