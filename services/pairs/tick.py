"""What days bring to pairs by themselves: notices run out, pauses end, confirmed pairs begin.

Everything is told from rows, so a tick that was missed is made up for by the next one.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.models import Organisation, Pair, PairPaper
from domain.pair_papers import ENDING, PaperKind
from domain.pairs import OPEN, EndReason, PairState, Side
from services.actor import Actor
from services.pairs import leaving, paper_prompts, rights, states

_DAY = timedelta(days=1)
_WHY = {PaperKind.REFUSAL: EndReason.REFUSAL, PaperKind.NOTICE: EndReason.NOTICE}


@dataclass(frozen=True, slots=True)
class PairTick:
    """How many pairs changed by themselves."""

    changed: int


def due(session: Session, now: datetime) -> bool:
    """Whether a tick would find anything: what waits for papers or for a word does not count."""
    actors = _Actors(session, now)
    noticed = leaving.noticed(session, _latest(now))
    return any(_runs_out(session, actors, paper) is not None for paper in noticed) or any(
        _waits(session, actors.of(pairs[0]), pairs)
        for pairs in _by_place(_due(session, _latest(now)))
    )


def tick(session: Session, now: datetime) -> PairTick:
    """Any process may do it, at any time, again."""
    actors = _Actors(session, now)
    changed = sum(
        _ended(session, actors, paper) for paper in leaving.noticed(session, _latest(now))
    )
    found = _due(session, _latest(now))
    versions = {pair.id: pair.version for pair in found}
    for pairs in _by_place(found):
        _move(session, actors.of(pairs[0]), pairs)
    return PairTick(changed + sum(pair.version != versions[pair.id] for pair in found))


def _by_place(found: Sequence[Pair]) -> list[list[Pair]]:
    by_place: defaultdict[int, list[Pair]] = defaultdict(list)
    for pair in found:
        by_place[pair.organisation_id].append(pair)
    return list(by_place.values())


def next_moment(session: Session, now: datetime) -> datetime | None:
    """When a day brings something after `now`, for the clock that plays the time."""
    moments = (
        _midnight(day + _DAY, zone) if after else _midnight(day, zone)
        for day, zone, after in _days(session, (now - _DAY).date())
    )
    return min((moment for moment in moments if moment > now), default=None)


class _Actors:
    """Nobody, at the local moment of each school."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session, self._now = session, now
        self._known: dict[int, Actor] = {}

    def of(self, pair: Pair) -> Actor:
        place = pair.organisation_id
        if place not in self._known:
            zone = self._session.get_one(Organisation, place).timezone
            self._known[place] = Actor(at=self._now, zone=ZoneInfo(zone))
        return self._known[place]


def _latest(now: datetime) -> date:
    """The latest date anywhere: what is due is looked at again by the school's own day."""
    return (now + _DAY).date()


def _ended(session: Session, actors: _Actors, paper: PairPaper) -> bool:
    """A mentor's last day is over: with the only mentor the pair is over too."""
    last = _runs_out(session, actors, paper)
    if last is None:
        return False
    pair = session.get_one(Pair, paper.pair_id)
    states.noticed_end(session, actors.of(pair), pair, last, _WHY[PaperKind(paper.kind)])
    return True


def _runs_out(session: Session, actors: _Actors, paper: PairPaper) -> date | None:
    """The last day of a pair that is over by a notice; None: it goes on, or has ended already."""
    pair = session.get_one(Pair, paper.pair_id)
    if paper.until is None or pair.state not in OPEN or pair.removed_at is not None:
        return None
    today = actors.of(pair).today
    on = paper.until >= today or _others(session, pair, paper, today)
    return None if on else paper.until


def _others(session: Session, pair: Pair, paper: PairPaper, day: date) -> bool:
    return any(
        each.side is Side.MENTOR and each.person_id != paper.person_id
        for each in rights.present(session, [pair.id], day)
        if each.stands_in_for is None
    )


def _due(session: Session, latest: date) -> Sequence[Pair]:
    return session.scalars(
        select(Pair)
        .where(
            Pair.removed_at.is_(None),
            or_(
                (Pair.state == PairState.PAUSED) & (Pair.paused_until < latest),
                (Pair.state == PairState.CONFIRMED) & (Pair.starts <= latest),
                Pair.state.in_((PairState.ACTIVE, PairState.PAUSED)) & (Pair.ends < latest),
            ),
        )
        .order_by(Pair.id)
    ).all()


def _move(session: Session, actor: Actor, pairs: Sequence[Pair]) -> None:
    """Pairs of one school."""
    states.begin_ready(session, actor, pairs)
    for pair in pairs:
        if _pause_over(pair, actor):
            states.came_back(session, actor, pair)
        if _term_over(pair, actor):
            paper_prompts.ask_over(session, actor.at, pair)


def _waits(session: Session, actor: Actor, pairs: Sequence[Pair]) -> bool:
    """Whether `_move` would change anything."""
    if states.ready(session, actor, pairs) or any(_pause_over(pair, actor) for pair in pairs):
        return True
    over = [pair for pair in pairs if _term_over(pair, actor)]
    return bool(over) and paper_prompts.unasked_over(session, over)


def _pause_over(pair: Pair, actor: Actor) -> bool:
    paused = pair.state is PairState.PAUSED
    return paused and pair.paused_until is not None and pair.paused_until < actor.today


def _term_over(pair: Pair, actor: Actor) -> bool:
    begun = pair.state is not PairState.CONFIRMED
    return begun and pair.ends is not None and pair.ends < actor.today


def _days(session: Session, least: date) -> list[tuple[date, str, bool]]:
    """Days from `least` on with their zones; whether it is the day after that counts."""
    notices = (
        select(PairPaper.until, Organisation.timezone)
        .join(Pair, Pair.id == PairPaper.pair_id)
        .join(Organisation, Organisation.id == Pair.organisation_id)
        .where(
            PairPaper.kind.in_([kind.value for kind in ENDING]),
            PairPaper.removed_at.is_(None),
            Pair.state.in_(OPEN),
            Pair.removed_at.is_(None),
            PairPaper.until >= least,
        )
    )
    found = [(row.until, row.timezone, True) for row in session.execute(notices)]
    for column, state, after in (
        (Pair.paused_until, PairState.PAUSED, True),
        (Pair.starts, PairState.CONFIRMED, False),
        (Pair.ends, PairState.ACTIVE, True),
    ):
        rows = session.execute(
            select(column, Organisation.timezone)
            .join(Organisation, Organisation.id == Pair.organisation_id)
            .where(Pair.state == state, Pair.removed_at.is_(None), column >= least)
            .distinct()
        )
        found += [(row[0], row[1], after) for row in rows]
    return found


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
