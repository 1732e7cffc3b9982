"""Lists of pairs: a school's by state and by name, and the pairs somebody is in."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Pair
from domain.health import Standing
from domain.named import Named
from domain.pairs import OPEN, PairState
from domain.roles import Action
from domain.search import search_key
from services import preferences
from services.actor import Actor
from services.health import states as health
from services.pairs import lacking, rights
from services.pairs.views import PairCard, cards


class Filter(StrEnum):
    """Which pairs of a school are listed."""

    OPEN = "open"
    WAITING = "waiting"  # proposed, agreed, confirmed
    ACTIVE = "active"
    PAUSED = "paused"
    LACKING = "lacking"  # open ones without some paper
    HELP = "help"  # those that work and need a hand (services.health)
    OVER = "over"


_STATES = {
    Filter.OPEN: OPEN,
    Filter.WAITING: {PairState.PROPOSED, PairState.AGREED, PairState.CONFIRMED},
    Filter.ACTIVE: {PairState.ACTIVE},
    Filter.PAUSED: {PairState.PAUSED},
    Filter.LACKING: OPEN,
    Filter.HELP: OPEN,
    Filter.OVER: set(PairState) - OPEN,
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A pair of a list; `lacks`: how many papers it lacks."""

    card: PairCard
    lacks: int


@dataclass(frozen=True, slots=True)
class PairList:
    """`counts`: how many there are by filter, whatever is listed; `mentees`: the school's limit
    of one mentor. `mine`: these are the pairs I am in; `past`: and so many I was in."""

    pairs: tuple[Listed, ...]
    counts: dict[Filter, int]
    mentees: int
    edit: bool
    mine: bool = False
    past: int = 0


def of_school(
    session: Session, actor: Actor, which: Filter = Filter.OPEN, query: str = ""
) -> PairList:
    """The pairs of the current school; for who does not keep them those that they are in.

    `query`: words that begin names of its people.
    """
    place = actor.current.organisation_id if actor.current else None
    if place is None or not actor.may(Action.SEE_PAIRS, place):
        return mine(session, actor)
    pairs = session.scalars(
        select(Pair)
        .where(Pair.organisation_id == place, Pair.removed_at.is_(None))
        .order_by(Pair.id)
    ).all()
    lacks = lacking.of(session, pairs, actor.today)
    marked = {Filter.LACKING: set(lacks), Filter.HELP: _need_help(session, actor, place)}
    wanted = [pair for pair in pairs if _belongs(pair, which, marked)]
    found = [card for card in cards(session, wanted, actor.today) if _named(card, query)]
    return PairList(
        pairs=tuple(
            Listed(card, len(lacks.get(card.id, ()))) for card in sorted(found, key=_order)
        ),
        counts=_counts(pairs, marked),
        mentees=preferences.of(session, place).mentees,
        edit=actor.may(Action.EDIT_PAIRS, place),
    )


def mine(session: Session, actor: Actor) -> PairList:
    """The pairs that somebody is in."""
    pairs = rights.pairs_of(session, actor.me, actor.today)
    found = cards(session, [each for each in pairs if each.state in OPEN], actor.today)
    past = len(rights.past_of(session, actor.me, actor.today))
    return PairList(
        tuple(Listed(card, 0) for card in found), {}, 0, edit=False, mine=True, past=past
    )


def past(session: Session, actor: Actor) -> PairList:
    """The pairs that somebody was in, each as of the last day of it."""
    found = rights.past_of(session, actor.me, actor.today)
    shown: dict[int, PairCard] = {}
    for last in {day for _, day in found.values()}:
        some = [pair for pair, day in found.values() if day == last]
        shown |= {card.id: card for card in cards(session, some, last)}
    return PairList(tuple(Listed(shown[each], 0) for each in found), {}, 0, edit=False, mine=True)


def _need_help(session: Session, actor: Actor, place: int) -> set[int]:
    found = health.load(session, place, actor.at)
    shown = (each.seen_by(actor.me) for each in found)
    return {each.id for each in shown if each.health.standing is Standing.CHECK_IN}


def _belongs(pair: Pair, which: Filter, marked: dict[Filter, set[int]]) -> bool:
    return pair.state in _STATES[which] and (which not in marked or pair.id in marked[which])


def _counts(pairs: Sequence[Pair], marked: dict[Filter, set[int]]) -> dict[Filter, int]:
    return dict(
        Counter(which for pair in pairs for which in Filter if _belongs(pair, which, marked))
    )


def _order(card: PairCard) -> tuple[bool, str, str, int]:
    """Those that are over last; by the mentor's name, then by the mentee's."""
    return card.state not in OPEN, _first(card.mentors), _first(card.mentees), card.id


def _first(people: Sequence[Named]) -> str:
    return search_key(people[0].name) if people else ""


def _named(card: PairCard, query: str) -> bool:
    words = search_key(query).split()
    names = [search_key(each.name).split() for each in (*card.mentors, *card.mentees)]
    return not words or any(
        all(any(part.startswith(word) for part in name) for word in words) for name in names
    )
