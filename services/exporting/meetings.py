"""The table of meetings: what was shared of them, and nothing of what was said in private."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from db.models import Meeting, Organisation, Pair, PairMember
from domain.exporting import Place
from domain.named import Named
from domain.pairs import Side
from exports.big.model import Batch, Column, Row
from services import file_names
from services.exporting import naming
from services.exporting.model import Scope, Source
from services.meetings.briefs import verdicts_of
from services.pairs import leaving

SIZE = 50  # a batch holds the event loop for some milliseconds
COLUMNS = (
    Column("meeting_id", "number", 10),
    Column("school", width=28),
    Column("pair_id", "number", 8),
    Column("mentors", width=30),
    Column("mentees", width=30),
    Column("kind", width=22),
    Column("meeting_state", width=16),
    Column("day", "date", 12),
    Column("time", "time", 8),
    Column("minutes", "number", 8),
    Column("place", width=14),
    Column("verdict", width=22),
    Column("topic", width=36),
    Column("outcome", width=20),
    Column("text", width=40),
    Column("next_step", width=30),
    Column("next_on", "date", 12),
    Column("reason", width=28),
    Column("moved", "number", 11),
    Column("logged_by", width=24),
    Column("logged_at", "moment", 17),
)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Where a pair is and who has been in it."""

    school: str
    zone: ZoneInfo
    members: Sequence[PairMember]

    def on(self, side: Side, day: date | None) -> list[int]:
        """Who was there on a day; where nobody fits, all of that side."""
        ours = [each for each in self.members if each.side is side]
        then = [each for each in ours if day is None or _lasts(each, day)] or ours
        return [each.person_id for each in leaving.acting(then)]


def read(session: Session, scope: Scope, after: int) -> Batch:
    query = (
        select(Meeting)
        .join(Pair, Pair.id == Meeting.pair_id)
        .where(
            Meeting.id > after,
            Meeting.removed_at.is_(None),
            Pair.removed_at.is_(None),
            scope.within(Pair.organisation_id),
        )
    )
    if scope.first is not None:
        planned = and_(Meeting.held_on.is_(None), Meeting.starts_at >= scope.begins)
        query = query.where(or_(Meeting.held_on >= scope.first, planned))
    if scope.last is not None:
        planned = and_(Meeting.held_on.is_(None), Meeting.starts_at < scope.ends)
        query = query.where(or_(Meeting.held_on <= scope.last, planned))
    found = session.scalars(query.order_by(Meeting.id).limit(SIZE)).all()
    pairs = _pairs(session, {row.pair_id for row in found})
    verdicts = verdicts_of(session, found)
    ids = {each.person_id for pair in pairs.values() for each in pair.members}
    names = file_names.names(session, {*ids, *(row.logged_by for row in found)}, scope.at)
    rows = tuple(_row(row, pairs[row.pair_id], names, (verdicts.get(row.id),)) for row in found)
    return Batch(rows, found[-1].id if len(found) == SIZE else None)


def _row(row: Meeting, pair: _Pair, names: dict[int, Named], verdict: Row) -> Row:
    starts = naming.local(row.starts_at, pair.zone)
    day = row.held_on or (starts.date() if starts else None)
    sides = (file_names.of(names, pair.on(side, day)) for side in (Side.MENTOR, Side.MENTEE))
    return (
        row.id, pair.school, row.pair_id, *sides, row.kind, row.state, day,
        _time(starts, day), row.minutes, Place.REMOTE if row.remote else Place.FACE, *verdict,
        row.topic, row.outcome, row.text, row.next_step, row.next_on, row.reason,
        row.moved_times, names.get(row.logged_by) if row.logged_by else None,
        naming.local(row.logged_at, pair.zone),
    )  # fmt: skip


def _time(starts: datetime | None, day: date | None) -> time | None:
    return starts.time() if starts is not None and starts.date() == day else None


def _pairs(session: Session, pair_ids: Collection[int]) -> dict[int, _Pair]:
    members: defaultdict[int, list[PairMember]] = defaultdict(list)
    for each in session.scalars(
        select(PairMember).where(PairMember.pair_id.in_(pair_ids)).order_by(PairMember.id)
    ):
        members[each.pair_id].append(each)
    rows = session.execute(
        select(Pair.id, Organisation.name, Organisation.timezone)
        .join(Organisation, Organisation.id == Pair.organisation_id)
        .where(Pair.id.in_(pair_ids))
    )
    return {pair_id: _Pair(name, ZoneInfo(zone), members[pair_id]) for pair_id, name, zone in rows}


def _lasts(member: PairMember, day: date) -> bool:
    return member.since <= day and (member.until is None or day <= member.until)


SOURCE = Source(COLUMNS, read)
