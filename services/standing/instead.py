"""What a colleague on leave has to do, for who stands in."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from domain.named import Named
from services import people
from services.actor import Actor
from services.errors import Refusal
from services.membership import present_in
from services.standing import away, belongings
from services.standing.belongings import Kind, Thing


@dataclass(frozen=True, slots=True)
class Instead:
    who: Named
    things: tuple[Thing, ...]


def of(session: Session, actor: Actor, person_id: int) -> Instead:
    """Things of school roadmaps, terms first, while it lasts. Raises Refusal("leave_over")."""
    if person_id not in away.stood_for(session, actor.me, actor.today, actor.zone):
        raise Refusal("leave_over")
    found = [
        thing
        for place in present_in(session, person_id)
        for thing in belongings.of(session, person_id, place, actor.today)
        if thing.kind is Kind.ITEM
    ]
    return Instead(people.named(session, [person_id])[person_id], tuple(found))
