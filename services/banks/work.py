"""What the data say of a line that asks for a base of participants."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, Roadmap
from domain.banks import BankState
from domain.kinds import WorkKind
from domain.pairs import Side
from services.banks import lists
from services.banks.lists import Counts
from services.kind_facts import Fact, provider


@provider(WorkKind.BANK)
def banks(session: Session, items: Sequence[Item]) -> Mapping[int, Fact]:
    """`done` mentors and `of` mentees in the bank, `more` candidates."""
    rows = session.execute(
        select(Roadmap.id, Roadmap.organisation_id).where(
            Roadmap.id.in_({item.roadmap_id for item in items})
        )
    )
    places = {row.id: row.organisation_id for row in rows}
    counted = lists.counts(session, set(places.values()))
    return {
        item.id: _fact(counted[place])
        for item in items
        if (place := places[item.roadmap_id]) in counted
    }


def _fact(found: Counts) -> Fact:
    waiting = sum(found.get((side, BankState.CANDIDATE), 0) for side in Side)
    mentors, mentees = (found.get((side, BankState.IN_BANK), 0) for side in Side)
    return Fact("bank", done=mentors, of=mentees, more=waiting)
