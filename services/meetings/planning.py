"""Times of meetings: proposed, agreed to, moved, cancelled."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Meeting, MeetingMark
from domain.meetings import MeetingKind, MeetingState
from domain.pairs import OPEN, Side
from services import calendars
from services.actor import Actor
from services.errors import Refusal
from services.meetings import asking, likely, log, rights
from services.meetings.asking import other_side
from services.meetings.rights import Seen

AHEAD = (MeetingState.PROPOSED, MeetingState.PLANNED)
MINUTES = 24 * 60


class Reason(StrEnum):
    """Why a meeting does not take place, or did not."""

    ILL = "ill"
    BUSY = "busy"
    HOLIDAYS = "holidays"
    FORGOT = "forgot"
    NO_NEED = "no_need"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Planned:
    """`waits`: for the yes of the other side; `late`: it begins before they can hear of this."""

    meeting_id: int
    event_id: int
    waits: bool
    late: bool = False


def choice(
    session: Session, actor: Actor, pair_id: int, kind: MeetingKind | None = None
) -> likely.Likely:
    """What to propose to begin with. Raises as `propose`."""
    seen = rights.for_planning(session, actor, pair_id, lock=False)
    return likely.likely(session, seen.pair, actor.at, kind)


def propose(
    session: Session, actor: Actor, pair_id: int, kind: MeetingKind, day: date, minute: int
) -> Planned:
    """Plan a meeting at a minute of a local day. A time that waits already is not planned twice.

    Raises Refusal("gone" | "forbidden" | "pair_over" | "meeting_past").
    """
    seen = rights.for_planning(session, actor, pair_id)
    return propose_in(session, actor, seen, kind, day, minute)


def propose_in(
    session: Session, actor: Actor, seen: Seen, kind: MeetingKind, day: date, minute: int
) -> Planned:
    """The same in a pair that was asked for its rights."""
    starts, pair_id = _starts(session, actor, seen, day, minute), seen.pair.id
    known = _at(session, pair_id, starts)
    if known is not None:
        return Planned(known.id, 0, known.state is MeetingState.PROPOSED)
    usual = likely.likely(session, seen.pair, actor.at, kind)
    row = Meeting(
        pair_id=pair_id, kind=kind, state=_state(session, actor, seen, day), starts_at=starts,
        minutes=usual.minutes, remote=usual.remote, proposed_by=actor.person_id,
        created_at=actor.at,
    )  # fmt: skip
    event = log.made(session, actor, row, "proposed")
    late = asking.unheard(session, row, actor.person_id, actor.at)
    return Planned(row.id, event, row.state is MeetingState.PROPOSED, late)


def agree(session: Session, actor: Actor, meeting_id: int) -> Meeting:
    """The other side's yes. Raises Refusal("gone" | "forbidden" | "meeting_not_ahead")."""
    row, seen = _ahead(session, actor, meeting_id)
    if row.proposed_by == actor.person_id:
        return row
    change = log.Change(session, actor, row)
    mark = mark_of(session, row.id, actor.me) if seen.takes_part else None
    if row.state is MeetingState.PLANNED and (mark is None or mark.agreed):
        return row
    row.state = MeetingState.PLANNED
    if mark is not None:
        mark.agreed = True
    change.done("agreed")
    return row


def enter(
    session: Session, actor: Actor, meeting_id: int, person_id: int, on: date | None = None
) -> Meeting:
    """The yes of somebody of the other side on paper.

    Raises as `agree` and Refusal("paper_future").
    """
    row, _, paper = rights.on_paper(session, actor, meeting_id, person_id, on)
    if row.state not in AHEAD:
        raise Refusal("meeting_not_ahead")
    change = log.Change(session, actor, row)
    mark_of(session, row.id, person_id).agreed = True
    row.state = MeetingState.PLANNED
    change.done("agreed", paper=paper)
    return row


def move(session: Session, actor: Actor, meeting_id: int, day: date, minute: int) -> Planned:
    """Another time, of one that is to come or did not take place; the other side agrees anew.

    Raises Refusal("gone" | "forbidden" | "pair_over" | "meeting_past" | "meeting_held").
    """
    row, _ = rights.meeting(session, actor, meeting_id)
    seen = rights.for_planning(session, actor, row.pair_id)
    row = session.get_one(Meeting, meeting_id)
    if row.state is MeetingState.HELD:
        raise Refusal("meeting_held")
    starts = _starts(session, actor, seen, day, minute)
    change = log.Change(session, actor, row)
    for mark in session.scalars(select(MeetingMark).where(MeetingMark.meeting_id == row.id)):
        mark.agreed = None
    row.moved_times += row.starts_at != starts
    row.starts_at, row.proposed_by = starts, actor.person_id
    row.state = _state(session, actor, seen, day)
    late = asking.unheard(session, row, actor.person_id, actor.at)
    return Planned(row.id, change.done("moved"), row.state is MeetingState.PROPOSED, late)


def cancel(session: Session, actor: Actor, meeting_id: int, reason: str) -> Planned:
    """Beforehand; the others are told why. Raises Refusal(… | "meeting_not_ahead")."""
    row, _ = _ahead(session, actor, meeting_id)
    change = log.Change(session, actor, row)
    row.state, row.reason = MeetingState.CANCELLED, clean(reason, 300)
    row.logged_by, row.logged_at = actor.person_id, actor.at
    late = asking.unheard(session, row, actor.person_id, actor.at)
    return Planned(row.id, change.done("cancelled"), waits=False, late=late)


def arrange(
    session: Session, actor: Actor, meeting_id: int, *, remote: bool | None = None,
    minutes: int | None = None, kind: MeetingKind | None = None,
) -> Meeting:  # fmt: skip
    """Where, how long and of what kind; of what was held only by who records.

    Raises Refusal("gone" | "forbidden").
    """
    row, seen = rights.meeting(session, actor, meeting_id, lock=True)
    if not (seen.records or (seen.takes_part and row.state in AHEAD)):
        raise Refusal("forbidden")
    change = log.Change(session, actor, row)
    row.remote = row.remote if remote is None else remote
    row.minutes = row.minutes if minutes is None else min(max(minutes, 5), 480)
    row.kind = kind or row.kind
    change.done("arranged")
    return row


def meet_again(session: Session, actor: Actor, meeting_id: int, step: str) -> Planned:
    """The next step of a held meeting is the next meeting, at the pair's usual time.

    Raises as `propose` and Refusal("meeting_not_held").
    """
    row, seen = rights.to_record(session, actor, meeting_id)
    if row.state is not MeetingState.HELD:
        raise Refusal("meeting_not_held")
    if seen.then or seen.pair.state not in OPEN:
        raise Refusal("pair_over")
    change = log.Change(session, actor, row)
    usual = likely.likely(session, seen.pair, actor.at)
    at = usual.days[0]
    made = propose_in(session, actor, seen, usual.kind, at.date(), at.hour * 60 + at.minute)
    row.next_step, row.next_on, row.next_state = step, at.date(), None
    event = change.done("step", planned=made.meeting_id if made.event_id else None)
    return Planned(made.meeting_id, event, made.waits)


def mark_of(session: Session, meeting_id: int, person_id: int) -> MeetingMark:
    """A person's side of a meeting, made if it was not there yet."""
    found = session.scalar(
        select(MeetingMark).where(
            MeetingMark.meeting_id == meeting_id, MeetingMark.person_id == person_id
        )
    )
    if found is None:
        found = MeetingMark(meeting_id=meeting_id, person_id=person_id)
        session.add(found)
        session.flush()
    return found


def clean(text: str, limit: int = 2000) -> str:
    """What was typed, without superfluous blanks. Raises Refusal("nothing_said")."""
    said = " ".join(text.split())[:limit]
    if not said:
        raise Refusal("nothing_said")
    return said


def _ahead(session: Session, actor: Actor, meeting_id: int) -> tuple[Meeting, Seen]:
    row, seen = rights.meeting(session, actor, meeting_id, lock=True)
    if not (seen.records or seen.takes_part):
        raise Refusal("forbidden")
    if row.state not in AHEAD:
        raise Refusal("meeting_not_ahead")
    return row, seen


def _starts(session: Session, actor: Actor, seen: Seen, day: date, minute: int) -> datetime:
    if not 0 <= minute < MINUTES:
        raise Refusal("gone")
    days = calendars.of(session, seen.pair.organisation_id, actor.at)
    starts = likely.moment(day, minute, days)
    if starts <= actor.at:
        raise Refusal("meeting_past")
    return starts


def _state(session: Session, actor: Actor, seen: Seen, day: date) -> MeetingState:
    """Agreed at once where nobody of the other side has a chat to say yes in."""
    sides = [rights.members(session, seen.pair.id, day, side) for side in Side]
    waited = list(other_side(actor.person_id, *sides))
    answers = rights.with_account(session, waited)
    return MeetingState.PROPOSED if answers else MeetingState.PLANNED


def _at(session: Session, pair_id: int, starts: datetime) -> Meeting | None:
    return session.scalar(
        select(Meeting).where(
            Meeting.pair_id == pair_id,
            Meeting.starts_at == starts,
            Meeting.state.in_(AHEAD),
            Meeting.removed_at.is_(None),
        )
    )
