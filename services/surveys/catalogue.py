"""The questionnaires that a school may ask: those that come with the program and its own."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from db.models import Questionnaire as Row
from db.models import QuestionnaireVersion
from domain.survey import AnswerStatus, Key, Kind, Question, Questionnaire, Reply, pace, walk
from domain.survey.answers import bounds
from services.actor import Actor, require
from services.errors import Refusal
from services.surveys import paces, versions
from services.surveys.publishing import KEEPS

_SOMEBODY = (1,)  # stands for a mentee where the questions are counted


@dataclass(frozen=True, slots=True)
class Entry:
    """A questionnaire of the list; `draft`: its newest version is not published."""

    version_id: int
    title: str
    own: bool
    draft: bool
    archived: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One version. `least` and `most`: questions on the shortest and the longest way."""

    version_id: int
    questionnaire_id: int
    number: int
    asked: Questionnaire
    own: bool
    archived: bool
    published_at: datetime | None
    least: int
    most: int
    minutes: int
    newer: bool  # an earlier version is published


def listed(session: Session, actor: Actor, *, own: bool = False) -> list[Entry]:
    """Drafts first, then by title; what is put away last. `own`: the school's alone.

    Raises Refusal("forbidden").
    """
    place = actor.organisation_id
    require(session, actor, KEEPS, place)
    other = aliased(QuestionnaireVersion)
    newest = select(func.max(other.number)).where(other.questionnaire_id == Row.id)
    mine = Row.organisation_id == place
    rows = session.execute(
        select(Row, QuestionnaireVersion)
        .join(QuestionnaireVersion, QuestionnaireVersion.questionnaire_id == Row.id)
        .where(
            mine if own else mine | (Row.organisation_id.is_(None) & Row.archived_at.is_(None)),
            QuestionnaireVersion.number == newest.scalar_subquery(),
        )
    ).all()
    found = [_entry(session, row.Questionnaire, row.QuestionnaireVersion) for row in rows]
    return sorted(found, key=lambda e: (e.archived, not e.draft, not e.own, e.title, e.version_id))


def _entry(session: Session, row: Row, version: QuestionnaireVersion) -> Entry:
    title = versions.by_sha(session, version.id, version.sha).title
    draft = version.published_at is None
    own = row.organisation_id is not None
    return Entry(version.id, title, own, draft, row.archived_at is not None)


def card(session: Session, actor: Actor, version_id: int) -> Card:
    """Raises Refusal("gone" | "forbidden")."""
    place = actor.organisation_id
    require(session, actor, KEEPS, place)
    found = session.execute(
        select(QuestionnaireVersion, Row)
        .join(Row, Row.id == QuestionnaireVersion.questionnaire_id)
        .where(QuestionnaireVersion.id == version_id)
    ).first()
    if found is None:
        raise Refusal("gone")
    version, row = found
    if row.organisation_id not in (None, place):
        raise Refusal("forbidden")
    asked = versions.by_sha(session, version.id, version.sha)
    least, most = _lengths(asked)
    return Card(
        version_id=version.id,
        questionnaire_id=row.id,
        number=version.number,
        asked=asked,
        own=row.organisation_id is not None,
        archived=row.archived_at is not None,
        published_at=version.published_at,
        least=least,
        most=most,
        minutes=pace.minutes(_longest(asked), paces.of(session, place)),
        newer=version.number > 1,
    )


def origin(session: Session, actor: Actor, key: str) -> Questionnaire | None:
    """The published questionnaire that a file says it was made from."""
    place = actor.organisation_id
    require(session, actor, KEEPS, place)
    found = versions.published(session, place)
    return next((asked for _, asked in found if asked.key == key), None) if key else None


def _lengths(asked: Questionnaire) -> tuple[int, int]:
    """The questions that are asked of everybody, and those of the longest way."""
    least = sum(step.counts for step in walk.steps(asked, {}, _SOMEBODY))
    return least, max(least, len(_longest(asked)))


def _longest(asked: Questionnaire) -> list[Kind]:
    """The kinds of questions where as much is chosen as opens further ones."""
    named = {key for each in asked.questions if each.shown_if for key in _named(each)}
    replies: dict[Key, Reply] = {}
    for each in asked.questions:
        values = [value for key, value in named if key == each.key]
        if each.kind is Kind.NUMBER and values:
            replies[each.key, 0] = Reply(AnswerStatus.GIVEN, max(map(float, map(str, values))))
        elif each.kind is Kind.SEVERAL:
            _, most = bounds(each)
            opening = [option.key for option in each.options if (each.key, option.key) in named]
            if opening:
                chosen = opening[: int(most or len(opening))]
                replies[each.key, 0] = Reply(AnswerStatus.GIVEN, chosen)
    first = next(iter(walk.steps(asked, replies, _SOMEBODY)), None)
    if first is None:
        return []
    ahead = walk.progress(asked, replies, _SOMEBODY, True, first.key).ahead
    return [*ahead, *(asked.question(key).kind for key, _ in replies)]


def _named(question: Question) -> set[tuple[str, object]]:
    """The answers to earlier questions that a condition names."""
    found: set[tuple[str, object]] = set()
    waiting = [question.shown_if] if question.shown_if else []
    while waiting:
        condition = waiting.pop()
        found |= {(condition.question, value) for value in condition.values}
        waiting += [*condition.all_of, *condition.any_of]
    return found
