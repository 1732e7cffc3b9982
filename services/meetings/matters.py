"""What the daily bundle says of meetings: loaded when it is sent, of what is true then."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Meeting, MeetingMark, Pair, Prompt
from domain.meetings import MeetingState, NextState
from domain.pairs import OPEN, PairState
from services import gate, zones
from services.meetings import asking
from services.meetings.briefs import Brief, briefs
from services.meetings.next_step import Decision
from services.meetings.things import (
    About,
    Agreed,
    Decided,
    Denied,
    Eve,
    Off,
    Promised,
    ToAgree,
    ToConfirm,
    ToLog,
    ToLogSeries,
    ToPlan,
    Unanswered,
)
from services.pairs.views import PairCard, cards_now
from services.prompts import prompt
from texts.meeting_names import NO_CONSENT

EVE_COMES = timedelta(days=4)
"""Within these days the line of the day before says it anyway, weekends between included."""
Make = Callable[[Meeting, Brief, int, date], About | None]


def _meetings(
    session: Session, rows: Sequence[Prompt], now: datetime, make: Make
) -> Mapping[int, Any]:
    """What `make` says of each meeting that is still there, to each person; of a pair that is
    over only what was held is spoken of."""
    found = session.scalars(
        select(Meeting)
        .join(Pair, Pair.id == Meeting.pair_id)
        .where(
            Meeting.id.in_({row.subject_id for row in rows}),
            Meeting.removed_at.is_(None),
            Pair.removed_at.is_(None),
            Pair.state.in_(OPEN) | (Meeting.state == MeetingState.HELD),
        )
    ).all()
    told = zip(found, briefs(session, found, now), strict=True)
    known = {each.id: (each, brief) for each, brief in told}
    days = zones.todays(session, {row.organisation_id for row in rows}, now)
    ids = {each.id for _, brief in known.values() for each in brief.people}
    fit = gate.may_take_part(session, ids, now)
    said = {}
    for row in rows:
        if row.subject_id in known:
            meeting, brief = known[row.subject_id]
            made = make(meeting, brief, row.person_id, days[row.organisation_id])
            if made is not None:
                made = _of_the_fit(made, fit)
            if made is not None:
                said[row.id] = made
    return said


def _of_the_fit(about: About, fit: Collection[int]) -> About | None:
    """Nothing is asked about who may not take part: in a group it is of the others. Only that
    a meeting is off is told, and what has been decided."""
    if isinstance(about, (Off, Decided)):
        return about
    others = tuple(each for each in about.others if each.id in fit)
    return replace(about, others=others) if others else None


def _about(kind: type[About], brief: Brief, person_id: int, today: date) -> About:
    return kind(brief, brief.others(person_id), today)


@prompt(asking.AGREE, again=(2,), rank=20, pressing=True)
def to_agree(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    def make(meeting: Meeting, brief: Brief, person_id: int, today: date) -> About | None:
        open_ = meeting.state is MeetingState.PROPOSED and _ahead(meeting, now)
        return _about(ToAgree, brief, person_id, today) if open_ else None

    return _meetings(session, rows, now, make)


@prompt(asking.AGREED, again=(), rank=60, duty=False, pressing=True)
def agreed(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    def make(meeting: Meeting, brief: Brief, person_id: int, today: date) -> About | None:
        told = meeting.state is MeetingState.PLANNED and _ahead(meeting, now)
        late = brief.day is not None and brief.day - today < EVE_COMES
        return _about(Agreed, brief, person_id, today) if told and not late else None

    return _meetings(session, rows, now, make)


@prompt(asking.UNANSWERED, again=(2,), rank=22)
def unanswered(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    def make(meeting: Meeting, brief: Brief, person_id: int, today: date) -> About | None:
        if not brief.unanswered:
            return None
        records = person_id not in {each.id for each in brief.mentees}
        return Unanswered(brief, brief.others(person_id), today, records)

    return _meetings(session, rows, now, make)


@prompt(asking.EVE, again=(), rank=30, duty=False, pressing=True)
def eve(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    def make(meeting: Meeting, brief: Brief, person_id: int, today: date) -> About | None:
        told = meeting.state is MeetingState.PLANNED and _ahead(meeting, now)
        comes = told and person_id in {each.id for each in brief.people}  # has not left since
        return _about(Eve, brief, person_id, today) if comes else None

    return _meetings(session, rows, now, make)


def _ahead(meeting: Meeting, now: datetime) -> bool:
    return meeting.starts_at is not None and meeting.starts_at > now


@prompt(asking.LOG, again=(2, 5), rank=10)
def to_log(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    def make(meeting: Meeting, brief: Brief, person_id: int, today: date) -> About | None:
        return _about(ToLog, brief, person_id, today) if brief.overdue else None

    return _meetings(session, rows, now, make)


@prompt(asking.SERIES, again=(2, 5), rank=10)
def to_log_series(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    """Of a whole series one line."""
    seen: set[tuple[int, str]] = set()

    def make(meeting: Meeting, brief: Brief, person_id: int, today: date) -> About | None:
        key = (person_id, meeting.series)
        if not brief.overdue or key in seen:
            return None
        seen.add(key)
        return _about(ToLogSeries, brief, person_id, today)

    return _meetings(session, sorted(rows, key=lambda row: row.subject_id), now, make)


@prompt(asking.CONFIRM, again=(2,), rank=15)
def to_confirm(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    answered = _answered(session, rows)

    def make(meeting: Meeting, brief: Brief, person_id: int, today: date) -> About | None:
        if meeting.state is not MeetingState.HELD or (meeting.id, person_id) in answered:
            return None
        return _about(ToConfirm, brief, person_id, today)

    return _meetings(session, rows, now, make)


def _answered(session: Session, rows: Sequence[Prompt]) -> set[tuple[int, int]]:
    found = session.execute(
        select(MeetingMark.meeting_id, MeetingMark.person_id).where(
            MeetingMark.meeting_id.in_({row.subject_id for row in rows}),
            MeetingMark.confirmed.is_not(None) | (MeetingMark.present.is_(False)),
        )
    )
    return {(row.meeting_id, row.person_id) for row in found}


@prompt(asking.DENIED, again=(), rank=25)
def denied(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    """It names no one: in a pair it is clear anyway, in a group nobody has to be named."""

    def make(meeting: Meeting, brief: Brief, person_id: int, today: date) -> About | None:
        held = meeting.state is MeetingState.HELD
        return _about(Denied, brief, person_id, today) if held else None

    return _meetings(session, rows, now, make)


@prompt(asking.OFF, again=(), rank=12, pressing=True)
def off(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    def make(meeting: Meeting, brief: Brief, person_id: int, today: date) -> About | None:
        told = meeting.state is MeetingState.CANCELLED and _ahead(meeting, now)
        others = brief.others(person_id)
        stopped = meeting.reason == NO_CONSENT and meeting.logged_by is None
        return Off(brief, others, today, stopped) if told else None

    return _meetings(session, rows, now, make)


@prompt(asking.STEP, again=(2,), rank=35)
def promised(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    def make(meeting: Meeting, brief: Brief, person_id: int, today: date) -> About | None:
        if meeting.state is not MeetingState.HELD or meeting.next_state is not NextState.OPEN:
            return None
        others = brief.others(person_id)
        return Promised(brief, others, today, meeting.next_step, meeting.next_on)

    return _meetings(session, rows, now, make)


@prompt(asking.DECIDED, again=(3,), rank=20)
def decided(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    """Until the pair's state says so itself; «go on» is only told."""

    def make(meeting: Meeting, brief: Brief, person_id: int, today: date) -> About | None:
        written = (meeting.sheet or {}).get(asking.DECISION)
        pair = session.get_one(Pair, meeting.pair_id)
        if meeting.state is not MeetingState.HELD or written is None or pair.state not in OPEN:
            return None
        return Decided(brief, brief.people, today, Decision(written))

    return _meetings(session, rows, now, make)


@prompt(asking.PLAN, again=(), rank=40)
def to_plan(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    pairs = session.scalars(
        select(Pair).where(
            Pair.id.in_({row.subject_id for row in rows}),
            Pair.state == PairState.ACTIVE,
            Pair.removed_at.is_(None),
            ~_planned(now),
        )
    ).all()
    found = cards_now(session, pairs, now)
    return {row.id: _plan(found[row.subject_id], row) for row in rows if row.subject_id in found}


def _planned(now: datetime) -> Any:
    """Whether something is planned already, waits to be logged or for an answer in time."""
    return (
        select(Meeting.id)
        .where(
            Meeting.pair_id == Pair.id,
            (Meeting.state == MeetingState.PLANNED)
            | ((Meeting.state == MeetingState.PROPOSED) & (Meeting.starts_at > now)),
            Meeting.removed_at.is_(None),
        )
        .exists()
    )


def _plan(card: PairCard, row: Prompt) -> ToPlan:
    return ToPlan(card.id, card.mentees, first=row.data.get("sign") == "first")
