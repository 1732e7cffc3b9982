"""One person of a campaign for who keeps it: how far each response is, and its answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Campaign, Response
from db.models.surveys import ResponseState
from domain.named import Named
from domain.survey import Kind, Question, Reply, numbering
from services import people, recipients
from services.actor import Actor
from services.errors import Refusal
from services.surveys import papers, rates, results, seeing, versions
from services.surveys.papers import Sheet


@dataclass(frozen=True, slots=True)
class Part:
    """A response of the person. `sent_on`: the day on which it came, None: not yet; `readable`:
    the viewer may read it; `sheet`: what may be entered for it from paper."""

    response_id: int
    about: Named | None
    state: ResponseState
    sent_on: date | None
    readable: bool
    sheet: Sheet | None


@dataclass(frozen=True, slots=True)
class OfPerson:
    """`reachable`: the program can write to the person."""

    campaign_id: int
    title: str
    who: Named
    reachable: bool
    today: date
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """`number`: of the question in the questionnaire; `reply` None: it has no answer."""

    number: int
    index: int
    about: int
    question: Question
    reply: Reply | None


@dataclass(frozen=True, slots=True)
class Answered:
    """All answers of a response. `paper_on`: the day on the paper that it was entered from;
    `names`: of who stands in the answers."""

    response_id: int
    title: str
    who: Named
    about: Named | None
    sent_on: date
    paper_on: date | None
    today: date
    lines: tuple[Line, ...]
    names: Mapping[int, Named]


def of(session: Session, actor: Actor, campaign_id: int, person_id: int) -> OfPerson:
    """Raises Refusal("gone" | "forbidden" | "campaign_anonymous")."""
    row = _named(session, actor, campaign_id)
    found = session.scalars(
        select(Response)
        .where(
            Response.campaign_id == row.id, Response.person_id == person_id,
            Response.state.in_(rates.ASKED),
        )
        .order_by(Response.id)
    ).all()  # fmt: skip
    if not found:
        raise Refusal("gone")
    names = people.named(session, {person_id, *(each.about_id or 0 for each in found)} - {0})
    sheets = papers.of_campaign(session, actor, row.id, person_id)
    by_response = {each.response_id: each for each in sheets}
    eyes = seeing.eyes(session, actor.me)
    who = recipients.load(session, [person_id], actor.at, row.organisation_id)
    return OfPerson(
        row.id, row.title, names[person_id],
        person_id in who and who[person_id].reachable, actor.today,
        tuple(
            Part(
                each.id, names.get(each.about_id or 0), each.state, _day(actor, each),
                each.state is ResponseState.SENT and not eyes.shut(each), by_response.get(each.id),
            )
            for each in found
        ),
    )  # fmt: skip


def answers(session: Session, actor: Actor, campaign_id: int, response_id: int) -> Answered:
    """Raises Refusal("gone" | "forbidden" | "campaign_anonymous" | "campaign_unread")."""
    row = _named(session, actor, campaign_id)
    response = session.get(Response, response_id)
    if response is None or response.campaign_id != row.id or response.person_id is None:
        raise Refusal("gone")
    asked = versions.questionnaire(session, row.version_id)
    sent = results.of_response(session, actor, row, asked, response_id)
    day = _day(actor, response)
    if sent is None or sent.who is None or day is None:
        raise Refusal("campaign_unread")
    number = numbering.numbers(asked)
    place = {each.key: at for at, each in enumerate(asked.questions)}
    lines = tuple(
        Line(number[key], place[key], about, asked.question(key), sent.replies.get((key, about)))
        for key, about in sorted(sent.steps, key=lambda step: (place[step[0]], step[1]))
        if key in number
    )
    return Answered(
        response_id,
        row.title,
        sent.who,
        sent.about,
        day,
        sent.paper_on,
        actor.today,
        lines,
        people.named(session, _people(lines)),
    )


def _named(session: Session, actor: Actor, campaign_id: int) -> Campaign:
    row = rates.see(session, actor, campaign_id)
    if row.anonymous:
        raise Refusal("campaign_anonymous")
    return row


def _day(actor: Actor, response: Response) -> date | None:
    if response.state is not ResponseState.SENT or response.sent_at is None:
        return None
    return response.sent_at.astimezone(actor.zone).date()


def _people(lines: tuple[Line, ...]) -> set[int]:
    found = {each.about for each in lines}
    found |= {
        each.reply.value
        for each in lines
        if each.question.kind is Kind.PERSON and each.reply is not None
        and isinstance(each.reply.value, int)
    }  # fmt: skip
    return found - {0}
