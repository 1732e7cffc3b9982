"""A reflective meeting that whoever keeps the pairs calls for all of them, logged once for all."""

import secrets
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Meeting, Pair
from domain.meetings import MeetingKind, MeetingState
from domain.pairs import PairState
from domain.roles import Action
from services import calendars
from services.actor import Actor, require
from services.errors import Refusal
from services.meetings import holding, likely, log, record, rights
from services.meetings.planning import AHEAD, MINUTES


@dataclass(frozen=True, slots=True)
class Series:
    """`meeting_id`: any of it, by which it is found again."""

    meeting_id: int
    pairs: int
    day: date


def may_call(session: Session, actor: Actor) -> int:
    """How many pairs would come. Raises Refusal("forbidden" | "no_pairs_yet")."""
    place = actor.organisation_id
    require(session, actor, Action.EDIT_PAIRS, place)
    count = len(_working(session, place))
    if not count:
        raise Refusal("no_pairs_yet")
    return count


def call(session: Session, actor: Actor, day: date, minute: int) -> Series:
    """Plan it for every working pair; calling it twice for one moment changes nothing.

    Raises Refusal("forbidden" | "no_pairs_yet" | "meeting_past" | "gone").
    """
    may_call(session, actor)
    if not 0 <= minute < MINUTES:
        raise Refusal("gone")
    place = actor.organisation_id
    pairs = _working(session, place)
    starts = likely.moment(day, minute, calendars.of(session, place, actor.at))
    if starts <= actor.at:
        raise Refusal("meeting_past")
    known = _called(session, [pair.id for pair in pairs])
    series = next((row.series for row in known if row.starts_at == starts), secrets.token_hex(8))
    made = [row for row in known if row.series == series]
    there = {row.pair_id for row in made}
    for pair in pairs:
        if pair.id not in there:
            row = Meeting(
                pair_id=pair.id, kind=MeetingKind.REFLECTIVE, state=MeetingState.PLANNED,
                starts_at=starts, proposed_by=actor.person_id, series=series,
                created_at=actor.at,
            )  # fmt: skip
            log.made(session, actor, row, "called")
            made.append(row)
    return Series(made[0].id, len(made), day)


def held(session: Session, actor: Actor, meeting_id: int, topic: str) -> Series:
    """All of it that is still open was held. Raises Refusal("gone" | "forbidden" |
    "meeting_ahead")."""
    rows = _series(session, actor, meeting_id)
    for row in rows:
        if row.state in AHEAD:
            holding.held(session, actor, row.id)
            record.write_topic(session, actor, row.id, topic)
    days = [row.held_on for row in rows if row.held_on]
    number = sum(row.state is MeetingState.HELD for row in rows)
    return Series(meeting_id, number, max(days, default=actor.today))


def missed(session: Session, actor: Actor, meeting_id: int, reason: str) -> Series:
    """Nothing of it took place. Raises as `held`."""
    rows = [row for row in _series(session, actor, meeting_id) if row.state in AHEAD]
    for row in rows:
        holding.missed(session, actor, row.id, reason)
    return Series(meeting_id, len(rows), actor.today)


def _series(session: Session, actor: Actor, meeting_id: int) -> list[Meeting]:
    row, seen = rights.meeting(session, actor, meeting_id, lock=True)
    if not seen.access.edit:
        raise Refusal("forbidden")
    if not row.series:
        raise Refusal("gone")
    return list(
        session.scalars(
            select(Meeting)
            .where(Meeting.series == row.series, Meeting.removed_at.is_(None))
            .order_by(Meeting.id)
        )
    )


def _called(session: Session, pair_ids: list[int]) -> list[Meeting]:
    return list(
        session.scalars(
            select(Meeting)
            .where(
                Meeting.pair_id.in_(pair_ids),
                Meeting.series != "",
                Meeting.state == MeetingState.PLANNED,
                Meeting.removed_at.is_(None),
            )
            .order_by(Meeting.id)
        )
    )


def _working(session: Session, organisation_id: int) -> list[Pair]:
    return list(
        session.scalars(
            select(Pair)
            .where(
                Pair.organisation_id == organisation_id,
                Pair.state == PairState.ACTIVE,
                Pair.removed_at.is_(None),
            )
            .order_by(Pair.id)
        )
    )
