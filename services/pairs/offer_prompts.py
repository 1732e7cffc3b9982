"""A proposed pair that its mentors do not take: what the curators hear of a refusal and of a long
silence, and whom of the mentors the question still waits for."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Identity, Pair, PairEvent, Prompt
from domain.named import Named
from domain.pairs import OPEN, PairState, Side
from services import calendars, people, prompts, zones
from services.actor import Actor
from services.pairs import log, rights
from services.pairs.paper_prompts import OFFER
from services.pairs.views import PairCard, cards_now

DECLINED, STEPPED, SILENT = "pair_declined", "pair_stepped", "pair_silent"
ENDED, LEFT = "declined", "mentor_declined"  # events: of the only mentor, of one of several
_SILENCE = timedelta(days=8)  # the mentor has been asked three times by then
_PUT_RIGHT = frozenset({"member_in", "other_mentor", "undone"})
_WAIT = (PairState.PROPOSED, PairState.AGREED)


@dataclass(frozen=True, slots=True)
class OfferDeclined:
    """Who said no to a proposed pair; `card`: those who stay in it, or whom it was about. `full`:
    they had agreed, but have no room any more, so it is not agreed."""

    card: PairCard
    by: tuple[Named, ...]
    goes_on: bool
    full: bool = False


@dataclass(frozen=True, slots=True)
class OfferSilent:
    """Who has not answered since a day. `reachable`: some of them have a chat to be asked in."""

    card: PairCard
    waits: tuple[Named, ...]
    since: date
    reachable: bool


@log.listener
def heard(session: Session, actor: Actor, pair: Pair, event: PairEvent) -> None:
    """Whatever happens to a pair: those who have not answered are asked, the others are not."""
    _ask_mentors(session, actor, pair)
    if event.action not in (ENDED, LEFT):
        if event.action in _PUT_RIGHT or pair.state not in _WAIT:
            prompts.settle(session, DECLINED, [pair.id])
            prompts.settle(session, STEPPED, [pair.id])
        return
    kind = DECLINED if event.action == ENDED else STEPPED
    place = pair.organisation_id
    others = [each for each in people.curators(session, place) if each != actor.person_id]
    prompts.ask(session, actor.at, kind, pair.id, others, place)


def ask_again(session: Session, actor: Actor, pair: Pair) -> list[int]:
    """Put the question to the silent ones anew; who they are."""
    waits = sorted(waiting(session, [pair], actor.today).get(pair.id, ()))
    place = pair.organisation_id
    prompts.ask(session, actor.at, OFFER, pair.id, waits, place)
    _watch(session, actor, pair, waits)
    return waits


def waiting(session: Session, pairs: Sequence[Pair], day: date) -> dict[int, tuple[int, ...]]:
    """Mentors of proposed pairs who have said neither yes nor no; pairs without such left out."""
    ids = [
        pair.id for pair in pairs if pair.state is PairState.PROPOSED and pair.removed_at is None
    ]
    said = _events(session, ids, ["agreed"])
    found: defaultdict[int, list[int]] = defaultdict(list)
    for member in rights.present(session, ids, day):
        own = member.side is Side.MENTOR and member.stands_in_for is None
        if own and member.person_id not in said[member.pair_id]:
            found[member.pair_id].append(member.person_id)
    return {pair_id: tuple(some) for pair_id, some in found.items()}


def with_chat(session: Session, person_ids: Collection[int]) -> set[int]:
    """Those of the people who can be asked by the bot."""
    return set(
        session.scalars(select(Identity.person_id).where(Identity.person_id.in_(person_ids)))
    )


def _ask_mentors(session: Session, actor: Actor, pair: Pair) -> None:
    waits = set(waiting(session, [pair], actor.today).get(pair.id, ()))
    asked = set(
        session.scalars(
            select(Prompt.person_id).where(Prompt.kind == OFFER, Prompt.subject_id == pair.id)
        )
    )
    for each in asked - waits:
        prompts.settle(session, OFFER, [pair.id], each)
    if not waits:
        prompts.settle(session, SILENT, [pair.id])
    new = sorted(waits - asked)
    if new:
        prompts.ask(session, actor.at, OFFER, pair.id, new, pair.organisation_id)
        _watch(session, actor, pair, sorted(waits))


def _watch(session: Session, actor: Actor, pair: Pair, waits: Sequence[int]) -> None:
    """The curators hear of a silence; at once where nobody of the mentors can be asked."""
    place = pair.organisation_id
    at = actor.at
    if with_chat(session, waits):
        days = calendars.of(session, place, actor.at)
        day = days.staff.next_workday(days.today(actor.at) + _SILENCE)
        at = days.at(day, days.preferences.curator_hour)
    prompts.ask(
        session, actor.at, SILENT, pair.id, people.curators(session, place), place, at=at,
        since=actor.today.isoformat(),
    )  # fmt: skip


@prompts.prompt(DECLINED, again=(3, 7), rank=11, pressing=True)
def declined(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    found = _pairs(session, rows, (PairState.ENDED_EARLY,))
    return _declined(session, rows, found, ENDED, now)


@prompts.prompt(STEPPED, again=(), rank=11, pressing=True)
def stepped(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    return _declined(session, rows, _pairs(session, rows, tuple(OPEN)), LEFT, now)


@prompts.prompt(SILENT, again=(7, 14), rank=16)
def silent(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    found = _pairs(session, rows, (PairState.PROPOSED,))
    waits: dict[int, tuple[int, ...]] = {}
    days = zones.todays(session, {pair.organisation_id for pair in found.values()}, now)
    for place, day in days.items():
        there = [pair for pair in found.values() if pair.organisation_id == place]
        waits |= waiting(session, there, day)
    ids = {each for some in waits.values() for each in some}
    names, chats = people.named(session, ids), with_chat(session, ids)
    shown = cards_now(session, list(found.values()), now)
    return {
        row.id: OfferSilent(
            shown[row.subject_id],
            tuple(names[each] for each in waits[row.subject_id]),
            date.fromisoformat(row.data["since"]),
            bool(chats & set(waits[row.subject_id])),
        )
        for row in rows
        if row.subject_id in waits
    }


def _declined(
    session: Session, rows: Sequence[Prompt], found: dict[int, Pair], action: str, now: datetime
) -> dict[int, OfferDeclined]:
    """Of pairs whose event of this kind was not taken back."""
    by = _events(session, found, [action])
    names = people.named(session, {each for some in by.values() for each in some})
    shown = cards_now(session, list(found.values()), now)
    full = _full(session, found, now) if action == LEFT else set()
    return {
        row.id: OfferDeclined(
            shown[row.subject_id],
            tuple(names[each] for each in by[row.subject_id]),
            goes_on=action == LEFT,
            full=row.subject_id in full,
        )
        for row in rows
        if row.subject_id in found and by[row.subject_id]
    }


def _full(session: Session, found: Mapping[int, Pair], now: datetime) -> set[int]:
    """Proposed pairs of which nobody has to answer any more."""
    proposed = [each for each in found.values() if each.state is PairState.PROPOSED]
    days = zones.todays(session, {pair.organisation_id for pair in proposed}, now)
    waits = {
        pair_id
        for place, day in days.items()
        for pair_id in waiting(
            session, [each for each in proposed if each.organisation_id == place], day
        )
    }
    return {pair.id for pair in proposed} - waits


def _events(
    session: Session, pair_ids: Collection[int], actions: Collection[str]
) -> defaultdict[int, list[int]]:
    """Who has done such a thing to these pairs that stands, by pair."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    rows = session.scalars(
        select(PairEvent)
        .where(
            PairEvent.pair_id.in_(pair_ids),
            PairEvent.action.in_(actions),
            PairEvent.undone_at.is_(None),
        )
        .order_by(PairEvent.id)
    )
    for row in rows:
        who = log.whose(row)
        if who is not None and who not in found[row.pair_id]:
            found[row.pair_id].append(who)
    return found


def _pairs(
    session: Session, rows: Sequence[Prompt], states: Collection[PairState]
) -> dict[int, Pair]:
    found = session.scalars(
        select(Pair).where(
            Pair.id.in_({row.subject_id for row in rows}),
            Pair.state.in_(states),
            Pair.removed_at.is_(None),
        )
    )
    return {pair.id: pair for pair in found}
