"""Texts of pairs, programmes and meetings that speak of a person."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.models import (
    Agreement,
    Meeting,
    MeetingEvent,
    MeetingNote,
    Pair,
    PairEvent,
    PairMember,
    Programme,
)
from domain.pairs import Side

_SAID = frozenset({"text", "next_step", "reason", "goal", "ended_why", "why"})


def pairs(session: Session, person_id: int) -> list[Pair]:
    """All pairs that the person has ever been in."""
    wanted = select(PairMember.pair_id).where(PairMember.person_id == person_id)
    return list(session.scalars(select(Pair).where(Pair.id.in_(wanted)).order_by(Pair.id)))


def meetings(session: Session, person_id: int, *, erase: bool) -> int:
    """What was written of the person as the only mentee; of a group it is about others too."""
    own = _about(session, person_id)
    held = session.scalars(select(Meeting).where(Meeting.pair_id.in_(own))).all()
    heads = session.scalars(select(Programme).where(Programme.pair_id.in_(own))).all()
    said = [m for m in held if m.text or m.next_step or m.reason]
    if erase:
        for meeting in said:
            meeting.text = meeting.next_step = meeting.reason = ""
        for head in heads:
            head.difficulties = head.goal = head.tasks = head.expected = ""
            head.conclusion = None
        for pair in session.scalars(select(Pair).where(Pair.id.in_(own))):
            pair.goal = pair.ended_why = ""
        _histories(session, own, [m.id for m in held])
    return len(said) + len(heads)


def notes(session: Session, person_id: int, *, at: datetime | None) -> tuple[int, set[str]]:
    """Notes by the person and those kept about the person; with their files. `at`: erase now."""
    about = select(Meeting.id).where(Meeting.pair_id.in_(_about(session, person_id)))
    rows = session.scalars(
        select(MeetingNote).where(
            or_(MeetingNote.author_id == person_id, MeetingNote.meeting_id.in_(about)),
            or_(MeetingNote.text != "", MeetingNote.sha.is_not(None)),
        )
    ).all()
    shas = {row.sha for row in rows if row.sha is not None}
    if at is not None:
        for row in rows:
            row.text, row.sha, row.removed_at = "", None, row.removed_at or at
    return len(rows), shas


def agreements(session: Session, person_id: int, *, erase: bool) -> int:
    """Words beside the person's yes or no to a programme."""
    rows = session.scalars(
        select(Agreement).where(Agreement.person_id == person_id, Agreement.words != "")
    ).all()
    if erase:
        for row in rows:
            row.words = ""
    return len(rows)


def _about(session: Session, person_id: int) -> list[int]:
    """Pairs of which the person was the only mentee."""
    mine = select(PairMember.pair_id).where(
        PairMember.person_id == person_id, PairMember.side == Side.MENTEE
    )
    others = select(PairMember.pair_id).where(
        PairMember.person_id != person_id, PairMember.side == Side.MENTEE
    )
    return list(session.scalars(select(Pair.id).where(Pair.id.in_(mine), Pair.id.not_in(others))))


def _histories(session: Session, pair_ids: Sequence[int], meeting_ids: Sequence[int]) -> None:
    """The same words in what was before a change."""
    events: list[Any] = [
        *session.scalars(select(PairEvent).where(PairEvent.pair_id.in_(pair_ids))),
        *session.scalars(select(MeetingEvent).where(MeetingEvent.meeting_id.in_(meeting_ids))),
    ]
    for event in events:
        event.before, event.after = _wordless(event.before), _wordless(event.after)


def _wordless(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: "" if key in _SAID and isinstance(each, str) else _wordless(each)
            for key, each in value.items()
        }
    return [_wordless(each) for each in value] if isinstance(value, list) else value
