"""On which side of mentoring somebody stands: by what results are told apart."""

from collections.abc import Collection
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import RoleGrant
from domain.roles import Role


class SideOf(StrEnum):
    MENTOR = "mentor"
    MENTEE = "mentee"
    PARENT = "parent"
    OTHER = "other"


# Who has several of these roles is counted with the first.
_ROLES = {
    Role.MENTEE: SideOf.MENTEE, Role.MENTOR: SideOf.MENTOR, Role.PARENT: SideOf.PARENT,
}  # fmt: skip


def of(session: Session, organisation_id: int, people: Collection[int]) -> dict[int, SideOf]:
    """Of each of these people, by the roles that they hold in the school now."""
    rows = session.execute(
        select(RoleGrant.person_id, RoleGrant.role).where(
            RoleGrant.organisation_id == organisation_id,
            RoleGrant.until.is_(None),
            RoleGrant.person_id.in_(people),
            RoleGrant.role.in_(_ROLES),
        )
    ).all()
    held: dict[int, set[Role]] = {}
    for row in rows:
        held.setdefault(row.person_id, set()).add(row.role)
    return {
        person: next((side for role, side in _ROLES.items() if role in held.get(person, ())),
                     SideOf.OTHER)
        for person in people
    }  # fmt: skip
