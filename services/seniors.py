"""Who hears of what is overdue, and who passes on what cannot be sent."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Person, RoleGrant
from domain.roles import Role
from services.recipients import Recipient

Seniors = Mapping[tuple[int, Role], Sequence[int]]


def seniors_of(session: Session, places: Collection[int]) -> Seniors:
    """Curators and heads by organisation, the longest-serving first."""
    found: defaultdict[tuple[int, Role], list[int]] = defaultdict(list)
    rows = session.execute(
        select(RoleGrant.organisation_id, RoleGrant.role, RoleGrant.person_id)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(
            RoleGrant.organisation_id.in_(places),
            RoleGrant.role.in_([Role.CURATOR, Role.HEAD, Role.COORDINATOR]),
            RoleGrant.until.is_(None),
            Person.archived_at.is_(None),
        )
        .order_by(RoleGrant.id)
    )
    for place, role, person_id in rows:
        if place is not None:
            found[place, _as(role)].append(person_id)
    return dict(found)


def _as(role: Role) -> Role:
    """In a municipality the coordinators do what curators do in a school."""
    return Role.CURATOR if role is Role.COORDINATOR else role


def betters(
    seniors: Seniors, place: int, owners: Collection[int], away: Collection[int] = ()
) -> list[int]:
    """Those to hear of an overdue item: the curators; of a curator's own item the heads.

    Where that leaves nobody, the others of them; those who are `away` only when all are.
    """
    curators = seniors.get((place, Role.CURATOR), ())
    heads = seniors.get((place, Role.HEAD), ())
    order = (heads, curators) if set(curators) & set(owners) else (curators, heads)
    chosen = [[each for each in group if each not in owners] for group in order]
    present = [[each for each in group if each not in away] for group in chosen]
    return present[0] or present[1] or chosen[0] or chosen[1]


def away_of(seniors: Seniors, who: Mapping[int, Recipient], now: datetime) -> frozenset[int]:
    """Those of them who are on leave now."""
    ids = {each for group in seniors.values() for each in group if each in who}
    return frozenset(each for each in ids if who[each].away(who[each].today(now)))


def messengers(
    seniors: Seniors, place: int, who: Mapping[int, Recipient], away: Collection[int] = ()
) -> list[Recipient]:
    """Who passes on to people without an open chat: the curators, or the heads for them."""
    for role in (Role.CURATOR, Role.HEAD):
        group = [who[each] for each in seniors.get((place, role), ()) if each in who]
        if open_ := [each for each in group if each.reachable and each.id not in away]:
            return open_
    return []


def places_of(session: Session, person_id: int) -> list[int]:
    """Where the person is one of them."""
    places = session.scalars(
        select(RoleGrant.organisation_id)
        .where(
            RoleGrant.person_id == person_id,
            RoleGrant.role.in_([Role.CURATOR, Role.HEAD, Role.COORDINATOR]),
            RoleGrant.until.is_(None),
            RoleGrant.organisation_id.is_not(None),
        )
        .distinct()
        .order_by(RoleGrant.organisation_id)
    )
    return [place for place in places if place is not None]
