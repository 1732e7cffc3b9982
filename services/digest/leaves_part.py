"""Who is on leave with things due and nobody to stand in: for the curator, by name."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from domain.named import Named
from services.digest.parts import Before, Found, Reader, Todo, part
from services.standing import unattended

URGENCY = 1


@dataclass(frozen=True, slots=True)
class AwayAlone:
    """`due`: things that fall due by the last day."""

    who: Named
    last: date | None
    due: int


@part(25, "leaves")
def leaves(session: Session, reader: Reader, before: Before | None) -> Found:
    if not reader.sees_names:
        return Found()
    alone = unattended.of(session, reader.organisation_id, reader.today)
    return Found(todos=[Todo(URGENCY, AwayAlone(each.who, each.last, each.due)) for each in alone])
