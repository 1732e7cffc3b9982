"""What consents have to say in the daily bundle: to curators, parents and pupils."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Consent, Erasure, Prompt
from db.models.people import ErasureState
from domain import consents as rule
from domain.consents import Document
from domain.erasing import Reason
from domain.named import Named
from services import entering, erasing, family, gate, parenting, people, withdrawing
from services.actor import Actor
from services.prompts import prompt, settle

COMING = "consent_coming"
RETENTION = "retention"
LAPSED = "consent_lapsed"
OF_AGE = "consent_of_age"


@dataclass(frozen=True, slots=True)
class Withdrew:
    """Somebody took the consent back; `due`: the day of erasing."""

    erasure_id: int
    who: Named
    due: date


@dataclass(frozen=True, slots=True)
class Unpublish:
    """What everybody may see of a person is to be taken down."""

    consent_id: int
    who: Named
    document: Document


@dataclass(frozen=True, slots=True)
class Erased:
    """Somebody was erased: the act can be printed."""

    erasure_id: int
    who: Named


@dataclass(frozen=True, slots=True)
class PaperDue:
    """A parent has agreed by a tap: the paper is to be signed."""

    child: Named


@dataclass(frozen=True, slots=True)
class ParentAsked:
    """A parent has not answered for the child."""

    child: Named


@dataclass(frozen=True, slots=True)
class Coming:
    """A birthday makes another document necessary. `mine`: it is said to the pupil; `parental`:
    to a parent."""

    who: Named
    document: Document
    on: date
    mine: bool
    parental: bool
    today: date


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A pupil's pairs were stopped: a document that age asks for is missing; `adult`: since 18."""

    who: Named
    adult: bool


@dataclass(frozen=True, slots=True)
class OfAge:
    """Somebody is 18: the parent's consent has ended, the own one is not there yet."""

    who: Named


@dataclass(frozen=True, slots=True)
class Expiring:
    """Data of so many people who left are to be erased by the school's terms."""

    organisation_id: int
    people: int
    due: date


@prompt(withdrawing.WITHDRAWN, rank=20, pressing=True)
def _withdrew(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    found = _erasures(session, rows, ErasureState.PLANNED)
    names = people.named(session, {row.person_id for row in found.values()})
    return {
        row.id: Withdrew(plan.id, names[plan.person_id], plan.due)
        for row in rows
        if (plan := found.get(row.subject_id)) is not None
    }


@prompt(erasing.ERASED, again=(), rank=60)
def _erased(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    found = _erasures(session, rows, ErasureState.DONE)
    names = people.named(session, {row.person_id for row in found.values()})
    return {
        row.id: Erased(plan.id, names[plan.person_id])
        for row in rows
        if (plan := found.get(row.subject_id)) is not None
    }


@prompt(withdrawing.UNPUBLISH, rank=25, pressing=True)
def _unpublish(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    """Unless it was allowed again meanwhile."""
    answers = {
        row.id: row
        for row in session.scalars(
            select(Consent).where(Consent.id.in_([row.subject_id for row in rows]))
        )
    }
    names = people.named(session, {each.person_id for each in answers.values()})
    known = gate.load(session, names, now)
    made: dict[int, Any] = {}
    for row in rows:
        answer = answers.get(row.subject_id)
        if answer is None:
            continue
        document = Document(answer.kind)
        last = known[answer.person_id].answers.get(document)
        if last is not None and not last.given:
            made[row.id] = Unpublish(answer.id, names[answer.person_id], document)
    return made


@prompt(parenting.PAPER_DUE, rank=30)
def _paper_due(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    known = gate.load(session, [row.subject_id for row in rows], now)
    names = people.named(session, known)
    return {
        row.id: PaperDue(names[row.subject_id])
        for row in rows
        if row.subject_id in known and _provisional(known[row.subject_id])
    }


@prompt(family.ASKED, rank=15, pressing=True)
def _parent_asked(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    known = gate.load(session, [row.subject_id for row in rows], now)
    names = people.named(session, known)
    return {
        row.id: ParentAsked(names[row.subject_id])
        for row in rows
        if row.subject_id in known
        and Document.PARENTAL
        in rule.required(known[row.subject_id].subject, known[row.subject_id].day)
        and Document.PARENTAL not in known[row.subject_id].answers
        and family.represents(session, row.person_id, row.subject_id)
    }


# The last time: with the last daily message before the birthday, while one may be sent.
@prompt(COMING, again=(14, 366), rank=40)
def _coming(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    """Until the document is there or the birthday is over."""
    known = gate.load(session, [row.subject_id for row in rows], now)
    names = people.named(session, known)
    made: dict[int, Any] = {}
    for row in rows:
        one = known.get(row.subject_id)
        found = rule.coming(one.subject, one.day) if one else None
        if one is None or found is None or _has(one, found[0]):
            continue
        mine = row.person_id == one.id
        parental = not mine and family.represents(session, row.person_id, one.id)
        made[row.id] = Coming(names[one.id], *found, mine=mine, parental=parental, today=one.day)
    return made


@prompt(LAPSED, rank=22)
def _lapsed(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    known = gate.load(session, [row.subject_id for row in rows], now)
    names = people.named(session, known)
    return {
        row.id: Lapsed(names[row.subject_id], not rule.is_minor(one.subject, one.day))
        for row in rows
        if (one := known.get(row.subject_id)) is not None and not one.allows(gate.Purpose.PAIRS)
    }


@prompt(OF_AGE, again=(7,), rank=22)
def _of_age(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    """Until there is an answer, yes or no."""
    known = gate.load(session, [row.subject_id for row in rows], now)
    names = people.named(session, known)
    return {
        row.id: OfAge(names[row.subject_id])
        for row in rows
        if (one := known.get(row.subject_id)) is not None and _waits_of_age(one)
    }


def _waits_of_age(known: gate.Known) -> bool:
    minor = rule.is_minor(known.subject, known.day)
    return not minor and rule.standing(known.subject, known.answers, known.day) is None


@prompt(RETENTION, again=(7, 14), rank=45)
def _retention(session: Session, rows: Sequence[Prompt], now: datetime) -> Mapping[int, Any]:
    counted = {
        row.organisation_id: (row.number, row.due)
        for row in session.execute(
            select(
                Erasure.organisation_id, func.count().label("number"),
                func.min(Erasure.due).label("due"),
            )
            .where(
                Erasure.organisation_id.in_([row.subject_id for row in rows]),
                Erasure.state == ErasureState.PLANNED,
                Erasure.reason == Reason.RETENTION.value,
            )
            .group_by(Erasure.organisation_id)
        )
    }  # fmt: skip
    return {
        row.id: Expiring(row.subject_id, *counted[row.subject_id])
        for row in rows
        if row.subject_id in counted
    }


def taken_down(session: Session, actor: Actor, consent_id: int) -> None:
    """The curator has taken it down; nothing more is said of it to the others either."""
    row = session.get(Consent, consent_id)
    if row is not None:
        entering.for_person(session, actor, row.person_id)
        settle(session, withdrawing.UNPUBLISH, [consent_id])


def _erasures(session: Session, rows: Sequence[Prompt], state: ErasureState) -> dict[int, Erasure]:
    found = session.scalars(
        select(Erasure).where(
            Erasure.id.in_([row.subject_id for row in rows]), Erasure.state == state
        )
    )
    return {row.id: row for row in found}


def _provisional(known: gate.Known) -> bool:
    """At 18 no parent's paper is needed any more."""
    answer = known.answers.get(Document.PARENTAL)
    needed = Document.PARENTAL in rule.required(known.subject, known.day)
    return (
        needed
        and answer is not None
        and rule.provisional(Document.PARENTAL, answer, known.subject, known.tap_enough)
    )


def _has(known: gate.Known, document: Document) -> bool:
    """Asked ahead of the day: the assent may be there already; an adult's cannot."""
    answer = known.answers.get(document)
    if document is Document.PROCESSING:
        return False
    return answer is not None and answer.given
