"""A table of pairs that was taken in is undone within a day."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from db.models import (
    Identity,
    Meeting,
    MeetingEvent,
    MeetingMark,
    MeetingNote,
    Pair,
    PairMember,
    Person,
    RosterImport,
)
from services import audit, grants
from services.actor import Actor
from services.errors import Refusal
from services.meetings import log as meeting_log
from services.pairs import import_papers
from services.pairs import undo as undo_pair
from services.pairs.importing import opened

UNDO_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Undone:
    """`stayed`: pairs in which something happened since; `meetings`: meetings of which somebody
    has said something since, which stayed too."""

    pairs: int
    stayed: int
    meetings: int


def undo(session: Session, actor: Actor, import_id: int) -> Undone:
    """Everything that was not touched since goes. Raises Refusal("pairs_undo")."""
    row = opened(session, actor, import_id)
    fresh = row.applied_at is not None and actor.at - row.applied_at <= UNDO_FOR
    if not fresh or row.undone_at is not None:
        raise Refusal("pairs_undo")
    gone = stayed = 0
    for each in row.made:
        if "paper" in each:
            import_papers.take_back(session, actor, each["paper"], each["old"])
    meetings = _take_meetings_back(session, actor, _made(row, "meeting"))
    for pair_id in _made(row, "pair"):
        pair = session.get(Pair, pair_id)
        if pair is None or undo_pair.touched(session, pair_id):
            stayed += 1
            continue
        undo_pair.remove(session, actor, pair)
        gone += 1
    session.flush()
    for person_id in _made(row, "person"):
        _take_out(session, actor, person_id)
    row.undone_at = actor.at
    audit.record(
        session, actor, "pairs_import_undone", f"import:{row.id}", row.organisation_id,
        pairs=gone, stayed=stayed, meetings=meetings,
    )  # fmt: skip
    return Undone(gone, stayed, meetings)


def _made(row: RosterImport, kind: str) -> list[int]:
    return [each[kind] for each in row.made if kind in each]


def _take_meetings_back(session: Session, actor: Actor, ids: list[int]) -> int:
    """How many stayed: those that somebody has said something of since."""
    kept = _worked_with(session, ids)
    there = session.scalars(
        select(Meeting).where(Meeting.id.in_(ids), Meeting.removed_at.is_(None))
    ).all()
    for meeting in there:
        if meeting.id not in kept:
            meeting.removed_at = actor.at
    session.execute(
        update(MeetingEvent)
        .where(MeetingEvent.meeting_id.in_({each.id for each in there} - kept))
        .values(undone_at=actor.at)
    )
    session.flush()
    return sum(meeting.id in kept for meeting in there)


def _worked_with(session: Session, ids: list[int]) -> set[int]:
    """The table itself leaves neither notes nor marks, and one event."""
    said = (
        select(MeetingEvent.meeting_id).where(
            MeetingEvent.meeting_id.in_(ids),
            MeetingEvent.undone_at.is_(None),
            MeetingEvent.action != meeting_log.IMPORTED,
        ),
        select(MeetingNote.meeting_id).where(
            MeetingNote.meeting_id.in_(ids), MeetingNote.removed_at.is_(None)
        ),
        select(MeetingMark.meeting_id).where(
            MeetingMark.meeting_id.in_(ids),
            or_(
                MeetingMark.present.is_not(None),
                MeetingMark.confirmed.is_not(None),
                MeetingMark.rating.is_not(None),
            ),
        ),
    )
    return {each for some in said for each in session.scalars(some)}


def _take_out(session: Session, actor: Actor, person_id: int) -> None:
    """Somebody who came with the table and has neither a chat nor another pair."""
    person = session.get(Person, person_id)
    chats = select(Identity.id).where(Identity.person_id == person_id)
    pairs = (
        select(PairMember.id)
        .join(Pair, Pair.id == PairMember.pair_id)
        .where(PairMember.person_id == person_id, Pair.removed_at.is_(None))
    )
    used = any(session.scalar(each.limit(1)) is not None for each in (chats, pairs))
    if person is not None and not used:
        grants.archive(session, actor, person_id)
