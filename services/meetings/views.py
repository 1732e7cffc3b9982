"""One meeting as its card shows it, and its history."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from content.agendas import agendas
from db.models import Meeting, MeetingEvent, MeetingNote
from db.models.people import Given
from domain import lesson_visit
from domain.meetings import MeetingState, NextState, Outcome
from domain.named import Named
from domain.pairs import OPEN
from domain.roles import Action
from services import people
from services.actor import Actor
from services.meetings import briefs, likely, rights
from services.meetings.asking import DECISION
from services.meetings.briefs import Brief
from services.meetings.likely import Topic
from services.meetings.next_step import Decision
from services.meetings.rights import Seen

HISTORY = 20


@dataclass(frozen=True, slots=True)
class Presence:
    """A mentee at a meeting; `answered`: what he or she says of it. `enter`: has no account, or
    the actor may write it down from paper."""

    who: Named
    present: bool
    answered: bool | None
    on_paper: bool
    account: bool
    signed_on: date | None = None  # of a paper; by the journal there is none
    entered_by: Named | None = None


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A card with what the one who looks may do. `my_answer`: whether I say that it was held;
    `waits_me`: a time waits for my yes."""

    brief: Brief
    text: str
    outcome: Outcome | None
    next_step: str
    next_on: date | None
    next_state: NextState | None
    decision: Decision | None
    marked: int  # criteria of a lesson visit with a mark
    points: int  # of BEST
    agenda: tuple[str, ...]
    presence: tuple[Presence, ...]
    notes: int
    records: bool
    takes_part: bool
    waits_me: bool
    asks_me: bool
    my_answer: bool | None
    others: tuple[Named, ...]
    open_pair: bool
    left: bool  # was in the pair, but is not any more
    enters: bool  # may write down what somebody has said on paper
    today: date

    @property
    def id(self) -> int:
        return self.brief.id

    @property
    def group(self) -> bool:
        return len(self.presence) > 1


@dataclass(frozen=True, slots=True)
class HistoryLine:
    at: datetime
    who: Named | None
    action: str
    undone: bool


def view(session: Session, actor: Actor, meeting_id: int) -> MeetingView:
    """Raises Refusal("gone" | "forbidden")."""
    row, seen = rights.meeting(session, actor, meeting_id)
    brief = briefs.briefs(session, [row], actor.at)[0]
    presence = _presence(session, brief)
    mine = next((each for each in presence if each.who.id == actor.person_id), None)
    sheet = row.sheet or {}
    decision = sheet.get(DECISION)
    return MeetingView(
        brief=brief, text=row.text, outcome=row.outcome, next_step=row.next_step,
        next_on=row.next_on, next_state=row.next_state,
        decision=Decision(decision) if decision else None,
        marked=sum(each in sheet for each in lesson_visit.ALL),
        points=lesson_visit.total({key: sheet[key] for key in lesson_visit.ALL if key in sheet}),
        agenda=agendas()[row.kind].points, presence=presence,
        notes=_notes(session, actor, row.id), records=seen.records, takes_part=seen.takes_part,
        waits_me=_waits(actor, row, seen), asks_me=mine is not None and mine.answered is None,
        my_answer=mine.answered if mine else None, others=brief.others(actor.person_id),
        open_pair=seen.pair.state in OPEN and not seen.then, left=seen.then,
        enters=seen.teaches or actor.may(Action.ENTER_PAPER, seen.pair.organisation_id),
        today=actor.today,
    )  # fmt: skip


def topics(session: Session, actor: Actor, meeting_id: int) -> tuple[Topic, ...]:
    """What to call it in the journal. Raises Refusal("gone" | "forbidden")."""
    row, _ = rights.meeting(session, actor, meeting_id)
    return likely.topics(session, row)


def next_day(session: Session, actor: Actor, meeting_id: int) -> datetime:
    """When the pair would meet next, local. Raises as `view`."""
    _, seen = rights.meeting(session, actor, meeting_id)
    return likely.likely(session, seen.pair, actor.at).days[0]


def history(session: Session, actor: Actor, meeting_id: int) -> list[HistoryLine]:
    """The latest first. Raises as `view`."""
    rights.meeting(session, actor, meeting_id)
    rows = session.scalars(
        select(MeetingEvent)
        .where(MeetingEvent.meeting_id == meeting_id)
        .order_by(MeetingEvent.id.desc())
        .limit(HISTORY)
    ).all()
    names = people.named(session, {row.actor_id for row in rows if row.actor_id})
    return [
        HistoryLine(
            row.at.astimezone(actor.zone),
            names.get(row.actor_id or 0),
            row.action,
            row.undone_at is not None,
        )
        for row in rows
    ]


def _waits(actor: Actor, row: Meeting, seen: Seen) -> bool:
    return (
        row.state is MeetingState.PROPOSED
        and row.proposed_by != actor.person_id
        and seen.takes_part
        and row.starts_at is not None
        and row.starts_at > actor.at
    )


def _presence(session: Session, brief: Brief) -> tuple[Presence, ...]:
    marks = {mark.person_id: mark for mark in briefs.marks_of(session, [brief.id])}
    held = [each for each in brief.mentees if each.id in marks]
    accounts = rights.with_account(session, [each.id for each in held])
    names = people.named(session, {by for each in held if (by := marks[each.id].entered_by)})
    return tuple(
        Presence(
            each,
            marks[each.id].present is not False,
            marks[each.id].confirmed,
            marks[each.id].how is Given.PAPER,
            each.id in accounts,
            marks[each.id].signed_on,
            names.get(marks[each.id].entered_by or 0),
        )
        for each in held
        if marks[each.id].present is not None
    )


def _notes(session: Session, actor: Actor, meeting_id: int) -> int:
    """Those that the actor may read."""
    return (
        session.scalar(
            select(func.count())
            .select_from(MeetingNote)
            .where(
                MeetingNote.meeting_id == meeting_id,
                MeetingNote.removed_at.is_(None),
                MeetingNote.private.is_(False) | (MeetingNote.author_id == actor.person_id),
            )
        )
        or 0
    )
