"""Making questionnaires: those that come with the program, and a school's own ones.

A draft is an unpublished version; a published one is never changed, a new content is a new one.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from content import questionnaires as shipped
from db.models import Questionnaire as Row
from db.models import QuestionnaireVersion, Setting
from domain.roles import Action
from domain.survey import Questionnaire
from domain.survey.reading import plain
from services import audit
from services.actor import Actor, require
from services.errors import Refusal
from services.surveys import versions

SHIPPED = "shipped_questionnaires"
KEEPS = Action.EDIT_PAIRS


@dataclass(frozen=True, slots=True)
class Made:
    """A version of a school's own questionnaire. `sha`: of its content, which never changes."""

    version_id: int
    questionnaire: Questionnaire
    sha: str
    published: bool


def sync_shipped(session: Session, now: datetime) -> int:
    """Make versions of what comes with this program, and put away what does not come any more.

    Called at every start; returns how many are new. Two processes that start together wait for
    each other at one row.
    """
    asked = [shipped.questionnaire(key) for key in sorted(shipped.keys())]
    told = _checksum(asked)
    if not _claim(session, told):
        return 0
    before = session.scalar(select(func.count(QuestionnaireVersion.id))) or 0
    for each in asked:
        versions.keep(session, now, each, None)
    _put_away(session, now, [each.key for each in asked])
    return (session.scalar(select(func.count(QuestionnaireVersion.id))) or 0) - before


def draft(session: Session, actor: Actor, place: int, asked: Questionnaire) -> int:
    """Keep a school's own questionnaire for trying it; the id of its version. An earlier draft
    of the same one is dropped. Raises Refusal("forbidden").

    One with the key of a shipped questionnaire becomes the school's version of it.
    """
    require(session, actor, KEEPS, place)
    version_id = versions.keep(session, actor.at, asked, place, by=actor.me, publish=False)
    row_id = session.scalar(
        select(QuestionnaireVersion.questionnaire_id).where(QuestionnaireVersion.id == version_id)
    )
    session.execute(
        delete(QuestionnaireVersion).where(
            QuestionnaireVersion.questionnaire_id == row_id,
            QuestionnaireVersion.published_at.is_(None),
            QuestionnaireVersion.id != version_id,
        )
    )
    return version_id


def made(session: Session, actor: Actor, version_id: int) -> Made:
    """A version as it stands. Raises Refusal("gone" | "forbidden")."""
    version, _ = _own(session, actor, version_id)
    asked = versions.by_sha(session, version.id, version.sha)
    return Made(version.id, asked, version.sha, version.published_at is not None)


def publish(session: Session, actor: Actor, version_id: int, checked: str) -> Questionnaire:
    """Make a draft what is asked from now on; running responses stay on their version.

    `checked`: the checksum of what was found to be without faults (domain.survey.checking),
    which takes too long for a transaction. Published twice it is published once. Raises
    Refusal("gone" | "forbidden" | "questionnaire_faulty").
    """
    version, row = _own(session, actor, version_id, take=True)
    asked = versions.by_sha(session, version.id, version.sha)
    if version.published_at is not None:
        return asked
    if version.sha != checked:
        raise Refusal("questionnaire_faulty")
    version.published_at = actor.at
    row.title, row.archived_at = asked.title, None
    audit.record(
        session, actor, "questionnaire_published", f"questionnaire:{row.id}",
        row.organisation_id, version=version.number,
    )  # fmt: skip
    session.flush()
    return asked


def drop(session: Session, actor: Actor, version_id: int) -> None:
    """Throw a draft away. Raises Refusal("gone" | "forbidden" | "questionnaire_published")."""
    version, _ = _own(session, actor, version_id)
    if version.published_at is not None:
        raise Refusal("questionnaire_published")
    row_id = version.questionnaire_id
    session.delete(version)
    session.flush()
    if not session.scalar(_numbers(row_id)):
        session.execute(delete(Row).where(Row.id == row_id))


def archive(session: Session, actor: Actor, questionnaire_id: int, *, on: bool = True) -> None:
    """Put a school's own questionnaire away, or take it back; what is running goes on.

    Raises Refusal("gone" | "forbidden").
    """
    row = session.get(Row, questionnaire_id)
    if row is None or row.organisation_id is None:
        raise Refusal("gone")
    require(session, actor, KEEPS, row.organisation_id)
    if (row.archived_at is not None) == on:
        return
    row.archived_at = actor.at if on else None
    audit.record(
        session, actor, "questionnaire_archived" if on else "questionnaire_restored",
        f"questionnaire:{row.id}", row.organisation_id,
    )  # fmt: skip


def _own(
    session: Session, actor: Actor, version_id: int, *, take: bool = False
) -> tuple[QuestionnaireVersion, Row]:
    """A version of a school's own questionnaire that the actor keeps."""
    query = (
        select(QuestionnaireVersion, Row)
        .join(Row, Row.id == QuestionnaireVersion.questionnaire_id)
        .where(QuestionnaireVersion.id == version_id)
    )
    if take:
        query = query.with_for_update(of=QuestionnaireVersion)
    found = session.execute(query).first()
    if found is None or found.Questionnaire.organisation_id is None:
        raise Refusal("gone")
    require(session, actor, KEEPS, found.Questionnaire.organisation_id)
    return found.QuestionnaireVersion, found.Questionnaire


def _numbers(questionnaire_id: int) -> Select[int]:
    return select(func.count(QuestionnaireVersion.id)).where(
        QuestionnaireVersion.questionnaire_id == questionnaire_id
    )


def _checksum(asked: Sequence[Questionnaire]) -> str:
    told = "".join(versions.checksum(plain(each)) for each in asked)
    return hashlib.sha256(told.encode()).hexdigest()


def _claim(session: Session, told: str) -> bool:
    """Whether this content is not in the database yet; whoever asks meanwhile waits."""
    try:
        with session.begin_nested():
            session.add(Setting(key=SHIPPED, value={"sha": ""}))
            session.flush()
    except IntegrityError:
        pass
    row = session.scalars(select(Setting).where(Setting.key == SHIPPED).with_for_update()).one()
    if row.value["sha"] == told:
        return False
    row.value = {"sha": told}
    return True


def _put_away(session: Session, now: datetime, keys: Sequence[str]) -> None:
    mine = update(Row).where(Row.organisation_id.is_(None))
    session.execute(mine.where(Row.key.in_(keys)).values(archived_at=None))
    session.execute(
        mine.where(Row.key.not_in(keys), Row.archived_at.is_(None)).values(archived_at=now)
    )
