"""What a pair's next meeting is likely to be, and what its topic may be called."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.agendas import agendas
from db.models import Item, Meeting, Pair, Roadmap
from db.models.roadmap import RoadmapState
from domain import meeting_rules
from domain.meeting_rules import Slot
from domain.meetings import MeetingKind, MeetingState
from domain.progress import Status
from services import calendars
from services.calendars import SchoolDays

FROM_PROGRAMME, OFFERED = 3, 5
SOON = 2  # days until the first meeting of a pair that has held none
_OPEN = (Status.TODO, Status.STARTED)
_DAY = timedelta(days=1)


class Source(StrEnum):
    """Where a topic comes from."""

    PROGRAMME = "p"  # the id of a line
    LAST = "l"  # the id of a meeting
    AGENDA = "a"  # the number in the agenda of the kind


@dataclass(frozen=True, slots=True)
class Topic:
    source: Source
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Likely:
    """The next meeting of a pair: `days` to choose from, the likely one first, each with its
    local hour."""

    kind: MeetingKind
    days: tuple[datetime, ...]
    minutes: int
    remote: bool


def likely(session: Session, pair: Pair, now: datetime, kind: MeetingKind | None = None) -> Likely:
    days = calendars.of(session, pair.organisation_id, now)
    held = past(session, pair.id)
    last = held[-1] if held else None
    today = days.today(now)
    rhythm = last.held_on if last and last.held_on else today
    usual = meeting_rules.slots(pair.slots)
    first = _next(rhythm, pair.every_days if last else SOON, usual, days, today)
    later = _next(first, 7, usual, days, today)
    sooner = _next(today, 1, usual, days, today)
    moments = [_at(day, usual, last, days) for day in dict.fromkeys((first, sooner, later))]
    found = kind or following(pair, held, first)
    return Likely(
        found,
        tuple(moments),
        last.minutes if last else 45,
        last.remote if last else False,
    )


def following(pair: Pair, held: Sequence[Meeting], day: date) -> MeetingKind:
    """The kind of the pair's meeting on a day, by those held before it."""
    kinds = {each.kind for each in held if each.held_on is None or each.held_on <= day}
    return meeting_rules.following(
        kinds, day, every=pair.every_days, began=pair.starts, ends=pair.ends
    )


def past(session: Session, pair_id: int) -> list[Meeting]:
    """What the pair has held, the earliest first."""
    return list(
        session.scalars(
            select(Meeting)
            .where(
                Meeting.pair_id == pair_id,
                Meeting.state == MeetingState.HELD,
                Meeting.removed_at.is_(None),
            )
            .order_by(Meeting.held_on, Meeting.id)
        )
    )


def topics(session: Session, meeting: Meeting) -> tuple[Topic, ...]:
    """Open lines of the programme first, then the agenda's words, then what was spoken of last."""
    lines = _programme(session, meeting.pair_id)
    agenda = agendas()[meeting.kind].topics
    own = [Topic(Source.AGENDA, number, text) for number, text in enumerate(agenda)]
    found = [*lines, *_last(session, meeting), *own] if lines else [*own, *_last(session, meeting)]
    distinct = {topic.text.casefold(): topic for topic in reversed(found)}
    return tuple(topic for topic in found if topic in distinct.values())[:OFFERED]


def _programme(session: Session, pair_id: int) -> list[Topic]:
    rows = session.execute(
        select(Item.id, Item.title)
        .join(Roadmap, Roadmap.id == Item.roadmap_id)
        .where(
            Roadmap.pair_id == pair_id,
            Roadmap.state == RoadmapState.RUNNING,
            Item.removed_at.is_(None),
            Item.status.in_(_OPEN),
        )
        .order_by(Item.due.is_(None), Item.due, Item.position)
        .limit(FROM_PROGRAMME)
    )
    return [Topic(Source.PROGRAMME, row.id, row.title) for row in rows]


def _last(session: Session, meeting: Meeting) -> list[Topic]:
    """The topic of the meeting before, to go on with."""
    told = [each for each in past(session, meeting.pair_id) if each.topic and each != meeting]
    return [Topic(Source.LAST, each.id, each.topic) for each in told[-1:]]


def _next(after: date, every: int, usual: Sequence[Slot], days: SchoolDays, today: date) -> date:
    return meeting_rules.next_day(after, every, usual, days.staff.is_workday, today + _DAY)


def _at(day: date, usual: Sequence[Slot], last: Meeting | None, days: SchoolDays) -> datetime:
    hour = meeting_rules.hour(usual, day, _hour(last, days))
    return datetime.combine(day, hour, days.zone)


def _hour(last: Meeting | None, days: SchoolDays) -> time | None:
    if last is None or last.starts_at is None:
        return None
    return last.starts_at.astimezone(days.zone).time().replace(second=0, microsecond=0)


def moment(day: date, minute: int, days: SchoolDays) -> datetime:
    """The minute of a local day, in UTC."""
    return datetime.combine(day, time(minute // 60, minute % 60), days.zone).astimezone(UTC)
