"""The sheet of what was given to whom, and what is left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.models import AuditEntry, Organisation, Person
from domain.named import Named
from domain.roles import Action, Role
from services import people
from services.actor import Actor
from services.errors import Refusal
from services.standing import belongings
from services.standing.belongings import Thing
from services.standing.handed import REMEMBERED, handed, ids_of, roles_of


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sheet; `to` None: not given to anybody yet."""

    thing: Thing
    to: Named | None


@dataclass(frozen=True, slots=True)
class HandSheet:
    person: Named
    post: str
    organisation: str
    roles: tuple[tuple[Role, str], ...]
    lines: tuple[Line, ...]
    today: date


def sheet(session: Session, actor: Actor, person_id: int) -> HandSheet:
    """What was given to whom in a month, and what is left; also after the leaving.

    Raises Refusal("gone" | "forbidden").
    """
    person = session.get(Person, person_id)
    if person is None or person.organisation_id is None:
        raise Refusal("gone")
    place = person.organisation_id
    if not actor.may(Action.EDIT_PEOPLE, place):
        raise Refusal("forbidden")
    lines = [
        line
        for entry in handed(session, person_id, actor.at - REMEMBERED)
        for line in _lines(session, entry)
    ]
    if person.archived_at is None:
        rest = belongings.of(session, person_id, place, actor.today)
        lines += [Line(each, None) for each in rest]
    return HandSheet(
        person=Named(person.id, person.name, person.is_pupil),
        post=person.post,
        organisation=session.get_one(Organisation, place).name,
        roles=roles_of(session, person_id, place),
        lines=tuple(lines),
        today=actor.today,
    )


def _lines(session: Session, entry: AuditEntry) -> Iterable[Line]:
    to = entry.data.get("to")
    if to is None:
        return
    names = people.named(session, [int(to)])
    wanted = belongings.told(
        session, ids_of(entry.data.get("items")), ids_of(entry.data.get("pair_ids"))
    )
    for thing in wanted:
        yield Line(thing, names.get(int(to)))
