"""The sheet of a lesson visit, and how a pair has grown from visit to visit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from domain import lesson_visit
from domain.lesson_visit import ALL, MARKS, Criterion
from domain.meetings import MeetingKind, MeetingState
from services.actor import Actor
from services.errors import Refusal
from services.meetings import likely, log, rights


@dataclass(frozen=True, slots=True)
class Visit:
    """`before`: the total of the visit before; `at`: the next criterion without a mark."""

    meeting_id: int
    sheet: Mapping[str, int]
    at: int | None
    total: int
    before: int | None
    before_on: date | None
    grown: tuple[Criterion, ...]
    fallen: tuple[Criterion, ...]
    visits: tuple[tuple[date, int], ...]
    records: bool


def view(session: Session, actor: Actor, meeting_id: int) -> Visit:
    """Raises Refusal("gone" | "forbidden" | "meeting_not_held")."""
    row, seen = rights.meeting(session, actor, meeting_id)
    if row.kind is not MeetingKind.LESSON_VISIT or row.state is not MeetingState.HELD:
        raise Refusal("meeting_not_held")
    marked = [
        (each.id, each.held_on, _marks(each.sheet))
        for each in likely.past(session, row.pair_id)
        if each.kind is MeetingKind.LESSON_VISIT
        and each.held_on
        and _marks(each.sheet)
        and not (seen.then and row.held_on and each.held_on > row.held_on)
    ]
    earlier = [each for each in marked if (each[1], each[0]) < (row.held_on, row.id)]
    sheet = _marks(row.sheet)
    last = earlier[-1] if earlier else None
    return Visit(
        meeting_id=row.id,
        sheet=sheet,
        at=lesson_visit.unmarked(sheet),
        total=lesson_visit.total(sheet),
        before=lesson_visit.total(last[2]) if last else None,
        before_on=last[1] if last else None,
        grown=lesson_visit.grown(last[2], sheet) if last else (),
        fallen=lesson_visit.fallen(last[2], sheet) if last else (),
        visits=tuple((day, lesson_visit.total(marks)) for _, day, marks in marked),
        records=seen.records,
    )


def mark(session: Session, actor: Actor, meeting_id: int, at: int, value: int) -> None:
    """One criterion, 0 to 2. Raises Refusal("gone" | "forbidden" | "meeting_not_held")."""
    row, _ = rights.to_record(session, actor, meeting_id)
    if row.kind is not MeetingKind.LESSON_VISIT or row.state is not MeetingState.HELD:
        raise Refusal("meeting_not_held")
    if not 0 <= at < len(ALL) or value not in MARKS:
        raise Refusal("gone")
    change = log.Change(session, actor, row)
    row.sheet = {**(row.sheet or {}), ALL[at].value: value}
    change.done("visit")


def _marks(sheet: Mapping[str, object] | None) -> dict[str, int]:
    """Without what else is kept with a meeting."""
    return {key: value for key, value in (sheet or {}).items() if isinstance(value, int)}
