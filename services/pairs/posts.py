"""The roles that go with a pair: whoever is in one that is more than proposed is a mentor or a
mentee of the school, and undoing takes back what the pair alone has given."""

from collections.abc import Collection, Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.models import Organisation, Pair, PairEvent, PairMember, RoleGrant
from domain.pairs import OPEN, PairState, Side
from domain.roles import Role
from services import audit, grants, role_changes
from services.actor import Actor
from services.pairs import log, rights, snapshot
from services.role_changes import Post

HOLDS = {Side.MENTOR: Role.MENTOR, Side.MENTEE: Role.MENTEE}
GIVEN = "roles"  # of what an event tells: ids of the roles that it gave


@log.listener
def heard(session: Session, actor: Actor, pair: Pair, event: PairEvent) -> None:
    """A proposed pair gives nobody anything yet."""
    if pair.state not in OPEN or pair.state is PairState.PROPOSED or pair.removed_at is not None:
        return
    given = _give(session, actor, pair)
    if given:
        _note(event, given)
        session.flush()


def take_back(session: Session, actor: Actor, event: PairEvent) -> None:
    """End the roles that an undone event gave. One that another pair needs by now is that pair's
    to take back."""
    ids: list[int] = event.after.get(snapshot.TOLD, {}).get(GIVEN, [])
    rows = session.scalars(
        select(RoleGrant).where(RoleGrant.id.in_(ids), RoleGrant.until.is_(None))
    ).all()
    for grant in rows:
        heir = _heir(session, actor, grant)
        if heir is None:
            _end(session, actor, grant)
        else:
            _hand_on(session, heir, grant.id)


def _give(session: Session, actor: Actor, pair: Pair) -> list[int]:
    """To present members and those to come; ids of the new roles."""
    place = pair.organisation_id
    members = session.scalars(
        select(PairMember)
        .where(
            PairMember.pair_id == pair.id,
            PairMember.until.is_(None) | (PairMember.until >= actor.today),
        )
        .order_by(PairMember.id)
    ).all()
    held = _held(session, place, members)
    wanted = dict.fromkeys((each.person_id, HOLDS[each.side]) for each in members)
    lacking = [each for each in wanted if each not in held]
    if not lacking or not _known(session, place):
        return []
    return [grants.add(session, actor, who, place, role=role) for who, role in lacking]


def _held(session: Session, place: int, members: Collection[PairMember]) -> set[tuple[int, Role]]:
    rows = session.execute(
        select(RoleGrant.person_id, RoleGrant.role).where(
            RoleGrant.organisation_id == place,
            RoleGrant.person_id.in_({each.person_id for each in members}),
            RoleGrant.role.in_(HOLDS.values()),
            RoleGrant.until.is_(None),
        )
    )
    return {(row.person_id, row.role) for row in rows}


def _known(session: Session, place: int) -> bool:
    """Whether the organisation has such roles at all: a municipality has none."""
    return Role.MENTOR in grants.roles_of(session.get_one(Organisation, place).kind)


def _note(event: PairEvent, ids: list[int]) -> None:
    told = event.after.get(snapshot.TOLD, {})
    event.after = {**event.after, snapshot.TOLD: {**told, GIVEN: [*told.get(GIVEN, []), *ids]}}


def _hand_on(session: Session, pair: Pair, grant_id: int) -> None:
    made = session.scalar(
        select(PairEvent).where(PairEvent.pair_id == pair.id).order_by(PairEvent.id).limit(1)
    )
    if made is not None:
        _note(made, [grant_id])
        session.flush()


def _heir(session: Session, actor: Actor, grant: RoleGrant) -> Pair | None:
    """Another pair for which the person holds the role."""
    side = next(side for side, role in HOLDS.items() if role is grant.role)
    pairs: Sequence[Pair] = rights.pairs_of(session, grant.person_id, actor.today, side)
    there = (
        pair
        for pair in pairs
        if pair.state in OPEN
        and pair.state is not PairState.PROPOSED
        and pair.organisation_id == grant.organisation_id
    )
    return next(there, None)


def _end(session: Session, actor: Actor, grant: RoleGrant) -> None:
    place = grant.organisation_id
    assert place is not None, "a pair gives roles of its school only"
    session.execute(
        update(RoleGrant)
        .where(RoleGrant.id == grant.id, RoleGrant.until.is_(None))
        .values(until=actor.at)
    )
    audit.record(
        session, actor, "role_revoked", f"person:{grant.person_id}", place, role=grant.role.value
    )
    post = Post(place, grant.role, grant.title)
    role_changes.left(session, actor, grant.person_id, post)
