"""How far the programme of a pair is, for the card of the pair."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.models import Roadmap
from domain.programmes import Stage
from domain.progress import Progress, count
from services import tree
from services.programmes import text
from services.programmes.access import newest


@dataclass(frozen=True, slots=True)
class Standing:
    """The newest programme of a pair."""

    id: int
    stage: Stage
    progress: Progress


def standing(session: Session, pair_id: int, today: date) -> Standing | None:
    """None for a pair without any programme. Asks for no rights."""
    found = newest(session, pair_id)
    if found is None:
        return None
    roadmap = session.get_one(Roadmap, found.roadmap_id)
    leaves = tree.load(session, roadmap.id).leaves()
    progress = count((leaf.leaf for leaf in leaves), today)
    return Standing(found.id, text.stage(session, found, roadmap), progress)
