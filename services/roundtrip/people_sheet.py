"""The sheet of people on its way out, and what it held in the cells to edit."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.models import Organisation
from domain.named import Named
from domain.returning import Manifest
from domain.roles import Role
from exports.roster import PersonRow
from services import audit
from services.actor import Actor
from services.person_cards import Grant, cards
from services.roundtrip import sending
from services.roundtrip.model import Wording
from services.roundtrip.people import BORN, CLASS, KIND, NAME, POST, open_people


@dataclass(frozen=True, slots=True)
class PeopleSheet:
    """`names`: whether names stand in full and can be edited."""

    organisation: str
    rows: tuple[PersonRow, ...]
    names: bool
    manifest: Manifest


Roles = Callable[[Iterable[tuple[Role, str]]], str]


def send(
    session: Session,
    actor: Actor,
    organisation_id: int,
    wording: Wording,
    roles: Roles,
    names: bool,
) -> PeopleSheet:
    """Everybody of an organisation. Raises Refusal("gone" | "forbidden")."""
    table = open_people(session, actor, organisation_id, wording)
    held = {card.id: card.grants for card in cards(session, organisation_id, table.people)}
    rows = tuple(
        PersonRow(
            id=person.id,
            code=str(person.id),
            name=person.name
            if names
            else wording.name(Named(person.id, person.name, person.is_pupil)),
            post=person.post,
            school_class=person.school_class,
            born=person.born_on,
            roles=roles(_pairs(held[person.id])),
        )
        for person in table.people
    )
    sent = {
        row.id: sending.row_of(row.code, table.lines[row.id], _shown(row, names)) for row in rows
    }
    manifest = sending.keep(session, actor, KIND, organisation_id, organisation_id, sent)
    audit.record(
        session, actor, "people_exported", f"organisation:{organisation_id}", organisation_id
    )
    place = session.get_one(Organisation, organisation_id)
    return PeopleSheet(place.name, rows, names, manifest)


def _pairs(grants: Iterable[Grant]) -> list[tuple[Role, str]]:
    return [(grant.role, grant.title) for grant in grants]


def _shown(row: PersonRow, names: bool) -> dict[str, str]:
    cells = {POST: row.post, CLASS: row.school_class, BORN: _day(row.born)}
    return {NAME: row.name, **cells} if names else cells


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
