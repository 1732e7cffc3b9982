"""How many pairs of a school have a programme: what the data say of a line that asks for them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, Pair, Roadmap
from db.models.roadmap import RoadmapState
from domain.kinds import WorkKind
from domain.pairs import PairState
from domain.roles import Action
from services.actor import Actor, require
from services.kind_facts import Fact, by_place, provider
from services.pairs.views import PairCard, cards

COUNTED = (PairState.CONFIRMED, PairState.ACTIVE, PairState.PAUSED)


@provider(WorkKind.PROGRAMME)
def programmes(session: Session, items: Sequence[Item]) -> Mapping[int, Fact]:
    """Pairs of the school that work, and how many of them work by a programme."""
    facts = by_place(session, items, _counted)
    return {item_id: fact for item_id, fact in facts.items() if fact.of}


def without(session: Session, actor: Actor) -> list[PairCard]:
    """Pairs of the current organisation that have no programme under way, as cards."""
    place = actor.organisation_id
    require(session, actor, Action.SEE_PAIRS, place)
    assert place is not None
    there = _with(session, place)
    return cards(session, [p for p in _pairs(session, place) if p.id not in there], actor.today)


def _counted(session: Session, place: int) -> Fact:
    pairs = {pair.id for pair in _pairs(session, place)}
    return Fact("programmes", done=len(pairs & _with(session, place)), of=len(pairs))


def _pairs(session: Session, place: int) -> Sequence[Pair]:
    return session.scalars(
        select(Pair)
        .where(Pair.organisation_id == place, Pair.state.in_(COUNTED), Pair.removed_at.is_(None))
        .order_by(Pair.id)
    ).all()


def _with(session: Session, place: int) -> set[int]:
    rows = session.scalars(
        select(Roadmap.pair_id).where(
            Roadmap.organisation_id == place,
            Roadmap.pair_id.is_not(None),
            Roadmap.state == RoadmapState.RUNNING,
        )
    )
    return {pair_id for pair_id in rows if pair_id is not None}
