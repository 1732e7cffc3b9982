"""The questionnaires that a school may ask: those that come with the program and its own."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from db.models import Questionnaire as Row
from db.models import QuestionnaireVersion
from domain.search import search_key
from domain.survey import Questionnaire, lengths, pace
from domain.survey.moments import Moment, ahead, in_year
from domain.survey.switching import without_personal
from domain.survey.words import CALLED
from services.actor import Actor, require
from services.errors import Refusal
from services.surveys import paces, versions
from services.surveys.publishing import KEEPS

_WORD = re.compile(r"\w+")


class Side(StrEnum):
    """Who answers a questionnaire, as one looks for it; the values are audiences."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    STAFF = "staff"
    PUPILS = "pupils"
    PARENT = "parent"
    CURATOR = "curator"
    PSYCHOLOGIST = "psychologist"
    OUTSIDER = "outsider"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of them are listed. `own`: the school's alone."""

    own: bool = False
    moment: Moment | None = None
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A questionnaire of the list; `draft`: its newest version is not published."""

    version_id: int
    title: str
    own: bool
    draft: bool
    archived: bool
    moment: str
    sides: frozenset[Side]


@dataclass(frozen=True, slots=True)
class Listed:
    """`moments`, `sides`: those that something can be chosen by; none in a search."""

    entries: tuple[Entry, ...]
    moments: tuple[Moment, ...]
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One version. `here`: what of it this installation asks, without personal questions where
    they are off; `bare`: what would be asked were they off. `least`, `most`, `usual`: questions
    on the shortest, the longest and a usual way, of which the minutes are."""

    version_id: int
    questionnaire_id: int
    number: int
    asked: Questionnaire
    here: Questionnaire
    own: bool
    archived: bool
    published_at: datetime | None
    least: int
    most: int
    usual: int
    minutes: int
    newer: bool  # an earlier version is published
    bare: Questionnaire


def listed(session: Session, actor: Actor, wanted: Wanted, query: str = "") -> Listed:
    """Drafts first, then what the year asks for now, then what comes next in it; what is put
    away last. Words look among all (`titled`).

    Raises Refusal("forbidden").
    """
    place = actor.organisation_id
    require(session, actor, KEEPS, place)
    found = [
        _entry(session, row.Questionnaire, row.QuestionnaireVersion)
        for row in session.execute(_newest(place))
    ]
    found.sort(key=lambda each: _place(each, actor.today.month))
    if query.strip():
        named = (each for each in found if titled(each.title, each.moment, query))
        return Listed(tuple(named), (), ())
    of_place = [each for each in found if each.own or not wanted.own]
    of_side = [e for e in of_place if _fits(e, replace(wanted, moment=None))]
    of_moment = [e for e in of_place if _fits(e, replace(wanted, side=None))]
    return Listed(
        tuple(each for each in of_side if _fits(each, wanted)),
        tuple(m for m in Moment if m.value and any(e.moment == m.value for e in of_side)),
        tuple(side for side in Side if any(side in each.sides for each in of_moment)),
    )


def _newest(place: int) -> Select[Row, QuestionnaireVersion]:
    """The newest version of each that the school may see."""
    other = aliased(QuestionnaireVersion)
    newest = select(func.max(other.number)).where(other.questionnaire_id == Row.id)
    return (
        select(Row, QuestionnaireVersion)
        .join(QuestionnaireVersion, QuestionnaireVersion.questionnaire_id == Row.id)
        .where(
            (Row.organisation_id == place)
            | (Row.organisation_id.is_(None) & Row.archived_at.is_(None)),
            QuestionnaireVersion.number == newest.scalar_subquery(),
        )
    )


def _place(entry: Entry, month: int) -> tuple[object, ...]:
    return (
        entry.archived, not entry.draft, wait(entry.moment, month, own=entry.own),
        in_year(entry.moment), not entry.own, entry.title, entry.version_id,
    )  # fmt: skip


def wait(moment: str, month: int, *, own: bool) -> int:
    """Months until the year asks for it. A school's own one that belongs to no moment is wanted
    now: somebody has just made it."""
    return 0 if own and not moment else ahead(moment, month)


def _fits(entry: Entry, wanted: Wanted) -> bool:
    return (wanted.moment is None or entry.moment == wanted.moment.value) and (
        wanted.side is None or wanted.side in entry.sides
    )


def titled(title: str, moment: str, query: str) -> bool:
    """Whether each of the words begins a word of the title, or is one by which papers call what
    it is for."""
    parts, called = _WORD.findall(search_key(title)), CALLED.get(moment, ())
    begun = _WORD.findall(search_key(query))
    return all(
        any(part.startswith(each) for part in parts) or each.startswith(called) for each in begun
    )


def _entry(session: Session, row: Row, version: QuestionnaireVersion) -> Entry:
    asked = versions.by_sha(session, version.id, version.sha)
    return Entry(
        version.id, asked.title, row.organisation_id is not None, version.published_at is None,
        row.archived_at is not None, asked.moment, _sides(asked),
    )  # fmt: skip


def _sides(asked: Questionnaire) -> frozenset[Side]:
    """Who answers it; «ты» is for pupils alone, and who is in a pair is of either side."""
    if asked.audience == "participants":
        found = {Side.MENTOR, Side.MENTEE}
    else:
        found = {each for each in Side if each.value == asked.audience}
    if asked.close:
        found = {*found, Side.PUPILS}
    return frozenset(found)


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
    here = versions.here(session, asked)
    ahead = lengths.of(here)
    return Card(
        version_id=version.id,
        questionnaire_id=row.id,
        number=version.number,
        asked=asked,
        here=here,
        own=row.organisation_id is not None,
        archived=row.archived_at is not None,
        published_at=version.published_at,
        least=ahead.least,
        most=ahead.most,
        usual=len(ahead.usual),
        minutes=pace.minutes(ahead.usual, paces.of(session, place)),
        newer=version.number > 1,
        bare=without_personal(asked),
    )


def origin(session: Session, actor: Actor, key: str) -> Questionnaire | None:
    """The published questionnaire that a file says it was made from."""
    place = actor.organisation_id
    require(session, actor, KEEPS, place)
    found = versions.published(session, place)
    return next((asked for _, asked in found if asked.key == key), None) if key else None
