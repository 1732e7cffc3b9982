"""What the data say of a line that asks for pairs: how many there are, how many lack an order."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, Pair, PairPaper
from domain.kinds import WorkKind
from domain.pair_papers import PaperKind
from domain.pairs import OPEN
from services.kind_facts import Fact, by_place, provider


@provider(WorkKind.PAIRS)
def pairs(session: Session, items: Sequence[Item]) -> Mapping[int, Fact]:
    """Of pairs that are not over: `of` how many there are, `done` how many have their order."""
    facts = by_place(session, items, _counted)
    return {item_id: fact for item_id, fact in facts.items() if fact.of}


def _counted(session: Session, place: int) -> Fact:
    there = set(
        session.scalars(
            select(Pair.id).where(
                Pair.organisation_id == place, Pair.state.in_(OPEN),
                Pair.removed_at.is_(None),
            )
        )
    )  # fmt: skip
    ordered = set(
        session.scalars(
            select(PairPaper.pair_id).where(
                PairPaper.pair_id.in_(there),
                PairPaper.kind == PaperKind.ORDER.value,
                PairPaper.removed_at.is_(None),
            )
        )
    )
    return Fact("pairs", done=len(ordered), of=len(there))
