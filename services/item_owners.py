"""Who answers for an item, and whether one of them does it for all or everyone does."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, ItemOwner
from db.models.roadmap import ItemLevel, Sharing
from domain.named import Named
from domain.search import search_key
from services import chat, held, people, takers
from services.actor import Actor
from services.changes import Change
from services.errors import Refusal
from services.item_acts import OVER, Acted, open_below, parts
from services.item_copies import copy
from services.item_rights import Access, for_editing, see
from services.pairs.rights import present
from services.person_cards import members_among


def assign(
    session: Session,
    actor: Actor,
    item_id: int,
    person_ids: Sequence[int],
    sharing: Sharing = Sharing.ONE,
) -> Acted:
    """Give an item, with its open steps, to people of the organisation (or of a school under it).

    `EACH` makes a share for everybody. Raises Refusal("gone") for a stranger.
    """
    access = for_editing(session, actor, item_id)
    wanted = list(dict.fromkeys(person_ids))
    _known(session, actor, access, wanted)
    change = Change(session, actor, access)
    for item in _unshared(session, access.item):
        change.touch(item)
        set_owners(session, item, wanted)
        below = parts(session, item)
        if item.level is ItemLevel.SHARE or any(p.level is ItemLevel.STEP for p in below):
            continue
        item.sharing = sharing if len(wanted) > 1 else Sharing.ONE
        _reshare(session, actor, change, item, wanted)
    chat.clear(session, actor)
    return Acted(item_id, change.save("reassigned", count=len(wanted), sharing=sharing.value))


def add_owner(session: Session, actor: Actor, item_id: int, person_id: int) -> Acted:
    """One more who answers for it; how they carry it stays."""
    item = for_editing(session, actor, item_id).item
    return assign(session, actor, item_id, [*owners(session, item.id), person_id], item.sharing)


def hand_over(session: Session, actor: Actor, item_id: int, person_id: int) -> Acted:
    """One person instead of the present owners."""
    return assign(session, actor, item_id, [person_id])


def share_out(session: Session, actor: Actor, item_id: int, each: bool) -> Acted:
    """«Один за всех» or «каждый» for the present owners. Raises Refusal("one_owner")."""
    item = for_editing(session, actor, item_id).item
    present = owners(session, item.id)
    if len(present) < 2:
        raise Refusal("one_owner")
    return assign(session, actor, item_id, present, Sharing.EACH if each else Sharing.ONE)


def candidates(session: Session, actor: Actor, item_id: int, query: str) -> list[Named]:
    """Who may be given an item, the likely first; with a query whose name or post begins so."""
    access = see(session, actor, item_id)
    if not access.edit:
        raise Refusal("forbidden")
    place, pair_id = access.roadmap.organisation_id, access.roadmap.pair_id
    if pair_id is not None:
        return _pair(session, actor, pair_id, query)
    return takers.likely_first(session, access.item, takers.staff(session, place, query))


def _pair(session: Session, actor: Actor, pair_id: int, query: str) -> list[Named]:
    """Lines of a programme are done by those who are in the pair."""
    ids = [member.person_id for member in present(session, [pair_id], actor.today)]
    names = people.named(session, ids)
    wanted = search_key(query)
    return [names[each] for each in ids if wanted in search_key(names[each].name)]


def owners(session: Session, item_id: int) -> list[int]:
    """Those whose name the item carries, or its shares do."""
    item = session.get_one(Item, item_id)
    found = held.owners(session, [item])[item_id]
    if found:
        return [person for person, _ in found]
    kept = held.of(session, item.roadmap_id)
    if kept is not None:
        return kept.sharers(item_id)
    shared = (
        select(ItemOwner.person_id)
        .join(Item, Item.id == ItemOwner.item_id)
        .where(Item.parent_id == item_id, Item.removed_at.is_(None), Item.level == ItemLevel.SHARE)
        .order_by(Item.position, Item.id)
    )
    return list(dict.fromkeys(session.scalars(shared)))


def _known(session: Session, actor: Actor, access: Access, wanted: Iterable[int]) -> None:
    place, pair_id = access.roadmap.organisation_id, access.roadmap.pair_id
    strange = set(wanted) - set(owners(session, access.item.id))
    if pair_id is not None:
        known = {member.person_id for member in present(session, [pair_id], actor.today)}
    else:
        known = members_among(session, place, strange)
    if strange - known:
        raise Refusal("gone")


def _unshared(session: Session, item: Item) -> list[Item]:
    return [
        each
        for each in open_below(session, item)
        if each.level is not ItemLevel.SHARE or each.id == item.id
    ]


def set_owners(session: Session, item: Item, wanted: Sequence[int]) -> None:
    phrases = {one[0]: one[1] for one in held.owners(session, [item])[item.id]}
    new = [[person, phrases.get(person)] for person in wanted]
    held.own(session, item.roadmap_id, {item.id: new})
    session.flush()


def _reshare(
    session: Session, actor: Actor, change: Change, item: Item, wanted: Sequence[int]
) -> None:
    """Shares follow the owners; a share that is done stays, whoever answers from now on."""
    expected = list(wanted) if item.sharing is Sharing.EACH else []
    for share in parts(session, item):
        holder = next(iter(owners(session, share.id)), None)
        if holder in expected:
            expected.remove(holder)
        elif item.sharing is Sharing.ONE or share.status not in OVER:
            change.touch(share)
            share.removed_at = actor.at
    for person in expected:
        share = copy(item, ItemLevel.SHARE, item.title, item.position)
        session.add(share)
        session.flush()
        set_owners(session, share, [person])
        change.created(share)
