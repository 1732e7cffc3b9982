"""What the bundle asks about pairs: a mentor to agree, the curators to complete papers, and what
to do with a pair whose term is over."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Organisation, Pair, Prompt
from domain.named import Named
from domain.pair_papers import PaperKind
from domain.pairs import OPEN, PairState
from services import calendars, people, prompts, zones
from services.actor import Actor
from services.pairs import lacking, leaving
from services.pairs.leaving import Leaving
from services.pairs.views import PairCard, cards, cards_now

OFFER, PAPERS, OVER, LEAVES = "pair_offer", "pair_papers", "pair_over", "pair_leaves"
_WEEKS = (7,) * 52
_LEADS = 3  # so many pairs are named


@dataclass(frozen=True, slots=True)
class MentorAsked:
    """A pair that waits for the mentor's word."""

    card: PairCard


@dataclass(frozen=True, slots=True)
class PapersMissing:
    """Pairs of a school that lack papers, some of them by their mentors."""

    pairs: int
    mentors: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class TermOver:
    """A pair that goes on although its term has passed."""

    card: PairCard
    ends: date


@dataclass(frozen=True, slots=True)
class MentorLeaves:
    """A refusal that the curators hear of, or a notice that its mentor gets."""

    card: PairCard
    leaving: Leaving


def settle(session: Session, pair_id: int) -> None:
    """Nothing is asked about a pair any more."""
    prompts.settle(session, OFFER, [pair_id])
    prompts.settle(session, OVER, [pair_id])
    prompts.settle(session, LEAVES, [pair_id])


def tell_of(session: Session, actor: Actor, pair: Pair, kind: PaperKind, mentor_id: int) -> None:
    """A mentor's refusal is the curators' matter, the school's notice the mentor's."""
    place = pair.organisation_id
    who = people.curators(session, place) if kind is PaperKind.REFUSAL else [mentor_id]
    others = [each for each in who if each != actor.person_id]
    prompts.ask(session, actor.at, LEAVES, pair.id, others, place)


def remind(session: Session, actor: Actor, place: int) -> None:
    """From next week on the curators hear of missing papers, unless they do already."""
    waiting = session.scalar(
        select(Prompt.id).where(
            Prompt.kind == PAPERS, Prompt.subject_id == place, Prompt.remind_at.is_not(None)
        )
    )
    if waiting is None:
        days = calendars.of(session, place, actor.at)
        soon = days.staff.next_workday(date.fromordinal(days.today(actor.at).toordinal() + 7))
        at = days.at(soon, days.preferences.curator_hour)
        prompts.ask(
            session, actor.at, PAPERS, place, people.curators(session, place), place, at=at
        )


def ask_over(session: Session, now: datetime, pair: Pair) -> None:
    """Once: the term is over, is the pair?"""
    known = session.scalar(
        select(Prompt.id).where(Prompt.kind == OVER, Prompt.subject_id == pair.id).limit(1)
    )
    if known is None:
        place = pair.organisation_id
        prompts.ask(session, now, OVER, pair.id, people.curators(session, place), place)


def unasked_over(session: Session, pairs: Sequence[Pair]) -> bool:
    """Whether of pairs of one school some curator was not asked yet (`ask_over`)."""
    asked = select(Prompt.subject_id).where(
        Prompt.kind == OVER, Prompt.subject_id.in_([pair.id for pair in pairs])
    )
    return bool({pair.id for pair in pairs} - set(session.scalars(asked))) and bool(
        people.curators(session, pairs[0].organisation_id)
    )


@prompts.prompt(OFFER, again=(2, 5), rank=15, pressing=True)
def offers(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    found = _pairs(session, rows, (PairState.PROPOSED,), now)
    return {row.id: MentorAsked(found[row.subject_id]) for row in rows if row.subject_id in found}


@prompts.prompt(LEAVES, again=(), rank=12, pressing=True)
def leaves(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    found = _pairs(session, rows, tuple(OPEN), now)
    told = {pair_id: leaving.of_pair(session, pair_id) for pair_id in found}
    return {
        row.id: MentorLeaves(found[row.subject_id], told[row.subject_id][0])
        for row in rows
        if told.get(row.subject_id)
    }


@prompts.prompt(PAPERS, again=_WEEKS, rank=70)
def papers(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    told = {place: _missing(session, place, now) for place in {row.subject_id for row in rows}}
    return {row.id: told[row.subject_id] for row in rows if told[row.subject_id] is not None}


@prompts.prompt(OVER, again=(7, 14), rank=40)
def over(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    found = _pairs(session, rows, (PairState.ACTIVE, PairState.PAUSED), now)
    dated = session.execute(select(Pair.id, Pair.ends).where(Pair.id.in_(found)))
    ends = {row.id: row.ends for row in dated}
    days = zones.todays(session, {row.organisation_id for row in rows}, now)
    return {
        row.id: TermOver(found[row.subject_id], day)
        for row in rows
        if row.subject_id in found
        and (day := ends[row.subject_id]) is not None
        and day < days[row.organisation_id]
    }


def _pairs(
    session: Session, rows: Sequence[Prompt], states: Collection[PairState], now: datetime
) -> dict[int, PairCard]:
    pairs = session.scalars(
        select(Pair).where(
            Pair.id.in_({row.subject_id for row in rows}),
            Pair.state.in_(states),
            Pair.removed_at.is_(None),
        )
    ).all()
    return cards_now(session, pairs, now)


def _missing(session: Session, place: int, now: datetime) -> PapersMissing | None:
    if session.get(Organisation, place) is None:
        return None
    today = calendars.of(session, place, now).today(now)
    pairs = session.scalars(
        select(Pair).where(
            Pair.organisation_id == place, Pair.state.in_(OPEN), Pair.removed_at.is_(None)
        )
    ).all()
    lacks = lacking.of(session, pairs, today)
    lack = [pair for pair in pairs if pair.id in lacks]
    if not lack:
        return None
    named = (each for card in cards(session, lack, today) for each in card.mentors)
    return PapersMissing(len(lack), tuple(dict.fromkeys(named))[:_LEADS])
