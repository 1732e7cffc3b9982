"""Versions of questionnaires: kept whole, immutable once published, read once a process."""

import hashlib
import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from db.models import Questionnaire as Row
from db.models import QuestionnaireVersion
from domain.survey import Questionnaire
from domain.survey.moments import in_year
from domain.survey.reading import plain, read
from domain.survey.switching import without_personal
from services import installation
from services.errors import Refusal

_KEPT = 500
_read: dict[str, Questionnaire] = {}  # by the checksum of the content


def questionnaire(session: Session, version_id: int) -> Questionnaire:
    """What is asked in a version. Raises Refusal("gone")."""
    sha = session.scalar(
        select(QuestionnaireVersion.sha).where(QuestionnaireVersion.id == version_id)
    )
    if sha is None:
        raise Refusal("gone")
    return by_sha(session, version_id, sha)


def here(session: Session, asked: Questionnaire) -> Questionnaire:
    """What of it this installation asks: without personal questions where they are off."""
    on = not any(each.personal for each in asked.questions)
    return asked if on or installation.personal_questions(session) else without_personal(asked)


def by_sha(session: Session, version_id: int, sha: str) -> Questionnaire:
    """The same where the checksum is known already: mostly without a statement."""
    found = _read.get(sha)
    if found is None:
        content = session.scalar(
            select(QuestionnaireVersion.content).where(QuestionnaireVersion.id == version_id)
        )
        found = read(content or {})
        if len(_read) >= _KEPT:
            _read.clear()
        _read[sha] = found
    return found


def published(session: Session, organisation_id: int) -> list[tuple[int, Questionnaire]]:
    """The newest published version of each questionnaire that a school may use, its own ones and
    those that come with the program, as the year goes and by title: (id of the version, what it
    asks)."""
    other = aliased(QuestionnaireVersion)
    newest = (
        select(func.max(other.number))
        .where(other.questionnaire_id == Row.id, other.published_at.is_not(None))
        .scalar_subquery()
    )
    rows = session.execute(
        select(QuestionnaireVersion.id, QuestionnaireVersion.sha)
        .join(Row, Row.id == QuestionnaireVersion.questionnaire_id)
        .where(
            Row.organisation_id.is_(None) | (Row.organisation_id == organisation_id),
            Row.archived_at.is_(None),
            QuestionnaireVersion.number == newest,
        )
        .order_by(Row.title, Row.id)
    ).all()
    found = [(row.id, by_sha(session, row.id, row.sha)) for row in rows]
    return sorted(found, key=lambda each: in_year(each[1].moment))


def own(session: Session, organisation_id: int, ids: Collection[int]) -> set[int]:
    """Those of some versions that the school has made itself."""
    return set(
        session.scalars(
            select(QuestionnaireVersion.id)
            .join(Row, Row.id == QuestionnaireVersion.questionnaire_id)
            .where(QuestionnaireVersion.id.in_(ids), Row.organisation_id == organisation_id)
        )
    )


def keep(
    session: Session,
    now: datetime,
    asked: Questionnaire,
    organisation_id: int | None,
    *,
    by: int | None = None,
    publish: bool = True,
) -> int:
    """A version that asks this, for a school or (None) for all: the newest one where it asks the
    same already, else a new one; its id."""
    row = _row(session, now, asked, organisation_id)
    content = plain(asked)
    sha = checksum(content)
    last = session.scalars(
        select(QuestionnaireVersion)
        .where(QuestionnaireVersion.questionnaire_id == row.id)
        .order_by(QuestionnaireVersion.number.desc())
        .limit(1)
    ).first()
    if last is None or last.sha != sha:
        last = QuestionnaireVersion(
            questionnaire_id=row.id, number=last.number + 1 if last else 1, content=content,
            sha=sha, created_by=by, created_at=now,
        )  # fmt: skip
        session.add(last)
    if publish and last.published_at is None:
        last.published_at = now
        row.title = asked.title
    session.flush()
    return last.id


def checksum(content: dict[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _row(
    session: Session, now: datetime, asked: Questionnaire, organisation_id: int | None
) -> Row:
    row = session.scalars(
        select(Row).where(Row.organisation_id == organisation_id, Row.key == asked.key)
    ).first()
    if row is None:
        row = Row(
            organisation_id=organisation_id, key=asked.key, title=asked.title, created_at=now
        )
        session.add(row)
        session.flush()
    return row
