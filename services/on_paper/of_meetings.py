"""Papers about meetings: whether one was held, how it was, its time, its next step."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from db.models import Meeting, MeetingMark, Pair
from domain.meetings import MeetingState, NextState
from domain.on_paper import Kind
from services import people
from services.actor import Actor
from services.meetings import confirming, next_step, planning
from services.meetings.asking import other_side
from services.meetings.briefs import Brief, briefs
from services.on_paper.model import Matter, Of, Stamp

YES, NO = "yes", "no"
LIMIT = 30
SHOWN = timedelta(days=30)  # for so long what was entered stands in the list


def held(of: Of) -> Iterator[Matter]:
    """Not confirmed yet, or by a paper lately; of pairs that are over too."""
    yield from _marked(of, Kind.HELD, (YES, NO))


def take_held(
    session: Session, actor: Actor, person_id: int, meeting_id: int, answer: str, on: date
) -> None:
    confirming.enter(session, actor, meeting_id, person_id, answer == YES, on)


def ratings(of: Of) -> Iterator[Matter]:
    """Of meetings that the person has confirmed lately."""
    yield from _marked(of, Kind.RATING, tuple(map(str, confirming.RATINGS)))


def take_rating(
    session: Session, actor: Actor, person_id: int, meeting_id: int, answer: str, on: date
) -> None:
    confirming.enter_rating(session, actor, meeting_id, person_id, int(answer), on)


def times(of: Of) -> Iterator[Matter]:
    """Proposed by the other side and still to come."""
    rows = of.session.scalars(
        _of_pairs(of).where(
            Meeting.state == MeetingState.PROPOSED, Meeting.starts_at > of.actor.at
        )
    ).all()
    told = briefs(of.session, rows, of.actor.at)
    for row, brief in zip(rows, told, strict=True):
        mentors, mentees = ([x.id for x in side] for side in (brief.mentors, brief.mentees))
        if of.person_id in other_side(row.proposed_by, mentors, mentees):
            yield _matter(of, Kind.TIME, brief, (YES,))


def take_time(
    session: Session, actor: Actor, person_id: int, meeting_id: int, answer: str, on: date
) -> None:
    planning.enter(session, actor, meeting_id, person_id, on)


def steps(of: Of) -> Iterator[Matter]:
    """Whose day has come."""
    rows = of.session.scalars(
        _of_pairs(of).where(
            Meeting.state == MeetingState.HELD,
            Meeting.next_on <= of.actor.today,
            Meeting.next_state.is_(None) | (Meeting.next_state == NextState.OPEN),
        )
    ).all()
    told = briefs(of.session, rows, of.actor.at)
    for row, brief in zip(rows, told, strict=True):
        yield _matter(of, Kind.STEP, brief, tuple(NextState), step=row.next_step)


def take_step(
    session: Session, actor: Actor, person_id: int, meeting_id: int, answer: str, on: date
) -> None:
    next_step.enter_step(session, actor, meeting_id, person_id, NextState(answer), on)


def _of_pairs(of: Of) -> Select[Meeting]:
    ids = [pair.id for pair in of.pairs]
    return (
        select(Meeting)
        .where(Meeting.pair_id.in_(ids), Meeting.removed_at.is_(None))
        .order_by(Meeting.id.desc())
        .limit(LIMIT)
    )


def _marked(of: Of, kind: Kind, answers: tuple[str, ...]) -> Iterator[Matter]:
    marks = {mark.meeting_id: mark for mark in _marks(of) if _waits(of, kind, mark)}
    rows = of.session.scalars(
        select(Meeting).where(Meeting.id.in_(marks)).order_by(Meeting.id.desc()).limit(LIMIT)
    ).all()
    names = people.named(of.session, {by for m in marks.values() if (by := _entered(kind, m)[1])})
    for brief in briefs(of.session, rows, of.actor.at):
        on, by = _entered(kind, marks[brief.id])
        stamp = Stamp(on, names.get(by or 0)) if on else None
        yield _matter(of, kind, brief, answers, stamp=stamp)


def _marks(of: Of) -> list[MeetingMark]:
    """The person's side of held meetings in this school."""
    return list(
        of.session.scalars(
            select(MeetingMark)
            .join(Meeting, Meeting.id == MeetingMark.meeting_id)
            .join(Pair, Pair.id == Meeting.pair_id)
            .where(
                MeetingMark.person_id == of.person_id,
                MeetingMark.present.is_(True),
                Meeting.state == MeetingState.HELD,
                Meeting.removed_at.is_(None),
                Pair.organisation_id == of.place,
                Pair.removed_at.is_(None),
            )
        )
    )


def _waits(of: Of, kind: Kind, mark: MeetingMark) -> bool:
    on, _ = _entered(kind, mark)
    if on is not None:
        return on >= of.actor.today - SHOWN
    if kind is Kind.HELD:
        return mark.confirmed is None
    confirmed = mark.confirmed_at
    lately = confirmed is not None and confirmed >= of.actor.at - SHOWN
    return mark.confirmed is True and mark.rating is None and lately


def _entered(kind: Kind, mark: MeetingMark) -> tuple[date | None, int | None]:
    if kind is Kind.RATING:
        return mark.rated_on, mark.rated_by
    return mark.signed_on, mark.entered_by


def _matter(
    of: Of, kind: Kind, brief: Brief, answers: tuple[str, ...], step: str = "",
    stamp: Stamp | None = None,
) -> Matter:  # fmt: skip
    return Matter(
        kind, brief.id, brief.others(of.person_id), answers, day=brief.day, at=brief.at,
        step=step, stamp=stamp,
    )  # fmt: skip
