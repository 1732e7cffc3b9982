"""Meetings counted: what mentors claim and what is confirmed stand apart."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import astuple, dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Meeting, PairMember
from domain.meeting_rules import COUNTED, Verdict
from domain.meetings import MeetingKind, MeetingState
from domain.pairs import Side
from services.meetings import rights
from services.meetings.briefs import verdicts_of


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


def of_pairs(
    session: Session,
    pair_ids: Collection[int],
    since: date | None = None,
    until: date | None = None,
) -> dict[int, Counts]:
    """By pair, of meetings held from `since` to `until`; of those not held, all there are."""
    rows = _meetings(session, pair_ids)
    verdicts = verdicts_of(session, rows)
    grouped: defaultdict[int, list[Meeting]] = defaultdict(list)
    for row in rows:
        day = row.held_on or (row.starts_at.date() if row.starts_at else None)
        if _within(day, since, until):
            grouped[row.pair_id].append(row)
    return {pair_id: _count(grouped[pair_id], verdicts) for pair_id in pair_ids}


def total(found: Iterable[Counts]) -> Counts:
    """All of them together."""
    rows = [astuple(each) for each in found]
    return Counts(*(sum(column) for column in zip(*rows, strict=True))) if rows else Counts()


def first_held(session: Session, pair_ids: Collection[int]) -> set[int]:
    """Pairs that have met: of them the roadmap asks «провели первую встречу»."""
    return set(
        session.scalars(
            select(Meeting.pair_id).where(
                Meeting.pair_id.in_(pair_ids),
                Meeting.state == MeetingState.HELD,
                Meeting.removed_at.is_(None),
            )
        )
    )


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
    return {each.person_id for each in rights.on_duty(then)}


def _lasts(member: PairMember, day: date) -> bool:
    return member.since <= day and (member.until is None or day <= member.until)


def _hours(person_id: int, rows: Sequence[Meeting], verdicts: dict[int, Verdict]) -> MentorHours:
    counted = [row for row in rows if verdicts[row.id] in COUNTED]
    found = [verdicts[row.id] for row in rows]
    return MentorHours(
        person_id,
        pairs=len({row.pair_id for row in rows}),
        counted=len(counted),
        minutes=_minutes(counted),
        claimed=found.count(Verdict.CLAIMED),
        denied=found.count(Verdict.DENIED),
    )


def _minutes(rows: Sequence[Meeting]) -> int:
    """A meeting that was called for several pairs of one mentor takes its time once."""
    spent: dict[object, int] = {}
    for row in rows:
        called = (row.series, row.held_on) if row.series else row.id
        spent[called] = max(row.minutes, spent.get(called, 0))
    return sum(spent.values())


def _count(rows: Sequence[Meeting], verdicts: dict[int, Verdict]) -> Counts:
    held = [row for row in rows if row.state is MeetingState.HELD]
    found = [verdicts[row.id] for row in held]
    states = [row.state for row in rows]
    return Counts(
        held=len(held),
        confirmed=found.count(Verdict.CONFIRMED),
        journal=found.count(Verdict.JOURNAL),
        denied=found.count(Verdict.DENIED),
        missed=states.count(MeetingState.MISSED),
        cancelled=states.count(MeetingState.CANCELLED),
        moved=sum(row.moved_times > 0 for row in rows),
        minutes=sum(row.minutes for row in held if verdicts[row.id] in COUNTED),
    )


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
