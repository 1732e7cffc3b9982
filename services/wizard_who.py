"""Who may answer for a stage or for one row of it, the last choice first."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, ItemOwner
from db.models.roadmap import ItemLevel
from domain.named import Named
from services import takers
from services.actor import Actor
from services.assigning import RoleOption, Told, options, told
from services.draft_rows import draft_item
from services.responsibles import Meaning
from services.row_people import row_meaning
from services.wizard import About, about, about_of, plan_at
from services.wizard_stages import Plan


@dataclass(frozen=True, slots=True)
class WhoView:
    """Who may answer. `recent`: those chosen last come first; `last`: a last choice of several.

    `told`: who answers already; nobody while rows wait.
    """

    about: About
    told: Told | None
    last: Told | None
    recent: tuple[Named, ...]
    staff: tuple[Named, ...]
    roles: tuple[RoleOption, ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """One row or step of a stage."""

    about: About
    told: Told | None


def who_view(session: Session, actor: Actor, item_id: int, alone: bool) -> WhoView:
    found = plan_at(session, actor, item_id)
    known = about_of(session, actor, found, item_id, alone)
    place = found.roadmap.organisation_id
    waiting = not known.item and bool(found.unowned(known.stage))
    now = _own(session, known.item) if known.item else found.people(known.stage)
    recent, last = _recent(session, found)
    staff = [card.named for card in takers.staff(session, place)]
    return WhoView(
        about=known,
        told=None if waiting else told(session, place, now),
        last=told(session, place, last) if last and len(last.person_ids) > 1 else None,
        recent=tuple(sorted(staff, key=lambda one: recent.get(one.id, len(recent)))),
        staff=tuple(staff),
        roles=options(session, place),
    )


def _own(session: Session, item: Item) -> Meaning | None:
    """Of a row or step, else of the row that it is a step of."""
    above = session.get_one(Item, item.parent_id) if item.level is ItemLevel.STEP else None
    return row_meaning(session, item) or (row_meaning(session, above) if above else None)


def _recent(session: Session, found: Plan) -> tuple[dict[int, int], Meaning | None]:
    """People in the order of their last choice in this draft, and that choice."""
    chosen = session.execute(
        select(ItemOwner.person_id, ItemOwner.item_id)
        .join(Item, Item.id == ItemOwner.item_id)
        .where(Item.roadmap_id == found.roadmap.id, ItemOwner.phrase.is_(None))
        .order_by(ItemOwner.id.desc())
    ).all()
    order = {who: at for at, who in enumerate(dict.fromkeys(row.person_id for row in chosen))}
    last = session.get_one(Item, chosen[0].item_id) if chosen else None
    return order, row_meaning(session, last) if last else None


def last_choice(session: Session, found: Plan) -> Meaning | None:
    """Who was put on a row of this draft last."""
    return _recent(session, found)[1]


def row_view(session: Session, actor: Actor, item_id: int) -> RowView:
    """One of them with its term and people."""
    known = about(session, actor, item_id, alone=True)
    assert known.item is not None
    place = draft_item(session, actor, item_id)[0].organisation_id
    return RowView(known, told(session, place, _own(session, known.item)))
