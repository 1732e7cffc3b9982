"""Rows of consents: one an answer, the newest of a person and document is in force."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from content import consent as documents
from db.models import Consent, Organisation, Person
from db.models.people import Given
from domain.consents import Document
from services.actor import Actor

KEEP_YEARS = "keep_years"  # of Organisation.preferences


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on a signed paper; a day that nobody knows is the day of entering."""

    signed_on: date
    number: str = ""


def text(
    session: Session, person: Person, document: Document, *, name: str = "", paper: bool = False
) -> documents.Document:
    """The document as it is offered to a person; `name`: of another operator than the own
    school."""
    found = session.get(Organisation, person.organisation_id) if person.organisation_id else None
    chosen = found.preferences if found else {}
    years = int(chosen.get(KEEP_YEARS, documents.KEEP_YEARS))
    return documents.document(
        document, name or (found.name if found else ""), years=years, paper=paper
    )


def add(
    session: Session,
    actor: Actor,
    person: Person,
    document: Document,
    *,
    given: bool,
    name: str = "",
    given_by: int | None = None,
    paper: Paper | None = None,
) -> Consent:
    """The bare answer, by a tap of the actor or on paper that the actor enters."""
    shown = text(session, person, document, name=name, paper=paper is not None)
    row = Consent(
        person_id=person.id,
        kind=document.value,
        version=shown.version,
        text_hash=shown.sha256,
        given=given,
        at=actor.at,
        how=Given.CHAT if paper is None else Given.PAPER,
        given_by=given_by,
        entered_by=None if paper is None else actor.person_id,
        number=paper.number if paper else "",
        signed_on=paper.signed_on if paper else None,
    )
    session.add(row)
    session.flush()
    return row


def newest(session: Session, person_id: int, document: Document) -> Consent | None:
    """The answer in force."""
    return session.scalar(
        select(Consent)
        .where(Consent.person_id == person_id, Consent.kind == document.value)
        .order_by(Consent.id.desc())
        .limit(1)
    )


def all_newest(session: Session, person_id: int) -> dict[Document, Consent]:
    """The answers in force, by document."""
    rows = session.scalars(
        select(Consent).where(Consent.person_id == person_id).order_by(Consent.id)
    )
    return {Document(row.kind): row for row in rows}
