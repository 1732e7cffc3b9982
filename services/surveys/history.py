"""What answers were before they were changed after sending, for who may see the answers."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import AnswerChange, Response
from domain.named import Named
from domain.survey import AnswerStatus, Key, Kind, Question, Reply
from services import people
from services.actor import Actor
from services.errors import Refusal
from services.surveys import responses, results, seeing


@dataclass(frozen=True, slots=True)
class Change:
    """An answer before and after; `about` 0: about nobody; `by` None: not known any more."""

    question: Question
    number: int  # in the questionnaire, from 1
    about: int
    before: Reply
    after: Reply
    by: Named | None
    day: date


@dataclass(frozen=True, slots=True)
class History:
    """The last change first; `names`: of people whom answers name, or are about."""

    title: str
    close: bool
    changes: tuple[Change, ...]
    names: Mapping[int, Named]


@dataclass(frozen=True, slots=True)
class Earlier:
    """An answer as it was up to a moment."""

    reply: Reply
    until: datetime


def of(session: Session, actor: Actor, response_id: int) -> History:
    """Of one's own response, or of a sheet that one enters. Raises Refusal as responses.own."""
    whole = responses.own(session, actor, response_id)
    asked = whole.questionnaire
    places = {each.key: (at, each) for at, each in enumerate(asked.questions, 1)}
    rows = [row for row in _rows(session, [response_id]) if row.question in places]
    names = people.named(session, _people(rows, places))
    found = tuple(
        Change(
            places[row.question][1], places[row.question][0], row.about, _reply(row.before),
            _reply(row.after), names.get(row.by or 0), row.at.astimezone(actor.zone).date(),
        )
        for row in reversed(rows)
        if row.about not in whole.hushed
    )  # fmt: skip
    return History(whole.campaign.title, asked.close, found, names)


def earlier(
    session: Session, response_ids: Collection[int]
) -> dict[int, dict[Key, tuple[Earlier, ...]]]:
    """What each answer was before, the first first; the caller has checked who may see it."""
    found: defaultdict[int, defaultdict[Key, list[Earlier]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row in _rows(session, response_ids):
        found[row.response_id][row.question, row.about].append(Earlier(_reply(row.before), row.at))
    return {
        response_id: {key: tuple(each) for key, each in some.items()}
        for response_id, some in found.items()
    }


def told(
    session: Session, actor: Actor, response_id: int, question: str, about: int
) -> tuple[Earlier, ...]:
    """What one answer was before, for who sees the results. Raises Refusal("gone" |
    "forbidden")."""
    response = session.get(Response, response_id)
    if response is None:
        raise Refusal("gone")
    results.see(session, actor, response.campaign_id)
    eyes = seeing.eyes(session, actor.me)
    if eyes.shut(response) or eyes.leaves_out(response, (question, about)):
        raise Refusal("gone")
    return earlier(session, [response_id]).get(response_id, {}).get((question, about), ())


def _rows(session: Session, response_ids: Collection[int]) -> Sequence[AnswerChange]:
    return session.scalars(
        select(AnswerChange)
        .where(AnswerChange.response_id.in_(response_ids))
        .order_by(AnswerChange.id)
    ).all()


def _reply(kept: Mapping[str, Any]) -> Reply:
    return Reply(AnswerStatus(kept["status"]), kept["is"], kept["text"])


def _people(rows: Sequence[AnswerChange], places: Mapping[str, tuple[int, Question]]) -> set[int]:
    found = {row.about for row in rows} | {row.by for row in rows if row.by is not None}
    found |= {
        kept["is"]
        for row in rows
        if places[row.question][1].kind is Kind.PERSON
        for kept in (row.before, row.after)
        if isinstance(kept["is"], int)
    }
    return found - {0}
