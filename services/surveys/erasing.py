"""Answers of a person and about a person, where the person's data are erased."""

from collections.abc import Collection

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from db.models import Answer, AnswerChange, Opinion, Response
from db.models.surveys import ResponseState


def answers(session: Session, person_id: int, *, erase: bool) -> tuple[int, set[str]]:
    """How many there are, and the files that they are; of the way through a questionnaire only
    that it was begun stays."""
    whose = or_(Response.person_id == person_id, Response.about_id == person_id)
    mine = select(Response.id).where(whose)
    rows = session.scalars(
        select(Answer).where(or_(Answer.response_id.in_(mine), Answer.about == person_id))
    ).all()
    shas = {
        value["sha"]
        for row in rows
        if isinstance(value := row.value.get("is"), dict) and "sha" in value
    }
    opinions = session.scalars(select(Opinion).where(Opinion.about_id == person_id)).all()
    if erase:
        for opinion in opinions:
            session.delete(opinion)
        for response in session.scalars(select(Response).where(whose)):
            response.draft, response.mentees = {}, []
            response.state = ResponseState.WITHDRAWN
        session.execute(
            delete(AnswerChange).where(
                or_(AnswerChange.response_id.in_(mine), AnswerChange.about == person_id)
            )
        )
        for row in rows:
            session.delete(row)
        session.flush()
    return len(rows) + len(opinions), shas


def in_use(session: Session, shas: Collection[str]) -> set[str]:
    """Of these kept files those that are an answer still."""
    sha = Answer.value["is"]["sha"].as_string()
    found = session.scalars(select(sha).where(sha.in_(shas)))
    return {each for each in found if each is not None}
