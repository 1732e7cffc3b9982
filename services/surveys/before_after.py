"""The same scales before and after, compared person by person."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from db.models import Campaign
from domain.survey import Question, Questionnaire
from domain.survey.statistics import Compared, compared, matched, value_of
from services.actor import Actor
from services.errors import Refusal
from services.surveys import results, versions
from services.surveys.results import Sent

Who = tuple[int, int]  # the person, and whom the answer is about


@dataclass(frozen=True, slots=True)
class Measured:
    """A scale by its question of the later questionnaire."""

    question: Question
    compared: Compared


@dataclass(frozen=True, slots=True)
class Comparison:
    """`before`, `after`: how many have sent each; `matched`: how many of them both."""

    campaign_id: int
    title: str
    title_before: str
    before: int
    after: int
    matched: int
    measures: tuple[Measured, ...]


def comparison(session: Session, actor: Actor, campaign_id: int) -> Comparison:
    """A campaign beside the earlier one that it is the "after" of.

    Raises Refusal("gone" | "forbidden" | "survey_no_before").
    """
    after = results.see(session, actor, campaign_id)
    before = session.get(Campaign, after.before_id) if after.before_id else None
    if before is None or after.anonymous or before.anonymous:
        raise Refusal("survey_no_before")
    asked = versions.questionnaire(session, after.version_id)
    earlier = versions.questionnaire(session, before.version_id)
    now = results.collect(session, after, asked)
    then = results.collect(session, before, earlier)
    of_now, of_then = _measures(asked, now), _measures(earlier, then)
    changes = matched(of_then, of_now)
    found = tuple(
        Measured(question, compared(changes[question.measure]))
        for question in asked.questions
        if question.measure and question.measure in changes
    )
    return Comparison(
        campaign_id=after.id,
        title=after.title,
        title_before=before.title,
        before=len({each.who for each in then}),
        after=len({each.who for each in now}),
        matched=len({who for who, _ in of_then} & {who for who, _ in of_now}),
        measures=found,
    )


def _measures(asked: Questionnaire, sent: Sequence[Sent]) -> dict[Who, dict[str, float]]:
    """By who has answered (and about whom); the later of several answers of one person counts."""
    marked = {question.key: question.measure for question in asked.questions if question.measure}
    found: dict[Who, dict[str, float]] = {}
    for each in sent:
        if each.who is None:
            continue
        about = each.about.id if each.about else 0
        for (key, of), reply in each.replies.items():
            value = value_of(reply)
            if key in marked and value is not None:
                found.setdefault((each.who.id, of or about), {})[marked[key]] = value
    return found
