"""What of other roadmaps and lines belongs on the screen of a draft."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from db.models import Item, Roadmap
from services import carrying, succession, twin_choice
from services.kin import item_label
from services.subjects import years_of


@dataclass(frozen=True, slots=True)
class DraftKin:
    """`alike`: pairs of lines that look the same; `carried`: ticked and open rows of last year,
    whose `years` these are; `plans`: how many plans under way come along with those; `parent`:
    the line that the draft spells out, with its label."""

    alike: int
    carried: tuple[int, int] | None
    years: str
    plans: int
    parent: tuple[int, str] | None


def draft_kin(session: Session, roadmap: Roadmap) -> DraftKin:
    item = session.get(Item, roadmap.parent_item_id) if roadmap.parent_item_id else None
    old = session.get(Roadmap, roadmap.previous_id) if roadmap.previous_id else None
    return DraftKin(
        alike=twin_choice.waiting(session, roadmap),
        carried=carrying.counts(session, roadmap) if old is not None else None,
        years=years_of(old.period_start, old.period_end) if old is not None else "",
        plans=succession.plans_to_come(session, roadmap) if old is not None else 0,
        parent=(item.id, item_label(session, item)) if item is not None else None,
    )
