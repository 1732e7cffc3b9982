"""What people are asked and told about a meeting: derived anew from its state after each change.

What was said already is not said again unless the moment that it is about has moved.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Meeting, MeetingMark, OutboxMessage, Pair, Person, Prompt
from db.models.outbox import OutboxState
from db.models.people import Given
from domain import meeting_rules
from domain.meetings import MeetingKind, MeetingState, NextState
from domain.pairs import Side
from services import calendars, outbox, people, prompts, recipients, zones
from services.actor import Actor
from services.bundling import upcoming
from services.calendars import SchoolDays
from services.meetings import rights
from services.pairs import leaving
from services.pairs import rights as pairs
from services.recipients import Recipient

AGREE, AGREED, UNANSWERED = "meeting_agree", "meeting_agreed", "meeting_unanswered"
EVE, LOG, SERIES = "meeting_eve", "meeting_log", "meeting_series"
CONFIRM, DENIED = "meeting_confirm", "meeting_denied"
STEP, OFF, DECIDED = "meeting_step", "meeting_off", "meeting_decided"
KINDS = (AGREE, AGREED, UNANSWERED, EVE, LOG, SERIES, CONFIRM, DENIED, STEP, OFF, DECIDED)
PLAN = "meeting_plan"  # its subject is the pair
HOUR = "meeting_hour"  # a message of its own
DECISION = "decision"  # in the sheet of a closing meeting

_DAY = timedelta(days=1)
Matter = tuple[str, int, datetime, str]  # kind, person, from when on, what it is about


@dataclass(frozen=True, slots=True)
class _Known:
    """All that decides whom to ask; `marks` by person."""

    meeting: Meeting
    pair: Pair
    mentors: list[int]
    mentees: list[int]
    seniors: list[int]
    marks: dict[int, MeetingMark]
    who: dict[int, Recipient]
    days: SchoolDays
    now: datetime

    @property
    def everybody(self) -> list[int]:
        return [*self.mentors, *self.mentees]

    def soon(self, person_id: int) -> datetime:
        return upcoming(self.who[person_id], self.now)

    def on(self, person_id: int, day: date) -> datetime:
        """The person's bundle of a day, of the next working one if nobody works then."""
        who = self.who[person_id]
        return max(who.at(who.cal.next_workday(day)), self.now)


def renew(session: Session, meeting: Meeting, now: datetime) -> None:
    """Make the prompts and messages of a meeting those of its present state."""
    known = _known(session, meeting, now)
    wanted = {} if meeting.removed_at else _by_person(_matters(known), known)
    rows = session.execute(
        select(Prompt.kind, Prompt.person_id, Prompt.data).where(
            Prompt.kind.in_(KINDS), Prompt.subject_id == meeting.id
        )
    ).all()
    there = {(row.kind, row.person_id): row.data.get("sign") for row in rows}
    for kind, person_id in there.keys() - wanted.keys():
        prompts.settle(session, kind, [meeting.id], person_id)
    place = known.pair.organisation_id
    for (kind, person_id), (at, sign) in wanted.items():
        if there.get((kind, person_id)) != sign:
            before = {prompts.BEFORE: sign} if kind == AGREE and sign else {}
            prompts.ask(
                session, now, kind, meeting.id, [person_id], place, at=at, sign=sign, **before
            )
    if meeting.state is MeetingState.PLANNED and meeting.removed_at is None:
        _enqueue_hour(session, known)
    renew_plan(session, now, known.pair)


def renew_plan(session: Session, now: datetime, pair: Pair) -> None:
    """When to ask the mentors for the next meeting: once a rhythm, at its end."""
    last = last_held(session, pair.id)
    sign = last.isoformat() if last else "first"
    today = zones.today(session, pair.organisation_id, now)
    mentors = rights.members(session, pair.id, today, Side.MENTOR)
    known = session.execute(
        select(Prompt.person_id, Prompt.data).where(
            Prompt.kind == PLAN, Prompt.subject_id == pair.id
        )
    ).all()
    there = {row.person_id: row.data.get("sign") for row in known}
    asked = [each for each in mentors if there.get(each) != sign]
    who = recipients.load(session, asked, now, pair.organisation_id)
    day = (last + pair.every_days * _DAY) if last else (pair.starts or today) + _DAY
    for each in who.values():
        at = max(each.at(each.cal.next_workday(day)), upcoming(each, now))
        prompts.ask(session, now, PLAN, pair.id, [each.id], pair.organisation_id, at=at, sign=sign)


def last_held(session: Session, pair_id: int) -> date | None:
    """The day of the pair's last meeting."""
    return session.scalar(
        select(func.max(Meeting.held_on)).where(
            Meeting.pair_id == pair_id,
            Meeting.state == MeetingState.HELD,
            Meeting.removed_at.is_(None),
        )
    )


def unheard(session: Session, meeting: Meeting, by: int | None, now: datetime) -> bool:
    """Whether it begins before the next bundle of somebody else who takes part."""
    known = _known(session, meeting, now)
    starts = meeting.starts_at
    others = [each for each in known.everybody if each != by and each in known.who]
    return starts is not None and any(known.soon(each) >= starts for each in others)


def _known(session: Session, meeting: Meeting, now: datetime) -> _Known:
    pair = session.get_one(Pair, meeting.pair_id)
    days = calendars.of(session, pair.organisation_id, now)
    day = meeting.held_on or _day(meeting.starts_at, days) or days.today(now)
    present = leaving.acting(pairs.present(session, [pair.id], day))
    accounts = rights.with_account(session, [each.person_id for each in present])
    mentors, mentees = (
        [each.person_id for each in present if each.side is side and each.person_id in accounts]
        for side in (Side.MENTOR, Side.MENTEE)
    )
    seniors = people.curators(session, pair.organisation_id)
    marks = session.scalars(select(MeetingMark).where(MeetingMark.meeting_id == meeting.id))
    extra = [meeting.proposed_by] if meeting.proposed_by else []
    ids = {*mentors, *mentees, *seniors, *extra}
    return _Known(
        meeting, pair, mentors, mentees, seniors, {mark.person_id: mark for mark in marks},
        recipients.load(session, ids, now, pair.organisation_id), days, now,
    )  # fmt: skip


def _by_person(
    matters: Iterable[Matter], known: _Known
) -> dict[tuple[str, int], tuple[datetime, str]]:
    return {
        (kind, person_id): (at, sign)
        for kind, person_id, at, sign in matters
        if person_id in known.who
    }


def _matters(known: _Known) -> Iterator[Matter]:
    state = known.meeting.state
    if state is MeetingState.PROPOSED:
        yield from _proposed(known)
        yield from _unanswered(known)
    elif state is MeetingState.PLANNED:
        yield from _planned(known)
        yield from _to_log(known)
    elif state is MeetingState.HELD:
        yield from _held(known)
        yield from _promised(known)
    elif state is MeetingState.CANCELLED:
        yield from _cancelled(known)


def _proposed(known: _Known) -> Iterator[Matter]:
    """The other side of whoever proposed; everybody, when it was the curator."""
    sign = _moment(known.meeting)
    for each in other_side(known.meeting.proposed_by, known.mentors, known.mentees):
        mark = known.marks.get(each)
        if (mark is None or mark.agreed is None) and each in known.who:
            yield AGREE, each, known.soon(each), sign


def _unanswered(known: _Known) -> Iterator[Matter]:
    """Who proposed hears that nobody has answered in time, in the first bundle after it; of
    who is away or gone whoever stands in."""
    meeting = known.meeting
    if meeting.starts_at is None:
        return
    end = max(meeting.starts_at + timedelta(minutes=meeting.minutes), known.now)
    by = meeting.proposed_by
    still = by in known.everybody or by in known.seniors
    for each in [by] if still else known.mentors or known.seniors:
        if each is not None and each in known.who:
            yield UNANSWERED, each, upcoming(known.who[each], end), _moment(meeting)


def other_side(
    proposer: int | None, mentors: Collection[int], mentees: Collection[int]
) -> Collection[int]:
    """Whose answer a proposal waits for."""
    if proposer in mentors:
        return mentees
    return mentors if proposer in mentees else [*mentors, *mentees]


def _planned(known: _Known) -> Iterator[Matter]:
    meeting, sign = known.meeting, _moment(known.meeting)
    by = meeting.proposed_by
    agreed = any(mark.agreed and each != by for each, mark in known.marks.items())
    if by is not None and agreed and by in known.everybody and by in known.who:
        yield AGREED, by, known.soon(by), sign
    if meeting.starts_at is None:
        return
    day = _local_day(meeting.starts_at, known.days)
    for each in known.everybody:
        who = known.who.get(each)
        at = who.at(who.cal.previous_workday(day - _DAY)) if who else known.now
        if at > known.now:
            yield EVE, each, at, sign


def _to_log(known: _Known) -> Iterator[Matter]:
    """After the planned end, in the next usual bundle. Of a series whoever called it is asked;
    where no mentor has a chat, the curators are."""
    meeting = known.meeting
    if meeting.starts_at is None:
        return
    end = max(meeting.starts_at + timedelta(minutes=meeting.minutes), known.now)
    called = bool(meeting.series) and meeting.proposed_by is not None
    whom = [meeting.proposed_by] if called else known.mentors or known.seniors
    for each in whom:
        if each is not None and each in known.who:
            kind = SERIES if called else LOG
            yield kind, each, upcoming(known.who[each], end), _moment(meeting)


def _held(known: _Known) -> Iterator[Matter]:
    sign = str(known.meeting.held_on)
    for each in known.mentees:
        mark = known.marks.get(each)
        if mark is not None and mark.present and mark.confirmed is None and each in known.who:
            yield CONFIRM, each, known.soon(each), sign
    if any(mark.confirmed is False and mark.how is Given.CHAT for mark in known.marks.values()):
        for each in known.mentors or known.seniors:
            if each in known.who:
                yield DENIED, each, known.soon(each), sign
    if known.meeting.kind is MeetingKind.CLOSING and DECISION in (known.meeting.sheet or {}):
        for each in known.seniors:
            if each in known.who:
                yield DECIDED, each, known.soon(each), str((known.meeting.sheet or {})[DECISION])


def _promised(known: _Known) -> Iterator[Matter]:
    """Either side may answer what became of the next step."""
    meeting = known.meeting
    if meeting.next_state is not NextState.OPEN or meeting.next_on is None:
        return
    absent = {each for each, mark in known.marks.items() if mark.present is False}
    for each in known.everybody:
        if each in known.who and each not in absent:
            yield STEP, each, known.on(each, meeting.next_on), str(meeting.next_on)


def _cancelled(known: _Known) -> Iterator[Matter]:
    """Who did not cancel it hears of it while it is still to come."""
    meeting = known.meeting
    if meeting.starts_at is None or meeting.starts_at <= known.now:
        return
    for each in known.everybody:
        if each != meeting.logged_by and each in known.who:
            yield OFF, each, known.soon(each), _moment(meeting)


def _enqueue_hour(session: Session, known: _Known) -> None:
    """A message an hour before to everybody who takes part and has not muted it."""
    meeting = known.meeting
    assert meeting.starts_at is not None
    local = meeting.starts_at.astimezone(known.days.zone)
    muted = _muted(session, known.everybody)
    for each in known.everybody:
        who = known.who.get(each)
        if who is None or not who.reachable or each in muted:
            continue
        at = meeting_rules.hour_before(local, who.cal).astimezone(UTC)
        if at > known.now:
            outbox.enqueue(
                session, each, HOUR, {"meeting_id": meeting.id, "starts": _moment(meeting)},
                dedup_key=f"{HOUR}:{meeting.id}:{each}:{meeting.starts_at:%Y%m%d%H%M}",
                send_after=at, now=known.now,
            )  # fmt: skip


def _muted(session: Session, ids: Collection[int]) -> set[int]:
    rows = session.execute(select(Person.id, Person.muted).where(Person.id.in_(ids)))
    return {row.id for row in rows if HOUR in row.muted}


def _moment(meeting: Meeting) -> str:
    return meeting.starts_at.astimezone(UTC).isoformat() if meeting.starts_at else ""


def _local_day(moment: datetime, days: SchoolDays) -> date:
    return moment.astimezone(days.zone).date()


def _day(moment: datetime | None, days: SchoolDays) -> date | None:
    return _local_day(moment, days) if moment else None


class Reminds(StrEnum):
    """How the bot will still remind of a planned meeting."""

    EVE = "eve"
    HOUR = "hour"
    NOT = "not"


def reminds(session: Session, actor: Actor, meeting_id: int) -> Reminds:
    """The first that comes to who asks; to anybody of the pair, where the asker has no part."""
    eves = session.scalars(
        select(Prompt.person_id).where(
            Prompt.kind == EVE, Prompt.subject_id == meeting_id, Prompt.remind_at > actor.at
        )
    ).all()
    hours = session.scalars(
        select(OutboxMessage.person_id).where(
            OutboxMessage.kind == HOUR,
            OutboxMessage.dedup_key.startswith(f"{HOUR}:{meeting_id}:"),
            OutboxMessage.state == OutboxState.QUEUED,
            OutboxMessage.send_after > actor.at,
        )
    ).all()
    muted = session.execute(
        select(Person.id, Person.muted).where(Person.id.in_({*eves, *hours}))
    ).all()
    heard = {row.id for row in muted if EVE not in row.muted}
    mine = actor.person_id in {*eves, *hours}
    for way, told in ((Reminds.EVE, heard & set(eves)), (Reminds.HOUR, set(hours))):
        if actor.person_id in told or (told and not mine):
            return way
    return Reminds.NOT
