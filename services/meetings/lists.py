"""Meetings of a pair, of oneself, of the school."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Meeting, Pair
from domain.meeting_rules import COUNTED
from domain.meetings import MeetingState
from domain.named import Named
from domain.pairs import OPEN, PairState
from domain.roles import Action
from services import people
from services.actor import Actor, require
from services.meetings import before, briefs, counts, rights
from services.meetings.briefs import Brief
from services.meetings.counts import Counts
from services.meetings.planning import AHEAD
from services.pairs import rights as pairs
from services.pairs.views import PairCard, cards


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
