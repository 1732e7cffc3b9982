"""What somebody has answered on paper, entered by the curator or the class teacher."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from content.consent import Document as Text
from db.models import Consent, Person
from db.models.people import Given
from domain.consents import BASIC, PUBLICATION, Document, Subject, is_minor
from domain.named import Named
from domain.roles import Action
from services import (
    audit,
    chat,
    consent_rows,
    consent_standing,
    entering,
    erasure_plans,
    family,
    people,
    withdrawing,
)
from services.actor import Actor
from services.consent_rows import Paper
from services.consent_standing import Standing
from services.errors import Refusal
from services.pairs import rights, states

UNDO_FOR = timedelta(days=1)
NUMBER_LIMIT = 64


@dataclass(frozen=True, slots=True)
class Parent:
    """One representative of a pupil; `id` of the guardian's row."""

    id: int
    who: Named
    basis: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All documents of a person with what may be done. `erasure`: a plan that waits."""

    who: Named
    organisation_id: int
    minor: bool
    born_on: date | None
    school_class: str
    documents: tuple[Standing, ...]
    parents: tuple[Parent, ...]
    may_edit: bool
    may_erase: bool
    erasure: int | None


@dataclass(frozen=True, slots=True)
class Entered:
    """An answer on paper that was written down; `given_by`: the parent; `erasing`: a plan of it
    waits for its day."""

    consent_id: int
    who: Named
    document: Document
    given: bool
    signed_on: date
    number: str
    given_by: Named | None
    scan: bool
    erasing: bool


def sheet(session: Session, actor: Actor, person_id: int) -> Sheet:
    """Raises Refusal("gone" | "forbidden")."""
    place = entering.for_person(session, actor, person_id)
    person = session.get_one(Person, person_id)
    waiting = erasure_plans.open_of(session, person_id)
    return Sheet(
        who=_named(person),
        organisation_id=place,
        minor=is_minor(Subject(person.is_pupil, person.born_on), actor.today),
        born_on=person.born_on,
        school_class=person.school_class,
        documents=consent_standing.standings(session, person, actor.at),
        parents=parents(session, person_id),
        may_edit=actor.may(Action.EDIT_PEOPLE, place),
        may_erase=actor.may(Action.ERASE_PEOPLE, place) and person_id != actor.person_id,
        erasure=waiting[0].id if waiting else None,
    )


def parents(session: Session, child_id: int) -> tuple[Parent, ...]:
    rows = family.guardians(session, child_id)
    names = people.named(session, [row.person_id for row in rows])
    return tuple(Parent(row.id, names[row.person_id], row.basis) for row in rows)


def enter(
    session: Session, actor: Actor, person_id: int, document: Document, *, given: bool,
    signed_on: date, number: str = "", given_by: int | None = None,
) -> Entered:  # fmt: skip
    """Write an answer down. Raises Refusal("gone" | "forbidden" | "paper_future")."""
    entering.for_person(session, actor, person_id)
    person = session.get_one(Person, person_id)
    standing = consent_standing.one(session, person, document, actor.at)
    if signed_on > actor.today:
        raise Refusal("paper_future")
    if given_by is not None and (
        not standing.by_parent or not family.represents(session, given_by, person_id)
    ):
        raise Refusal("gone")
    paper = Paper(signed_on, " ".join(number.split())[:NUMBER_LIMIT])
    row_id = _write(session, actor, person, standing, given, paper, given_by)
    chat.clear(session, actor)
    return entered(session, actor, row_id)


def _write(
    session: Session, actor: Actor, person: Person, now: Standing, given: bool, paper: Paper,
    given_by: int | None,
) -> int:  # fmt: skip
    if now.document in PUBLICATION:
        return withdrawing.publication(
            session, actor, person, now.document, given=given, given_by=given_by, paper=paper
        )
    row = consent_rows.add(
        session, actor, person, now.document, given=given, given_by=given_by, paper=paper
    )
    audit.record(
        session, actor, "consent_on_paper", f"person:{person.id}", person.organisation_id,
        document=now.document.value, given=int(given),
    )  # fmt: skip
    if now.document in BASIC:
        _follow(session, actor, person, now, given)
    return row.id


def _follow(session: Session, actor: Actor, person: Person, now: Standing, given: bool) -> None:
    if given:
        withdrawing.changed_mind(session, actor, person)
        begin_pairs(session, actor, person.id)
    elif now.answer:
        withdrawing.basic(session, actor, person, now.document)
    else:
        withdrawing.silence(session, person.id)
        withdrawing.pause_pairs(session, actor, person.id)


def begin_pairs(session: Session, actor: Actor, person_id: int) -> None:
    """Confirmed pairs that waited for this consent only."""
    states.begin_ready(session, actor, rights.pairs_of(session, person_id, actor.today))


def entered(session: Session, actor: Actor, consent_id: int) -> Entered:
    """Raises Refusal("gone" | "forbidden")."""
    row = _paper(session, actor, consent_id)
    ids = [row.person_id, *([row.given_by] if row.given_by else [])]
    names = people.named(session, ids)
    assert row.signed_on is not None
    return Entered(
        consent_id=row.id,
        who=names[row.person_id],
        document=Document(row.kind),
        given=row.given,
        signed_on=row.signed_on,
        number=row.number,
        given_by=names.get(row.given_by) if row.given_by else None,
        scan=row.sha is not None,
        erasing=bool(erasure_plans.open_of(session, row.person_id)),
    )


def attach(session: Session, actor: Actor, consent_id: int, sha: str) -> Entered:
    """The scan of a paper; another one takes its place."""
    row = _paper(session, actor, consent_id)
    row.sha = sha
    session.flush()
    chat.clear(session, actor)
    audit.record(session, actor, "consent_scan", f"person:{row.person_id}")
    return entered(session, actor, consent_id)


def scan(session: Session, actor: Actor, consent_id: int) -> str:
    """The file of a scan. Raises Refusal("gone" | "forbidden")."""
    row = _paper(session, actor, consent_id)
    if row.sha is None:
        raise Refusal("gone")
    return row.sha


def undo(session: Session, actor: Actor, consent_id: int) -> int:
    """For a day what was entered by mistake is taken back; the person's id.

    Raises Refusal("gone" | "forbidden" | "paper_late").
    """
    row = _paper(session, actor, consent_id)
    person = session.get_one(Person, row.person_id)
    newest = consent_rows.newest(session, person.id, Document(row.kind))
    if newest is None or newest.id != row.id or row.at < actor.at - UNDO_FOR:
        raise Refusal("paper_late")
    if not row.given and Document(row.kind) in BASIC:
        withdrawing.changed_mind(session, actor, person)
    audit.record(
        session, actor, "consent_paper_undone", f"person:{person.id}", person.organisation_id,
        document=row.kind, given=int(row.given),
    )  # fmt: skip
    session.delete(row)
    session.flush()
    return person.id


def blank(session: Session, actor: Actor, person_id: int, document: Document) -> Text:
    """The text to print; one's own as well. Raises Refusal("gone" | "forbidden")."""
    if person_id != actor.person_id:
        entering.for_person(session, actor, person_id)
    person = session.get_one(Person, person_id)
    consent_standing.one(session, person, document, actor.at)
    return consent_rows.text(session, person, document, paper=True)


def _paper(session: Session, actor: Actor, consent_id: int) -> Consent:
    row = session.get(Consent, consent_id)
    if row is None or row.how is not Given.PAPER:
        raise Refusal("gone")
    entering.for_person(session, actor, row.person_id)
    return row


def _named(person: Person) -> Named:
    return Named(person.id, person.name, person.is_pupil)
