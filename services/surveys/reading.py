"""What the screens of a response are made of: the question that is next, or the summary."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import AnswerChange
from domain.named import Named
from domain.survey import Key, Kind, Questionnaire, Reply, pace, walk
from domain.survey.answers import Fault
from domain.survey.walk import Progress, Step
from services import people
from services.actor import Actor
from services.surveys import reminding, responses
from services.surveys.responses import Whole


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person is in a response. `step` None: at the summary.

    `reply`: the answer that the question has already; `draft`: what is chosen, but no answer yet.
    `names`: people by id, whom texts or answers name; `about`: whom all of it is about, or 0.
    `fault`: why what was sent (`typed`) is no answer; `moved`: what was pressed is not on the
    screen any more, so nothing was done.
    """

    response_id: int
    questionnaire: Questionnaire
    title: str
    step: Step | None
    asked: tuple[Step, ...]
    replies: Mapping[Key, Reply]
    reply: Reply | None
    draft: Mapping[str, Any]
    progress: Progress | None
    minutes: int
    person: int
    about: int
    names: Mapping[int, Named]
    anonymous: bool
    sent: bool
    open: bool
    last: date | None  # day of the school on which answers are taken
    left: int  # questions ahead, as lists and reminders count them
    paper: bool = False  # a sheet that is entered for the person
    hushed: tuple[int, ...] = ()  # mentees of whom nothing is asked any more, where that is said
    changed: bool = False  # at the summary: whether answers were changed after sending
    fault: Fault | None = None
    typed: str = ""
    moved: bool = False

    @property
    def fresh(self) -> bool:
        """Nothing is answered yet: what it is about is told first."""
        return not self.replies and not self.draft

    @property
    def empty(self) -> bool:
        """Whether there is nothing to answer."""
        return not any(step.counts for step in self.asked)

    @property
    def complete(self) -> bool:
        return walk.first_open(self.asked, self.replies) is None


def place(session: Session, actor: Actor, response_id: int) -> Place:
    """The actor's own response as it stands. Raises Refusal("gone" | "forbidden")."""
    whole = responses.own(session, actor, response_id)
    return of(session, whole, actor.at, whole.current)


def summary(session: Session, actor: Actor, response_id: int) -> Place:
    """The same with all answers, wherever the person is."""
    return of(session, responses.own(session, actor, response_id), actor.at, None)


def of(session: Session, whole: Whole, now: datetime, step: Step | None) -> Place:
    response, campaign = whole.response, whole.campaign
    progress, minutes, left = None, 0, 0
    at = step or walk.first_open(whole.steps, whole.replies)
    if at is not None:
        found = walk.progress(
            whole.questionnaire, whole.replies, whole.mentees, whole.personal, at.key
        )
        minutes, left = pace.minutes(found.ahead, whole.pace), len(found.ahead)
        progress = found if step else None
    return Place(
        response_id=response.id,
        questionnaire=whole.questionnaire,
        title=campaign.title,
        step=step,
        asked=whole.steps,
        replies=whole.counted,
        reply=whole.replies.get(step.key) if step else None,
        draft=draft(whole, step),
        progress=progress,
        minutes=minutes,
        person=response.person_id or 0,
        about=response.about_id or 0,
        names=people.named(session, _named(whole, step) | set(_hushed(whole, step))),
        anonymous=campaign.anonymous,
        sent=whole.sent,
        open=whole.is_open(now),
        last=reminding.last_day(campaign, whole.zone),
        left=left,
        paper=response.paper_on is not None,
        hushed=_hushed(whole, step),
        changed=step is None and whole.sent and _changed(session, response.id),
    )


def _changed(session: Session, response_id: int) -> bool:
    found = select(AnswerChange.id).where(AnswerChange.response_id == response_id)
    return session.scalar(found.limit(1)) is not None


def _hushed(whole: Whole, step: Step | None) -> tuple[int, ...]:
    """Said in the summary, and where the question on the screen has gone."""
    found = tuple(each for each in whole.response.mentees if each in whole.hushed)
    return found if step is None or whole.response.at_about in found else ()


def with_fault(place: Place, fault: Fault, typed: str) -> Place:
    return replace(place, fault=fault, typed=typed)


def draft(whole: Whole, step: Step | None) -> Mapping[str, Any]:
    """What is chosen at the question on the screen; of another one it is of no use."""
    kept = whole.response.draft or {}
    if step is None or kept.get("at") != list(step.key):
        return {}
    return kept


def _named(whole: Whole, step: Step | None) -> set[int]:
    """Whose names the screen may need; mostly nobody's."""
    shown = whole.steps if step is None else (step,)
    ids = {each.about for each in shown} | {whole.response.about_id or 0}
    if whole.response.paper_on is not None:
        ids.add(whole.response.person_id or 0)
    if step is None or "{" in step.question.text + step.question.help:
        ids.add(whole.response.person_id or 0)
        ids |= set(_chosen(whole.questionnaire, whole.replies, whole.steps))
    elif step.question.kind is Kind.PERSON:
        ids |= set(_chosen(whole.questionnaire, whole.replies, [step]))
    return ids - {0}


def _chosen(
    asked: Questionnaire, replies: Mapping[Key, Reply], steps: Sequence[Step]
) -> Iterable[int]:
    for step in steps:
        reply = replies.get(step.key)
        if step.question.kind is Kind.PERSON and reply and isinstance(reply.value, int):
            yield reply.value
