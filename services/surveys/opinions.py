"""What others think of a mentee: a one-off link, three taps, no account. Of whoever answers only
the relation is kept."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Opinion, Person
from domain.named import Named
from domain.roles import Role
from domain.survey import Kind, Question, Questionnaire
from domain.survey.answers import text_of
from domain.survey.moments import Moment
from services import audit, gate, people
from services.actor import Actor
from services.errors import Refusal
from services.health.psychologists import is_psychologist
from services.membership import present_in
from services.surveys import seeing, versions
from texts.piping import plain

OPEN_FOR = timedelta(days=14)
QUESTIONS = 3  # what a link's buttons can carry


class Relation(StrEnum):
    """Who somebody is to the mentee."""

    CLASS_TEACHER = "class_teacher"
    TEACHER = "teacher"  # of a subject
    PSYCHOLOGIST = "psychologist"
    SOCIAL = "social"
    PARENT = "parent"


class Standing(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    REVOKED = "revoked"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Line:
    """A link; `answers`: questions with what was chosen."""

    id: int
    relation: Relation
    standing: Standing
    on: date  # sent, else the last day
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class About:
    """All that was asked about a mentee, the newest first; `may_ask`: consent is there; `shut`:
    who looks is in a pair with the mentee, so the answers are somebody else's to read."""

    who: Named
    school_class: str
    lines: tuple[Line, ...]
    may_ask: bool
    shut: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands behind a link for whoever opens it."""

    about: Named
    school_class: str
    relation: Relation
    questionnaire: Questionnaire
    questions: tuple[Question, ...]


def of_person(session: Session, actor: Actor, person_id: int) -> About:
    """For the curator and the psychologist. Raises Refusal("gone" | "forbidden")."""
    places = _places(session, actor, person_id)
    rows = session.scalars(
        select(Opinion)
        .where(Opinion.about_id == person_id, Opinion.organisation_id.in_(places))
        .order_by(Opinion.id.desc())
    ).all()
    shut = seeing.eyes(session, actor.me).ours(person_id)
    return About(
        people.named(session, [person_id])[person_id],
        session.get_one(Person, person_id).school_class,
        tuple(_line(session, actor, row, shut) for row in rows),
        bool(gate.may_take_part(session, [person_id], actor.at)),
        shut,
    )


def create(session: Session, actor: Actor, person_id: int, relation: Relation) -> str:
    """A new link for one answer; its nonce. Raises Refusal("gone" | "forbidden" |
    "opinion_consent" | "opinion_none")."""
    place = _places(session, actor, person_id)[0]
    if not gate.may_take_part(session, [person_id], actor.at):
        raise Refusal("opinion_consent")
    fitting = [each for each, asked in versions.published(session, place) if _fits(asked)]
    own = versions.own(session, place, fitting)
    version = next((each for each in fitting if each in own), next(iter(fitting), None))
    if version is None:
        raise Refusal("opinion_none")
    row = Opinion(
        organisation_id=place, about_id=person_id, version_id=version, relation=relation.value,
        nonce=secrets.token_urlsafe(12), created_by=actor.me, created_at=actor.at,
        expires_at=actor.at + OPEN_FOR,
    )  # fmt: skip
    session.add(row)
    session.flush()
    audit.record(session, actor, "survey_opinion_asked", f"person:{person_id}", place)
    return row.nonce


def revoke(session: Session, actor: Actor, opinion_id: int) -> int:
    """The link works no more; what was sent stays. Whom it was about."""
    row = session.get(Opinion, opinion_id)
    if row is None:
        raise Refusal("gone")
    place = row.organisation_id
    if place not in _places(session, actor, row.about_id):
        raise Refusal("forbidden")
    if row.sent_at is None and row.revoked_at is None:
        row.revoked_at = actor.at
        audit.record(session, actor, "survey_opinion_revoked", f"person:{row.about_id}", place)
        session.flush()
    return row.about_id


def asked(session: Session, actor: Actor, nonce: str) -> Asked:
    """For whoever has the link. Raises Refusal("opinion_gone" | "opinion_sent")."""
    row = _open(session, actor, nonce)
    questionnaire = versions.questionnaire(session, row.version_id)
    return Asked(
        people.named(session, [row.about_id])[row.about_id],
        session.get_one(Person, row.about_id).school_class, Relation(row.relation),
        questionnaire, _questions(questionnaire),
    )  # fmt: skip


def save(session: Session, actor: Actor, nonce: str, chosen: Sequence[int]) -> Asked:
    """All answers at once, by their places; nothing of who has tapped. Raises as `asked`, and
    Refusal("gone") for what is no answer."""
    row = _open(session, actor, nonce, take=True)
    found = asked(session, actor, nonce)
    if len(chosen) != len(found.questions):
        raise Refusal("gone")
    answers = {}
    for question, at in zip(found.questions, chosen, strict=True):
        if not 0 <= at < len(question.options):
            raise Refusal("gone")
        answers[question.key] = question.options[at].key
    row.answers, row.sent_at = answers, actor.at
    session.flush()
    return found


def _open(session: Session, actor: Actor, nonce: str, *, take: bool = False) -> Opinion:
    query = select(Opinion).where(Opinion.nonce == nonce)
    row = session.scalar(query.with_for_update() if take else query)
    if row is not None and row.sent_at is not None:
        raise Refusal("opinion_sent")
    if row is None or row.revoked_at is not None or row.expires_at <= actor.at:
        raise Refusal("opinion_gone")
    if not gate.may_take_part(session, [row.about_id], actor.at):
        raise Refusal("opinion_gone")
    return row


def _places(session: Session, actor: Actor, person_id: int) -> list[int]:
    """The schools of the mentee in which the actor is the curator or the psychologist: they were
    named to who answers, and nobody else. There is one at least."""
    person = session.get(Person, person_id)
    if person is None or person.erased_at is not None:
        raise Refusal("gone")
    found = [
        place
        for place in sorted(present_in(session, person_id))
        if curates(actor, place) or is_psychologist(actor, place)
    ]
    if not found:
        raise Refusal("forbidden")
    return found


def curates(actor: Actor, place: int) -> bool:
    return any(held.role is Role.CURATOR and held.organisation_id == place for held in actor.roles)


def _fits(found: Questionnaire) -> bool:
    return found.moment == Moment.OPINION and len(_questions(found)) == QUESTIONS


def _questions(found: Questionnaire) -> tuple[Question, ...]:
    return tuple(each for each in found.questions if each.kind is Kind.ONE)


def _line(session: Session, actor: Actor, row: Opinion, shut: bool) -> Line:
    found = versions.questionnaire(session, row.version_id)
    standing = Standing.WAITING
    if row.sent_at is not None:
        standing = Standing.SENT
    elif row.revoked_at is not None:
        standing = Standing.REVOKED
    elif row.expires_at <= actor.at:
        standing = Standing.EXPIRED
    at = row.sent_at or row.revoked_at or row.expires_at
    answers = tuple(
        (plain(each.text), text_of(each, row.answers[each.key]))
        for each in _questions(found)
        if each.key in row.answers and not shut
    )
    on = at.astimezone(actor.zone).date()
    return Line(row.id, Relation(row.relation), standing, on, answers)
