"""What the data say of a line that asks for a base of participants."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from db.models import Item
from domain.banks import BankState
from domain.kinds import WorkKind
from domain.pairs import Side
from services.banks import lists
from services.banks.lists import Counts
from services.kind_facts import Fact, places, provider


@provider(WorkKind.BANK)
def banks(session: Session, items: Sequence[Item]) -> Mapping[int, Fact]:
    """`done` mentors and `of` mentees in the bank, `more` candidates."""
    there = places(session, items)
    counted = lists.counts(session, set(there.values()))
    return {item_id: _fact(counted[place]) for item_id, place in there.items() if place in counted}


def _fact(found: Counts) -> Fact:
    waiting = sum(found.get((side, BankState.CANDIDATE), 0) for side in Side)
    mentors, mentees = (found.get((side, BankState.IN_BANK), 0) for side in Side)
    return Fact("bank", done=mentors, of=mentees, more=waiting)
