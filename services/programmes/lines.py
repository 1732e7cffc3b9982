"""Lines of a programme: a new one belongs to those who are in the pair."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item
from services import held, reminders
from services.actor import Actor
from services.item_acts import Acted
from services.item_edit import add_row
from services.pairs import rights
from services.programmes import running
from services.programmes.access import for_writing


def add(session: Session, actor: Actor, programme_id: int, text: str) -> Acted:
    """A line at the end: what is to be done, in a second line perhaps the term.

    Raises Refusal("gone" | "forbidden" | "programme_closed" | "nothing_said" |
    "item_term_unclear" | "item_term_year").
    """
    access = for_writing(session, actor, programme_id)
    last = session.scalar(
        select(Item.id)
        .where(
            Item.roadmap_id == access.roadmap.id, Item.parent_id.is_(None),
            Item.removed_at.is_(None),
        )
        .order_by(Item.position.desc(), Item.id.desc())
        .limit(1)
    )  # fmt: skip
    acted = add_row(session, actor, access.roadmap.id, last, text)
    item = session.get_one(Item, acted.item_id)
    if not held.owners(session, [item])[item.id]:
        members = rights.present(session, [access.programme.pair_id], actor.today)
        running.own(session, access.roadmap.id, [item], members)
        session.flush()
        reminders.replan(session, item.id, actor.at)
    return acted
