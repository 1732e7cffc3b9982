"""What meetings say of the lines of a roadmap that ask for them: «12 из 14 пар»."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, Pair
from domain.kinds import WorkKind
from domain.pairs import PairState
from services.kind_facts import Fact, places, provider
from services.meetings import counts, words

# Pairs that meet, or have met to the end.
_MEETING = (PairState.ACTIVE, PairState.PAUSED, PairState.COMPLETED)


@provider(WorkKind.MEETINGS)
def meetings(session: Session, items: Sequence[Item]) -> Mapping[int, Fact]:
    """How many pairs of the organisation have held the meetings that the line is about."""
    there = places(session, items)
    pairs = {place: _pairs(session, place) for place in set(there.values())}
    everybody = {pair for some in pairs.values() for pair in some}
    met = counts.first_held(session, everybody)
    closed = counts.closed(session, everybody)
    return {
        item.id: _fact(item, pairs[there[item.id]], met, closed)
        for item in items
        if pairs[there[item.id]]
    }


def _fact(item: Item, pairs: Sequence[int], met: Collection[int], closed: Collection[int]) -> Fact:
    title = item.title.casefold()
    if any(word in title for word in words.CLOSING):
        return Fact("meetings_closing", done=sum(pair in closed for pair in pairs), of=len(pairs))
    key = "meetings_first" if any(word in title for word in words.FIRST) else "meetings"
    return Fact(key, done=sum(pair in met for pair in pairs), of=len(pairs))


def _pairs(session: Session, organisation_id: int) -> Sequence[int]:
    return session.scalars(
        select(Pair.id).where(
            Pair.organisation_id == organisation_id,
            Pair.state.in_(_MEETING),
            Pair.removed_at.is_(None),
        )
    ).all()
