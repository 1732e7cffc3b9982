"""Whose names a person sees on a line that several schools answer for: those of the own school.

Who sees the roadmap as a whole (the municipality's people, the staff of a school in its own
roadmap) sees everybody; a school that has a part of a municipal line sees the others as schools.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Organisation, Person, RoleGrant
from domain.named import Named
from domain.roles import Action
from services.actor import Actor
from services.items import ItemLine


@dataclass(frozen=True, slots=True)
class Hidden:
    """People whose names are not for the actor, with the names of their schools."""

    schools: Mapping[int, str]

    def count(self, ids: Iterable[int]) -> int:
        """How many schools some of them stand for; who is of none counts alone."""
        return len({self.schools[each] or each for each in ids if each in self.schools})

    def school(self, ids: Iterable[int]) -> str:
        return next((self.schools[each] for each in ids if each in self.schools), "")

    def lines(self, lines: Sequence[ItemLine]) -> tuple[ItemLine, ...]:
        """The same lines with the owners who may be named."""
        if not self.schools:
            return tuple(lines)
        return tuple(
            replace(line, owners=tuple(who for who in line.owners if who.id not in self.schools))
            for line in lines
        )

    def named(self, names: Mapping[int, Named]) -> dict[int, Named]:
        return {id_: name for id_, name in names.items() if id_ not in self.schools}


def hidden(session: Session, actor: Actor, place: int, ids: Iterable[int]) -> Hidden:
    """Of some people those whom the actor is not told by name in a roadmap of `place`."""
    wanted = set(ids) - {actor.me}
    if not wanted or actor.may(Action.SEE_ROADMAP, place):
        return Hidden({})
    own = {held.organisation_id for held in actor.roles}
    beside = select(RoleGrant.person_id).where(
        RoleGrant.person_id.in_(wanted),
        RoleGrant.organisation_id.in_(own),
        RoleGrant.until.is_(None),
    )
    colleagues = set(session.scalars(beside))
    rows = session.execute(
        select(Person.id, Person.organisation_id, Organisation.name)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(Person.id.in_(wanted - colleagues))
    )
    return Hidden({row.id: row.name or "" for row in rows if row.organisation_id not in own})
