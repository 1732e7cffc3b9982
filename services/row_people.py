"""People who are put on a row or step of a draft itself, apart from what its phrases mean."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.models import Item, ItemOwner, Roadmap
from db.models.roadmap import Sharing
from services import responsibles
from services.errors import Refusal
from services.responsibles import Meaning


def row_meaning(session: Session, item: Item) -> Meaning | None:
    """The people chosen for this very row or step, apart from what its phrases mean."""
    ids = session.scalars(
        select(ItemOwner.person_id)
        .where(ItemOwner.item_id == item.id, ItemOwner.phrase.is_(None))
        .order_by(ItemOwner.id)
    ).all()
    return Meaning(tuple(ids), each=item.sharing is Sharing.EACH) if ids else None


def chosen_people(session: Session, items: Sequence[Item]) -> dict[int, Meaning]:
    """The same for many items of one roadmap at once, by item."""
    sharing = {item.id: item.sharing for item in items}
    places = {item.roadmap_id for item in items}
    found: dict[int, list[int]] = {}
    rows = session.execute(
        select(ItemOwner.item_id, ItemOwner.person_id)
        .join(Item, Item.id == ItemOwner.item_id)
        .where(Item.roadmap_id.in_(places), ItemOwner.phrase.is_(None))
        .order_by(ItemOwner.id)
    )
    for item_id, person_id in rows:
        found.setdefault(item_id, []).append(person_id)
    return {
        item_id: Meaning(tuple(ids), each=sharing[item_id] is Sharing.EACH)
        for item_id, ids in found.items()
        if item_id in sharing
    }


def give_row(session: Session, item: Item, meaning: Meaning | None) -> None:
    """Put people on one row or step; None leaves it to its phrases again."""
    session.execute(
        delete(ItemOwner).where(ItemOwner.item_id == item.id, ItemOwner.phrase.is_(None))
    )
    each = meaning is not None and meaning.each
    item.sharing = Sharing.EACH if each else Sharing.ONE
    ids = meaning.person_ids if meaning else ()
    session.add_all(ItemOwner(item_id=item.id, person_id=id_) for id_ in ids)
    session.flush()


def spelled_out(session: Session, roadmap: Roadmap, meaning: Meaning) -> Meaning:
    """A single row keeps people, not a role. Raises Refusal("nobody_holds")."""
    found = responsibles.carriers(session, roadmap.organisation_id, meaning)
    ids = dict.fromkeys(id_ for carrier in found for id_ in carrier.person_ids)
    if not ids:
        raise Refusal("nobody_holds")
    return Meaning(tuple(ids), each=meaning.each)
