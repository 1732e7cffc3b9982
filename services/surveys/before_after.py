"""The same scales before and after, compared person by person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from db.models import Campaign
from domain.survey import Question
from domain.survey.comparing import shared
from domain.survey.statistics import Compared, compared, matched, value_of
from services.actor import Actor
from services.errors import Refusal
from services.surveys import results, versions
from services.surveys.results import Sent

Who = tuple[int, int]  # the person, and whom the answer is about


@dataclass(frozen=True, slots=True)
class Measured:
    """A scale by its question of the later questionnaire. `better`: it stands with its better end
    up, so that higher is improved."""

    question: Question
    compared: Compared
    better: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """`before`, `after`: how many have sent each; `matched`: how many of them both; `unshown`:
    responses of both that are not for the viewer, and in no figure."""

    campaign_id: int
    title: str
    title_before: str
    before: int
    after: int
    matched: int
    unshown: int
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
    found = results.collect(session, actor, after, asked)
    found_then = results.collect(session, actor, before, earlier)
    now, then = found.sent, found_then.sent
    scales = shared(earlier, asked)
    # A scale goes by its key in the later questionnaire.
    of_now = _measures({question.key: question.key for _, question in scales}, now)
    of_then = _measures({old.key: new.key for old, new in scales}, then)
    changes = matched(of_then, of_now)
    return Comparison(
        campaign_id=after.id,
        title=after.title,
        title_before=before.title,
        before=len({each.who for each in then}),
        after=len({each.who for each in now}),
        matched=len({who for who, _ in of_then.keys() & of_now.keys()}),
        unshown=found.unshown + found_then.unshown,
        measures=tuple(
            Measured(question, compared(changes[question.key]), bool(question.measure))
            for _, question in scales
            if question.key in changes
        ),
    )


def _measures(scales: Mapping[str, str], sent: Sequence[Sent]) -> dict[Who, dict[str, float]]:
    """By who has answered (and about whom); the later of several answers of one person counts."""
    found: dict[Who, dict[str, float]] = {}
    for each in sent:
        if each.who is None:
            continue
        about = each.about.id if each.about else 0
        for (key, of), reply in each.replies.items():
            value = value_of(reply)
            if key in scales and value is not None:
                found.setdefault((each.who.id, of or about), {})[scales[key]] = value
    return found
