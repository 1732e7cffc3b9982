"""What banks keep of a person, where the person's data are erased."""

from sqlalchemy import delete, select, union
from sqlalchemy.orm import Session

from db.models import BankEntry, BankEvent, Person, RoleGrant
from domain.banks import PEOPLE


def entries(session: Session, person_id: int, *, erase: bool) -> int:
    """How many entries there are. Erased are they, their history, and the person among those whom
    others would like to work with."""
    ids = session.scalars(select(BankEntry.id).where(BankEntry.person_id == person_id)).all()
    if erase:
        session.execute(delete(BankEvent).where(BankEvent.entry_id.in_(ids)))
        session.execute(delete(BankEntry).where(BankEntry.id.in_(ids)))
        _unname(session, person_id)
    return len(ids)


def _unname(session: Session, person_id: int) -> None:
    places = union(
        select(RoleGrant.organisation_id).where(RoleGrant.person_id == person_id),
        select(Person.organisation_id).where(Person.id == person_id),
    )
    named = session.scalars(select(BankEntry).where(BankEntry.organisation_id.in_(places))).all()
    touched = [entry for entry in named if _names(entry.facts, person_id)]
    for entry in touched:
        entry.facts = _without(entry.facts, person_id)
    events = session.scalars(
        select(BankEvent).where(BankEvent.entry_id.in_([entry.id for entry in named]))
    ).all()
    for event in events:
        for part in ("before", "after"):
            told = getattr(event, part)
            if _names(told.get("facts", {}), person_id):
                setattr(event, part, {**told, "facts": _without(told["facts"], person_id)})
    session.flush()


def _names(facts: dict[str, list[int]], person_id: int) -> bool:
    return any(person_id in (facts.get(field) or ()) for field in PEOPLE)


def _without(facts: dict[str, list[int]], person_id: int) -> dict[str, list[int]]:
    return {
        field: [each for each in value if each != person_id] if field in PEOPLE else value
        for field, value in facts.items()
    }
