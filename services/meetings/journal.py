"""The mentor's journal of a period, and the hours of mentors, as plain values for papers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Meeting, Organisation, Pair, PairMember
from domain.meeting_rules import Verdict
from domain.meetings import MeetingKind, MeetingState, NextState, Outcome
from domain.named import Named
from domain.pairs import Side
from domain.roles import Action
from domain.search import search_key
from services import file_names
from services.actor import Actor, require
from services.errors import Refusal
from services.meetings import counts, notes, rights
from services.meetings.briefs import briefs
from services.meetings.counts import MentorHours
from services.pairs.views import PairCard, cards


@dataclass(frozen=True, slots=True)
class Entry:
    """One meeting that was held, or was not, with the reason."""

    day: date | None
    at: datetime | None
    kind: MeetingKind
    held: bool
    remote: bool
    minutes: int
    mentees: tuple[Named, ...]
    topic: str
    text: str
    reason: str
    outcome: Outcome | None
    next_step: str
    next_on: date | None
    next_state: NextState | None
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Journal:
    """`mentors`: of the pair, or the one mentor whose journal over all pairs it is."""

    organisation: str
    mentors: tuple[Named, ...]
    mentees: tuple[Named, ...]
    goal: str
    since: date
    until: date
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class HoursLine:
    who: Named
    hours: MentorHours


@dataclass(frozen=True, slots=True)
class Hours:
    organisation: str
    since: date
    until: date
    lines: tuple[HoursLine, ...]


def of_pair(session: Session, actor: Actor, pair_id: int, since: date, until: date) -> Journal:
    """Raises Refusal("gone" | "forbidden")."""
    seen = rights.to_read(session, actor, pair_id)
    last, (first, end) = actor.today, seen.access.own or (since, until)
    if seen.access.own is not None:
        last = end
    card = cards(session, [seen.pair], last)[0]
    found = _entries(session, [pair_id], max(since, first), min(until, end), actor.at)
    place = _name(session, seen.pair.organisation_id)
    mentors, mentees = (
        file_names.spoken_of(session, side, actor.at) for side in (card.mentors, card.mentees)
    )
    return Journal(place, mentors, mentees, seen.pair.goal, since, until, found)


def of_mentor(session: Session, actor: Actor, person_id: int, since: date, until: date) -> Journal:
    """Over all pairs of a mentor: for the mentor, and for who sees the pairs of the school.

    Raises Refusal("gone" | "forbidden").
    """
    pairs = _mentored(session, person_id)
    if person_id != actor.person_id:
        pairs = [pair for pair in pairs if actor.may(Action.SEE_PAIRS, pair.organisation_id)]
        if not pairs:
            raise Refusal("forbidden")
    if not pairs:
        raise Refusal("gone")
    shown: list[PairCard] = cards(session, pairs, actor.today)
    mentees = [each for card in shown for each in card.mentees]
    left = _left(session, person_id)
    found = _entries(session, [pair.id for pair in pairs], since, until, actor.at, left)
    who = file_names.names(session, [person_id], actor.at)[person_id]
    place = _name(session, pairs[0].organisation_id)
    told = file_names.spoken_of(session, mentees, actor.at)
    return Journal(place, (who,), told, "", since, until, found)


def hours(session: Session, actor: Actor, since: date, until: date) -> Hours:
    """Of all mentors of the current organisation. Raises Refusal("forbidden")."""
    organisation_id = actor.organisation_id
    require(session, actor, Action.EDIT_PAIRS, organisation_id)
    pairs = session.scalars(
        select(Pair.id).where(Pair.organisation_id == organisation_id, Pair.removed_at.is_(None))
    ).all()
    found = counts.hours(session, pairs, since, until)
    names = file_names.names(session, [each.person_id for each in found], actor.at)
    lines = [HoursLine(names[each.person_id], each) for each in found]
    ordered = tuple(sorted(lines, key=lambda line: (search_key(line.who.name), line.who.id)))
    return Hours(_name(session, organisation_id), since, until, ordered)


def _entries(
    session: Session,
    pair_ids: Sequence[int],
    since: date,
    until: date,
    now: datetime,
    left: Mapping[int, date] | None = None,
) -> tuple[Entry, ...]:
    """Only what both sides may read: private notes are nobody else's. `left`: by pair the last
    day of whose journal it is."""
    last = left or {}
    rows = session.scalars(
        select(Meeting).where(
            Meeting.pair_id.in_(pair_ids),
            Meeting.state.in_((MeetingState.HELD, MeetingState.MISSED)),
            Meeting.removed_at.is_(None),
        )
    ).all()
    said = notes.shared(session, [row.id for row in rows])
    found = [
        (brief, row)
        for brief, row in zip(briefs(session, rows, now), rows, strict=True)
        if brief.day is not None and since <= brief.day <= min(until, last.get(row.pair_id, until))
    ]
    names = file_names.names(session, [m.id for brief, _ in found for m in brief.mentees], now)
    found.sort(key=lambda each: (each[0].day or date.min, each[0].id))
    return tuple(
        Entry(
            day=brief.day, at=brief.at, kind=row.kind, held=row.state is MeetingState.HELD,
            remote=row.remote, minutes=row.minutes, topic=row.topic,
            mentees=file_names.of(names, [each.id for each in brief.mentees]),
            text="\n".join(filter(None, (row.text, *said.get(row.id, ())))), reason=row.reason,
            outcome=row.outcome, next_step=row.next_step, next_on=row.next_on,
            next_state=row.next_state, verdict=brief.verdict,
        )
        for brief, row in found
    )  # fmt: skip


def _left(session: Session, person_id: int) -> dict[int, date]:
    """The last day of a mentor by pair; those without one are left out."""
    rows = session.execute(
        select(PairMember.pair_id, PairMember.until).where(
            PairMember.person_id == person_id, PairMember.side == Side.MENTOR
        )
    )
    found: dict[int, date] = {}
    for row in rows:
        found[row.pair_id] = max(row.until or date.max, found.get(row.pair_id, date.min))
    return found


def _mentored(session: Session, person_id: int) -> list[Pair]:
    return list(
        session.scalars(
            select(Pair)
            .join(PairMember, PairMember.pair_id == Pair.id)
            .where(
                PairMember.person_id == person_id,
                PairMember.side == Side.MENTOR,
                Pair.removed_at.is_(None),
            )
            .order_by(Pair.id)
        ).unique()
    )


def _name(session: Session, organisation_id: int) -> str:
    return session.scalars(
        select(Organisation.name).where(Organisation.id == organisation_id)
    ).one()
