"""The table of people: who they are, what they hold, whether they can be written to."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.models import Identity, Person, RoleGrant
from db.models.people import Reach
from domain.exporting import Account, Agreed
from domain.roles import Role
from exports.big.model import Batch, Column
from services import file_names, gate
from services.exporting import naming
from services.exporting.model import Scope, Source

SIZE = 50  # a batch holds the event loop for some milliseconds
COLUMNS = (
    Column("person_id", "number", 9),
    Column("school", width=28),
    Column("person", width=32),
    Column("post", width=24),
    Column("pupil", width=9),
    Column("class", width=8),
    Column("roles", width=26),
    Column("consent", width=18),
    Column("account", width=16),
    Column("since", "date", 12),
    Column("archived", "date", 12),
)
_AGREED = {True: Agreed.YES, False: Agreed.NO, None: Agreed.WAITING}


def read(session: Session, scope: Scope, after: int) -> Batch:
    """Who belongs to the organisations, or has held a role there."""
    query = select(
        Person.id, Person.organisation_id, Person.post, Person.is_pupil, Person.school_class,
        Person.created_at, Person.archived_at,
    ).where(Person.id > after)  # fmt: skip
    if scope.places is not None:
        holding = select(RoleGrant.person_id).where(RoleGrant.organisation_id.in_(scope.places))
        query = query.where(or_(Person.organisation_id.in_(scope.places), Person.id.in_(holding)))
    if scope.ends is not None:
        query = query.where(Person.created_at < scope.ends)
    if scope.begins is not None:
        query = query.where(or_(Person.archived_at.is_(None), Person.archived_at >= scope.begins))
    found = session.execute(query.order_by(Person.id).limit(SIZE)).all()
    ids = [row.id for row in found]
    names = file_names.names(session, ids, scope.at)
    standings = gate.standings(session, ids, scope.at)
    roles, accounts = _roles(session, scope, ids), _accounts(session, ids)
    places = naming.schools(session, {row.organisation_id for row in found})
    rows = tuple(
        (
            row.id, places[row.organisation_id], names[row.id], row.post, row.is_pupil,
            row.school_class, tuple(roles[row.id]), _AGREED[standings[row.id]],
            accounts.get(row.id, Account.NONE), naming.day(row.created_at, scope.zone),
            naming.day(row.archived_at, scope.zone),
        )
        for row in found
    )  # fmt: skip
    return Batch(rows, ids[-1] if len(ids) == SIZE else None)


def _roles(session: Session, scope: Scope, ids: Collection[int]) -> defaultdict[int, list[Role]]:
    rows = session.execute(
        select(RoleGrant.person_id, RoleGrant.role)
        .where(
            RoleGrant.person_id.in_(ids),
            RoleGrant.until.is_(None),
            scope.within(RoleGrant.organisation_id),
        )
        .order_by(RoleGrant.id)
    )
    found: defaultdict[int, list[Role]] = defaultdict(list)
    for row in rows:
        if row.role not in found[row.person_id]:
            found[row.person_id].append(row.role)
    return found


def _accounts(session: Session, ids: Collection[int]) -> dict[int, Account]:
    """One that works is enough."""
    rows = session.execute(
        select(Identity.person_id, Identity.reach).where(Identity.person_id.in_(ids))
    ).all()
    found = {row.person_id: Account.CLOSED for row in rows}
    return found | {row.person_id: Account.OPEN for row in rows if row.reach is Reach.OK}


SOURCE = Source(COLUMNS, read)
