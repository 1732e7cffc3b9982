"""Answers to questionnaires of two records that become one."""

from typing import Any

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from db.models import Answer, AnswerChange, BankEntry, Response
from db.models.surveys import ResponseState
from domain.survey import Kind
from services.joined import stored
from services.surveys import versions

# Of two ways through one asking the one that went further stays.
_FURTHER = (
    ResponseState.WITHDRAWN, ResponseState.INVITED, ResponseState.DECLINED,
    ResponseState.STARTED, ResponseState.SENT,
)  # fmt: skip


def move(session: Session, gone: int, kept: int) -> None:
    """Slots (services.surveys.slots, interim) name who answers and about whom."""
    rows = session.scalars(
        select(Response)
        .where(or_(Response.person_id == gone, Response.about_id == gone))
        .order_by(Response.id)
    ).all()
    for row in rows:
        _into(session, row, _slot(row.slot, gone, kept))
    _told_of(session, gone, kept)


def _into(session: Session, row: Response, slot: str) -> None:
    there = session.scalar(
        select(Response).where(
            Response.campaign_id == row.campaign_id, Response.slot == slot, Response.id != row.id
        )
    )
    if there is not None:
        lesser, row = sorted((there, row), key=lambda each: (_FURTHER.index(each.state), each.id))
        session.execute(
            update(BankEntry)
            .where(BankEntry.response_id == lesser.id)
            .values(response_id=row.id)
            .execution_options(synchronize_session=False)
        )
        session.delete(lesser)
        session.flush()
    row.slot = slot
    session.flush()


def _slot(slot: str, gone: int, kept: int) -> str:
    """The first part is who answers; of four parts the second is who it is about."""
    parts = slot.split(":")
    people = 2 if len(parts) == 4 else 1
    return ":".join(
        str(kept) if at < people and part == str(gone) else part for at, part in enumerate(parts)
    )


def _told_of(session: Session, gone: int, kept: int) -> None:
    """What was said of the one, question by question, is said of the other."""
    beside = aliased(Answer)
    known = exists().where(
        beside.response_id == Answer.response_id,
        beside.question == Answer.question,
        beside.about == kept,
    )
    plain: dict[str, Any] = {"synchronize_session": False}
    session.execute(
        delete(Answer)
        .where(Answer.about == gone, known.correlate(Answer))
        .execution_options(**plain)
    )
    changed = ((Answer, Answer.about), (AnswerChange, AnswerChange.about),
               (Response, Response.at_about))  # fmt: skip
    for model, column in changed:
        session.execute(
            update(model)
            .where(column == gone)
            .values({column.key: kept})
            .execution_options(**plain)
        )
    session.expire_all()
    for row in stored.holding(session, Response, ("mentees",), gone):
        row.mentees = stored.ids(row.mentees, gone, kept)
    for answer in stored.holding(session, Answer, ("value",), gone):
        if answer.value.get("is") == gone and _names_a_person(session, answer):
            answer.value = {**answer.value, "is": kept}
    session.flush()


def _names_a_person(session: Session, answer: Answer) -> bool:
    response = session.get_one(Response, answer.response_id)
    asked = versions.questionnaire(session, response.version_id).questions
    return any(each.key == answer.question and each.kind is Kind.PERSON for each in asked)
