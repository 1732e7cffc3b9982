"""Who may see, tick off and change an item: asked anew for every button."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, ItemOwner, Roadmap
from db.models.roadmap import ItemLevel, RoadmapState
from domain.roles import Action, allows
from services import held, people
from services.actor import Actor
from services.errors import Refusal
from services.pairs import rights as pair_rights
from services.standing import away


@dataclass(frozen=True, slots=True)
class Access:
    """An item that the actor may see, and what else the actor may. `share`: the actor's part."""

    item: Item
    roadmap: Roadmap
    share: Item | None
    act: bool
    edit: bool

    @property
    def closed(self) -> bool:
        return self.roadmap.state is RoadmapState.CLOSED


def see(session: Session, actor: Actor, item_id: int) -> Access:
    """Raises Refusal("gone" | "not_launched" | "forbidden")."""
    item = session.get(Item, item_id)
    if item is None:
        raise Refusal("gone")
    roadmap = session.get_one(Roadmap, item.roadmap_id)
    if roadmap.pair_id is not None:
        return _of_pair(session, actor, item, roadmap, roadmap.pair_id)
    place = roadmap.organisation_id
    owns = _owns(session, actor, item, roadmap)
    share = _share(session, actor, item)
    mine = (owns or share is not None) and _works_for(actor, place)
    if not (mine or actor.may(Action.SEE_ROADMAP, place)):
        raise Refusal("forbidden")
    if roadmap.state is RoadmapState.DRAFT:
        raise Refusal("not_launched")
    if not alive(session, item):
        raise Refusal("gone")
    return Access(
        item=item,
        roadmap=roadmap,
        share=share if mine else None,
        act=mine or actor.may(Action.ACT_FOR_OTHERS, place),
        edit=actor.may(Action.EDIT_ROADMAP, place),
    )


def _of_pair(session: Session, actor: Actor, item: Item, roadmap: Roadmap, pair_id: int) -> Access:
    """A line of a programme: for those who are in the pair now and who keeps the pairs, to read
    for those who were to its end. While it is being written there is nothing to act on."""
    found = pair_rights.see_past(session, actor, pair_id)
    if not found.whole:
        raise Refusal("forbidden")
    if not alive(session, item):
        raise Refusal("gone")
    return Access(
        item=item,
        roadmap=roadmap,
        share=None,
        act=roadmap.state is not RoadmapState.DRAFT and bool(found.sides or found.edit),
        edit=found.mentors or found.edit,
    )


def for_acting(session: Session, actor: Actor, item_id: int) -> Access:
    """For starting, ticking off, proving and commenting. Takes the roadmap for itself.

    Raises Refusal("gone" | "not_launched" | "forbidden" | "closed").
    """
    found = _taken(session, actor, item_id)
    if not found.act:
        raise Refusal("forbidden")
    return found


def for_editing(session: Session, actor: Actor, item_id: int) -> Access:
    """For changes of the plan itself. Raises as `for_acting`."""
    found = _taken(session, actor, item_id)
    if not found.edit:
        raise Refusal("forbidden")
    return found


def roadmap_for(session: Session, actor: Actor, roadmap_id: int, action: Action) -> Roadmap:
    """A launched roadmap of an organisation: programmes of pairs have `plan_for`.

    Raises Refusal("gone" | "forbidden" | "not_launched").
    """
    roadmap = session.get(Roadmap, roadmap_id)
    if roadmap is None or roadmap.pair_id is not None:
        raise Refusal("gone")
    if not actor.may(action, roadmap.organisation_id):
        raise Refusal("forbidden")
    if roadmap.state is RoadmapState.DRAFT:
        raise Refusal("not_launched")
    return roadmap


def plan_for(session: Session, actor: Actor, roadmap_id: int) -> Roadmap:
    """A launched roadmap, or a programme in any state, whose lines the actor may change.

    Raises Refusal("gone" | "forbidden" | "not_launched").
    """
    roadmap = session.get(Roadmap, roadmap_id)
    if roadmap is None or roadmap.pair_id is None:
        return roadmap_for(session, actor, roadmap_id, Action.EDIT_ROADMAP)
    found = pair_rights.see(session, actor, roadmap.pair_id)
    if not (found.mentors or found.edit):
        raise Refusal("forbidden")
    return roadmap


def take(session: Session, roadmap_id: int) -> None:
    """Writers of one roadmap come one after the other, on PostgreSQL as on SQLite."""
    if held.of(session, roadmap_id) is not None:
        return
    session.execute(select(Roadmap.id).where(Roadmap.id == roadmap_id).with_for_update())
    session.expire_all()


def _taken(session: Session, actor: Actor, item_id: int) -> Access:
    item = session.get(Item, item_id)
    if item is None:
        raise Refusal("gone")
    take(session, item.roadmap_id)
    found = see(session, actor, item_id)
    if found.closed:
        raise Refusal("closed")
    return found


def alive(session: Session, item: Item) -> bool:
    """Whether neither the item nor what it is a part of was removed."""
    above: Item | None = item
    while above is not None:
        if above.removed_at is not None:
            return False
        above = session.get(Item, above.parent_id) if above.parent_id else None
    return True


def _works_for(actor: Actor, organisation_id: int) -> bool:
    """Those who own an item work in its organisation or in a school under it."""
    return any(
        allows(held.role, Action.DO_OWN_ITEMS)
        and organisation_id in {held.organisation_id, held.parent_id}
        for held in actor.roles
    )


def _owns(session: Session, actor: Actor, item: Item, roadmap: Roadmap) -> bool:
    owners = held.owners(session, [item])[item.id]
    found = [person for person, _ in owners]
    return _among(session, actor, found or people.curators(session, roadmap.organisation_id))


def _among(session: Session, actor: Actor, owners: Sequence[int]) -> bool:
    """Whether the actor is one of them or stands in for one who is away."""
    return actor.person_id in owners or not _instead(session, actor).isdisjoint(owners)


def _instead(session: Session, actor: Actor) -> frozenset[int]:
    if actor.person_id is None:
        return frozenset()
    return frozenset(away.stood_for(session, actor.person_id, actor.today, actor.zone))


def _share(session: Session, actor: Actor, item: Item) -> Item | None:
    """The actor's own part, or that of somebody for whom the actor stands in."""
    own = _share_of(session, actor.person_id, item)
    if own is not None or item.level is ItemLevel.SHARE:
        return own
    found = (_share_of(session, each, item) for each in sorted(_instead(session, actor)))
    return next((share for share in found if share is not None), None)


def _share_of(session: Session, person_id: int | None, item: Item) -> Item | None:
    kept = held.of(session, item.roadmap_id)
    if kept is not None:
        return kept.share_of(item.id, person_id)
    return session.scalar(
        select(Item)
        .join(ItemOwner, ItemOwner.item_id == Item.id)
        .where(
            Item.parent_id == item.id,
            Item.level == ItemLevel.SHARE,
            Item.removed_at.is_(None),
            ItemOwner.person_id == person_id,
        )
        .order_by(Item.id)
        .limit(1)
    )
