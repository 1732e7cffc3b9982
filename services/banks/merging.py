"""Two records of one person become one: so do their entries."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import BankEntry
from domain.banks import FIELDS, PEOPLE
from services.actor import Actor
from services.banks import fields, lists, log


def join(session: Session, actor: Actor, person_id: int, paper_id: int) -> None:
    """The entries go to the record on paper. Where that has one on the same side, it stays and
    learns what it lacks."""
    rows = session.scalars(select(BankEntry).where(BankEntry.person_id == person_id)).all()
    for entry in rows:
        there = {
            each.side: each for each in lists.of_person(session, entry.organisation_id, paper_id)
        }
        if entry.side in there:
            _teach(session, actor, there[entry.side], entry)
        else:
            entry.person_id = paper_id
    session.flush()
    for place in {entry.organisation_id for entry in rows}:
        _rename(session, place, person_id, paper_id)


def _teach(session: Session, actor: Actor, kept: BankEntry, gone: BankEntry) -> None:
    with log.changing(session, actor.at, actor.person_id, kept, log.FILLED):
        for field in sorted(FIELDS):
            if fields.get(kept, field) is None and fields.get(gone, field) is not None:
                fields.put(kept, field, fields.get(gone, field))
    kept.response_id = kept.response_id or gone.response_id


def _rename(session: Session, place: int, person_id: int, paper_id: int) -> None:
    """Whoever wished to work with the one wishes it of the other."""
    for entry in session.scalars(select(BankEntry).where(BankEntry.organisation_id == place)):
        for field in PEOPLE & entry.facts.keys():
            if person_id in entry.facts[field]:
                ids = [paper_id if each == person_id else each for each in entry.facts[field]]
                fields.put(entry, field, list(dict.fromkeys(ids)))
    session.flush()
