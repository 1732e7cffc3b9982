"""A meeting's card, lists of meetings, and what waits for somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from content.agendas import agendas
from db.models import Meeting, MeetingEvent, MeetingNote, Pair
from db.models.people import Given
from domain import lesson_visit
from domain.meeting_rules import COUNTED
from domain.meetings import MeetingState, NextState, Outcome
from domain.named import Named
from domain.pairs import OPEN, PairState
from domain.roles import Action
from services import people
from services.actor import Actor, require
from services.meetings import before, briefs, counts, likely, rights
from services.meetings.asking import DECISION
from services.meetings.briefs import Brief
from services.meetings.counts import Counts
from services.meetings.holding import Decision
from services.meetings.likely import Topic
from services.meetings.planning import AHEAD
from services.meetings.rights import Seen
from services.pairs import rights as pairs
from services.pairs.views import PairCard, cards

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


@dataclass(frozen=True, slots=True)
class PairMeetings:
    """Meetings of a pair: what is to come or waits for a word first, then the latest held."""

    card: PairCard
    briefs: tuple[Brief, ...]
    held: int
    confirmed: int
    undated: int  # so many more before, by the school's records
    records: bool
    plans: bool
    card_open: bool  # whether the actor may see the card of the pair
    today: date


@dataclass(frozen=True, slots=True)
class Mine:
    """What somebody's pairs have ahead and behind; `mentored`: those whose journal the person
    keeps, as their mentor or the class teacher of a pupil."""

    briefs: tuple[Brief, ...]
    pairs: tuple[PairCard, ...]
    mentored: tuple[int, ...]
    keeps: bool
    keepers: tuple[Named, ...]  # of the school, for who is in no pair
    me: int
    today: date


@dataclass(frozen=True, slots=True)
class BoardLine:
    """How the meetings of a pair stand; `waiting`: past ones of which nobody has said anything."""

    card: PairCard
    counts: Counts
    waiting: int
    last: date | None
    next: date | None


@dataclass(frozen=True, slots=True)
class Board:
    """Meetings of all working pairs of a school, those that have not met for long first."""

    lines: tuple[BoardLine, ...]
    total: Counts
    met: int
    edit: bool  # may enter pairs
    today: date


def board(session: Session, actor: Actor) -> Board:
    """Of the current organisation. Raises Refusal("no_organisation" | "forbidden")."""
    place = actor.organisation_id
    require(session, actor, Action.SEE_PAIRS, place)
    found = session.scalars(
        select(Pair)
        .where(
            Pair.organisation_id == place,
            Pair.state.in_((PairState.ACTIVE, PairState.PAUSED)),
            Pair.removed_at.is_(None),
        )
        .order_by(Pair.id)
    ).all()
    ids = [pair.id for pair in found]
    rows = session.scalars(
        select(Meeting).where(Meeting.pair_id.in_(ids), Meeting.removed_at.is_(None))
    ).all()
    counted = counts.counted(session, ids)
    told: dict[int, list[Brief]] = {each: [] for each in ids}
    for brief in briefs.briefs(session, rows, actor.at):
        told[brief.pair_id].append(brief)
    lines = [
        _board_line(card, counted.pairs[card.id], told[card.id])
        for card in cards(session, found, actor.today)
    ]
    lines.sort(key=lambda line: (line.last or date.min, line.card.id))
    met = sum(line.counts.held > 0 for line in lines)
    edit = actor.may(Action.EDIT_PAIRS, place)
    return Board(tuple(lines), counted.school, met, edit, actor.today)


def _board_line(card: PairCard, counted: Counts, told: Sequence[Brief]) -> BoardLine:
    coming = [each.day for each in told if each.state in AHEAD and not each.past and each.day]
    held = [each.day for each in told if each.state is MeetingState.HELD and each.day]
    return BoardLine(
        card,
        counted,
        waiting=sum(each.overdue for each in told),
        last=max(held, default=None),
        next=min(coming, default=None),
    )


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


def of_pair(session: Session, actor: Actor, pair_id: int) -> PairMeetings:
    """Raises Refusal("gone" | "forbidden")."""
    seen = rights.to_read(session, actor, pair_id)
    own = seen.access.own
    rows = session.scalars(
        select(Meeting).where(Meeting.pair_id == pair_id, Meeting.removed_at.is_(None))
    ).all()
    found = _ordered(briefs.briefs(session, rows, actor.at))
    if own is not None:
        found = [each for each in found if each.day and own[0] <= each.day <= own[1]]
    held = [each for each in found if each.state is MeetingState.HELD]
    return PairMeetings(
        card=cards(session, [seen.pair], own[1] if own else actor.today)[0],
        briefs=tuple(found),
        held=len(held),
        confirmed=sum(each.verdict in COUNTED for each in held),
        undated=0 if own else before.undated(session, [pair_id]).get(pair_id, 0),
        records=seen.records,
        plans=(seen.records or seen.takes_part) and seen.pair.state in OPEN,
        card_open=not seen.teaches,
        today=actor.today,
    )


def mine(session: Session, actor: Actor) -> Mine:
    """Meetings of the actor's own pairs."""
    found = pairs.pairs_of(session, actor.me, actor.today)
    working = [each for each in found if each.state in OPEN]
    taught = [each for each in rights.taught(session, actor) if each not in working]
    working += taught
    rows = session.scalars(
        select(Meeting).where(
            Meeting.pair_id.in_([each.id for each in working]), Meeting.removed_at.is_(None)
        )
    ).all()
    shown = cards(session, working, actor.today)
    place = actor.current.organisation_id if actor.current else None
    return Mine(
        briefs=tuple(_ordered(briefs.briefs(session, rows, actor.at))),
        pairs=tuple(shown),
        mentored=tuple(
            card.id
            for card, row in zip(shown, working, strict=True)
            if row in taught or actor.me in {each.id for each in card.mentors}
        ),
        keeps=place is not None and actor.may(Action.EDIT_PAIRS, place),
        keepers=() if shown or place is None else _keepers(session, place),
        me=actor.me,
        today=actor.today,
    )


def _keepers(session: Session, place: int) -> tuple[Named, ...]:
    ids = people.curators(session, place) or people.heads(session, place)
    names = people.named(session, ids)
    return tuple(names[each] for each in ids if each in names)


def _ordered(found: Sequence[Brief]) -> list[Brief]:
    """What is ahead or waits, by time; then what is behind, the latest first."""
    ahead = [each for each in found if each.state in AHEAD]
    behind = [each for each in found if each.state not in AHEAD]
    ahead.sort(key=lambda each: (each.day or date.max, each.id))
    behind.sort(key=lambda each: (each.day or date.min, each.id), reverse=True)
    return [*ahead, *behind]


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
