"""Who may be given work: the staff of an organisation, the likely ones first."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Item, ItemOwner, Roadmap, RoleGrant
from domain.named import Named
from domain.roles import Role
from domain.search import key_of
from services import people
from services.person_cards import PersonCard
from services.roadmaps import of_school

# Who holds nothing else works elsewhere, or not at all.
_OUTSIDE = frozenset({Role.PARENT, Role.ADMINISTRATOR})


def staff(session: Session, organisation_id: int, query: str = "") -> list[PersonCard]:
    """Adults who work in the organisation, by name; with a query those whose name or post
    begins so. Parents, pupils and the installation's administrator are left out."""
    cards = (
        people.search_people(session, organisation_id, query)
        if query
        else people.staff(session, organisation_id)
    )
    running = _administrators(session, [card.id for card in cards])
    return [card for card in cards if not card.named.pupil and not _outside(card, running)]


def likely_first(session: Session, item: Item, cards: Iterable[PersonCard]) -> list[Named]:
    """Owners of the same phrase, then owners of late, then curators, then the others by name."""
    recent = _recent(session, item)
    same = {key_of(str(entry)) for entry in item.responsible}
    alike = {person: at for (person, phrase), at in recent.items() if phrase in same}
    lately = {person: at for (person, _), at in reversed(recent.items())}

    def place(card: PersonCard) -> tuple[int, int]:
        if card.id in alike:
            return 0, alike[card.id]
        if card.id in lately:
            return 1, lately[card.id]
        curates = any(grant.role is Role.CURATOR for grant in card.grants)
        return (2, 0) if curates else (3, 0)

    return [card.named for card in sorted(cards, key=place)]


def _outside(card: PersonCard, running: set[int]) -> bool:
    """Whoever was added without any role works here, unless it is the administrator."""
    roles = {grant.role for grant in card.grants}
    return roles <= _OUTSIDE and (bool(roles) or card.id in running)


def _administrators(session: Session, ids: list[int]) -> set[int]:
    return set(session.scalars(
        select(RoleGrant.person_id).where(
            RoleGrant.person_id.in_(ids),
            RoleGrant.role == Role.ADMINISTRATOR,
            RoleGrant.until.is_(None),
        )
    ))  # fmt: skip


def _recent(session: Session, item: Item) -> dict[tuple[int, str | None], int]:
    """Owners in the roadmaps of the item's organisation with their phrases, by how lately they
    were given something."""
    place = select(Roadmap.organisation_id).where(Roadmap.id == item.roadmap_id)
    rows = session.execute(
        select(ItemOwner.person_id, ItemOwner.phrase)
        .join(Item, Item.id == ItemOwner.item_id)
        .join(Roadmap, Roadmap.id == Item.roadmap_id)
        .where(
            Roadmap.organisation_id == place.scalar_subquery(),
            of_school(),
            Item.removed_at.is_(None),
            Item.id != item.id,
        )
        .order_by(ItemOwner.id.desc())
    )
    found: dict[tuple[int, str | None], int] = {}
    for row in rows:
        phrase = key_of(row.phrase) if row.phrase else None
        found.setdefault((row.person_id, phrase), len(found))
    return found
