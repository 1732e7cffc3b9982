"""Meetings as lines of lists and messages tell them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Meeting, MeetingMark, PairMember
from db.models.people import Given
from domain.meeting_rules import Verdict, Word, verdict
from domain.meetings import MeetingKind, MeetingState
from domain.named import Named
from domain.pairs import Side
from services import people, zones


@dataclass(frozen=True, slots=True)
class Brief:
    """One meeting. `at` is local; None where only the day is known. `verdict` of held ones."""

    id: int
    pair_id: int
    kind: MeetingKind
    state: MeetingState
    day: date | None
    at: datetime | None
    minutes: int
    remote: bool
    mentors: tuple[Named, ...]
    mentees: tuple[Named, ...]
    topic: str
    reason: str
    moved: bool
    verdict: Verdict | None
    past: bool  # its planned time has come

    @property
    def overdue(self) -> bool:
        """It was agreed on, its time has passed and nobody has said how it went."""
        return self.past and self.state is MeetingState.PLANNED

    @property
    def unanswered(self) -> bool:
        """Its time has passed without the other side's yes."""
        return self.past and self.state is MeetingState.PROPOSED

    @property
    def people(self) -> tuple[Named, ...]:
        return (*self.mentors, *self.mentees)

    def others(self, person_id: int | None) -> tuple[Named, ...]:
        """Those of the other side; everybody for who is on none."""
        if person_id in {each.id for each in self.mentors}:
            return self.mentees
        return self.mentors if person_id in {each.id for each in self.mentees} else self.people


def briefs(session: Session, meetings: Sequence[Meeting], now: datetime) -> list[Brief]:
    """In the same order, in a fixed number of statements a day they lie on."""
    local = zones.of_pairs(session, {each.pair_id for each in meetings})
    days = {each.id: day_of(each, local[each.pair_id], now) for each in meetings}
    sides = _sides(session, meetings, days)
    names = people.named(session, {i for ids in sides.values() for i in ids})
    verdicts = verdicts_of(session, meetings)
    return [
        Brief(
            id=each.id,
            pair_id=each.pair_id,
            kind=each.kind,
            state=each.state,
            day=each.held_on or (days[each.id] if each.starts_at else None),
            at=each.starts_at.astimezone(local[each.pair_id]) if each.starts_at else None,
            minutes=each.minutes,
            remote=each.remote,
            mentors=tuple(names[i] for i in sides[each.id, Side.MENTOR]),
            mentees=tuple(names[i] for i in sides[each.id, Side.MENTEE]),
            topic=each.topic,
            reason=each.reason,
            moved=each.moved_times > 0,
            verdict=verdicts.get(each.id),
            past=each.starts_at is not None and each.starts_at <= now,
        )
        for each in meetings
    ]


def day_of(meeting: Meeting, zone: ZoneInfo, now: datetime) -> date:
    """The local day on which it was or will be held."""
    return meeting.held_on or (meeting.starts_at or now).astimezone(zone).date()


def verdicts_of(session: Session, meetings: Iterable[Meeting]) -> dict[int, Verdict]:
    """What is known of those that are said to have been held."""
    held = {each.id: each for each in meetings if each.state is MeetingState.HELD}
    said: defaultdict[int, list[Word]] = defaultdict(list)
    for mark in marks_of(session, held):
        if mark.present is not False:
            said[mark.meeting_id].append(word(mark.confirmed, mark.how, mark.signed_on))
    return {key: verdict(meeting.how is Given.PAPER, said[key]) for key, meeting in held.items()}


def word(confirmed: bool | None, how: Given | None, signed_on: date | None) -> Word:
    """What a mark says. Only a paper of one's own has a day that stands on it."""
    if confirmed is None:
        return Word.NONE
    if how is not Given.PAPER:
        return Word.YES if confirmed else Word.NO
    if signed_on is None and confirmed:
        return Word.JOURNAL
    return Word.PAPER_YES if confirmed else Word.PAPER_NO


def marks_of(session: Session, meeting_ids: Collection[int]) -> Sequence[MeetingMark]:
    return session.scalars(
        select(MeetingMark).where(MeetingMark.meeting_id.in_(meeting_ids)).order_by(MeetingMark.id)
    ).all()


def _sides(
    session: Session, meetings: Sequence[Meeting], days: dict[int, date]
) -> dict[tuple[int, Side], list[int]]:
    """Who was in the pair on the day of each meeting; of one from before the pair was entered,
    who is known of it at all."""
    members: defaultdict[int, list[PairMember]] = defaultdict(list)
    for row in session.scalars(
        select(PairMember)
        .where(PairMember.pair_id.in_({each.pair_id for each in meetings}))
        .order_by(PairMember.id)
    ):
        members[row.pair_id].append(row)
    found = {}
    for meeting in meetings:
        day, known = days[meeting.id], members[meeting.pair_id]
        for side in Side:
            ours = [each for each in known if each.side is side]
            then = [each for each in ours if _in(each, day)] or ours
            found[meeting.id, side] = list(dict.fromkeys(each.person_id for each in then))
    return found


def _in(member: PairMember, day: date) -> bool:
    return member.since <= day and (member.until is None or day <= member.until)
