"""Meetings that were held before a pair was entered here and of which only the number is known:
«проведено встреч» of a table. They count as the school's records say, apart from all others."""

from collections import Counter
from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Meeting, PairEvent
from domain.meetings import MeetingState
from services import zones
from services.pairs.snapshot import TOLD


def undated(
    session: Session, pair_ids: Collection[int], until: date | None = None
) -> dict[int, int]:
    """By pair; pairs without such are left out. A meeting with a day before the pair's entering is
    one of them, for its day has become known. `until`: as of that day."""
    rows = session.execute(
        select(PairEvent.pair_id, PairEvent.at, PairEvent.after[TOLD]["held"].as_integer()).where(
            PairEvent.pair_id.in_(pair_ids),
            PairEvent.action == "entered",
            PairEvent.undone_at.is_(None),
            PairEvent.after[TOLD]["held"].as_integer() > 0,
        )
    ).all()
    local = zones.of_pairs(session, {row[0] for row in rows})
    entered = {row[0]: row[1].astimezone(local[row[0]]).date() for row in rows}
    known = _dated(session, entered)
    found = {row[0]: row[2] - known[row[0]] for row in rows}
    return {
        pair_id: number
        for pair_id, number in found.items()
        if number > 0 and (until is None or entered[pair_id] <= until)
    }


def _dated(session: Session, entered: dict[int, date]) -> Counter[int]:
    rows = session.execute(
        select(Meeting.pair_id, Meeting.held_on).where(
            Meeting.pair_id.in_(entered),
            Meeting.state == MeetingState.HELD,
            Meeting.held_on.is_not(None),
            Meeting.removed_at.is_(None),
        )
    )
    return Counter(row.pair_id for row in rows if row.held_on < entered[row.pair_id])
