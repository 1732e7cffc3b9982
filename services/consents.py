"""One's own consents: given and refused at the door, taken back, looked at."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from content import consent as documents
from db.models import Organisation, Person
from domain import consents as rule
from domain.consents import Document, Subject
from services import audit, chat, consent_rows, withdrawing
from services.actor import Actor, Held
from services.consent_standing import Standing, standings
from services.errors import Refusal
from services.membership import applied_to


@dataclass(frozen=True, slots=True)
class MyData:
    """What the bot keeps of the person who asks. `own`: the document that lets one in."""

    name: str
    post: str
    roles: tuple[Held, ...]
    operator: str
    documents: tuple[Standing, ...]
    own: Document
    minor: bool


def operator(session: Session, actor: Actor) -> str:
    """The organisation to which the person consents; empty before the first school."""
    if actor.current is not None and actor.current.organisation:
        return actor.current.organisation
    organisation_id = None
    if actor.person_id is not None:
        organisation_id = session.get_one(Person, actor.person_id).organisation_id
    if organisation_id is None and actor.person_id is not None:
        organisation_id = applied_to(session, actor.person_id)
    found = session.get(Organisation, organisation_id) if organisation_id else None
    return found.name if found else ""


def own_document(person: Person | None, day: date, *, pupil: bool = False) -> Document:
    """What one is asked at the door: a minor for the assent. `pupil`: joins as one."""
    born = person.born_on if person else None
    who = Subject(pupil or (person is not None and person.is_pupil), born)
    return Document.ASSENT if rule.is_minor(who, day) else Document.PROCESSING


def give(session: Session, actor: Actor, organisation: str, *, pupil: bool = False) -> None:
    """The consent to the document as it was shown, with this operator's name in it."""
    person = session.get_one(Person, actor.me)
    document = own_document(person, actor.today, pupil=pupil)
    consent_rows.add(session, actor, person, document, given=True, name=organisation)
    audit.record(
        session, actor, "consent_given", f"person:{person.id}", person.organisation_id,
        document=document.value,
    )  # fmt: skip
    withdrawing.changed_mind(session, actor, person)


def refuse(session: Session, actor: Actor, person_id: int, organisation: str) -> None:
    """A refusal of somebody the school knows, so that the curator sees it; once is enough."""
    person = session.get_one(Person, person_id)
    document = own_document(person, actor.today)
    answered = consent_rows.newest(session, person_id, document)
    if answered is not None and not answered.given:
        return
    consent_rows.add(session, actor, person, document, given=False, name=organisation)
    withdrawing.silence(session, person_id)
    audit.record(
        session, actor, "consent_refused", f"person:{person_id}", person.organisation_id,
        document=document.value,
    )  # fmt: skip


def withdraw(session: Session, actor: Actor) -> withdrawing.Withdrawn:
    """Take the own consent back, with all that follows. Raises Refusal("no_consent")."""
    person = session.get_one(Person, actor.me)
    document = own_document(person, actor.today)
    if not answered(session, person, document):
        raise Refusal("no_consent")
    consent_rows.add(session, actor, person, document, given=False)
    chat.clear(session, actor)
    return withdrawing.basic(session, actor, person, document)


def mine(session: Session, actor: Actor) -> MyData:
    """Raises Refusal("no_consent") where none is in force."""
    person = session.get_one(Person, actor.me)
    own = own_document(person, actor.today)
    if not answered(session, person, own):
        raise Refusal("no_consent")
    return MyData(
        name=person.name,
        post=person.post,
        roles=actor.roles,
        operator=operator(session, actor),
        documents=standings(session, person, actor.at),
        own=own,
        minor=own is Document.ASSENT,
    )


def answer_publication(session: Session, actor: Actor, document: Document, *, given: bool) -> None:
    """An adult's own choice; a parent's stands in services.guardians. Raises Refusal."""
    person = session.get_one(Person, actor.me)
    if document not in rule.PUBLICATION or own_document(person, actor.today) is Document.ASSENT:
        raise Refusal("forbidden")
    found = consent_rows.newest(session, person.id, document)
    if found is not None and found.given == given:
        return
    withdrawing.publication(session, actor, person, document, given=given, given_by=None)


def text(session: Session, actor: Actor, operator: str, document: Document) -> str:
    """A document as the chat shows it to who stands at the door or has given it."""
    person = session.get(Person, actor.person_id) if actor.person_id else None
    if person is not None:
        if actor.consent is True:
            document = own_document(person, actor.today)
        return consent_rows.text(session, person, document, name=operator).text
    return documents.document(document, operator).text


def answered(session: Session, person: Person, document: Document) -> bool:
    """Whether the newest answer is a yes, on paper or by a tap that waits for one."""
    row = consent_rows.newest(session, person.id, document)
    if row is None and document is Document.ASSENT:
        row = consent_rows.newest(session, person.id, Document.PROCESSING)
    return row is not None and row.given
