"""Meetings counted: what mentors claim and what is confirmed stand apart."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Meeting, PairMember
from domain.meeting_rules import COUNTED, Verdict
from domain.meetings import MeetingKind, MeetingState
from domain.pairs import Side
from services import zones
from services.meetings import before
from services.meetings.briefs import verdicts_of
from services.pairs import leaving

_STATES = (
    MeetingState.HELD, MeetingState.MISSED, MeetingState.CANCELLED, MeetingState.PLANNED,
    MeetingState.PROPOSED,
)  # fmt: skip
_VERDICTS = (Verdict.CONFIRMED, Verdict.JOURNAL, Verdict.CLAIMED, Verdict.DENIED)


@dataclass(frozen=True, slots=True)
class Counts:
    """`held`: all that mentors say were held; `confirmed` of them by the other side, `journal` on
    paper for who has no account, `denied` by the other side. `minutes`: of the confirmed ones,
    by the journal too."""

    held: int = 0
    confirmed: int = 0
    journal: int = 0
    denied: int = 0
    missed: int = 0
    cancelled: int = 0
    moved: int = 0
    minutes: int = 0

    @property
    def claimed(self) -> int:
        """Held, and nobody else has said anything."""
        return self.held - self.confirmed - self.journal - self.denied


@dataclass(frozen=True, slots=True)
class MentorHours:
    """What one mentor has held in a period."""

    person_id: int
    pairs: int
    counted: int  # meetings whose time counts
    minutes: int
    claimed: int  # still to be confirmed
    denied: int


@dataclass(frozen=True, slots=True)
class Counted:
    """`school`: all of it, where a meeting that was called for several pairs at once is one."""

    pairs: dict[int, Counts]
    school: Counts


def counted(
    session: Session,
    pair_ids: Collection[int],
    since: date | None = None,
    until: date | None = None,
) -> Counted:
    """Of meetings held from `since` to `until`; of those not held, by their planned day."""
    rows = _meetings(session, pair_ids)
    verdicts = verdicts_of(session, rows)
    local = zones.of_pairs(session, pair_ids)
    own: dict[int, list[_Once]] = {pair_id: [] for pair_id in pair_ids}
    every: defaultdict[object, list[Meeting]] = defaultdict(list)
    for row in rows:
        day = row.held_on or _planned(row, local[row.pair_id])
        if _within(day, since, until):
            own[row.pair_id].append(_once([row], verdicts))
            every[_called(row, day)].append(row)
    return Counted(
        {pair_id: _count(some) for pair_id, some in own.items()},
        _count([_once(some, verdicts) for some in every.values()]),
    )


def of_pairs(
    session: Session,
    pair_ids: Collection[int],
    since: date | None = None,
    until: date | None = None,
) -> dict[int, Counts]:
    """The same by pair alone."""
    return counted(session, pair_ids, since, until).pairs


def first_held(session: Session, pair_ids: Collection[int]) -> set[int]:
    """Pairs that have met, by the school's records too: of them the roadmap asks «провели первую
    встречу»."""
    met = session.scalars(
        select(Meeting.pair_id).where(
            Meeting.pair_id.in_(pair_ids),
            Meeting.state == MeetingState.HELD,
            Meeting.removed_at.is_(None),
        )
    )
    return set(met) | set(before.undated(session, pair_ids))


def closed(session: Session, pair_ids: Collection[int]) -> set[int]:
    """Pairs that have held their closing meeting."""
    return set(
        session.scalars(
            select(Meeting.pair_id).where(
                Meeting.pair_id.in_(pair_ids),
                Meeting.kind == MeetingKind.CLOSING,
                Meeting.state == MeetingState.HELD,
                Meeting.removed_at.is_(None),
            )
        )
    )


def hours(
    session: Session, pair_ids: Collection[int], since: date, until: date
) -> list[MentorHours]:
    """By mentor. A meeting counts for every mentor of the pair on its day; while somebody stands
    in, for the substitute and not for the one who is away."""
    rows = [
        row
        for row in _meetings(session, pair_ids)
        if row.state is MeetingState.HELD and _within(row.held_on, since, until)
    ]
    verdicts = verdicts_of(session, rows)
    members = session.scalars(
        select(PairMember)
        .where(PairMember.pair_id.in_(pair_ids), PairMember.side == Side.MENTOR)
        .order_by(PairMember.id)
    ).all()
    held: defaultdict[int, list[Meeting]] = defaultdict(list)
    for row in rows:
        for person_id in _mentors(members, row):
            held[person_id].append(row)
    return [_hours(person_id, some, verdicts) for person_id, some in sorted(held.items())]


def _mentors(members: Sequence[PairMember], row: Meeting) -> set[int]:
    assert row.held_on is not None
    ours = [each for each in members if each.pair_id == row.pair_id]
    then = [each for each in ours if _lasts(each, row.held_on)] or ours
    return {each.person_id for each in leaving.acting(then)}


def _lasts(member: PairMember, day: date) -> bool:
    return member.since <= day and (member.until is None or day <= member.until)


def _hours(person_id: int, rows: Sequence[Meeting], verdicts: dict[int, Verdict]) -> MentorHours:
    """A meeting that was called for several pairs of one mentor is one, and so is its time."""
    called: defaultdict[object, list[Meeting]] = defaultdict(list)
    for row in rows:
        called[_called(row, row.held_on)].append(row)
    found = _count([_once(some, verdicts) for some in called.values()])
    return MentorHours(
        person_id,
        pairs=len({row.pair_id for row in rows}),
        counted=found.confirmed + found.journal,
        minutes=found.minutes,
        claimed=found.claimed,
        denied=found.denied,
    )


@dataclass(frozen=True, slots=True)
class _Once:
    """One meeting, whether of one pair or of several; `minutes`: that count."""

    state: MeetingState
    verdict: Verdict | None
    minutes: int
    moved: bool


def _called(row: Meeting, day: date | None) -> object:
    """What tells one meeting from another."""
    return (row.series, day) if row.series else row.id


def _once(rows: Sequence[Meeting], verdicts: dict[int, Verdict]) -> _Once:
    """It was held where one pair came, and confirmed where one confirms it."""
    known = [verdicts[row.id] for row in rows if row.id in verdicts]
    return _Once(
        min((row.state for row in rows), key=_STATES.index),
        min(known, key=_VERDICTS.index, default=None),
        max((row.minutes for row in rows if verdicts.get(row.id) in COUNTED), default=0),
        any(row.moved_times for row in rows),
    )


def _count(met: Sequence[_Once]) -> Counts:
    states = [each.state for each in met]
    found = [each.verdict for each in met]
    return Counts(
        held=states.count(MeetingState.HELD),
        confirmed=found.count(Verdict.CONFIRMED),
        journal=found.count(Verdict.JOURNAL),
        denied=found.count(Verdict.DENIED),
        missed=states.count(MeetingState.MISSED),
        cancelled=states.count(MeetingState.CANCELLED),
        moved=sum(each.moved for each in met),
        minutes=sum(each.minutes for each in met),
    )


def _planned(row: Meeting, zone: ZoneInfo) -> date | None:
    return row.starts_at.astimezone(zone).date() if row.starts_at else None


def _within(day: date | None, since: date | None, until: date | None) -> bool:
    if day is None:
        return since is None and until is None
    return (since is None or since <= day) and (until is None or day <= until)


def _meetings(session: Session, pair_ids: Collection[int]) -> Sequence[Meeting]:
    return session.scalars(
        select(Meeting)
        .where(Meeting.pair_id.in_(pair_ids), Meeting.removed_at.is_(None))
        .order_by(Meeting.held_on, Meeting.id)
    ).all()
