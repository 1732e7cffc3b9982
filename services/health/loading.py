"""The facts of pairs are read, a fixed number of statements however many pairs there are."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import (
    FitAnswer,
    HealthFlag,
    Item,
    Meeting,
    MeetingMark,
    Occurrence,
    Pair,
    PairEvent,
    PairMember,
    Roadmap,
)
from db.models.people import Given
from db.models.roadmap import OccState, RoadmapState
from domain.health import Fit
from domain.meeting_rules import Word, verdict
from domain.meetings import MeetingState
from domain.pairs import PairState
from services import calendars, recall
from services.calendars import SchoolDays
from services.health import answers
from services.health.facts import Asked, Book, Met
from services.meetings.briefs import word


def load(session: Session, place: int, now: datetime) -> Book:
    """Everything that the rules need of one school."""
    return recall.once(session, ("pairs", place, now), lambda: _load(session, place, now))


def _load(session: Session, place: int, now: datetime) -> Book:
    days = calendars.of(session, place, now)
    pairs = session.scalars(
        select(Pair).where(Pair.organisation_id == place, Pair.removed_at.is_(None))
    ).all()
    return Book(
        days=days,
        pairs={pair.id: pair for pair in pairs},
        states=_states(session, place, days.zone),
        met=_met(session, place, days),
        lines=_lines(session, place),
        fits=_fits(session, place, days, now),
        asked=_asked(session, place, days),
    )


def _states(
    session: Session, place: int, zone: ZoneInfo
) -> Mapping[int, list[tuple[date, PairState]]]:
    """What every event made of a pair; the JSON is read in the database, for it is long."""
    found: defaultdict[int, list[tuple[date, PairState]]] = defaultdict(list)
    state, before = (side["state"].as_string() for side in (PairEvent.after, PairEvent.before))
    whole = PairEvent.after["every_days"].as_string()  # events of other features have less
    rows = session.execute(
        select(PairEvent.pair_id, PairEvent.at, state.label("state"), before.label("was"))
        .join(Pair, Pair.id == PairEvent.pair_id)
        .where(Pair.organisation_id == place, PairEvent.undone_at.is_(None), whole.is_not(None))
        .order_by(PairEvent.at, PairEvent.id)
    )
    for row in rows:
        if row.was and row.pair_id not in found:
            found[row.pair_id].append((date.min, PairState(row.was)))
        found[row.pair_id].append((row.at.astimezone(zone).date(), PairState(row.state)))
    return found


def _met(session: Session, place: int, days: SchoolDays) -> Mapping[int, list[Met]]:
    marks: defaultdict[int, list[Word]] = defaultdict(list)
    for mark in session.execute(
        select(
            MeetingMark.meeting_id, MeetingMark.confirmed, MeetingMark.how, MeetingMark.signed_on
        )
        .join(Meeting, Meeting.id == MeetingMark.meeting_id)
        .join(Pair, Pair.id == Meeting.pair_id)
        .where(Pair.organisation_id == place, MeetingMark.present.is_not(False))
    ):
        marks[mark.meeting_id].append(word(mark.confirmed, mark.how, mark.signed_on))
    found: defaultdict[int, list[Met]] = defaultdict(list)
    for row in session.execute(
        select(
            Meeting.id, Meeting.pair_id, Meeting.state, Meeting.held_on, Meeting.starts_at,
            Meeting.how,
        )
        .join(Pair, Pair.id == Meeting.pair_id)
        .where(
            Pair.organisation_id == place,
            Meeting.state.in_((MeetingState.HELD, MeetingState.MISSED)),
            Meeting.removed_at.is_(None),
        )
    ):  # fmt: skip
        day = row.held_on or (days.today(row.starts_at) if row.starts_at else None)
        held = row.state is MeetingState.HELD
        if day is not None:
            said = verdict(row.how is Given.PAPER, marks[row.id]) if held else None
            found[row.pair_id].append(Met(day, held, said))
    for each in found.values():
        each.sort(key=lambda met: met.day)
    return found


def _lines(session: Session, place: int) -> Mapping[int, list[tuple[date, date | None]]]:
    """Terms of programmes: those that are open, and since when the others are closed."""
    found: defaultdict[int, list[tuple[date, date | None]]] = defaultdict(list)
    rows = session.execute(
        select(Roadmap.pair_id, Occurrence.due, Occurrence.state, Occurrence.closed_on)
        .join(Item, Item.id == Occurrence.item_id)
        .join(Roadmap, Roadmap.id == Item.roadmap_id)
        .where(
            Roadmap.organisation_id == place,
            Roadmap.pair_id.is_not(None),
            Roadmap.state == RoadmapState.RUNNING,
            Item.removed_at.is_(None),
            Occurrence.state != OccState.SKIPPED,
        )
    )
    for row in rows:
        closed = row.closed_on or row.due if row.state is OccState.DONE else None
        found[row.pair_id].append((row.due, closed))
    return found


def _fits(
    session: Session, place: int, days: SchoolDays, now: datetime
) -> Mapping[int, list[tuple[date, int, Fit]]]:
    """Answers of those who are still in the pair, the earliest first."""
    found: defaultdict[int, list[tuple[date, int, Fit]]] = defaultdict(list)
    still = select(PairMember.id).where(
        PairMember.pair_id == FitAnswer.pair_id,
        PairMember.person_id == FitAnswer.person_id,
        PairMember.until.is_(None) | (PairMember.until >= days.today(now)),
    )
    rows = session.execute(
        select(FitAnswer.pair_id, FitAnswer.person_id, FitAnswer.answer, FitAnswer.at)
        .join(Pair, Pair.id == FitAnswer.pair_id)
        .where(Pair.organisation_id == place, FitAnswer.answer.is_not(None), still.exists())
        .order_by(FitAnswer.at, FitAnswer.id)
    )
    for row in rows:
        found[row.pair_id].append((days.today(row.at), row.person_id, Fit(row.answer)))
    return found


def _asked(session: Session, place: int, days: SchoolDays) -> Mapping[int, list[Asked]]:
    """One question of several rules is one; in the order of days."""
    found: defaultdict[int, dict[date, list[HealthFlag]]] = defaultdict(lambda: defaultdict(list))
    rows: Sequence[Any] = session.scalars(
        select(HealthFlag)
        .join(Pair, Pair.id == HealthFlag.pair_id)
        .where(Pair.organisation_id == place)
        .order_by(HealthFlag.id)
    ).all()
    for flag in rows:
        found[flag.pair_id][days.today(flag.asked_at or flag.raised_at)].append(flag)
    return {pair_id: [_one(on, flags, days) for on, flags in sorted(by_day.items())]
            for pair_id, by_day in found.items()}  # fmt: skip


def _one(on: date, flags: Sequence[HealthFlag], days: SchoolDays) -> Asked:
    given = {each for flag in flags for each in answers.of(flag, days.zone)}
    acted = [days.today(flag.acted_at) for flag in flags if flag.acted_at is not None]
    put = any(flag.asked_at is not None for flag in flags)
    return Asked(on, put, tuple(sorted(given, key=_when)), max(acted, default=None))


def _when(given: answers.Given) -> date:
    return given.on
