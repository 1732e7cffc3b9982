"""Consents to the processing of personal data: one row an answer, the newest is in force."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from content import consent as documents
from db.models import Consent, Organisation, OutboxMessage, Person
from db.models.outbox import OutboxState
from services import audit, chat
from services.actor import PROCESSING, Actor, Held
from services.errors import Refusal

_OPEN = (OutboxState.QUEUED, OutboxState.SENDING)


@dataclass(frozen=True, slots=True)
class MyData:
    """What the bot keeps of the person who asks."""

    name: str
    post: str
    roles: tuple[Held, ...]
    operator: str
    version: str
    since: datetime


def operator(session: Session, actor: Actor) -> str:
    """The organisation to which the person consents; empty before the first school."""
    if actor.current is not None and actor.current.organisation:
        return actor.current.organisation
    organisation_id = None
    if actor.person_id is not None:
        organisation_id = session.get_one(Person, actor.person_id).organisation_id
    found = session.get(Organisation, organisation_id) if organisation_id else None
    return found.name if found else ""


def give(session: Session, actor: Actor, organisation: str) -> None:
    """The consent to the document as it was shown, with this operator's name in it."""
    _answer(session, actor, actor.me, documents.processing(organisation), given=True)
    audit.record(session, actor, "consent_given", f"person:{actor.me}")


def refuse(session: Session, actor: Actor, person_id: int, organisation: str) -> None:
    """A refusal of somebody the school knows, so that the curator sees it; once is enough."""
    answered = _in_force(session, person_id)
    if answered is not None and not answered.given:
        return
    _answer(session, actor, person_id, documents.processing(organisation), given=False)
    _silence(session, person_id)
    audit.record(session, actor, "consent_refused", f"person:{person_id}")


def withdraw(session: Session, actor: Actor) -> None:
    """Take the consent back: what was queued is not sent. Raises Refusal("no_consent")."""
    if not _given(session, actor.me):
        raise Refusal("no_consent")
    document = documents.processing(operator(session, actor))
    _answer(session, actor, actor.me, document, given=False)
    _silence(session, actor.me)
    chat.clear(session, actor)
    audit.record(session, actor, "consent_withdrawn", f"person:{actor.me}")


def mine(session: Session, actor: Actor) -> MyData:
    """Raises Refusal("no_consent") where none is in force."""
    person = session.get_one(Person, actor.me)
    row = _in_force(session, person.id)
    if row is None or not row.given:
        raise Refusal("no_consent")
    return MyData(
        name=person.name,
        post=person.post,
        roles=actor.roles,
        operator=operator(session, actor),
        version=row.version,
        since=row.at,
    )


def _answer(
    session: Session, actor: Actor, person_id: int, document: documents.Document, *, given: bool
) -> None:
    session.add(
        Consent(
            person_id=person_id,
            kind=PROCESSING,
            version=document.version,
            text_hash=document.sha256,
            given=given,
            at=actor.at,
        )
    )
    session.flush()


def _in_force(session: Session, person_id: int) -> Consent | None:
    return session.scalar(
        select(Consent)
        .where(Consent.person_id == person_id, Consent.kind == PROCESSING)
        .order_by(Consent.id.desc())
        .limit(1)
    )


def _given(session: Session, person_id: int) -> bool:
    row = _in_force(session, person_id)
    return row is not None and row.given


def _silence(session: Session, person_id: int) -> None:
    """Nothing more is sent: a call under way may still arrive, but it is not repeated."""
    session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.person_id == person_id, OutboxMessage.state.in_(_OPEN))
        .values(state=OutboxState.CANCELLED)
    )
