"""How each document of a person stands: given or not, on which paper, waiting for one."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Consent, Organisation, PairPaper, Person
from db.models.people import Given
from domain import consents as rule
from domain.consents import Document
from domain.named import Named
from domain.pair_papers import PaperKind
from services import consent_rows, gate, people
from services.errors import Refusal


@dataclass(frozen=True, slots=True)
class Standing:
    """`answer` None: not answered; `needed`: without it nothing is done with the person;
    `provisional`: a parent's tap that waits for the paper; `row_id`: of the answer in force."""

    document: Document
    answer: bool | None
    needed: bool
    by_parent: bool = False
    provisional: bool = False
    on: date | None = None
    paper: bool = False
    number: str = ""
    version: str = ""
    row_id: int | None = None
    scan: bool = False
    entered_by: Named | None = None  # of a paper


def standings(session: Session, person: Person, now: datetime) -> tuple[Standing, ...]:
    """Every document that the person may be asked for, the required first."""
    known = gate.load(session, [person.id], now)[person.id]
    rows = consent_rows.all_newest(session, person.id)
    if rule.is_minor(known.subject, known.day) and Document.PROCESSING in rows:
        rows.setdefault(Document.ASSENT, rows[Document.PROCESSING])
    zone = _zone(session, person)
    needed = rule.required(known.subject, known.day)
    signed = of_pairs(session, person.id) if Document.MENTORING not in rows else None
    if signed is not None:
        rows[Document.MENTORING] = signed
    names = people.named(session, {row.entered_by for row in rows.values() if row.entered_by})
    return tuple(
        _standing(each, rows.get(each), known, zone, names, needed=each in needed)
        for each in rule.offered(known.subject, known.day)
    )


def one(session: Session, person: Person, document: Document, now: datetime) -> Standing:
    """Raises Refusal("gone") for a document that the person is not asked for."""
    found = (each for each in standings(session, person, now) if each.document is document)
    try:
        return next(found)
    except StopIteration:
        raise Refusal("gone") from None


def of_pairs(session: Session, person_id: int) -> Consent | None:
    """The labour consent as it was entered with a pair: one paper is not entered twice."""
    paper = session.scalar(
        select(PairPaper)
        .where(
            PairPaper.person_id == person_id,
            PairPaper.kind == PaperKind.CONSENT.value,
            PairPaper.removed_at.is_(None),
        )
        .order_by(PairPaper.id.desc())
        .limit(1)
    )
    if paper is None:
        return None
    return Consent(
        given=True, how=Given.PAPER, at=paper.at, signed_on=paper.signed_on, number=paper.number,
        version="", sha=paper.sha, entered_by=paper.entered_by,
    )  # fmt: skip


def _zone(session: Session, person: Person) -> ZoneInfo:
    place = session.get(Organisation, person.organisation_id) if person.organisation_id else None
    return ZoneInfo(place.timezone if place else "UTC")


def _standing(
    document: Document, row: Consent | None, known: gate.Known, zone: ZoneInfo,
    names: dict[int, Named], *, needed: bool,
) -> Standing:  # fmt: skip
    by_parent = rule.by_parent(document, known.subject, known.day)
    if row is None:
        return Standing(document, None, needed, by_parent)
    paper = row.how is Given.PAPER
    on = row.signed_on or row.at.astimezone(zone).date()
    answer = rule.Answer(row.given, on, paper)
    lapsed = document is Document.PROCESSING and rule.lapsed(known.subject, answer)
    return Standing(
        document=document,
        answer=None if lapsed else row.given,
        needed=needed,
        by_parent=by_parent,
        provisional=rule.provisional(document, answer, known.subject, known.tap_enough),
        on=on,
        paper=paper,
        number=row.number,
        version=row.version,
        row_id=row.id,
        scan=row.sha is not None,
        entered_by=names.get(row.entered_by or 0),
    )
