"""The sheet of a bank on its way out, and what it held in the cells to edit."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from content.areas import named
from db.models import BankEntry, Organisation, Person
from domain.named import Named
from domain.returning import Manifest
from exports.bank import BankRow
from services import audit, gate
from services.actor import Actor
from services.banks import access, lists
from services.roundtrip import sending
from services.roundtrip.bank import KIND, open_bank, times_of
from services.roundtrip.model import Wording
from texts import bank_sheet as words


@dataclass(frozen=True, slots=True)
class BankSheet:
    organisation_id: int
    organisation: str
    rows: tuple[BankRow, ...]
    manifest: Manifest


def send(session: Session, actor: Actor, wording: Wording) -> BankSheet:
    """The whole bank. Raises Refusal("forbidden" | "no_organisation")."""
    place = access.keeper(session, actor)
    table = open_bank(session, actor, place, wording)
    free = lists.rooms(session, place, table.people)
    fit = gate.may_take_part(session, [person.id for _, person in table.people], actor.at)
    rows = tuple(
        _row(entry, person, wording, free[entry.id], person.id in fit)
        for entry, person in table.people
    )
    sent = {row.id: sending.row_of(row.code, table.lines[row.id], _shown(row)) for row in rows}
    manifest = sending.keep(session, actor, KIND, place, place, sent)
    audit.record(session, actor, "export_bank", f"organisation:{place}", place)
    name = session.get_one(Organisation, place).name
    return BankSheet(place, name, rows, manifest)


def _row(entry: BankEntry, person: Person, wording: Wording, free: int, fit: bool) -> BankRow:
    names = named()
    return BankRow(
        id=entry.id,
        code=str(entry.id),
        name=wording.name(Named(person.id, person.name, person.is_pupil)),
        side=entry.side,
        state=entry.state,
        post=person.school_class or person.post,
        areas=words.areas({names.get(key, key): n for key, n in entry.areas.items()}),
        forms=words.forms(entry.forms),
        kinds=words.kinds(entry.kinds),
        capacity=entry.capacity,
        free=free,
        hours=entry.hours,
        times=times_of(entry),
        facts=words.facts(entry.facts),
        mark=entry.interview_mark,
        day=entry.interview_on,
        fit=fit,
        reason=entry.reason,
    )


def _shown(row: BankRow) -> dict[str, str]:
    return {
        "bank_areas": row.areas,
        "bank_forms": row.forms,
        "bank_kinds": row.kinds,
        "bank_capacity": _text(row.capacity),
        "bank_hours": _text(row.hours),
        "bank_times": row.times,
        "bank_mark": _text(row.mark),
        "bank_day": f"{row.day:%d.%m.%Y}" if row.day else "",
    }


def _text(value: int | None) -> str:
    return "" if value is None else str(value)
