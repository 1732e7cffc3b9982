"""Texts of pairs, programmes and meetings that speak of a person."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from db.models import (
    Agreement,
    AnswerTag,
    Meeting,
    MeetingEvent,
    MeetingNote,
    Pair,
    PairEvent,
    PairMember,
    Programme,
    Response,
)
from domain.pairs import Side
from services import erasure_programmes

_SAID = frozenset({"text", "topic", "next_step", "reason", "goal", "ended_why", "why"})
_TOLD = frozenset({"reason", "why"})  # of what somebody has done
_SHEET = "sheet"  # the marks of a lesson visit


def pairs(session: Session, person_id: int) -> list[Pair]:
    """All pairs that the person has ever been in."""
    wanted = select(PairMember.pair_id).where(PairMember.person_id == person_id)
    return list(session.scalars(select(Pair).where(Pair.id.in_(wanted)).order_by(Pair.id)))


def meetings(session: Session, person_id: int, *, erase: bool) -> tuple[int, set[str]]:
    """What was written of the person as the only mentee, with the files that go with it; of a
    group it is about others too. Of other pairs only the reasons that the person gave."""
    own = _about(session, person_id)
    held = session.scalars(select(Meeting).where(Meeting.pair_id.in_(own))).all()
    heads = session.scalars(select(Programme.id).where(Programme.pair_id.in_(own))).all()
    said = [m for m in held if m.text or m.topic or m.next_step or m.reason or m.sheet]
    shas = erasure_programmes.files(session, own)
    if erase:
        for meeting in said:
            meeting.text = meeting.topic = meeting.next_step = meeting.reason = ""
            meeting.sheet = None
        for pair in session.scalars(select(Pair).where(Pair.id.in_(own))):
            pair.goal = pair.ended_why = ""
        _histories(session, own, [m.id for m in held])
        _reasons(session, person_id)
        erasure_programmes.erase(session, own)
    return len(said) + len(heads), shas


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


def tags(session: Session, person_id: int) -> None:
    """What the curator called the answers of a person or about one, before they go."""
    mine = session.scalars(
        select(Response.id).where(
            or_(Response.person_id == person_id, Response.about_id == person_id)
        )
    ).all()
    keys = [AnswerTag.answer_key.startswith(f"r{each}:") for each in mine]
    about = AnswerTag.answer_key.startswith("r") & AnswerTag.answer_key.endswith(f":{person_id}")
    session.execute(
        delete(AnswerTag).where(or_(about, *keys)).execution_options(synchronize_session=False)
    )


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


def _reasons(session: Session, person_id: int) -> None:
    """Why the person has declined, moved or called off something, or asked for it."""
    acts: list[Any] = [
        *session.scalars(select(PairEvent).where(PairEvent.actor_id == person_id)),
        *session.scalars(select(MeetingEvent).where(MeetingEvent.actor_id == person_id)),
    ]
    for event in acts:
        if isinstance(event, MeetingEvent) and event.after.get("reason"):
            meeting = session.get_one(Meeting, event.meeting_id)
            if meeting.reason == event.after["reason"]:
                meeting.reason = ""
        event.before = _wordless(event.before, _TOLD)
        event.after = _wordless(event.after, _TOLD)


def _wordless(value: Any, said: Collection[str] = _SAID) -> Any:
    if isinstance(value, dict):
        return {key: _unsaid(key, each, said) for key, each in value.items()}
    return [_wordless(each, said) for each in value] if isinstance(value, list) else value


def _unsaid(key: str, value: Any, said: Collection[str]) -> Any:
    if key in said and isinstance(value, str):
        return ""
    if key == _SHEET and said is _SAID:
        return None
    return _wordless(value, said)
