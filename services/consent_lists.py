"""Who of a school has given which document, and who has not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.consent import Document as Text
from db.models import Consent, Organisation, Person
from db.models.people import Given
from domain import consents as rule
from domain.consents import Answer, Document
from domain.named import Named
from domain.roles import Action, Role
from services import consent_rows, consent_standing, entering, gate, preferences
from services.actor import Actor, require
from services.errors import Refusal
from services.person_cards import members
from services.preferences import Preferences


@dataclass(frozen=True, slots=True)
class Count:
    """How many have given a document, of those whom it concerns."""

    document: Document
    done: int
    of: int


@dataclass(frozen=True, slots=True)
class Overview:
    organisation_id: int
    organisation: str
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Signed:
    """Somebody whom a document concerns; `on` and `number` of the paper, if it is there."""

    who: Named
    about: str
    given: bool
    number: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class DocumentList:
    """One document: everybody whom it concerns, those without it first."""

    organisation_id: int
    organisation: str
    document: Document
    people: tuple[Signed, ...]

    @property
    def missing(self) -> tuple[Signed, ...]:
        return tuple(each for each in self.people if not each.given)


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A pupil of the class teacher; `whole`: see domain.consents.standing."""

    who: Named
    whole: bool | None


def overview(session: Session, actor: Actor, organisation_id: int) -> Overview:
    """Raises Refusal("gone" | "forbidden")."""
    place = _place(session, actor, organisation_id)
    known = _known(session, actor, place)
    counts = []
    for document in Document:
        some = [each for each in known.values() if _concerns(each, document)]
        done = sum(_has(each, document) for each in some)
        if some:
            counts.append(Count(document, done, len(some)))
    return Overview(place.id, place.name, tuple(counts))


def of_document(
    session: Session, actor: Actor, organisation_id: int, document: Document
) -> DocumentList:
    """Raises Refusal("gone" | "forbidden")."""
    place = _place(session, actor, organisation_id)
    known = _known(session, actor, place)
    papers = _papers(session, known, document)
    found = [
        _signed(person, known[person.id], document, papers.get(person.id))
        for person in members(session, place.id)
        if _concerns(known[person.id], document)
    ]
    return DocumentList(
        place.id, place.name, document, tuple(sorted(found, key=lambda each: each.given))
    )


def blank(session: Session, actor: Actor, organisation_id: int, document: Document) -> Text:
    """The text to print for anybody of the school."""
    place = _place(session, actor, organisation_id)
    nobody = Person(organisation_id=place.id)
    return consent_rows.text(session, nobody, document, paper=True)


def my_class(session: Session, actor: Actor) -> tuple[str, list[ClassLine]]:
    """The class and its pupils of a class teacher. Raises Refusal("forbidden")."""
    held = actor.current
    if held is None or held.role is not Role.SPECIALIST or held.organisation_id is None:
        raise Refusal("forbidden")
    pupils = [
        person
        for person in members(session, held.organisation_id)
        if entering.teaches(actor, person, held.organisation_id)
    ]
    known = gate.standings(session, [person.id for person in pupils], actor.at)
    lines = [ClassLine(_named(person), known[person.id]) for person in pupils]
    return held.title, lines


def rules(session: Session, actor: Actor, organisation_id: int) -> tuple[str, Preferences]:
    """The school's name and choices. Raises Refusal("gone" | "forbidden")."""
    require(session, actor, Action.SCHOOL_SETTINGS, organisation_id)
    place = session.get(Organisation, organisation_id)
    if place is None:
        raise Refusal("gone")
    return place.name, preferences.of(session, organisation_id)


def set_parent_tap(
    session: Session, actor: Actor, organisation_id: int, enough: bool
) -> tuple[str, Preferences]:
    """Whether a parent's tap counts without the paper."""
    preferences.change(session, actor, organisation_id, parent_tap=enough)
    return rules(session, actor, organisation_id)


def set_keep_years(
    session: Session, actor: Actor, organisation_id: int, years: int
) -> tuple[str, Preferences]:
    """For how many school years data of who left are kept, 1 to 10."""
    preferences.change(session, actor, organisation_id, keep_years=min(max(years, 1), 10))
    return rules(session, actor, organisation_id)


def _place(session: Session, actor: Actor, organisation_id: int) -> Organisation:
    place = session.get(Organisation, organisation_id)
    if place is None:
        raise Refusal("gone")
    require(session, actor, Action.ENTER_PAPER, organisation_id)
    return place


def _known(session: Session, actor: Actor, place: Organisation) -> dict[int, gate.Known]:
    ids = [person.id for person in members(session, place.id)]
    known = gate.load(session, ids, actor.at)
    for person_id, each in known.items():
        paper = consent_standing.of_pairs(session, person_id) if each.subject.mentors else None
        if paper is not None:
            on = paper.signed_on or paper.at.astimezone(actor.zone).date()
            answers = {Document.MENTORING: Answer(True, on, True), **each.answers}
            known[person_id] = replace(each, answers=answers)
    return known


def _concerns(known: gate.Known, document: Document) -> bool:
    return document in rule.offered(known.subject, known.day)


def _has(known: gate.Known, document: Document) -> bool:
    if document in rule.required(known.subject, known.day):
        return rule.holds(document, known.subject, known.answers, known.day, known.tap_enough)
    return rule.publishable(document, known.subject, known.answers, known.tap_enough)


def _signed(
    person: Person, known: gate.Known, document: Document, paper: Consent | None
) -> Signed:
    return Signed(
        who=_named(person),
        about=person.school_class or person.post,
        given=_has(known, document),
        number=paper.number if paper else "",
        on=paper.signed_on if paper else None,
    )


def _papers(
    session: Session, ids: Sequence[int] | dict[int, gate.Known], document: Document
) -> dict[int, Consent]:
    rows = session.scalars(
        select(Consent)
        .where(Consent.person_id.in_(list(ids)), Consent.kind == document.value)
        .order_by(Consent.id)
    )
    latest = {row.person_id: row for row in rows}
    return {key: row for key, row in latest.items() if row.given and row.how is Given.PAPER}


def _named(person: Person) -> Named:
    return Named(person.id, person.name, person.is_pupil)
