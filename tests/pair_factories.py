"""Pairs for stories of everything that happens in them, written straight into the tables."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from sqlalchemy.orm import Session

from db.models import Pair, PairMember
from domain.pairs import Form, PairKind, PairState, Side
from services.actor import Actor

BEGAN = date(2026, 9, 15)


def pair(
    session: Session,
    now: datetime,
    place: int,
    mentors: Sequence[int | Actor],
    mentees: Sequence[int | Actor],
    *,
    form: Form = Form.TEACHER_TEACHER,
    state: PairState = PairState.ACTIVE,
    starts: date = BEGAN,
    ends: date | None = date(2027, 5, 31),
    every_days: int = 14,
    imported: bool = False,
) -> int:
    """An existing pair, known since it began, or `imported` now; its id."""
    kind = PairKind.GROUP if len(mentees) > 1 else PairKind.TRADITIONAL
    made = Pair(
        organisation_id=place, form=form, state=state, kinds=[kind.value], starts=starts,
        ends=ends, every_days=every_days,
        created_at=now if imported else min(now, datetime.combine(starts, time(), UTC)),
    )  # fmt: skip
    session.add(made)
    session.flush()
    for side, people in ((Side.MENTOR, mentors), (Side.MENTEE, mentees)):
        for each in people:
            person_id = each.me if isinstance(each, Actor) else each
            session.add(PairMember(pair_id=made.id, person_id=person_id, side=side, since=starts))
    session.flush()
    return made.id
