"""Whom a question may be answered with: mentors, mentees or staff of the school."""

from datetime import datetime

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from db.models import BankEntry, Person, RoleGrant
from db.models.banks import BankState
from domain.banks import PEOPLE
from domain.named import Named
from domain.pairs import Side
from domain.roles import Role
from domain.search import search_key
from domain.survey import Question
from domain.survey.answers import Fault
from services import gate
from services.actor import Actor
from services.surveys import responses
from services.surveys.responses import Whole

_SIDES = {"mentors": (Role.MENTOR, Side.MENTOR), "mentees": (Role.MENTEE, Side.MENTEE)}
_NOT_STAFF = frozenset({Role.MENTEE, Role.PARENT})


def people(
    session: Session, actor: Actor, response_id: int, question: Question, query: str = ""
) -> list[Named]:
    """Whom the actor may choose, by name; with `query` those in whose name each of its words
    begins some word."""
    whole = responses.own(session, actor, response_id)
    words = search_key(query).split()
    return [
        Named(person.id, person.name, person.is_pupil)
        for person in _all(session, actor, whole, question)
        if all(any(part.startswith(w) for part in person.search.split()) for w in words)
    ]


def ensure(
    session: Session, actor: Actor, whole: Whole, question: Question, person_id: int
) -> None:
    """Raises Fault("person") for anybody who is not offered there."""
    if all(person.id != person_id for person in _all(session, actor, whole, question)):
        raise Fault("person")


def _all(session: Session, actor: Actor, whole: Whole, question: Question) -> list[Person]:
    found = _of(session, whole.campaign.organisation_id, question, actor.at)
    taken = {whole.response.person_id, *_named(whole, question)}
    return [person for person in found if person.id not in taken]


def _named(whole: Whole, question: Question) -> set[int]:
    """Whom other answers name as a partner that is wanted or not: nobody is both, or two times."""
    if question.fills not in PEOPLE:
        return set()
    others = {
        each.key
        for each in whole.questionnaire.questions
        if each.fills in PEOPLE and each.bank == question.bank and each.key != question.key
    }
    answers = whole.counted.items()
    return {reply.value for (key, _), reply in answers if key in others and reply.value}


def offered(session: Session, place: int, question: Question, now: datetime) -> list[Named]:
    """Whom anybody may choose, by name; nobody may choose himself."""
    found = _of(session, place, question, now)
    return [Named(person.id, person.name, person.is_pupil) for person in found]


def _of(session: Session, place: int, question: Question, now: datetime) -> list[Person]:
    holders = select(RoleGrant.person_id).where(
        RoleGrant.organisation_id == place, RoleGrant.until.is_(None)
    )
    if question.bank in _SIDES:
        role, side = _SIDES[question.bank]
        banked = select(BankEntry.person_id).where(
            BankEntry.organisation_id == place,
            BankEntry.side == side,
            BankEntry.state == BankState.IN_BANK,
        )
        wanted = union(holders.where(RoleGrant.role == role), banked)
    else:
        wanted = union(holders.where(RoleGrant.role.not_in(_NOT_STAFF)))
    found = session.scalars(
        select(Person)
        .where(Person.id.in_(wanted), Person.archived_at.is_(None))
        .order_by(Person.search, Person.id)
    ).all()
    fit = gate.may_take_part(session, [person.id for person in found], now)
    return [person for person in found if person.id in fit]
